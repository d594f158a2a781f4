// SPDX-License-Identifier: Apache-2.0
// "What the data can and cannot show": for each element of each definition, the share of records in which it is true,
// not known or false. Shares are made of floored numbers and shown from 100 records on.
#include <algorithm>
#include <cmath>

#include "palermo/chart/matrix.hpp"
#include "palermo/publish/report_parts.hpp"

namespace palermo::publish {
namespace {

constexpr std::size_t kSourcesAbreast = 4;

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::int64_t hundredths(double part) { return std::llround(part * 100); }

chart::SplitCell split_cell(const Report& report, const ProtectedTally& tally) {
  const auto certain = share(tally.certain, tally.records), possible = share(tally.possible, tally.records);
  if (!certain || !possible) return {.shown = false};
  const std::int64_t yes = hundredths(*certain), upper = hundredths(*possible);
  return {.shown = true, .yes = *certain, .unknown = *possible - *certain, .yes_text = report.percent(yes),
          .unknown_text = report.percent(upper - yes), .no_text = report.percent(100 - upper)};
}

const ProtectedElement* find(const ProtectedSource& source, const ProtectedElement& wanted) {
  const auto found = std::find_if(source.elements.begin(), source.elements.end(), [&](const ProtectedElement& element_of) {
    return element_of.definition == wanted.definition && element_of.reading == wanted.reading && element_of.element == wanted.element;
  });
  return found == source.elements.end() ? nullptr : &*found;
}

// The elements of one definition and reading, in the law's order, each once over all sources.
std::vector<const ProtectedElement*> elements_of(const ProtectedResults& results, std::size_t definition, std::size_t reading) {
  std::vector<const ProtectedElement*> out;
  for (const ProtectedSource& source : results.sources)
    for (const ProtectedElement& element_of : source.elements) {
      const bool seen = std::any_of(out.begin(), out.end(), [&](const auto* other) { return other->element == element_of.element; });
      if (element_of.definition == definition && element_of.reading == reading && !seen) out.push_back(&element_of);
    }
  return out;
}

chart::Matrix empty_matrix(const Report& report, const std::string& id) {
  return {.frame = {id, report.text("elements.chart"), report.text("elements.describe")}, .columns = {}, .groups = {},
          .yes = report.text("elements.true"), .unknown = report.text("elements.unknown"), .no = report.text("elements.false"),
          .not_shown = report.text("elements.not_shown"), .group_name = report.text("column.definition"),
          .row_name = report.text("column.element"), .note_name = report.text("column.article")};
}

// One definition a picture, so that a picture never outgrows a page; nothing where no source has a row.
std::string matrix_of(const Report& report, std::size_t reading, std::size_t first, std::size_t definition, const std::string& id) {
  const ProtectedResults& results = report.results();
  const std::size_t end = std::min(results.sources.size(), first + kSourcesAbreast);
  chart::Matrix matrix = empty_matrix(report, id);
  for (std::size_t s = first; s < end; ++s) matrix.columns.push_back(report.source_title(results.sources[s]));
  chart::MatrixGroup group{report.definition_title(definition), {}};
  for (const ProtectedElement* wanted : elements_of(results, definition, reading)) {
    chart::MatrixRow row{{spaced(wanted->element), true}, {wanted->cite, true}, {}};
    for (std::size_t s = first; s < end; ++s) {
      const ProtectedElement* found = find(results.sources[s], *wanted);
      row.cells.push_back(found ? split_cell(report, found->tally) : chart::SplitCell{.shown = false});
    }
    group.rows.push_back(std::move(row));
  }
  if (group.rows.empty()) return {};
  matrix.groups.push_back(std::move(group));
  return figure_html(chart::draw(matrix), 2);
}

std::string articles_table(const Report& report) {
  const ProtectedResults& results = report.results();
  LabelTable out;
  out.table.caption = report.text("elements.articles");
  for (const char* key : {"column.definition", "column.element", "column.article", "column.says"}) out.column({report.text(key)});
  for (std::size_t definition = 0; definition < results.definitions.size(); ++definition)
    for (const ProtectedElement* wanted : elements_of(results, definition, 0))
      out.row({report.definition_title(definition), {spaced(wanted->element), true}, {wanted->cite, true},
               wanted->says.empty() ? chart::Label{report.text("count.none")} : chart::Label{wanted->says, true}});
  return out.html(2);
}

}  // namespace

std::string elements_section(const Report& report) {
  const ProtectedResults& results = report.results();
  std::string out = report.heading(2, "elements.title") + report.paragraph("elements.intro");
  for (std::size_t reading = 0; reading < results.readings.size(); ++reading) {
    std::string pictures;
    for (std::size_t definition = 0; definition < results.definitions.size(); ++definition)
      for (std::size_t first = 0; first < results.sources.size(); first += kSourcesAbreast)
        pictures += matrix_of(report, reading, first, definition,
                              "elements-" + std::to_string(reading) + '-' + std::to_string(definition) + '-' + std::to_string(first));
    out += details_html(report.html("under_reading") + ' ' + data_html(report.reading_id(reading).text), pictures, reading == 0);
  }
  return element("section", out + articles_table(report), R"(id="elements")") + '\n';
}

}  // namespace palermo::publish
