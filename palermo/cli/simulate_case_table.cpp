// SPDX-License-Identifier: Apache-2.0
// palermo simulate case-table: an invented table of people with gaps, and its codebook, to practise releases on.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/simulate_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/output.hpp"
#include "palermo/simulate/case_table.hpp"

namespace palermo::cli {
namespace {

constexpr std::string_view kMark = "case-table";
constexpr std::string_view kExample = "palermo simulate case-table --seed 7 --people 1000 --out case-table/";

struct CaseTableCall {
  simulate::CaseTableOptions options;
  std::string out;
};

core::Done make(const CaseTableCall& call, core::Progress& progress) {
  PALERMO_TRY(const simulate::CaseTable table, simulate::invent_case_table(call.options, progress));
  PALERMO_TRY(core::OutputFolder folder, core::OutputFolder::open(call.out, kMark));
  PALERMO_CHECK_DONE(simulate::write_case_table(table, folder));
  return folder.commit();
}

int run(Context& context, const CaseTableCall& call) {
  if (const auto made = make(call, context.progress()); !made) return context.fail(made.error());
  if (!context.json()) return context.print(context.text("cli.simulate.case_table_done", {{"out", call.out}, {"people", call.options.people}}));
  core::Value value;
  value.set("format", "palermo-simulated/1");
  value.set("kind", "case_table");
  value.set("simulated", true);
  value.set("seed", static_cast<std::int64_t>(call.options.seed));
  value.set("out", call.out);
  value.set("people", call.options.people);
  return context.print_json(value);
}

}  // namespace

void add_simulate_case_table(CLI::App& family, Context& context) {
  auto call = std::make_shared<CaseTableCall>();
  CLI::App& verb = add_verb(family, context, "simulate.case-table", kExample, [&context, call] { return run(context, *call); });
  verb.add_option("--seed", call->options.seed, context.text("verb.simulate.seed"))->option_text("S")->capture_default_str();
  verb.add_option("--people", call->options.people, context.text("verb.simulate.case-table.people"))->option_text("N")->capture_default_str();
  verb.add_option("--out", call->out, context.text("verb.simulate.case-table.out"))->option_text("DIR")->required();
}

}  // namespace palermo::cli
