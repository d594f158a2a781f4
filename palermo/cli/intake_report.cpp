// SPDX-License-Identifier: Apache-2.0
// palermo intake report: how a mapping reads a file. Exact counts by column, for the custodian of the file.
#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "palermo/cli/context.hpp"
#include "palermo/cli/study_verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/intake/rows.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/inputs.hpp"

namespace palermo::cli {
namespace {

using core::Value;

constexpr std::size_t kBlock = 8192;

struct ReportCall {
  std::string file, mapping;
};

struct Report {
  intake::Mapping mapping;
  intake::Columns columns;
  intake::RowsSummary rows;
};

core::Result<Report> read(const ReportCall& call, const std::string& data, core::Progress& progress) {
  PALERMO_TRY(const auto corpus, study::load_corpus(data + "/law"));
  PALERMO_TRY(const auto countries, study::load_countries(data));
  PALERMO_TRY(auto mapping, study::load_mapping(call.mapping, "", data, corpus.vocabulary(), {.file = call.mapping}));
  PALERMO_TRY(auto columns, intake::Columns::make(mapping, countries, kBlock));
  PALERMO_TRY(auto source, core::open_file(call.file, true));
  progress.begin("progress.reading", std::filesystem::path(call.file).filename().string(), source->bytes_on_disk(), "unit.bytes");
  PALERMO_TRY(auto rows, intake::read_rows(*source, mapping, columns, [] { return core::Done{}; }, progress));
  progress.end();
  return Report{std::move(mapping), std::move(columns), std::move(rows)};
}

Value to_value(const Report& report) {
  Value columns(Value::Array{});
  for (const std::string& name : report.mapping.columns()) {
    const intake::ColumnCounts& counts = report.columns.counts(name);
    Value shapes(Value::Object{});
    for (const auto& [shape, count] : counts.shapes) shapes.set(shape, count);
    Value value;
    value.set("column", name);
    value.set("filled", counts.filled);
    value.set("missing", counts.missing);
    value.set("not_understood", counts.not_understood);
    value.set("impossible", counts.impossible);
    value.set("shapes_not_understood", std::move(shapes));
    columns.push(std::move(value));
  }
  Value not_mapped(Value::Array{});
  for (const std::string& name : report.rows.not_mapped) not_mapped.push(name);
  Value aside(Value::Array{});
  for (const core::SetAside& row : report.rows.set_aside) {
    Value one;
    one.set("row", row.row);
    one.set("reason", row.reason);
    for (const auto& [key, text] : row.args) one.set(key, text);
    aside.push(std::move(one));
  }
  Value value;
  value.set("not for release", true);
  value.set("format", "palermo-intake-report/1");
  value.set("mapping", report.mapping.id);
  value.set("rows_read", report.rows.rows_read);
  value.set("rows_set_aside", report.rows.rows_set_aside);
  value.set("columns", std::move(columns));
  value.set("not_mapped", std::move(not_mapped));
  value.set("set_aside", std::move(aside));
  return value;
}

core::Table to_table(const Report& report, const core::Catalogue& catalogue) {
  core::Table table;
  table.caption = catalogue.text("intake.report", {{"mapping", report.mapping.id}, {"rows", report.rows.rows_read},
                                                   {"aside", report.rows.rows_set_aside}});
  table.columns.push_back({catalogue.text("intake.column"), false});
  for (const char* key : {"intake.filled", "intake.not_understood", "intake.impossible", "intake.missing"})
    table.columns.push_back({catalogue.text(key), true});
  for (const std::string& name : report.mapping.columns()) {
    const intake::ColumnCounts& counts = report.columns.counts(name);
    table.rows.push_back({name, catalogue.number(counts.filled), catalogue.number(counts.not_understood),
                          catalogue.number(counts.impossible), catalogue.number(counts.missing)});
  }
  return table;
}

// Masked shapes, never the text of a cell; the most frequent ones first.
core::Table shapes_table(const Report& report, const core::Catalogue& catalogue) {
  constexpr std::size_t kInSight = 5;  // of one column
  core::Table table;
  table.caption = catalogue.text("intake.shapes");
  table.columns = {{catalogue.text("intake.column"), false}, {catalogue.text("intake.shape"), false}, {catalogue.text("intake.values"), true}};
  for (const std::string& name : report.mapping.columns()) {
    const auto& shapes = report.columns.counts(name).shapes;
    std::vector<std::pair<std::string, std::int64_t>> sorted(shapes.begin(), shapes.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    sorted.resize(std::min(sorted.size(), kInSight));
    for (const auto& [shape, values] : sorted) table.rows.push_back({name, shape, catalogue.number(values)});
  }
  return table;
}

core::Table set_aside_table(const Report& report, const core::Catalogue& catalogue) {
  constexpr std::size_t kInSight = 10;
  core::Table table;
  table.caption = catalogue.text("intake.set_aside");
  table.columns = {{catalogue.text("intake.row"), true}, {catalogue.text("intake.reason"), false}};
  for (const core::SetAside& row : report.rows.set_aside) {
    if (table.rows.size() == kInSight) break;
    std::vector<core::Arg> args;
    for (const auto& [key, value] : row.args) args.push_back({key, value});
    table.rows.push_back({catalogue.number(row.row), catalogue.text(row.reason, args)});
  }
  if (const auto further = report.rows.rows_set_aside - static_cast<std::int64_t>(table.rows.size()); further > 0)
    table.rows.push_back({"", catalogue.text("intake.further_rows", {{"rows", further}})});
  return table;
}

int run(Context& context, const ReportCall& call) {
  const auto report = read(call, context.data_folder(), context.progress());
  if (!report) return context.fail(report.error());
  if (context.json()) return context.print_json(to_value(*report));
  std::string text = core::to_plain_text(to_table(*report, context.catalogue()));
  if (const core::Table shapes = shapes_table(*report, context.catalogue()); !shapes.rows.empty()) text += "\n" + core::to_plain_text(shapes);
  if (report->rows.rows_set_aside > 0) text += "\n" + core::to_plain_text(set_aside_table(*report, context.catalogue()));
  if (!report->rows.not_mapped.empty()) {
    std::string names;
    for (const std::string& name : report->rows.not_mapped) names += (names.empty() ? "" : ", ") + name;
    text += "\n" + context.text("intake.not_mapped", {{"columns", names}});
  }
  return context.print(text);
}

}  // namespace

void add_intake_report(CLI::App& family, Context& context) {
  auto call = std::make_shared<ReportCall>();
  CLI::App& verb = add_verb(family, context, "intake.report", "palermo intake report cases.csv.gz --mapping ctdc-kanon-63",
                            [&context, call] { return run(context, *call); });
  verb.add_option("FILE", call->file, context.text("verb.intake.file"))->required();
  verb.add_option("--mapping", call->mapping, context.text("verb.intake.mapping"))->option_text("MAPPING")->required();
}

}  // namespace palermo::cli
