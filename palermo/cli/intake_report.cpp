// SPDX-License-Identifier: Apache-2.0
// palermo intake report: how a mapping reads a file. Exact counts by column, for the custodian of the file.
#include <CLI/CLI.hpp>

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
  Value value;
  value.set("not for release", true);
  value.set("format", "palermo-intake-report/1");
  value.set("mapping", report.mapping.id);
  value.set("rows_read", report.rows.rows_read);
  value.set("rows_set_aside", report.rows.rows_set_aside);
  value.set("columns", std::move(columns));
  value.set("not_mapped", std::move(not_mapped));
  return value;
}

core::Table to_table(const Report& report, const core::Catalogue& catalogue) {
  core::Table table;
  table.caption = catalogue.text("intake.report", {{"mapping", report.mapping.id}, {"rows", report.rows.rows_read},
                                                   {"aside", report.rows.rows_set_aside}});
  table.columns.push_back({catalogue.text("intake.column"), false});
  for (const char* key : {"intake.filled", "intake.missing", "intake.not_understood", "intake.impossible"})
    table.columns.push_back({catalogue.text(key), true});
  for (const std::string& name : report.mapping.columns()) {
    const intake::ColumnCounts& counts = report.columns.counts(name);
    table.rows.push_back({name, catalogue.number(counts.filled), catalogue.number(counts.missing),
                          catalogue.number(counts.not_understood), catalogue.number(counts.impossible)});
  }
  return table;
}

int run(Context& context, const ReportCall& call) {
  const auto report = read(call, context.data_folder(), context.progress());
  if (!report) return context.fail(report.error());
  if (context.json()) return context.print_json(to_value(*report));
  std::string text = core::to_plain_text(to_table(*report, context.catalogue()));
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
