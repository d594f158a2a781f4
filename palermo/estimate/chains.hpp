// SPDX-License-Identifier: Apache-2.0
// What several Markov chains of one quantity say, and whether they may be believed.
//
// R-hat is the rank-normalised split R-hat, the greater of bulk and folded; ESS is estimated from all split chains with
// Geyer's initial monotone sequence. "Converged" is the field's rule: R-hat below 1.01, bulk and tail ESS of at least 400.
// Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner (2021), Bayesian Analysis 16(2).
#pragma once

#include <span>
#include <vector>

namespace palermo::estimate {

using Chains = std::vector<std::vector<double>>;  // one vector a chain, all of one length, at least 8

inline constexpr double kMostRHat = 1.01;
inline constexpr double kLeastEss = 400;

struct ChainSummary {
  double mean = 0, median = 0, lower = 0, upper = 0;  // equal-tailed interval of the level asked for
  double level = 0;
  double r_hat = 0;
  double ess_bulk = 0, ess_tail = 0;
  [[nodiscard]] bool converged() const { return r_hat < kMostRHat && ess_bulk >= kLeastEss && ess_tail >= kLeastEss; }
};

[[nodiscard]] ChainSummary summarise(const Chains& chains, double level);

[[nodiscard]] double rank_normalised_r_hat(const Chains& chains);
[[nodiscard]] double effective_sample_size(const Chains& chains);  // of the mean of the values as they are
[[nodiscard]] double quantile_of(std::vector<double> values, double share);  // linear between order statistics (type 7)

}  // namespace palermo::estimate
