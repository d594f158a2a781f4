// SPDX-License-Identifier: Apache-2.0
// Diagnosis: everything that is looked at around the estimates, and what the rules of the verdict measure on it.
//
// In two steps: look() needs nothing but counts and decides whether anything may be said at all (effect refuse); diagnose() estimates many
// times over. A part that does not exist on a table (models of six lists and more, a bound without people on two lists) is left empty.
#pragma once

#include <optional>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/chao.hpp"
#include "palermo/estimate/dependence.hpp"
#include "palermo/estimate/linkage_draws.hpp"
#include "palermo/estimate/overlap.hpp"
#include "palermo/estimate/power.hpp"
#include "palermo/estimate/selection.hpp"
#include "palermo/estimate/sensitivity.hpp"
#include "palermo/estimate/stability.hpp"
#include "palermo/estimate/two_lists.hpp"
#include "palermo/estimate/verdict.hpp"

namespace palermo::estimate {

struct DiagnosisOptions {
  std::uint64_t seed = 1;
  int threads = 0;
  double level = kUsualLevel;
  int independence_replicates = 999;
  int runs = 60;             // simulations a point of trajectory and linkage errors
  bool with_plans = true;    // expected widths
  bool with_linkage = true;  // linkage-error simulation
};

struct Diagnosis {
  OverlapReport overlap;
  std::vector<PairEstimate> pairs;
  std::optional<Dependence> dependence;
  std::optional<ChaoBounds> bounds;
  std::optional<ModelRanking> ranking;  // all orders up to five lists, pairs of six
  std::optional<ListSensitivity> lists;
  std::vector<TrajectoryPoint> trajectory;
  std::vector<LinkageErrorPoint> linkage;
  std::vector<PlanWidth> plans;
  std::optional<WidthParts> widths;
  Measures measures;
  std::vector<std::string> not_taken;   // measures that were tried in vain
};

inline constexpr double kBicUnits = 10;  // models that far from the best are still taken seriously [silverman2024]

// Overlap, its measures, and what the rules say to these alone.
struct FirstLook {
  OverlapReport overlap;
  Measures measures;
  Verdict verdict;
};
[[nodiscard]] FirstLook look(const HistoryCounts& table, const std::vector<Rule>& rules);

// table: three to eight lists in the order of their names. drawn: drawn tables of the linkage, or none. Errors: core.cancelled.
[[nodiscard]] core::Result<Diagnosis> diagnose(const HistoryCounts& table, const std::vector<HistoryCounts>& drawn, const DiagnosisOptions& options,
                                               core::Progress& progress);

}  // namespace palermo::estimate
