// SPDX-License-Identifier: Apache-2.0
// One part a source: what was read, and the findings by year, sex, age and country of exploitation.
#include <algorithm>
#include <cstdlib>

#include "palermo/chart/lines.hpp"
#include "palermo/publish/report_parts.hpp"

namespace palermo::publish {
namespace {

constexpr std::size_t kCountriesInSight = 15;

std::string facts(const Report& report, const ProtectedSource& source) {
  std::string rows;
  const auto fact = [&](const char* key, const std::string& value) { rows += element("dt", report.html(key)) + element("dd", value); };
  if (!source.organisation.empty()) fact("sources.organisation", data_html(source.organisation));
  fact("sources.mapping", data_html(source.mapping));
  fact("sources.unit", report.html("unit." + source.unit));
  fact("sources.rows_read", escape_html(report.count(source.rows_read)));
  fact("sources.rows_set_aside", escape_html(report.count(source.rows_set_aside)));
  fact("sources.contradictory", escape_html(report.count(source.contradictory)));
  return element("dl", rows) + '\n';
}

std::string set_aside(const Report& report, const ProtectedSource& source) {
  if (source.set_aside_reasons.empty()) return {};
  LabelTable out;
  out.table.caption = report.text("sources.set_aside");
  out.column({report.text("column.reason")});
  out.column({report.text("column.rows")}, true);
  for (const auto& [reason, rows] : source.set_aside_reasons)
    out.row({report.known_word("publish.", reason), {report.count(rows)}});
  return out.html();
}

const ProtectedCell* find(const ProtectedRow& row, std::size_t definition, std::size_t reading) {
  for (const ProtectedCell& cell : row.cells)
    if (cell.definition == definition && cell.reading == reading) return &cell;
  return nullptr;
}

// Definitions that have a cell under this reading.
std::vector<std::size_t> definitions_in(const ProtectedBreakdown& breakdown, std::size_t reading) {
  std::vector<std::size_t> out;
  for (const ProtectedRow& row : breakdown.rows)
    for (const ProtectedCell& cell : row.cells)
      if (cell.reading == reading && std::find(out.begin(), out.end(), cell.definition) == out.end()) out.push_back(cell.definition);
  std::sort(out.begin(), out.end());
  return out;
}

// Rows [first, last) of the breakdown.
std::string breakdown_table(const Report& report, const ProtectedBreakdown& breakdown, std::size_t reading, std::size_t first, std::size_t last) {
  const std::vector<std::size_t> definitions = definitions_in(breakdown, reading);
  LabelTable out;
  out.table.caption = report.text("by." + breakdown.dimension);
  out.column({report.text("dimension." + breakdown.dimension)});
  out.column({report.text("column.records")}, true);
  for (const std::size_t definition : definitions) out.column(report.definition_id(definition), true);
  for (std::size_t i = first; i < last; ++i) {
    const ProtectedRow& row = breakdown.rows[i];
    std::vector<chart::Label> cells = {report.category(breakdown.dimension, row.category), {report.count(row.records)}};
    for (const std::size_t definition : definitions) {
      const ProtectedCell* cell = find(row, definition, reading);
      cells.push_back({cell ? report.bounds(cell->tally) : report.text("count.none")});
    }
    out.row(cells);
  }
  return out.html();
}

std::string breakdown_tables(const Report& report, const ProtectedBreakdown& breakdown, std::size_t reading) {
  const std::size_t rows = breakdown.rows.size();
  if (breakdown.dimension != "country" || rows <= kCountriesInSight + 3) return breakdown_table(report, breakdown, reading, 0, rows);
  return breakdown_table(report, breakdown, reading, 0, kCountriesInSight) +
         details_html(report.html("sources.more_countries"), breakdown_table(report, breakdown, reading, kCountriesInSight, rows), false);
}

// A mapping may give spans of years ("2005-2013"); a line over the years needs single ones.
bool has_single_years(const ProtectedBreakdown& breakdown) {
  return std::all_of(breakdown.rows.begin(), breakdown.rows.end(), [](const ProtectedRow& row) {
    const std::string& name = row.category.name;
    return row.category.kind != Category::Kind::named || (name.size() == 4 && name.find_first_not_of("0123456789") == std::string::npos);
  });
}

constexpr std::size_t kMostPanels = 8;  // of one picture, so that it never outgrows a page

// One panel a definition; its table is the breakdown by year that follows it.
std::string years_picture(const Report& report, const ProtectedBreakdown& breakdown, std::size_t reading, const std::string& id) {
  chart::LineChart chart{.frame = {id, report.text("by.year_chart"), report.text("by.year_describe")}, .series = {},
                         .words = report.certain_possible(), .year_name = report.text("dimension.year"), .number = report.axis_number()};
  std::vector<chart::LineSeries> all;
  for (const std::size_t definition : definitions_in(breakdown, reading)) {
    chart::LineSeries series{report.definition_id(definition), {}};
    for (const ProtectedRow& row : breakdown.rows) {
      const ProtectedCell* cell = find(row, definition, reading);
      if (!cell || row.category.kind != Category::Kind::named) continue;
      series.points.push_back({std::atoi(row.category.name.c_str()), static_cast<double>(cell->tally.certain.value()),
                               static_cast<double>(cell->tally.possible.value()), report.bounds(cell->tally)});
    }
    if (series.points.size() > 1) all.push_back(std::move(series));
  }
  std::string out;
  for (std::size_t first = 0; first < all.size(); first += kMostPanels) {
    const auto from = all.begin() + static_cast<std::ptrdiff_t>(first);
    chart.frame.id = first > 0 ? id + '-' + std::to_string(first) : id;
    chart.series.assign(from, from + static_cast<std::ptrdiff_t>(std::min(kMostPanels, all.size() - first)));
    out += picture_html(chart::draw(chart));
  }
  return out;
}

std::string under_reading(const Report& report, const ProtectedSource& source, std::size_t index, std::size_t reading) {
  std::string out;
  for (const ProtectedBreakdown& breakdown : source.breakdowns) {
    if (breakdown.dimension == "year" && has_single_years(breakdown))
      out += years_picture(report, breakdown, reading, "years-" + std::to_string(index) + '-' + std::to_string(reading));
    out += breakdown_tables(report, breakdown, reading);
  }
  return details_html(report.html("under_reading") + ' ' + data_html(report.reading_id(reading).text), out, reading == 0);
}

}  // namespace

std::string sources_section(const Report& report) {
  const ProtectedResults& results = report.results();
  std::string out = report.heading(2, "sources.title") + report.paragraph("sources.intro");
  for (std::size_t i = 0; i < results.sources.size(); ++i) {
    const ProtectedSource& source = results.sources[i];
    out += element("h3", data_html(report.source_title(source).text)) + '\n' + facts(report, source) + set_aside(report, source);
    if (source.breakdowns.empty()) continue;
    for (std::size_t reading = 0; reading < results.readings.size(); ++reading) out += under_reading(report, source, i, reading);
  }
  return element("section", out, R"(id="sources")") + '\n';
}

}  // namespace palermo::publish
