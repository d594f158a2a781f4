// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/selection_page.hpp"

#include <fmt/format.h>

#include <cmath>

#include "palermo/chart/ranges.hpp"
#include "palermo/publish/html.hpp"
#include "palermo/publish/plain_page.hpp"

namespace palermo::publish {
namespace {

using core::Catalogue;
using core::Table;
using core::Value;
using flows::CategoryReport;
using flows::ShareRange;

struct Words {
  const SelectionSection& section;
  const Catalogue& catalogue;

  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const { return catalogue.text("flows.selection." + std::string(key), args); }
  [[nodiscard]] std::string category(const CategoryReport& report) const { return report.category.empty() ? text("others") : report.category; }
  [[nodiscard]] std::string kind(std::size_t list) const { return text(std::string("kind.") + flows::word(section.composition.lists[list].kind)); }
  [[nodiscard]] std::string list(std::size_t list) const { return text("list", {{"list", section.composition.lists[list].list}, {"kind", kind(list)}}); }
  // The low end rounded down, the high end up: nothing that is possible is rounded away.
  [[nodiscard]] std::string low(double share) const { return catalogue.percent(std::floor(share * 1000) / 1000); }
  [[nodiscard]] std::string high(double share) const { return catalogue.percent(std::ceil(share * 1000) / 1000); }
  [[nodiscard]] std::string range(const ShareRange& share) const { return text("share", {{"lo", low(share.lo)}, {"hi", high(share.hi)}}); }
  [[nodiscard]] std::string share_on(const CategoryReport& report, std::size_t list) const {
    return report.lists[list].seen ? range(*report.lists[list].seen) : text("small");
  }
  [[nodiscard]] std::string dimension() const { return text("dimension." + section.composition.dimension); }
  [[nodiscard]] std::string odds_text(std::string_view key) const { return text(key, {{"odds", section.options.odds}}); }

