// SPDX-License-Identifier: Apache-2.0
// What the numbers rest on: readings and assumptions, mappings, protection, laws; and how to read them.
#include <algorithm>
#include <cmath>

#include "palermo/publish/report_parts.hpp"

namespace palermo::publish {
namespace {

// Whether `named`, as a reading writes it ("ID" or "MAPPING/ID"), means the assumption "MAPPING/ID".
bool means(const std::string& named, const std::string& assumption) {
  return named == assumption || (named.find('/') == std::string::npos && named == assumption.substr(assumption.find('/') + 1));
}

// An assumption of a reading with its sentence in each mapping: several may word the same id differently.
std::string assumption_item(const Report& report, const std::string& named) {
  std::string sentences;
  for (const Assumption& assumption : report.results().assumptions)
    if (means(named, assumption.id) && !assumption.says.empty())
      sentences += element("li", element("code", data_html(assumption.id)) + "<br>" + data_html(assumption.says));
  return element("li", element("code", data_html(named)) + (sentences.empty() ? "" : element("ul", sentences)));
}

// Which counts rest on the assumptions of one reading: certain and possible with all of them, and without one.
std::string resting_table(const Report& report, std::size_t reading) {
  LabelTable out;
  out.table.caption = report.text("readings.rests");
  for (const char* key : {"column.assumption", "column.source", "column.definition"}) out.column({report.text(key)});
  for (const char* key : {"column.certain_with", "column.certain_without", "column.possible_with", "column.possible_without"}) out.column({report.text(key)}, true);
  for (const std::string& assumption : report.results().readings[reading].assumptions)
    for (const ProtectedSource& source : report.results().sources)
      for (const ProtectedFinding& finding : source.findings) {
        const auto certain = finding.certain_without.find(assumption);
        if (finding.reading != reading || certain == finding.certain_without.end()) continue;
        const auto possible = finding.possible_without.find(assumption);
        out.row({{assumption, true}, report.source_title(source), report.definition_id(finding.definition),
                 {report.count(finding.tally.certain)}, {report.count(certain->second)}, {report.count(finding.tally.possible)},
                 {possible == finding.possible_without.end() ? report.text("count.none") : report.count(possible->second)}});
      }
  return out.table.rows.empty() ? "" : out.html(3);
}

std::string reading_part(const Report& report, std::size_t index) {
  const DeclaredReading& reading = report.results().readings[index];
  std::string out = element("h3", data_html(report.reading_id(index).text)) + '\n';
  if (!reading.says.empty()) out += element("p", data_html(reading.says)) + '\n';
  if (reading.assumptions.empty()) out += report.paragraph("readings.no_assumption");
  else {
    std::string items;
    for (const std::string& id : reading.assumptions) items += assumption_item(report, id);
    out += report.paragraph("readings.assumes") + element("ul", items) + '\n';
  }
  if (!reading.answers.empty()) {
    std::string items;
    for (const std::string& answer : reading.answers) items += element("li", data_html(answer));
    out += report.paragraph("readings.answers") + element("ul", items) + '\n';
  }
  return out + resting_table(report, index);
}

std::string columns_table(const Report& report, const ProtectedSource& source) {
  LabelTable out;
  out.table.caption = report.text("mapping.columns");
  out.column({report.text("column.column")});
  for (const char* key : {"column.filled", "column.missing", "column.not_understood", "column.impossible"}) out.column({report.text(key)}, true);
  for (const ProtectedColumn& column : source.columns)
    if (column.mapped)
      out.row({{column.column, true}, {report.count(column.filled)}, {report.count(column.missing)},
               {report.count(column.not_understood)}, {report.count(column.impossible)}});
  if (out.table.rows.empty()) return {};
  return details_html(report.html("mapping.columns_summary", {{"columns", static_cast<std::int64_t>(out.table.rows.size())}}), out.html(),
                      out.table.rows.size() <= 20);
}

std::string unused_columns(const Report& report, const ProtectedSource& source) {
  std::string items;
  for (const ProtectedColumn& column : source.columns)
    if (!column.mapped) items += (items.empty() ? "" : ", ") + element("code", data_html(column.column));
  return items.empty() ? "" : element("p", report.html("mapping.unused") + ' ' + items) + '\n';
}

std::string merged_table(const Report& report, const ProtectedSource& source) {
  if (source.merged.empty()) return {};
  LabelTable out;
  out.table.caption = report.text("mapping.merged");
  for (const char* key : {"column.column", "column.merges"}) out.column({report.text(key)});
  out.column({report.text("column.records")}, true);
  for (const ProtectedMerged& merged : source.merged) out.row({{merged.column, true}, {merged.says, true}, {report.count(merged.records)}});
  return out.html();
}

std::string drift_table(const Report& report, const ProtectedSource& source) {
  if (source.drifts.empty()) return {};
  const auto shown = [&](ProtectedCount filled, ProtectedCount records) {
    const auto part = share(filled, records);
    return chart::Label{part ? report.percent(std::llround(*part * 100)) : report.text("share.not_shown")};
  };
  LabelTable out;
  out.table.caption = report.text("mapping.drift");
  out.column({report.text("column.column")});
  for (const char* key : {"column.from", "column.share_before", "column.to", "column.share_after"}) out.column({report.text(key)}, true);
  for (const ProtectedDrift& drift : source.drifts)
    out.row({{drift.column, true}, {drift.from}, shown(drift.filled_before, drift.records_before), {drift.to},
             shown(drift.filled_after, drift.records_after)});
  return out.html();
}

std::string law_part(const Report& report, const CountedDefinition& law, std::size_t index) {
  std::string rows;
  const auto fact = [&](const char* key, const std::string& value) { rows += element("dt", report.html(key)) + element("dd", value); };
  const auto word = [&](const std::string& prefix, const std::string& value) {
    const chart::Label label = report.known_word("publish." + prefix, value);
    return label.data ? data_html(label.text) : escape_html(label.text);
  };
  fact("laws.id", element("code", data_html(law.id)));
  fact("laws.article", data_html(law.cite));
  fact("laws.jurisdiction", data_html(law.jurisdiction));
  fact("laws.version", data_html(law.versions));
  fact("laws.mental_element", report.html(law.mental_element ? "mental_element.encoded" : "mental_element.left_out"));
  fact("laws.mark", word("mark.", law.mark));
  fact("laws.review", word("review.", law.review));
  fact("laws.hash", element("span", data_html(law.content_hash), R"(class="hash")"));
  return element("h3", data_html(report.definition_title(index).text)) + element("dl", rows) + '\n';
}

std::string list_of(const Report& report, const std::string& prefix, int items) {
  std::string out;
  for (int i = 1; i <= items; ++i) out += element("li", report.html(prefix + std::to_string(i)));
  return element("ul", out) + '\n';
}

}  // namespace

std::string readings_section(const Report& report) {
  std::string out = report.heading(2, "readings.title") + report.paragraph("readings.intro");
  for (std::size_t i = 0; i < report.results().readings.size(); ++i) out += reading_part(report, i);
  return element("section", out, R"(id="readings")") + '\n';
}

std::string mapping_section(const Report& report) {
  std::string out = report.heading(2, "mapping.title") + report.paragraph("mapping.intro");
  for (const ProtectedSource& source : report.results().sources) {
    const std::string part = columns_table(report, source) + unused_columns(report, source) + merged_table(report, source) +
                             drift_table(report, source);
    if (!part.empty()) out += element("h3", data_html(report.source_title(source).text)) + '\n' + part;
  }
  return element("section", out, R"(id="mapping")") + '\n';
}

std::string protection_section(const Report& report) {
  const std::string out = report.heading(2, "protection.title") + report.paragraph("protection.intro", {{"base", kFloorBase}}) +
                          list_of(report, "protection.point.", 5) + report.paragraph("protection.limits");
  return element("section", out, R"(id="protection")") + '\n';
}

std::string laws_section(const Report& report) {
  std::string out = report.heading(2, "laws.title") + report.paragraph("laws.intro");
  const auto& definitions = report.results().definitions;
  for (std::size_t i = 0; i < definitions.size(); ++i) out += law_part(report, definitions[i], i);
  return element("section", out, R"(id="laws")") + '\n';
}

std::string guide_section(const Report& report) {
  const std::string out = report.heading(2, "guide.title") + list_of(report, "guide.point.", 5) + report.heading(3, "prohibited.title") +
                          report.paragraph("prohibited.intro") + list_of(report, "prohibited.point.", 5);
  return element("section", out, R"(id="guide")") + '\n';
}

}  // namespace palermo::publish
