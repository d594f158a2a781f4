// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/diagnosis.hpp"

#include <algorithm>

namespace palermo::estimate {
namespace {

constexpr int kMostListsForAllOrders = 5;  // 6,893 models
constexpr int kMostListsForRanking = 6;    // 32,768 models of pairs

// A part that may be missing: its value, nothing, or the end of everything when the user has cancelled.
template <class Part>
core::Done take(core::Result<Part> result, std::optional<Part>& into) {
  if (result)
    into = std::move(*result);
  else if (result.error().kind.code == core::kCancelled.code)
    return core::fail(core::kCancelled);
  return {};
}

void set_or_miss(Diagnosis& diagnosis, std::string_view measure, std::optional<double> value) {
  if (value)
    diagnosis.measures.insert_or_assign(std::string(measure), *value);
  else
    diagnosis.not_taken.emplace_back(measure);
}

// How far the lower bound for people who differ lies above the end of the usual estimate.
std::optional<double> below_bound(const Diagnosis& diagnosis) {
  if (!diagnosis.bounds || !diagnosis.dependence) return std::nullopt;
  const LowerBound& bound = diagnosis.bounds->unlike ? *diagnosis.bounds->unlike : diagnosis.bounds->alike;
  return bound.interval.lo / diagnosis.dependence->main_interval.hi;
}

void take_measures(Diagnosis& diagnosis) {
  if (const auto& d = diagnosis.dependence) {
    set_or_miss(diagnosis, "p_positive", d->p_positive);
    set_or_miss(diagnosis, "p_negative", d->p_negative);
    set_or_miss(diagnosis, "p_any", d->p_any);
    std::optional<double> factor;
    if (d->shared_interval) factor = std::max(1.0, d->shared_interval->hi / d->main_estimate);
    set_or_miss(diagnosis, "heterogeneity_factor", factor);
  } else {
    for (const char* measure : {"p_positive", "p_negative", "p_any", "heterogeneity_factor"}) set_or_miss(diagnosis, measure, std::nullopt);
  }
  if (const auto& r = diagnosis.ranking) {
    set_or_miss(diagnosis, "models_with_estimate", static_cast<double>(r->estimable));
    const Limits spread = r->spread(kBicUnits);
    set_or_miss(diagnosis, "model_factor", spread.hi / spread.lo);
  }
  if (const auto& lists = diagnosis.lists) {
    set_or_miss(diagnosis, "drop_factor", lists->drop_factor());
    if (const auto bias = lists->truth_bias()) set_or_miss(diagnosis, "truth_bias", *bias);
  }
  if (const auto factor = below_bound(diagnosis)) set_or_miss(diagnosis, "below_bound_factor", *factor);
  set_or_miss(diagnosis, "trajectory_factor", trajectory_factor(diagnosis.trajectory));
  if (const auto& w = diagnosis.widths; w && w->tables > 1) set_or_miss(diagnosis, "linkage_share", w->total() > 0 ? w->linkage / w->total() : 0);
}

}  // namespace

FirstLook look(const HistoryCounts& table, const std::vector<Rule>& rules) {
  FirstLook first{look_at_overlap(table), {}, {}};
  first.measures = measures_of(first.overlap);
  first.verdict = judge(rules, first.measures);
  name_lists(first.verdict, first.overlap);
  return first;
}

core::Result<Diagnosis> diagnose(const HistoryCounts& table, const std::vector<HistoryCounts>& drawn, const DiagnosisOptions& options,
                                 core::Progress& progress) {
  Diagnosis diagnosis;
  diagnosis.overlap = look_at_overlap(table);
  diagnosis.measures = measures_of(diagnosis.overlap);
  diagnosis.pairs = pair_estimates(table, options.level);
  PALERMO_CHECK_DONE(take(chao_bounds(table, options.level), diagnosis.bounds));
  PALERMO_CHECK_DONE(take(test_dependence(table, {.seed = options.seed, .replicates = options.independence_replicates, .threads = options.threads, .level = options.level}, progress),
                          diagnosis.dependence));
  if (table.lists() <= kMostListsForRanking) {
    const int order = table.lists() <= kMostListsForAllOrders ? table.lists() : 2;
    PALERMO_CHECK_DONE(take(rank_models(table, {.order = order, .threads = options.threads}, progress), diagnosis.ranking));
    if (!diagnosis.ranking) diagnosis.measures["models_with_estimate"] = 0;
  }
  PALERMO_CHECK_DONE(take(vary_lists(table, options.threads, progress), diagnosis.lists));
  const StabilityOptions stability{.seed = options.seed, .runs = options.runs, .threads = options.threads};
  PALERMO_TRY(diagnosis.trajectory, trajectory(table, stability, progress));
  if (options.with_linkage) {
    PALERMO_TRY(diagnosis.linkage, linkage_errors(table, stability, progress));
  }
  if (options.with_plans) {
    std::optional<std::vector<PlanWidth>> plans;
    PALERMO_CHECK_DONE(take(expected_widths(table, {.seed = options.seed, .level = options.level, .threads = options.threads}, progress), plans));
    if (plans) diagnosis.plans = std::move(*plans);
  }
  PALERMO_CHECK_DONE(take(parts_of_width(drawn.empty() ? std::vector{table} : drawn, options.level, options.threads, progress), diagnosis.widths));
  take_measures(diagnosis);
  return diagnosis;
}

}  // namespace palermo::estimate
