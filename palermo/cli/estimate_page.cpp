// SPDX-License-Identifier: Apache-2.0
// index.html of an estimate: a report that a rapporteur's statistician can read from top to bottom. One file, no script, nothing from outside.
#include <fmt/format.h>

#include <cmath>

#include "palermo/chart/forest.hpp"
#include "palermo/cli/estimate_report.hpp"
#include "palermo/cli/estimate_routes.hpp"
#include "palermo/cli/estimate_words.hpp"
#include "palermo/cli/link_page.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/publish/html.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Table;
using publish::element;
using publish::escape_html;

constexpr std::size_t kShownModels = 20;

struct Writer {
  const EstimateOutcome& outcome;
  const Catalogue& catalogue;

  [[nodiscard]] std::string text(std::string_view key, const std::vector<core::Arg>& args = {}) const { return catalogue.text(key, args); }
  [[nodiscard]] std::string paragraph(std::string_view key, const std::vector<core::Arg>& args = {}) const { return element("p", escape_html(text(key, args))) + "\n"; }
  [[nodiscard]] std::string heading(std::string_view key) const { return element("h2", escape_html(text(key))) + "\n"; }
  [[nodiscard]] std::string table(const Table& of) const { return of.rows.empty() ? "" : publish::table_html(of, list_names()); }
  [[nodiscard]] std::set<std::string> list_names() const {
    std::set<std::string> names;
    for (const std::string& name : outcome.names()) names.insert(core::one_line(name));
    return names;
  }
  [[nodiscard]] const estimate::Diagnosis& diagnosis() const { return outcome.all->diagnosis; }

  [[nodiscard]] std::string verdict() const;
  [[nodiscard]] std::string lists() const;
  [[nodiscard]] std::string dependence() const;
  [[nodiscard]] std::string methods() const;
  [[nodiscard]] std::string referrals() const;
  [[nodiscard]] std::string models() const;
  [[nodiscard]] std::string sensitivity() const;
  [[nodiscard]] std::string end() const;
  [[nodiscard]] std::string forest(chart::Forest chart) const;
};

std::string Writer::forest(chart::Forest chart) const {
  chart.reference = static_cast<double>(outcome.overlap().observed);
  chart.reference_name = text("estimate.report.reference");
  chart.value_name = text("estimate.people");
  chart.number = [this](double value) { return catalogue.number(std::llround(value)); };
  const auto has = [&](bool reserved) {
    for (const chart::ForestGroup& group : chart.groups)
      for (const chart::ForestRow& row : group.rows)
        if (row.reserved == reserved) return true;
    return false;
  };
  if (has(false)) chart.plain = text("estimate.report.plain");
  if (has(true)) chart.reserved = text("estimate.report.reserved");
  return publish::picture_html(draw(chart));
}

std::string Writer::verdict() const {
  std::string html = heading("estimate.report.verdict") + element("p", escape_html(verdict_sentence(outcome, catalogue)), R"(class="lead")") + "\n";
  const estimate::Verdict& verdict = outcome.verdict();
  if (verdict.fired.empty()) return html + paragraph("estimate.report.nothing_against");
  for (const estimate::Fired& fired : verdict.fired) {
    html += element("h3", publish::data_html(fired.rule.id)) + "\n" + element("p", publish::data_html(fired.rule.reason)) + "\n";
    std::string lists;
    for (const std::string& list : fired.lists) lists += (lists.empty() ? "" : ", ") + core::one_line(list);
    if (!lists.empty()) html += paragraph("estimate.these_lists", {{"lists", lists}});
    html += element("p", escape_html(text("estimate.rule", {{"rule", fired.rule.id}, {"measured", measured_text(fired, catalogue)}})), R"(class="quiet")") + "\n";
    html += element("p", element("strong", escape_html(text("estimate.report.helps"))) + ": " + publish::data_html(fired.rule.helps)) + "\n";
  }
  return html;
}

std::string Writer::lists() const {
  const estimate::OverlapReport& overlap = outcome.overlap();
  std::string html = heading("estimate.report.lists") +
                     paragraph("estimate.overlap_sentence", {{"seen", overlap.observed}, {"several", overlap.on_several}, {"three", overlap.on_three},
                                                             {"empty", static_cast<std::int64_t>(overlap.empty_pairs.size())},
                                                             {"pairs", static_cast<std::int64_t>(overlap.pairs.size())}}) +
                     paragraph("estimate.report.lists.note");
  if (outcome.table.strata > 1) html += paragraph("estimate.pooled", {{"strata", static_cast<std::int64_t>(outcome.table.strata)}});
  html += table(lists_table(overlap, catalogue)) + table(overlap_table(overlap, catalogue));
  if (outcome.all) html += table(pairs_table(diagnosis().pairs, outcome.names(), catalogue));
  html += heading("estimate.report.statements");
  std::string unstated;
  for (const std::string& list : outcome.statements.unstated) unstated += (unstated.empty() ? "" : ", ") + core::one_line(list);
  if (!unstated.empty()) html += paragraph("estimate.unstated", {{"lists", unstated}});
  return html + table(statements_table(outcome.statements, catalogue));
}

std::string Writer::dependence() const {
  const auto& found = diagnosis().dependence;
  if (!found) return "";
  const auto probability = [&](double p) { return probability_text(p, catalogue); };
  const std::string range = found->shared_estimate && found->shared_interval
                                ? range_text(*found->shared_estimate, *found->shared_interval, catalogue, diagnosis().overlap.observed)
                                : text("estimate.no_end");
  return heading("estimate.report.dependence") +
         paragraph("estimate.report.dependence.sentence", {{"positive", probability(found->p_positive)}, {"negative", probability(found->p_negative)},
                                                           {"any", probability(found->p_any)}, {"range", range}});
}

