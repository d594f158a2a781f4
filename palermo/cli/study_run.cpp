// SPDX-License-Identifier: Apache-2.0
// palermo study run: from case files to inside/ and outside/.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/study_verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/publish/chain_sentence.hpp"
#include "palermo/study/run.hpp"

namespace palermo::cli {
namespace {

using core::Value;

struct RunCall {
  study::RunOptions options;
};

// "1,230", or "0–9" below ten: as the report writes it.
std::string shown(const core::Catalogue& catalogue, publish::ProtectedCount count) {
  return count.small() ? catalogue.text("study.under_ten") : catalogue.number(count.value());
}

// "1,230–4,560": both ends floored, as they stand outside.
std::string bounds(const core::Catalogue& catalogue, const publish::ProtectedTally& tally) {
  const std::string low = shown(catalogue, tally.certain), high = shown(catalogue, tally.possible);
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
        row[2] = shown(catalogue, finding.tally.records);
        row.push_back(bounds(catalogue, finding.tally));
      }
      table.rows.push_back(std::move(row));
    }
  return table;
}

// "work (120 of 120), sex (0–9 of 110)": the first columns, and how many more.
std::string columns_text(const core::Catalogue& catalogue, const publish::ProtectedSource& source, const std::vector<std::string>& names) {
  constexpr std::size_t kInSight = 8;
  std::string text;
  std::size_t named = 0;
  for (const publish::ProtectedColumn& column : source.columns) {
    if (named == kInSight || std::find(names.begin(), names.end(), column.column) == names.end()) continue;
    text += (named++ == 0 ? "" : ", ") + catalogue.text("study.not_understood_column", {{"column", column.column}, {"count", shown(catalogue, column.not_understood)},
                                                                                        {"filled", shown(catalogue, column.filled)}});
  }
  if (names.size() > named) text += ", " + catalogue.text("study.further_columns", {{"columns", static_cast<std::int64_t>(names.size() - named)}});
  return text;
}

// What somebody who reads only the table would miss, a line each.
std::string notices(const study::RunResult& run, const core::Catalogue& catalogue) {
  std::string text;
  const publish::ProtectedResults& results = run.results;
  for (const study::SourceNotice& notice : run.notices) {
    const auto source = std::find_if(results.sources.begin(), results.sources.end(), [&](const auto& one) { return one.id == notice.source; });
    if (source == results.sources.end()) continue;
    if (!notice.not_understood.empty())
      text += catalogue.text("study.not_understood", {{"source", notice.source}, {"columns", columns_text(catalogue, *source, notice.not_understood)},
                                                      {"path", notice.mapping_report}}) + "\n";
    if (notice.set_aside)
      text += catalogue.text("study.set_aside", {{"source", notice.source}, {"rows", shown(catalogue, source->rows_set_aside)},
                                                 {"path", notice.mapping_report}}) + "\n";
    if (notice.outside_period) text += catalogue.text("study.outside_period", {{"source", notice.source}, {"period", results.period}}) + "\n";
  }
  return text;
}

// Definitions that many records are too early or too late for: the highest shown count of each source, over its readings.
std::string not_in_force(const publish::ProtectedResults& results, const core::Catalogue& catalogue) {
  std::string text;
  for (std::size_t d = 0; d < results.definitions.size(); ++d) {
    std::string sources;
    for (const publish::ProtectedSource& source : results.sources) {
      const publish::ProtectedFinding* most = nullptr;
      for (const publish::ProtectedFinding& finding : source.findings)
        if (finding.definition == d && (!most || finding.tally.not_in_force > most->tally.not_in_force)) most = &finding;
      if (!most || most->tally.not_in_force.small()) continue;
      sources += (sources.empty() ? "" : ", ") +
                 catalogue.text("study.not_in_force_source", {{"count", shown(catalogue, most->tally.not_in_force)}, {"source", source.id}});
    }
    if (!sources.empty()) text += catalogue.text("study.not_in_force", {{"definition", results.definitions[d].id}, {"sources", sources}}) + "\n";
  }
  return text;
}

Value warning(const std::string& source, std::string_view code, const std::vector<std::string>& columns = {}) {
  Value names(Value::Array{});
  for (const std::string& column : columns) names.push(column);
  Value value;
  value.set("source", source);
  value.set("code", code);
  value.set("columns", std::move(names));
  return value;
}

Value warnings(const study::RunResult& run) {
  Value all(Value::Array{});
  for (const study::SourceNotice& notice : run.notices) {
    if (!notice.not_understood.empty()) all.push(warning(notice.source, "not_understood", notice.not_understood));
    if (notice.set_aside) all.push(warning(notice.source, "set_aside"));
    if (notice.outside_period) all.push(warning(notice.source, "outside_period"));
  }
  return all;
}

// "At least 930 people meet ...", one line a definition; as the report says it.
std::string estimates(const publish::ProtectedResults& results, const core::Catalogue& catalogue) {
  if (!results.chain) return "";
  std::string text;
  for (const publish::ProtectedChainEstimate& estimate : results.chain->estimates)
    text += publish::chain_sentence(results, estimate, catalogue) + "\n";
  return text;
}

Value estimates_value(const publish::ProtectedResults& results) {
  Value all(Value::Array{});
  for (const publish::ProtectedChainEstimate& estimate : results.chain->estimates) {
    Value one, rules(Value::Array{}), width;
    one.set("definition", results.definitions[estimate.definition].id);
    one.set("verdict", publish::word(estimate.verdict));
    if (estimate.lo) one.set("lo", *estimate.lo);
    if (estimate.hi) one.set("hi", *estimate.hi);
    for (const auto& [part, percent] : estimate.percents) width.set(part, percent);
    if (!estimate.percents.empty()) one.set("width_percent", std::move(width));
    std::vector<std::string> named;
    for (const publish::ChainRule& rule : estimate.rules)
      if (std::find(named.begin(), named.end(), rule.id) == named.end()) named.push_back(rule.id);
    for (const std::string& rule : named) rules.push(rule);
    one.set("rules", std::move(rules));
    all.push(std::move(one));
  }
  return all;
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
  value.set("warnings", warnings(run));
  if (run.results.chain && !run.results.chain->estimates.empty()) value.set("estimates", estimates_value(run.results));
  if (run.results.chain && run.results.chain->release) {
    Value release;
    release.set("id", run.results.chain->release->id), release.set("test", run.results.chain->release->test);
    value.set("release", std::move(release));
  }
  return value;
}

int run(Context& context, RunCall& call) {
  call.options.data_folder = context.data_folder();
  call.options.now = utc_now();
  call.options.today = utc_today();
  const auto result = study::run_study(call.options, context.catalogue(), context.progress());
  if (!result) return context.fail(result.error());
  if (context.json()) return context.print_json(answer(*result, call.options.out));
  const core::Catalogue& catalogue = context.catalogue();
  std::string text = core::to_plain_text(summary(result->results, catalogue));
  text += "\n" + catalogue.text("study.floor_note");
  if (result->results.simulated) text += "\n" + catalogue.text("study.simulated_note");
  text += "\n";
  if (const std::string lines = notices(*result, catalogue) + not_in_force(result->results, catalogue); !lines.empty()) text += "\n" + lines;
  if (const std::string lines = estimates(result->results, catalogue); !lines.empty()) text += "\n" + lines;
  text += "\n" + catalogue.text("study.report_lies", {{"path", result->report}});
  text += "\n" + catalogue.text("study.inside_lies", {{"path", result->inside}});
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
