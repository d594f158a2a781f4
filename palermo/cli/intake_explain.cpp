// SPDX-License-Identifier: Apache-2.0
// palermo intake explain: one finding for one record, derived step by step, with the assumption behind each step.
// For the custodian of the file: the derivation tells facts of one record.
#include <CLI/CLI.hpp>

#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/study_verbs.hpp"
#include "palermo/intake/rows.hpp"
#include "palermo/intake/translate.hpp"
#include "palermo/law/evaluate.hpp"
#include "palermo/law/explain.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"

namespace palermo::cli {
namespace {

inline constexpr core::ErrorKind kNoSuchRow{"intake.no_such_row", core::Exit::usage};

struct ExplainCall {
  std::string file, mapping, law;
  std::int64_t row = 1;
  std::vector<std::string> assume;
};

// The record number `call.row` as a case, under the assumptions that were asked for.
core::Result<law::Case> read_case(const ExplainCall& call, const law::Corpus& corpus, const std::string& data, core::Progress& progress) {
  PALERMO_TRY(const auto countries, study::load_countries(data));
  PALERMO_TRY(const auto mapping, study::load_mapping(call.mapping, "", data, corpus.vocabulary(), {.file = call.mapping}));
  const intake::Reading reading{"asked", "", call.assume, {}, false};
  PALERMO_CHECK_DONE(intake::check_assumptions(reading, {mapping}, {.file = call.mapping}));
  PALERMO_TRY(auto columns, intake::Columns::make(mapping, countries, law::kBlockRecords));
  intake::SignalPlanes signals(mapping, columns);
  PALERMO_TRY(auto translator, intake::Translator::make(mapping, reading, columns, corpus.vocabulary()));
  PALERMO_TRY(auto source, core::open_file(call.file, true));
  std::int64_t before = 0;
  std::optional<law::Case> found;
  const auto block = [&]() -> core::Done {
    const auto size = static_cast<std::int64_t>(columns.size());
    if (!found && call.row > before && call.row <= before + size) {
      signals.decode(columns);
      translator.fill(signals, columns);
      found = translator.case_of(signals, static_cast<std::size_t>(call.row - before - 1));
    }
    before += size;
    return {};
  };
  PALERMO_TRY(const auto rows, intake::read_rows(*source, mapping, columns, block, progress));
  if (!found)
    return core::fail(kNoSuchRow, {.file = call.file}, {{"row", std::to_string(call.row)}, {"rows", std::to_string(before)}});
  found->id = "record " + std::to_string(call.row);
  return std::move(*found);
}

int run(Context& context, const ExplainCall& call) {
  const std::string data = context.data_folder();
  const auto corpus = study::load_corpus(data + "/law");
  if (!corpus) return context.fail(corpus.error());
  const auto id = corpus->resolve(call.law);
  if (!id) return context.fail(id.error());
  auto one = read_case(call, *corpus, data, context.progress());
  if (!one) return context.fail(one.error());
  // As law assess does: without dates the definition is applied whatever the date.
  if (!one->date.known() && !corpus->find(id->law)->versions.empty()) one->date.days = corpus->find(id->law)->versions.back().in_force;
  const auto facts = law::FactBase::derive(*one, corpus->vocabulary(), law::OnContradiction::set_aside);
  if (!facts) return context.fail(facts.error());
  const auto finding = law::assess(*corpus, *one, *id, *facts);
  if (!finding) return context.fail(finding.error());
  if (!context.json()) return context.print(law::explain(*finding, corpus->vocabulary(), context.catalogue()));
  core::Value answer;
  answer.set("format", "palermo-law-explain/1");
  answer.set("finding", law::to_value(*finding, corpus->vocabulary()));
  return context.print_json(answer);
}

}  // namespace

void add_intake_explain(CLI::App& family, Context& context) {
  auto call = std::make_shared<ExplainCall>();
  CLI::App& verb =
      add_verb(family, context, "intake.explain",
               "palermo intake explain data/demo/world/ctdc_contributor.csv --mapping ctdc-kanon-63 --row 1 --law un.tip-protocol",
               [&context, call] { return run(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.intake.file"))->required();
  verb.add_option("--mapping", call->mapping, context.text("verb.intake.mapping"))->option_text("MAPPING")->required();
  verb.add_option("--row", call->row, context.text("verb.intake.explain.row"))->option_text("N")->check(CLI::PositiveNumber)->capture_default_str();
  verb.add_option("--law", call->law, context.text("verb.intake.explain.law"))->option_text("ID")->required();
  verb.add_option("--assume", call->assume, context.text("verb.intake.explain.assume"))->option_text("ASSUMPTION");
}

void add_intake_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "intake");
  add_intake_report(family, context);
  add_intake_explain(family, context);
}

}  // namespace palermo::cli