  [[nodiscard]] std::string lists_of(const CategoryReport& report) const {
    std::string out;
    for (std::size_t i = 0; i < report.lists.size(); ++i)
      if (report.lists[i].seen) out += (out.empty() ? "" : "; ") + text("on_list", {{"share", share_on(report, i)}, {"list", list(i)}});
    return out.empty() ? text("none") : out;
  }
  [[nodiscard]] std::string everybody(const CategoryReport& report) const {
    std::string out;
    if (report.high && report.low)
      out += text("disagree", {{"high", list(*report.high)}, {"low", list(*report.low)}, {"category", category(report)}, {"ratio", fmt::format("{:.1f}", std::floor(report.least_ratio * 10) / 10)}}) + " ";
    if (report.unequal && report.unequal->empty()) out += text("unequal.none", {{"category", category(report)}, {"odds", section.options.odds}}) + " ";
    if (report.unequal && !report.unequal->empty())
      out += text("unequal", {{"category", category(report)}, {"odds", section.options.odds}, {"lo", low(report.unequal->lo)}, {"hi", high(report.unequal->hi)}}) + " ";
    if (!section.options.exploited) return out + text("any.nothing");
    if (report.any.empty()) return out + text("contradiction");
    return out + text("any", {{"lo", low(report.any.lo)}, {"hi", high(report.any.hi)}, {"least", section.options.exploited->lo}, {"most", section.options.exploited->hi}});
  }
};

chart::Range drawn(const ShareRange& share) { return {.lo = share.lo, .hi = share.hi}; }

chart::RangePanel panel_of(const Words& words, const CategoryReport& report) {
  chart::RangePanel panel{.label = {words.category(report), !report.category.empty()}, .rows = {}, .top = 1};
  for (std::size_t i = 0; i < report.lists.size(); ++i) {
    chart::RangeRow row{.label = {words.section.composition.lists[i].list, true}, .note = {words.kind(i)}, .shown = words.share_on(report, i)};
    if (report.lists[i].seen) row.known = drawn(*report.lists[i].seen), row.possible = drawn(*report.lists[i].unequal);
    panel.rows.push_back(std::move(row));
  }
  if (report.unequal) {
    chart::RangeRow row{.label = {words.text("everybody")}, .note = {words.odds_text("everybody.unequal")}, .shown = words.text("no_share")};
    if (!report.unequal->empty()) row.possible = drawn(*report.unequal), row.shown = words.range(*report.unequal);
    panel.rows.push_back(std::move(row));
  }
  chart::RangeRow row{.label = {words.text("everybody")}, .note = {words.text("everybody.any")}, .shown = words.text("no_share")};
  if (!report.any.empty()) row.possible = drawn(report.any), row.shown = words.range(report.any);
  panel.rows.push_back(std::move(row));
  return panel;
}

Value share_value(const std::optional<ShareRange>& share) {
  if (!share || share->empty()) return {};
  Value out;
  out.set("low", share->lo);
  out.set("high", share->hi);
  return out;
}

Value count_value(ProtectedCount count) {
  Value out;
  out.set("low", range_of(count).lo);
  out.set("high", range_of(count).hi);
  return out;
}

std::string assumptions(const Catalogue& catalogue) {
  std::string items;
  for (const char* key : {"member", "once", "missing", "odds", "floor"}) items += element("li", escape_html(catalogue.text(std::string("flows.selection.assumption.") + key)));
  return element("h2", escape_html(catalogue.text("flows.selection.assumptions"))) + element("ul", items) + "\n";
}

std::string count_text(ProtectedCount count, const Catalogue& catalogue) { return count.small() ? catalogue.text("flows.small") : catalogue.number(count.value()); }

Value category_value(const SelectionSection& section, const CategoryReport& report, std::size_t place) {
  Value one, lists{Value::Array{}};
  one.set("category", report.category.empty() ? Value() : Value(report.category));
  for (std::size_t i = 0; i < report.lists.size(); ++i) {
    Value on;
    on.set("list", section.composition.lists[i].list);
    on.set("kind", flows::word(section.composition.lists[i].kind));
    on.set("people", count_value(section.composition.lists[i].recorded[place].people));
    on.set("share", share_value(report.lists[i].seen));
    on.set("unequal", share_value(report.lists[i].unequal));
    lists.push(std::move(on));
  }
  one.set("lists", std::move(lists));
  one.set("unequal", share_value(report.unequal));
  one.set("unequal_fits", report.unequal ? Value(!report.unequal->empty()) : Value());
  one.set("any", share_value(report.any));
  one.set("least_ratio", report.least_ratio);
  return one;
}

}  // namespace

core::Result<SelectionSection> selection_section(const flows::Composition& exact, flows::SelectionOptions options) {
  options.least_people = kLeastDenominator;
  SelectionSection section{protect(exact), {}, options};
  PALERMO_TRY(section.report, flows::select(inferable(section.composition), options));
  return section;
}

std::vector<std::string> selection_sentences(const SelectionSection& section, const Catalogue& catalogue) {
  const Words words{section, catalogue};
  std::vector<std::string> sentences;
  for (const CategoryReport& report : section.report.categories)
    sentences.push_back(words.text(sentences.empty() ? "first" : "next", {{"category", words.category(report)}, {"lists", words.lists_of(report)}}) + " " + words.everybody(report));
  return sentences;
}

Table selection_table(const SelectionSection& section, const Catalogue& catalogue) {
  const Words words{section, catalogue};
  Table table{words.text("table", {{"dimension", words.dimension()}}),
              {{words.text("column.category")}, {words.text("column.list")}, {words.text("column.kind")}, {words.text("column.count"), true}, {words.text("column.share"), true},
               {words.odds_text("column.unequal"), true}}, {}};
  for (std::size_t c = 0; c < section.report.categories.size(); ++c)
    for (std::size_t i = 0; i < section.composition.lists.size(); ++i) {
      const CategoryReport& report = section.report.categories[c];
      const ProtectedList& list = section.composition.lists[i];
      table.rows.push_back({words.category(report), list.list, words.kind(i), count_text(list.recorded[c].people, catalogue), words.share_on(report, i),
                            report.lists[i].unequal ? words.range(*report.lists[i].unequal) : words.text("small")});
    }
  for (std::size_t i = 0; i < section.composition.lists.size(); ++i)
    table.rows.push_back({words.text("not_recorded"), section.composition.lists[i].list, words.kind(i), count_text(section.composition.lists[i].not_recorded, catalogue), "", ""});
  return table;
}

chart::Figure selection_chart(const SelectionSection& section, const Catalogue& catalogue) {
  const Words words{section, catalogue};
  chart::RangeChart chart{.frame = {"selection-" + section.composition.dimension, words.text("chart", {{"dimension", words.dimension()}}), words.text("chart.description")},
                          .panels = {},
                          .words = {words.text("key.seen"), words.text("key.possible")},
                          .panel_name = words.text("column.category"),
                          .row_name = words.text("column.list"),
                          .note_name = words.text("column.kind"),
                          .value_name = words.text("column.share"),
                          .number = [&catalogue](double value) { return catalogue.percent(value); }};
  for (const CategoryReport& report : section.report.categories) chart.panels.push_back(panel_of(words, report));
  return draw(chart);
}

std::string selection_html(const SelectionSection& section, const Catalogue& catalogue) {
  const Words words{section, catalogue};
  std::string html = element("h2", escape_html(words.dimension())) + "\n";
  for (const std::string& sentence : selection_sentences(section, catalogue)) html += element("p", escape_html(sentence)) + "\n";
  if (section.report.contradiction) html += element("p", escape_html(words.text("contradiction")), R"(class="notice")") + "\n";
  std::set<std::string> data;
  for (const ProtectedList& list : section.composition.lists) data.insert(list.list);
  for (const CategoryReport& report : section.report.categories)
    if (!report.category.empty()) data.insert(report.category);
  return html + picture_html(selection_chart(section, catalogue)) + table_html(selection_table(section, catalogue), data, 1);
}

std::string selection_page(const std::vector<SelectionSection>& sections, const Catalogue& catalogue) {
  std::string body;
  bool simulated = false;
  for (const SelectionSection& section : sections) {
    body += selection_html(section, catalogue);
    simulated = simulated || section.composition.simulated;
  }
  return plain_page(catalogue.text("flows.selection.title"), catalogue.text("flows.selection.notice"), body + assumptions(catalogue), simulated, catalogue);
}

std::string selection_text(const std::vector<SelectionSection>& sections, const Catalogue& catalogue) {
  std::string text = catalogue.text("flows.selection.notice") + "\n";
  if (!sections.empty() && sections.front().composition.simulated) text = catalogue.text("flows.simulated") + "\n" + text;
  for (const SelectionSection& section : sections) {
    for (const std::string& sentence : selection_sentences(section, catalogue)) text += "\n" + sentence + "\n";
    text += "\n" + core::to_plain_text(selection_table(section, catalogue));
  }
  return text;
}

Value selection_answer(const std::vector<SelectionSection>& sections) {
  Value document, list{Value::Array{}};
  document.set("format", "palermo-flows-selection/1");
  document.set("simulated", !sections.empty() && sections.front().composition.simulated);
  document.set("floor_base", kFloorBase);
  for (const SelectionSection& section : sections) {
    Value one, categories{Value::Array{}}, not_recorded{Value::Array{}};
    one.set("dimension", section.composition.dimension);
    one.set("odds", section.options.odds);
    one.set("exploited", Value());
    if (section.options.exploited) {
      Value range;
      range.set("low", section.options.exploited->lo);
      range.set("high", section.options.exploited->hi);
      one.set("exploited", std::move(range));
    }
    one.set("contradiction", section.report.contradiction);
    for (std::size_t i = 0; i < section.report.categories.size(); ++i) categories.push(category_value(section, section.report.categories[i], i));
    one.set("categories", std::move(categories));
    for (const ProtectedList& on : section.composition.lists) {
      Value missing;
      missing.set("list", on.list);
      missing.set("people", count_value(on.not_recorded));
      not_recorded.push(std::move(missing));
    }
    one.set("not_recorded", std::move(not_recorded));
    list.push(std::move(one));
  }
  document.set("sections", std::move(list));
  return document;
}

}  // namespace palermo::publish
