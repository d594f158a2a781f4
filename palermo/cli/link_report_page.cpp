// SPDX-License-Identifier: Apache-2.0
// report/index.html of a linkage run: what was found, how sure it is, for whom it works less well. One file, no script,
// nothing from outside.
#include <fmt/format.h>

#include <algorithm>

#include "palermo/chart/lines.hpp"
#include "palermo/chart/waterfall.hpp"
#include "palermo/cli/link_measures.hpp"
#include "palermo/cli/link_page.hpp"
#include "palermo/cli/link_report.hpp"
#include "palermo/cli/link_tables.hpp"
#include "palermo/publish/html.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Table;
using publish::element;
using publish::escape_html;

struct Writer {
  const LinkOutcome& outcome;
  const Catalogue& catalogue;

  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const { return catalogue.text(key, args); }
  [[nodiscard]] std::string paragraph(std::string_view key, const std::vector<core::Arg>& args = {}) const {
    return element("p", escape_html(text(key, args))) + "\n";
  }
  [[nodiscard]] std::string heading(std::string_view key) const { return element("h2", escape_html(text(key))) + "\n"; }
  [[nodiscard]] chart::Frame frame(const std::string& id) const {
    return {id, text("link.report." + id), text("link.report." + id + ".description")};
  }

  [[nodiscard]] std::string findings() const;
  [[nodiscard]] std::string weights() const;
  [[nodiscard]] std::string histogram() const;
  [[nodiscard]] std::string thresholds() const;
  [[nodiscard]] std::string parity_section() const;
};

chart::NumberText whole(const Catalogue& catalogue) {
  return [&catalogue](double value) { return catalogue.number(static_cast<std::int64_t>(value)); };
}

std::string Writer::findings() const {
  const link::Diagnostics& said = outcome.result.diagnostics;
  const auto records = static_cast<std::int64_t>(outcome.lists.size());
  std::string html = paragraph("link.run.people_found", {{"people", static_cast<std::int64_t>(outcome.people.count)}, {"records", records},
                                                         {"lists", static_cast<std::int64_t>(outcome.lists.admitted.size())}});
  const std::int64_t pairs = linked_pairs(outcome);
  html += paragraph("link.run.pairs_found", {{"pairs", pairs}});
  if (pairs > 0)
    html += paragraph("link.run.expected", {{"precision", fmt::format("{:.1f}", 100 * said.expected_precision)},
                                            {"recall", fmt::format("{:.1f}", 100 * said.expected_recall)}});
  html += paragraph("link.report.unlinkable", {{"records", static_cast<std::int64_t>(said.unlinkable)},
                                               {"share", catalogue.percent(static_cast<double>(said.unlinkable) / static_cast<double>(outcome.lists.records.size()))}});
  if (outcome.labels) html += element("p", escape_html(labels_text(*outcome.labels, catalogue))) + "\n";
  if (outcome.ids.earlier) html += element("p", escape_html(ids_text(outcome.ids, catalogue))) + "\n";
  if (const auto without = outcome.lists.admitted.without_role(); !without.empty()) {
    std::string names;
    for (const link::ListIndex list : without) names += (names.empty() ? "" : ", ") + outcome.lists.admitted[list].name;
    html += paragraph("link.roles.none_declared", {{"lists", static_cast<std::int64_t>(without.size())}, {"names", names}});
  }
  if (!outcome.table) return html;
  const Table table = capture_counts(*outcome.draws.point, catalogue);
  return html + publish::table_html(table, {}, outcome.draws.lists.size());
}

// Bits of every level, and the m and u that they come from.
std::string Writer::weights() const {
  chart::Waterfall chart{.frame = frame("weights"), .groups = {}, .up = text("link.report.up"), .down = text("link.report.down"), .total = "",
                         .group_name = text("link.run.comparison"), .step_name = text("link.run.level"), .value_name = text("link.run.bits"),
                         .number = whole(catalogue)};
  Table shares{text("link.report.shares"),
               {{text("link.run.comparison")}, {text("link.run.level")}, {text("link.report.m"), true}, {text("link.report.u_unknown"), true},
                {text("link.report.u_different"), true}, {text("link.report.u_same"), true}},
               {}};
  constexpr auto kNationality = static_cast<std::size_t>(link::Comparison::nationality);
  const std::size_t usual = outcome.result.model.comparisons[kNationality].seen ? 2 : 0;  // the stratum that the chart shows
  for (std::size_t c = 0; c < link::kComparisons; ++c) {
    const link::LevelShares& learned = outcome.result.model.comparisons[c];
    if (!learned.seen) continue;
    chart::StepGroup group{{comparison_name(c, catalogue)}, {}};
    for (std::size_t l = link::kind_of(c).levels.size(); l-- > 1;) {
      const std::string level = level_name(c, l, catalogue);
      const double bits = learned.weight[c == kNationality ? l : usual][l];
      group.steps.push_back({.label = {level}, .from = 0, .to = bits, .shown = fmt::format("{:+.1f}", bits), .sum = false});
      std::vector<std::string> row{group.label.text, level, fmt::format("{:.4f}", learned.m[l])};
      for (const link::Levels& u : learned.u) row.push_back(fmt::format("{:.6f}", u[l]));
      shares.rows.push_back(std::move(row));
    }
    chart.groups.push_back(std::move(group));
  }
  std::string html = heading("link.run.weights") + paragraph(usual == 2 ? "link.report.weights.note_same" : "link.report.weights.note");
  if (chart.groups.empty()) return html;
  return html + publish::figure_with_folded_table(draw(chart), escape_html(text("link.report.as_table")), 2) +
         publish::details_html(escape_html(text("link.report.shares")), publish::table_html(shares, {}, 2), false);
}

