// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_evaluate_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "palermo/chart/lines.hpp"
#include "palermo/chart/waterfall.hpp"
#include "palermo/cli/link_page.hpp"
#include "palermo/publish/html.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using publish::element;
using publish::escape_html;

constexpr int kPercent = 100;
constexpr int kTenths = 10;

struct Page {
  const link::Evaluation& evaluation;
  const Catalogue& catalogue;

  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const { return catalogue.text(key, args); }
  [[nodiscard]] std::string paragraph(const std::string& said) const { return element("p", escape_html(said)) + "\n"; }
  [[nodiscard]] std::string heading(std::string_view key) const { return element("h2", escape_html(text(key))) + "\n"; }
  [[nodiscard]] chart::Frame frame(const std::string& id) const {
    return {id, text("link.evaluate." + id), text("link.evaluate." + id + ".description")};
  }
  [[nodiscard]] chart::NumberText whole() const {
    return [this](double value) { return catalogue.number(static_cast<std::int64_t>(value)); };
  }

  [[nodiscard]] std::string findings() const;
  [[nodiscard]] std::string curve() const;
  [[nodiscard]] std::string reliability() const;
  [[nodiscard]] std::string groups() const;
};

std::string Page::findings() const {
  const link::PartitionScore& score = evaluation.score;
  std::string html = paragraph(text("link.evaluate.persons", {{"records", score.records}, {"found", score.persons_found}, {"truth", score.persons_true}, {"error", fmt::format("{:+.2f}", 100 * score.persons_error)}}));
  html += paragraph(text("link.evaluate.links", {{"found", score.pairs_found}, {"truth", score.pairs_true}, {"right", score.pairs_right}}));
  return html;
}

// At each whole percent of recall the best precision that any threshold gives with at least so much.
std::string Page::curve() const {
  chart::LineChart chart{.frame = frame("curve"), .series = {{{text("link.evaluate.curve.precision")}, {}}}, .words = {}, .year_name = text("link.evaluate.curve.recall"), .number = whole()};
  for (int percent = 0; percent <= kPercent; ++percent) {
    double best = -1;
    for (const link::CurvePoint& point : evaluation.curve)
      if (point.recall && kPercent * *point.recall >= percent) best = std::max(best, *point.precision);
    if (best >= 0) chart.series[0].points.push_back({percent, kPercent * best, kPercent * best, catalogue.percent(best)});
  }
  if (chart.series[0].points.empty()) return {};
  return heading("link.evaluate.curve") + publish::figure_with_folded_table(draw(chart), escape_html(text("link.report.as_table")));
}

std::string Page::reliability() const {
  chart::LineChart chart{.frame = frame("reliability"), .series = {{{text("link.evaluate.reliability.true")}, {}}, {{text("link.evaluate.reliability.ideal")}, {}}},
                         .words = {}, .year_name = text("link.evaluate.reliability.stated"), .number = whole()};
  const link::Calibration& calibration = *evaluation.calibration;
  for (std::size_t b = 0; b < calibration.bins.size(); ++b) {
    const link::CalibrationBin& bin = calibration.bins[b];
    const int tenth = static_cast<int>(b);
    chart.series[1].points.push_back({tenth, static_cast<double>(kTenths * tenth), static_cast<double>(kTenths * tenth), catalogue.percent(bin.centre)});
    if (bin.pairs == 0) continue;
    const std::string shown = fmt::format("{} ({} – {})", catalogue.percent(*bin.share_true), catalogue.percent(bin.share_low), catalogue.percent(bin.share_high));
    chart.series[0].points.push_back({tenth, kPercent * bin.share_low, kPercent * bin.share_high, shown});
  }
  std::string html = heading("link.evaluate.reliability") + publish::picture_html(draw(chart)) + publish::table_html(link::calibration_table(calibration, catalogue), {});
  const auto number = [](std::optional<double> value) { return value ? fmt::format("{:.4f}", *value) : std::string("–"); };
  return html + paragraph(text("link.evaluate.calibration_error", {{"pairs", calibration.pairs}, {"not_judged", evaluation.pairs_not_judged},
                                                                   {"brier", number(calibration.brier)}, {"error", number(calibration.expected_error)}}));
}

std::string Page::groups() const {
  chart::Waterfall chart{.frame = frame("groups"), .groups = {}, .up = "", .down = "", .total = "", .group_name = text("link.evaluate.column.field"),
                         .step_name = text("link.evaluate.column.group"), .value_name = text("link.evaluate.column.recall"), .number = whole()};
  std::set<std::string> data;
  for (const link::NamedGroup& group : evaluation.groups) {
    data.insert(group.field);
    const bool named = group.kind == link::NamedGroup::Kind::named;
    if (named) data.insert(group.name);
    if (!group.recall.recall || group.recall.links_true < link::kLeastLinks) continue;
    if (chart.groups.empty() || chart.groups.back().label.text != group.field) chart.groups.push_back({{group.field, true}, {}});
    chart.groups.back().steps.push_back({.label = {group_name(group, catalogue), named}, .from = 0, .to = kPercent * *group.recall.recall, .shown = catalogue.percent(*group.recall.recall), .sum = false});
  }
  std::string html = heading("link.evaluate.groups");
  if (evaluation.worst_group) {
    const link::NamedGroup& worst = evaluation.groups[*evaluation.worst_group];
    html += paragraph(text("link.evaluate.gap", {{"gap", fmt::format("{:.1f}", kPercent * *evaluation.recall_gap)}, {"least", link::kLeastLinks}}));
    html += paragraph(text("link.evaluate.worst", {{"field", worst.field}, {"group", group_name(worst, catalogue)}, {"recall", fmt::format("{:.4f}", *worst.recall.recall)},
                                                   {"all", fmt::format("{:.4f}", evaluation.score.pairwise.recall.value_or(0))}}));
  } else {
    html += paragraph(text("link.evaluate.no_gap", {{"least", link::kLeastLinks}}));
  }
  if (!chart.groups.empty()) html += publish::picture_html(draw(chart));
  return html + publish::table_html(link::group_table(evaluation.groups, catalogue), data, 2);
}

}  // namespace

std::string evaluation_page(const link::Evaluation& evaluation, const Catalogue& catalogue) {
  const Page page{evaluation, catalogue};
  std::string body = page.findings();
  if (evaluation.calibration) body += page.curve() + page.reliability();
  if (!evaluation.groups.empty()) body += page.groups();
  return link_page(catalogue.text("link.evaluate.title"), catalogue.text("link.evaluate.notice"), body, catalogue);
}

}  // namespace palermo::cli
