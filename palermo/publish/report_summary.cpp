// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "palermo/chart/bars.hpp"
#include "palermo/publish/report_parts.hpp"

namespace palermo::publish {
namespace {

constexpr const char* kSections[] = {"summary", "chain", "elements", "sources", "readings", "mapping", "protection", "laws", "guide"};

std::string contents(const Report& report) {
  std::string items;
  for (const std::string section : kSections)
    if (section != "chain" || report.results().chain)
      items += element("li", element("a", report.html(section + ".title"), "href=\"#" + section + '"'));
  return element("nav", element("ul", items), "aria-label=\"" + report.html("contents") + '"') + '\n';
}

std::string facts(const Report& report) {
  const ProtectedResults& results = report.results();
  std::string rows;
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) rows += element("dt", report.html(key)) + element("dd", value);
  };
  fact("facts.question", results.question.empty() ? "" : data_html(results.question));
  fact("facts.period", results.period.empty() ? "" : data_html(results.period));
  fact("facts.place", results.place.empty() ? "" : data_html(results.place));
  if (results.time == "as_definition" || results.time == "by_date") fact("facts.time", report.html("time." + results.time));
  return element("dl", rows) + '\n';
}

constexpr std::size_t kMostBars = 24;  // of one picture, so that it never outgrows a page

// Definitions [first, last).
chart::Figure summary_figure(const Report& report, const ProtectedSource& source, const std::string& id, std::size_t first, std::size_t last) {
  chart::BarChart chart{.frame = {id, report.text("summary.chart"), report.text("summary.describe")},
                        .groups = {},
                        .words = report.certain_possible(),
                        .group_name = report.text("column.definition"),
                        .bar_name = report.text("column.reading"),
                        .value_name = report.text("column.meet"),
                        .number = report.axis_number()};
  for (std::size_t definition = first; definition < last; ++definition) {
    chart::BarGroup group{report.definition_title(definition), {}};
    for (const ProtectedFinding& finding : source.findings)
      if (finding.definition == definition)
        group.bars.push_back({report.reading_id(finding.reading), static_cast<double>(finding.tally.certain.value()),
                              static_cast<double>(finding.tally.possible.value()), report.bounds(finding.tally)});
    if (!group.bars.empty()) chart.groups.push_back(std::move(group));
  }
  return chart::draw(chart);
}

// A table of definition × reading × source; `cell` writes a finding.
template <class Cell>
LabelTable findings_table(const Report& report, const char* caption, Cell cell) {
  const ProtectedResults& results = report.results();
  LabelTable out;
  out.table.caption = report.text(caption);
  for (const char* key : {"column.definition", "column.reading"}) out.column({report.text(key)});
  for (const ProtectedSource& source : results.sources) out.column(report.source_title(source), true);
  for (std::size_t definition = 0; definition < results.definitions.size(); ++definition)
    for (std::size_t reading = 0; reading < results.readings.size(); ++reading) {
      std::vector<chart::Label> cells = {report.definition_title(definition), report.reading_id(reading)};
      for (const ProtectedSource& source : results.sources) {
        cells.push_back({report.text("count.none")});
        for (const ProtectedFinding& finding : source.findings)
          if (finding.definition == definition && finding.reading == reading) cells.back() = {cell(finding)};
      }
      out.row(cells);
    }
  return out;
}

std::string summary_table(const Report& report) {
  LabelTable out = findings_table(report, "summary.table", [&](const ProtectedFinding& finding) { return report.bounds(finding.tally); });
  std::vector<chart::Label> last = {{report.text("summary.records")}, {""}};
  for (const ProtectedSource& source : report.results().sources)
    last.push_back({source.findings.empty() ? report.text("count.none") : report.count(source.findings.front().tally.records)});
  out.row(last);
  return out.html(2);
}

// What must be said before anybody compares the definitions of the table above.
std::string without_mental_element(const Report& report) {
  std::string items;
  for (std::size_t i = 0; i < report.results().definitions.size(); ++i)
    if (!report.results().definitions[i].mental_element) items += element("li", data_html(report.definition_title(i).text));
  return items.empty() ? "" : report.paragraph("summary.no_mental_element") + element("ul", items) + '\n';
}

// Only where some count is at least 10 as shown, so that the table's presence says no more than its entries.
std::string not_in_force_table(const Report& report) {
  bool any = false;
  const LabelTable out = findings_table(report, "summary.not_in_force", [&](const ProtectedFinding& finding) {
    any = any || !finding.tally.not_in_force.small();
    return report.count(finding.tally.not_in_force);
  });
  return any ? out.html(2) + report.paragraph("summary.not_in_force_means") : "";
}

}  // namespace

std::string masthead(const Report& report) {
  const ProtectedResults& results = report.results();
  std::string out = element("h1", data_html(results.title)) + '\n';
  if (results.simulated) out += element("p", report.html("simulated"), R"(class="notice")") + '\n';
  out += element("p", report.html("intro.what", {{"sources", static_cast<std::int64_t>(results.sources.size())},
                                                 {"definitions", static_cast<std::int64_t>(results.definitions.size())}}) +
                          ' ' + report.html("intro.whom"), R"(class="lead")") + '\n';
  return element("header", out + facts(report) + contents(report)) + '\n';
}

std::string summary_section(const Report& report) {
  std::string out = report.heading(2, "summary.title") + report.paragraph("summary.intro") + summary_table(report) +
                    without_mental_element(report) + not_in_force_table(report);
  for (std::size_t i = 0; i < report.results().sources.size(); ++i) {
    const ProtectedSource& source = report.results().sources[i];
    out += element("h3", data_html(report.source_title(source).text));
    const std::size_t definitions = report.results().definitions.size();
    const std::size_t abreast = std::max<std::size_t>(1, kMostBars / std::max<std::size_t>(1, report.results().readings.size()));
    for (std::size_t first = 0; first < definitions; first += abreast) {
      const std::string id = "summary-" + std::to_string(i) + (first > 0 ? "-" + std::to_string(first) : "");
      out += figure_with_folded_table(summary_figure(report, source, id, first, std::min(definitions, first + abreast)), report.html("same_values"), 2);
    }
  }
  return element("section", out, R"(id="summary")") + '\n';
}

}  // namespace palermo::publish