std::string Writer::histogram() const {
  chart::Waterfall chart{.frame = frame("histogram"), .groups = {{{""}, {}}}, .up = "", .down = "", .total = "",
                         .group_name = "", .step_name = text("link.run.bits"), .value_name = text("link.run.pairs"), .number = whole(catalogue)};
  const std::vector<WeightBin> bins = pairs_by_weight(outcome.result.pairs);
  for (const WeightBin& bin : bins) {
    const std::int64_t from = bin.from;
    const std::string_view key = bin.from == kHighestBin - kBinBits ? "link.report.bin_last" : "link.report.bin";
    chart.groups[0].steps.push_back({.label = {text(key, {{"from", from}, {"to", from + kBinBits}})}, .from = 0,
                                     .to = static_cast<double>(bin.pairs), .shown = catalogue.number(bin.pairs), .sum = false});
  }
  return heading("link.report.histogram") + paragraph("link.report.histogram.note") +
         publish::figure_with_folded_table(draw(chart), escape_html(text("link.report.as_table")));
}

std::string Writer::thresholds() const {
  chart::LineChart chart{.frame = frame("thresholds"), .series = {{{text("link.report.precision")}, {}}, {{text("link.report.recall")}, {}}},
                         .words = {}, .year_name = text("link.report.threshold"), .number = whole(catalogue)};
  Table table{text("link.report.thresholds"),
              {{text("link.report.threshold"), true}, {text("link.run.pairs"), true}, {text("link.report.precision"), true}, {text("link.report.recall"), true}},
              {}};
  for (const ThresholdRow& row : by_threshold(outcome.result.pairs, outcome.result.diagnostics.expected_matches)) {
    // The chart's points stand a step of one apart, so that its lines join: tenths.
    const int tenth = static_cast<int>(row.probability * 10 + 0.5);
    const auto point = [&](double share) { return chart::YearPoint{tenth, 100 * share, 100 * share, catalogue.percent(share)}; };
    chart.series[0].points.push_back(point(row.precision));
    chart.series[1].points.push_back(point(row.recall));
    table.rows.push_back({fmt::format("0.{}", tenth), catalogue.number(row.pairs), catalogue.percent(row.precision), catalogue.percent(row.recall)});
  }
  chart::Figure figure = draw(chart);
  figure.table = table;
  return heading("link.report.thresholds") + paragraph("link.report.thresholds.note") + publish::figure_html(figure);
}

std::string Writer::parity_section() const {
  const std::vector<ParityRow> rows = parity(outcome.lists.records, outcome.result.pairs, outcome.people);
  chart::Waterfall chart{.frame = frame("parity"), .groups = {}, .up = "", .down = "", .total = "", .group_name = text("link.report.field"),
                         .step_name = text("link.report.group"), .value_name = text("link.report.recall"), .number = whole(catalogue)};
  Table table{text("link.report.parity"),
              {{text("link.report.field")}, {text("link.report.group")}, {text("link.report.records"), true}, {text("link.report.matches"), true},
               {text("link.report.recall"), true}},
              {}};
  std::set<std::string> data;
  for (const ParityRow& row : rows) {
    const std::string field = text("link.field." + row.field);
    const bool named = row.kind == ParityRow::Kind::named;
    const bool from_lists = named && row.field == "nationality";
    const std::string name = !named     ? text(row.kind == ParityRow::Kind::small ? "link.report.small" : "link.report.not_recorded", {{"least", kSmallGroup}})
                             : from_lists ? row.value
                                          : text("link.report.sex." + row.value);
    if (from_lists) data.insert(name);
    const bool enough = row.expected >= kLeastExpected;
    const std::string recall = enough ? catalogue.percent(row.recall) : text("link.report.too_few");
    table.rows.push_back({field, name, catalogue.number(row.records), fmt::format("{:.0f}", row.expected), recall});
    if (!enough) continue;
    if (chart.groups.empty() || chart.groups.back().label.text != field) chart.groups.push_back({{field}, {}});
    chart.groups.back().steps.push_back({.label = {name, from_lists}, .from = 0, .to = 100 * row.recall, .shown = recall, .sum = false});
  }
  std::string html = heading("link.report.parity") + paragraph("link.report.parity.note");
  const double gap = parity_gap(rows);
  html += gap < 0 ? paragraph("link.report.no_gap") : paragraph("link.report.gap", {{"gap", fmt::format("{:.1f}", 100 * gap)}});
  if (!chart.groups.empty()) html += publish::picture_html(draw(chart));
  return html + publish::table_html(table, data, 2);
}

}  // namespace

std::string report_of(const LinkOutcome& outcome, const Catalogue& catalogue) {
  const Writer writer{outcome, catalogue};
  const std::string body = writer.findings() + writer.thresholds() + writer.parity_section() + writer.histogram() + writer.weights() +
                           writer.heading("link.run.plan") + publish::table_html(plan_table(outcome.plan, catalogue), {}) +
                           writer.heading("link.run.columns") + publish::table_html(columns_table(outcome.lists, catalogue), {}, 2);
  return link_page(catalogue.text("link.report.title"), catalogue.text("link.report.notice"), body, catalogue);
}

}  // namespace palermo::cli
