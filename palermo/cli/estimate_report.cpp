// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/estimate_report.hpp"

#include <cmath>

#include "palermo/cli/estimate_words.hpp"
#include "palermo/core/plain_text.hpp"

namespace palermo::cli {
namespace {

using core::Catalogue;
using core::Table;

constexpr std::size_t kShownModels = 10;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& one : words) text += (text.empty() ? "" : ", ") + core::one_line(one);
  return text;
}

// "At least" is told downwards, never below the people who were seen.
double at_least_shown(double people, std::int64_t seen) {
  const double step = std::pow(10.0, std::floor(std::log10(people)) - 1);
  return std::max(static_cast<double>(seen), std::floor(people / step) * step);
}

std::string rule_text(const estimate::Fired& fired, const Catalogue& catalogue) {
  std::string text = "- " + fired.rule.reason + "\n";
  if (!fired.lists.empty()) text += "  " + catalogue.text("estimate.these_lists", {{"lists", joined(fired.lists)}}) + "\n";
  text += "  " + catalogue.text("estimate.rule", {{"rule", fired.rule.id}, {"measured", measured_text(fired, catalogue)}}) + "\n";
  return text + "  " + catalogue.text("estimate.would_help", {{"help", fired.rule.helps}}) + "\n";
}

std::string first_part(const EstimateOutcome& outcome, const Catalogue& catalogue) {
  std::string text = catalogue.text("estimate.question") + "\n" + verdict_sentence(outcome, catalogue) + "\n";
  for (const estimate::Fired& fired : outcome.verdict().fired) text += "\n" + rule_text(fired, catalogue);
  const estimate::OverlapReport& overlap = outcome.overlap();
  text += "\n" + catalogue.text("estimate.overlap_sentence", {{"seen", overlap.observed}, {"several", overlap.on_several}, {"three", overlap.on_three},
                                                              {"empty", static_cast<std::int64_t>(overlap.empty_pairs.size())},
                                                              {"pairs", static_cast<std::int64_t>(overlap.pairs.size())}}) + "\n";
  if (outcome.table.strata > 1) text += catalogue.text("estimate.pooled", {{"strata", static_cast<std::int64_t>(outcome.table.strata)}}) + "\n";
  if (!outcome.statements.unstated.empty())
    text += catalogue.text("estimate.unstated", {{"lists", joined(outcome.statements.unstated)}}) + "\n";
  text += "\n" + core::to_plain_text(overlap_table(overlap, catalogue));
  return text;
}

std::string referral_part(const EstimateOutcome& outcome, const Catalogue& catalogue) {
  if (!outcome.all->referrals) return "";
  const estimate::ReferralReport& report = *outcome.all->referrals;
  return "\n" + core::to_plain_text(referral_pairs_table(report, outcome.names(), catalogue)) + "\n" +
         core::to_plain_text(referral_ways_table(report, catalogue)) +
         catalogue.text("estimate.referral_note", {{"aside", static_cast<std::int64_t>(std::llround(report.set_aside))}}) + "\n" +
         catalogue.text("estimate.rest_note", {{"aside", static_cast<std::int64_t>(std::llround(report.set_aside))}}) + "\n";
}

std::string models_part(const EstimateOutcome& outcome, const Catalogue& catalogue) {
  const auto& ranking = outcome.all->diagnosis.ranking;
  if (!ranking) return "";
  const estimate::Limits spread = ranking->spread(estimate::kBicUnits);
  return "\n" + catalogue.text("estimate.models_sentence", {{"models", static_cast<std::int64_t>(ranking->models.size())},
                                                            {"estimable", static_cast<std::int64_t>(ranking->estimable)},
                                                            {"within", static_cast<std::int64_t>(ranking->within(estimate::kBicUnits))},
                                                            {"lo", people_text(spread.lo, catalogue, ranking->observed)},
                                                            {"hi", people_text(spread.hi, catalogue, ranking->observed)}}) +
         "\n\n" + core::to_plain_text(models_table(*ranking, outcome.names(), kShownModels, catalogue));
}

std::string sensitivity_part(const EstimateOutcome& outcome, const Catalogue& catalogue) {
  const estimate::Diagnosis& diagnosis = outcome.all->diagnosis;
  std::vector<Table> tables;
  if (diagnosis.lists) {
    tables.push_back(dropped_table(*diagnosis.lists, outcome.names(), catalogue, diagnosis.overlap.observed));
    tables.push_back(merged_table(*diagnosis.lists, outcome.names(), catalogue, diagnosis.overlap.observed));
    tables.push_back(truth_table(*diagnosis.lists, outcome.names(), catalogue));
  }
  tables.push_back(xi_table(outcome.all->xi, catalogue, outcome.overlap().observed));
  tables.push_back(trajectory_table(diagnosis.trajectory, catalogue));
  tables.push_back(linkage_table(diagnosis.linkage, catalogue));
  tables.push_back(plans_table(diagnosis.plans, outcome.names(), catalogue));
  if (diagnosis.widths) tables.push_back(widths_table(*diagnosis.widths, catalogue));
  if (outcome.all->strata) tables.insert(tables.begin(), strata_table(*outcome.all->strata, catalogue));
  std::string text;
  for (const Table& table : tables)
    if (!table.rows.empty()) text += "\n" + core::to_plain_text(table);
  return text;
}

}  // namespace

std::string verdict_sentence(const EstimateOutcome& outcome, const Catalogue& catalogue) {
  const estimate::Verdict& verdict = outcome.verdict();
  const std::int64_t seen = outcome.overlap().observed;
  if (verdict.refused) return catalogue.text("estimate.verdict.refused", {{"seen", seen}});
  if (verdict.value == estimate::Usable::no) return catalogue.text("estimate.verdict.no", {{"seen", seen}});
  const double least = outcome.all && outcome.all->at_least ? *outcome.all->at_least : static_cast<double>(seen);
  if (verdict.value == estimate::Usable::lower_bound && at_least_shown(least, seen) <= static_cast<double>(seen))
    return catalogue.text("estimate.verdict.lower_bound_seen", {{"seen", seen}});
  if (verdict.value == estimate::Usable::lower_bound)
    return catalogue.text("estimate.verdict.lower_bound", {{"seen", seen}, {"least", catalogue.number(std::llround(at_least_shown(least, seen)))}});
  const estimate::Limits span = outcome.all->span;
  std::string range;
  for (const estimate::MethodResult& one : outcome.all->methods)
    if (one.method == "stepwise" && one.estimate) range = range_text(*one.estimate, one.interval, catalogue, seen);
  return catalogue.text("estimate.verdict.yes", {{"seen", seen}, {"range", range}, {"lo", people_text(span.lo, catalogue, seen)}, {"hi", people_text(span.hi, catalogue, seen)}});
}

std::string estimate_text(const EstimateOutcome& outcome, const Catalogue& catalogue) {
  std::string text = first_part(outcome, catalogue);
  if (!outcome.all) return text;
  text += "\n" + core::to_plain_text(methods_table(outcome.all->methods, catalogue, outcome.overlap().observed)) + referral_part(outcome, catalogue) + models_part(outcome, catalogue) +
          sensitivity_part(outcome, catalogue);
  return text + "\n" + catalogue.text("estimate.closing", {{"seed", std::to_string(outcome.seed)}});
}

}  // namespace palermo::cli
