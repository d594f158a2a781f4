// SPDX-License-Identifier: Apache-2.0
// palermo simulate study: a whole study of an invented country: names, cases, mappings, study.yaml, and the truth apart.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/simulate_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/simulate/study_world.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {
namespace {

constexpr std::string_view kMark = "study-world";
constexpr std::string_view kExample = "palermo simulate study --seed 7 --people 400 --out study/";

struct StudyCall {
  simulate::StudyWorldOptions options;
  std::string out;
};

// How many records were made.
core::Result<std::int64_t> make(const StudyCall& call, const std::string& data, core::Progress& progress) {
  PALERMO_TRY(const simulate::NameBook book, simulate::NameBook::read(data + "/simulate/names"));
  PALERMO_TRY(const law::Corpus corpus, study::load_corpus(data + "/law"));
  PALERMO_TRY(const simulate::InventedStudy made, simulate::invent_study(book, call.options, progress));
  PALERMO_TRY(const auto truth, simulate::stated_truth(made, corpus));
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, kMark));
  PALERMO_CHECK_DONE(simulate::write_study(made, truth, folder, progress));
  PALERMO_CHECK_DONE(folder.commit());
  std::int64_t records = 0;
  for (const simulate::InventedList& list : made.lists.lists) records += static_cast<std::int64_t>(list.rows.size());
  return records;
}

int run(Context& context, const StudyCall& call) {
  const auto records = make(call, context.data_folder(), context.progress());
  if (!records) return context.fail(records.error());
  if (!context.json()) return context.print(context.text("cli.simulate.study_done", {{"out", call.out}, {"records", *records}}));
  core::Value value;
  value.set("format", "palermo-simulated/1");
  value.set("kind", "study");
  value.set("simulated", true);
  value.set("seed", static_cast<std::int64_t>(call.options.seed));
  value.set("out", call.out);
  value.set("records", *records);
  return context.print_json(value);
}

}  // namespace

void add_simulate_study(CLI::App& family, Context& context) {
  auto call = std::make_shared<StudyCall>();
  CLI::App& verb = add_verb(family, context, "simulate.study", kExample, [&context, call] { return run(context, *call); });
  verb.add_option("--seed", call->options.seed, context.text("verb.simulate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--people", call->options.people, context.text("verb.simulate.study.people"))->option_text("N")->capture_default_str();
  verb.add_option("--heterogeneity", call->options.heterogeneity, context.text("verb.simulate.study.heterogeneity"))
      ->option_text("SD")->check(CLI::Range(0.0, 10.0))->capture_default_str();
  verb.add_option("--referral", call->options.referral, context.text("verb.simulate.study.referral"))
      ->option_text("LOG_ODDS")->check(CLI::Range(-10.0, 10.0))->capture_default_str();
  verb.add_option("--errors", call->options.errors, context.text("verb.simulate.study.errors"))->option_text("SHARE")->check(CLI::Range(0.0, 1.0))->capture_default_str();
  verb.add_option("--out", call->out, context.text("verb.simulate.study.out"))->option_text("DIR")->required();
}

}  // namespace palermo::cli