std::string Writer::methods() const {
  chart::Forest chart{.frame = {"methods", text("estimate.report.methods"), text("estimate.report.methods.description")}, .groups = {{{""}, {}}}, .reference_name = "",
                      .plain = "", .reserved = "", .group_name = "", .row_name = text("estimate.method"), .value_name = "", .number = {}};
  for (const estimate::MethodResult& one : outcome.all->methods) {
    if (!one.estimate || !std::isfinite(*one.estimate) || !(one.interval.lo > 0)) continue;
    chart.groups[0].rows.push_back({.label = {text("estimate.method." + one.method)}, .lo = one.interval.lo, .point = *one.estimate, .hi = one.interval.hi,
                                    .shown = range_text(*one.estimate, one.interval, catalogue, outcome.overlap().observed), .reserved = !holds(one) || one.has(estimate::Note::contradicted)});
  }
  return heading("estimate.report.methods") + paragraph("estimate.report.methods.note") + forest(std::move(chart)) + table(methods_table(outcome.all->methods, catalogue, outcome.overlap().observed));
}

std::string Writer::referrals() const {
  if (!outcome.all->referrals) return "";
  const estimate::ReferralReport& report = *outcome.all->referrals;
  return heading("estimate.report.referrals") + paragraph("estimate.report.referrals.note") + table(referral_pairs_table(report, outcome.names(), catalogue)) +
         table(referral_ways_table(report, catalogue)) + paragraph("estimate.referral_note", {{"aside", static_cast<std::int64_t>(std::llround(report.set_aside))}}) +
         paragraph("estimate.rest_note", {{"aside", static_cast<std::int64_t>(std::llround(report.set_aside))}});
}

std::string Writer::models() const {
  const auto& ranking = diagnosis().ranking;
  if (!ranking) return "";
  const estimate::Limits spread = ranking->spread(estimate::kBicUnits);
  return heading("estimate.report.models") +
         paragraph("estimate.models_sentence", {{"models", static_cast<std::int64_t>(ranking->models.size())},
                                                {"estimable", static_cast<std::int64_t>(ranking->estimable)},
                                                {"within", static_cast<std::int64_t>(ranking->within(estimate::kBicUnits))},
                                                {"lo", people_text(spread.lo, catalogue, ranking->observed)},
                                                {"hi", people_text(spread.hi, catalogue, ranking->observed)}}) +
         paragraph("estimate.report.models.note") + table(models_table(*ranking, outcome.names(), kShownModels, catalogue));
}

std::string Writer::sensitivity() const {
  std::string html = heading("estimate.report.sensitivity");
  const auto part = [&](std::string_view note, const Table& of) {
    if (!of.rows.empty()) html += paragraph(note) + table(of);
  };
  if (outcome.all->strata) part("estimate.report.strata.note", strata_table(*outcome.all->strata, catalogue));
  if (const auto& lists = diagnosis().lists) {
    part("estimate.report.dropped.note", dropped_table(*lists, outcome.names(), catalogue, diagnosis().overlap.observed));
    html += table(merged_table(*lists, outcome.names(), catalogue, diagnosis().overlap.observed));
    part("estimate.report.truth.note", truth_table(*lists, outcome.names(), catalogue));
  }
  part("estimate.report.xi.note", xi_table(outcome.all->xi, catalogue, outcome.overlap().observed));
  chart::Forest chart{.frame = {"trajectory", text("estimate.trajectory"), text("estimate.report.trajectory.note")}, .groups = {{{""}, {}}}, .reference_name = "",
                      .plain = "", .reserved = "", .group_name = "", .row_name = text("estimate.share_of_people"), .value_name = "", .number = {}};
  for (const estimate::TrajectoryPoint& point : diagnosis().trajectory)
    if (point.people.runs > 0)
      chart.groups[0].rows.push_back({.label = {percent_text(point.share, catalogue)}, .lo = point.people.low, .point = point.people.middle, .hi = point.people.high,
                                      .shown = spread_text(point.people, catalogue)});
  if (!chart.groups[0].rows.empty()) html += paragraph("estimate.report.trajectory.note") + forest(std::move(chart)) + table(trajectory_table(diagnosis().trajectory, catalogue));
  part("estimate.report.linkage.note", linkage_table(diagnosis().linkage, catalogue));
  part("estimate.report.plans.note", plans_table(diagnosis().plans, outcome.names(), catalogue));
  if (diagnosis().widths) part("estimate.report.widths.note", widths_table(*diagnosis().widths, catalogue));
  return html;
}

std::string Writer::end() const {
  std::string items;
  for (const char* key : {"population", "closed", "linkage", "alike"}) items += element("li", escape_html(text(std::string("estimate.report.end.") + key)));
  return heading("estimate.report.end") + element("ul", items) + "\n" + heading("estimate.report.about") +
         paragraph("estimate.report.about.sentence", {{"version", std::string(core::version())}, {"seed", std::to_string(outcome.seed)},
                                                      {"file", core::one_line(outcome.table.input.name)}, {"hash", outcome.table.input.sha256}});
}

}  // namespace

std::string estimate_page(const EstimateOutcome& outcome, const Catalogue& catalogue) {
  const Writer writer{outcome, catalogue};
  std::string body = writer.verdict();
  if (outcome.all) body += writer.methods() + writer.referrals() + writer.dependence() + writer.models() + writer.sensitivity();
  return link_page(catalogue.text("estimate.report.title"), catalogue.text("estimate.report.notice"), body + writer.lists() + writer.end(), catalogue);
}

}  // namespace palermo::cli
