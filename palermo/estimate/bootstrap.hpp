// SPDX-License-Identifier: Apache-2.0
// Bootstrap: an interval that has the whole procedure inside, choice of the model and all.
//
// The n observed people are drawn again from the observed histories (multinomial; what was not seen stays unseen), and
// the estimator does everything anew. BCa limits (Efron 1987) as in [chan2021]:
//   z0 = Phi^-1(share of replicates below the estimate); jackknife over people, one term a history weighted with its count;
//   a = sum N_j r_j^3 / (6 (sum N_j r_j^2)^1.5);  level q becomes Phi(z0 + (z0 + z_q) / (1 - a (z0 + z_q)));  quantiles of type 8.
// Replicates are numbered streams of the seed over histories in the order of the lists' names: neither threads nor the order of lists
// change them. A replicate for which there is no estimate is left out and counted.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {

// The table itself has no estimate by this method.
inline constexpr core::ErrorKind kNoPointEstimate{"estimate.no_point_estimate", core::Exit::refused, "D30"};
// Fewer than half of the replicates had an estimate. args: failed, replicates
inline constexpr core::ErrorKind kNoInterval{"estimate.no_interval", core::Exit::refused, "D30"};

// counts by history (2^K, [0] is 0) of a table with the same lists -> people in all, or nothing where there is no estimate.
// The value may not depend on what was asked before.
using Estimator = std::function<std::optional<double>(std::span<const std::int64_t> counts)>;
// Makes an estimator for one thread, which may keep caches of its own.
using EstimatorMaker = std::function<Estimator()>;

// The estimators of palermo/estimate/selection.hpp; the last two are for tables like this one: its fits are where theirs begin.
[[nodiscard]] EstimatorMaker one_model(const Hierarchy& model);
[[nodiscard]] EstimatorMaker stepwise(int lists, const StepwiseOptions& options = {});
[[nodiscard]] EstimatorMaker aic_forward(int lists, const AicOptions& options = {});
// Errors: as all_hierarchies.
[[nodiscard]] core::Result<EstimatorMaker> best_bic(const HistoryCounts& table, int order);
[[nodiscard]] core::Result<EstimatorMaker> averaged_bic(const HistoryCounts& table, int order);

struct BootstrapOptions {
  std::uint64_t seed = 1;
  int replicates = 1000;
  int threads = 0;  // 0: as many as the machine has
};

struct Bootstrap {
  double estimate = 0;
  std::vector<double> replicates;  // ascending, those that had an estimate
  int failed = 0;                  // replicates that had none
  int jackknife_failed = 0;        // histories without whose person there was none; left out of `acceleration`
  double z0 = 0;
  double acceleration = 0;

  // False when all replicates lie on one side of the estimate: then bca() is all that the replicates span.
  [[nodiscard]] bool bca_defined() const;
  [[nodiscard]] Limits bca(double level = kUsualLevel) const;
  [[nodiscard]] Limits percentile(double level = kUsualLevel) const;
  // Monte Carlo standard errors of the two ends of bca(level), z0 being drawn too; from the replicates around the ends. Infinity
  // for an end that rests on the outermost replicates: more of them are needed before it may be quoted.
  [[nodiscard]] Limits monte_carlo_error(double level = kUsualLevel) const;
};

// Errors: kNoPointEstimate, kNoInterval, core::kCancelled.
[[nodiscard]] core::Result<Bootstrap> bootstrap(const HistoryCounts& table, const EstimatorMaker& maker, const BootstrapOptions& options,
                                                core::Progress& progress);

// The acceleration of BCa limits: people[j] alike, estimates[j] without one of them.
[[nodiscard]] double jackknife_acceleration(std::span<const double> people, std::span<const double> estimates);

// Quantile of ascending values as R's type 8 (median-unbiased). values: not empty; 0 <= probability <= 1.
[[nodiscard]] double quantile_type8(std::span<const double> ascending, double probability);

// The observed histories in the order of the masks that they have when lists stand in the order of their names.
[[nodiscard]] std::vector<History> canonical_histories(const HistoryCounts& table);

// Draws sum(counts) people again over the histories of `order`, which hold them all; stream "estimate.bootstrap", `replicate`.
void resample(std::span<const std::int64_t> counts, std::span<const History> order, std::uint64_t seed, std::uint64_t replicate,
              std::span<std::int64_t> out);

}  // namespace palermo::estimate
