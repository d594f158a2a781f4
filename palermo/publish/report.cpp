// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "palermo/core/provenance.hpp"
#include "palermo/publish/report_parts.hpp"

namespace palermo::publish {
namespace {

std::string spaced(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

bool has_letter(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) || c >= 0x80; });
}

// "9-17" and "9--17" as 9–17.
std::string with_en_dash(const std::string& text) {
  const std::size_t first = text.find('-'), last = text.rfind('-');
  if (first == std::string::npos) return text;
  return text.substr(0, first) + "–" + text.substr(last + 1);
}

std::string footer(const Report& report) {
  return element("footer", element("p", report.html("footer.made") + ' ' +
                                            data_html("Palermo " + std::string(core::version())) + ". " +
                                            report.html("footer.twin") + ' ' + data_html("evidence.json") + '.'));
}

}  // namespace

std::string Report::text(std::string_view key, const std::vector<core::Arg>& args) const {
  return words_.text("publish." + std::string(key), args);
}
std::string Report::html(std::string_view key, const std::vector<core::Arg>& args) const { return escape_html(text(key, args)); }
std::string Report::paragraph(std::string_view key, const std::vector<core::Arg>& args) const {
  return element("p", html(key, args)) + "\n";
}
std::string Report::heading(int level, std::string_view key) const { return element(fmt::format("h{}", level), html(key)) + "\n"; }

chart::Label Report::known_word(const std::string& prefix, const std::string& word) const {
  const std::string key = prefix + word;
  if (words_.has(key)) return {words_.text(key)};
  return {word, has_letter(word)};
}

std::string Report::count(ProtectedCount count) const { return count.small() ? text("count.small") : words_.number(count.value()); }

std::string Report::bounds(const ProtectedTally& tally) const {
  if (tally.certain == tally.possible) return count(tally.certain);
  return text("count.bounds", {{"lo", count(tally.certain)}, {"hi", count(tally.possible)}});
}

std::string Report::percent(std::int64_t hundredths) const { return text("share", {{"percent", hundredths}}); }

chart::NumberText Report::axis_number() const {
  return [this](double value) { return words_.number(std::llround(value)); };
}

chart::CertainPossible Report::certain_possible() const {
  return {words_.text("chart.certain"), words_.text("chart.possible")};
}

chart::Label Report::definition_id(std::size_t definition) const { return {results_.definitions[definition].id, true}; }

chart::Label Report::definition_title(std::size_t definition) const {
  const CountedDefinition& law = results_.definitions[definition];
  const std::size_t hash = law.id.find('#');
  if (hash == std::string::npos) return {law.law_title, true};
  return {law.law_title + ": " + spaced(law.id.substr(hash + 1)), true};
}

chart::Label Report::reading_id(std::size_t reading) const { return {spaced(results_.readings[reading].id), true}; }

chart::Label Report::source_title(const ProtectedSource& source) const {
  return {source.title.empty() ? source.id : source.title, true};
}

chart::Label Report::category(const std::string& dimension, const Category& category) const {
  if (category.kind == Category::Kind::others) return {text("category.others")};
  if (category.kind == Category::Kind::not_recorded) return {text("category.not_recorded")};
  if (dimension == "country") {
    const auto name = results_.country_names.find(category.name);
    return {name == results_.country_names.end() ? category.name : name->second, true};
  }
  const chart::Label label = known_word("publish.category." + dimension + '.', category.name);
  return label.data ? label : chart::Label{with_en_dash(label.text)};
}

void LabelTable::column(const chart::Label& label, bool numeric) {
  table.columns.push_back({label.text, numeric});
  if (label.data) data.insert(label.text);
}

void LabelTable::row(const std::vector<chart::Label>& cells) {
  std::vector<std::string> texts;
  for (const chart::Label& cell : cells) {
    texts.push_back(cell.text);
    if (cell.data && !cell.text.empty()) data.insert(cell.text);
  }
  table.rows.push_back(std::move(texts));
}

std::string report_html(const ProtectedResults& results, const core::Catalogue& catalogue) {
  const Report report(results, catalogue);
  std::string out = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
                                escape_html(catalogue.language()), catalogue.right_to_left() ? "rtl" : "ltr");
  out += R"(<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">)"
         "\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n";
  out += element("title", escape_html(results.title), R"(lang="en" translate="no")") + '\n';
  out += element("style", kReportStyle) + "\n</head>\n<body>\n";
  out += element("a", report.html("skip"), R"(class="skip" href="#main")") + '\n';
  out += masthead(report);
  out += "<main id=\"main\">\n" + summary_section(report) + chain_section(report) + elements_section(report) + sources_section(report) +
         readings_section(report) + mapping_section(report) + protection_section(report) + laws_section(report) +
         guide_section(report) + "</main>\n";
  return out + footer(report) + "\n</body>\n</html>\n";
}

}  // namespace palermo::publish
