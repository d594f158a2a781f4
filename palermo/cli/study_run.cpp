// SPDX-License-Identifier: Apache-2.0
// palermo study run: from case files to inside/ and outside/.
#include <CLI/CLI.hpp>

#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/study_verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/study/run.hpp"

namespace palermo::cli {
namespace {

using core::Value;

struct RunCall {
  study::RunOptions options;
};

// "1,230–4,560": both ends floored, as they stand outside.
std::string bounds(const core::Catalogue& catalogue, const publish::ProtectedTally& tally) {
  const auto shown = [&](publish::ProtectedCount count) {
    return count.small() ? catalogue.text("study.under_ten") : catalogue.number(count.value());
  };
  const std::string low = shown(tally.certain), high = shown(tally.possible);
  return low == high ? low : low + " … " + high;
}

// One line a source and definition, one column a reading.
core::Table summary(const publish::ProtectedResults& results, const core::Catalogue& catalogue) {
  core::Table table;
  table.caption = catalogue.text("study.summary");
  table.columns.push_back({catalogue.text("study.column.source"), false});
  table.columns.push_back({catalogue.text("study.column.definition"), false});
  table.columns.push_back({catalogue.text("study.column.records"), true});
  for (const publish::DeclaredReading& reading : results.readings) table.columns.push_back({reading.id, true});
  for (const publish::ProtectedSource& source : results.sources)
    for (std::size_t d = 0; d < results.definitions.size(); ++d) {
      std::vector<std::string> row = {source.id, results.definitions[d].id, std::string()};
      for (const publish::ProtectedFinding& finding : source.findings) {
        if (finding.definition != d) continue;
        row[2] = catalogue.number(finding.tally.records.value());
        row.push_back(bounds(catalogue, finding.tally));
      }
      table.rows.push_back(std::move(row));
    }
  return table;
}

Value answer(const study::RunResult& run, const std::string& out) {
  Value counts(Value::Array{});
  for (const publish::ProtectedSource& source : run.results.sources)
    for (const publish::ProtectedFinding& finding : source.findings) {
      Value count;
      count.set("source", source.id);
      count.set("reading", run.results.readings[finding.reading].id);
      count.set("definition", run.results.definitions[finding.definition].id);
      count.set("lo", finding.tally.certain.value());
      count.set("hi", finding.tally.possible.value());
      counts.push(std::move(count));
    }
  Value stages(Value::Array{});
  for (const study::Stage& stage : run.receipt.stages) {
    Value value;
    value.set("name", stage.name);
    value.set("reused", stage.reused);
    stages.push(std::move(value));
  }
  Value value;
  value.set("format", "palermo-study-run/1");
  value.set("study", run.results.id);
  value.set("simulated", run.results.simulated);
  value.set("out", out);
  value.set("report", run.report);
  value.set("protected_by", "floor to a multiple of 10");
  value.set("stages", std::move(stages));
  value.set("counts", std::move(counts));
  return value;
}

int run(Context& context, RunCall& call) {
  call.options.data_folder = context.data_folder();
  const auto result = study::run_study(call.options, context.catalogue(), context.progress());
  if (!result) return context.fail(result.error());
  if (context.json()) return context.print_json(answer(*result, call.options.out));
  const core::Catalogue& catalogue = context.catalogue();
  std::string text = core::to_plain_text(summary(result->results, catalogue));
  text += "\n" + catalogue.text("study.floor_note");
  if (result->results.simulated) text += "\n" + catalogue.text("study.simulated_note");
  text += "\n\n" + catalogue.text("study.report_lies", {{"path", result->report}});
  text += "\n" + catalogue.text("study.inside_lies", {{"path", call.options.out + "/inside"}});
  return context.print(text);
}

}  // namespace

void add_study_run(CLI::App& family, Context& context) {
  auto call = std::make_shared<RunCall>();
  CLI::App& verb = add_verb(family, context, "study.run", "palermo study run data/demo/study.yaml --out evidence/",
                            [&context, call] { return run(context, *call); });
  verb.add_option("STUDY", call->options.study, context.text("verb.study.run.study"))->required();
  verb.add_option("--out", call->options.out, context.text("verb.study.run.out"))->option_text("DIR")->required();
  verb.add_flag("--fresh", call->options.fresh, context.text("verb.study.run.fresh"));
}

}  // namespace palermo::cli
