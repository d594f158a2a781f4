// SPDX-License-Identifier: Apache-2.0
// How many were never seen, stratum by stratum, adding up to the total: one log-linear model for all strata.
//
//   N_cw ~ Poisson(mu_cw), w != 0;  log mu_cw = a_c + sum over lists j in w of (b_j or b_cj) + sum over terms theta in w of g_theta
// Each stratum c (or year, or both) has its own intercept, exp(a_c) being its number never seen; a list's chance is its own in
// each stratum (list by covariate interaction) or the same in all; dependences between lists are common to all strata. A list on
// which nobody of a stratum is, and a term on whose lists nobody is, is -infinity: its cells are left out (extended MLE, as in
// Chan, Silverman and Vincent 2021) and it counts as a parameter. The total's interval is from the joint covariance: never a sum
// of the strata's ends. Source: Cruyff, van Dijk and van der Heijden (2017), CHANCE 30.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

// args: reason (a word of error.estimate.bad_strata)
inline constexpr core::ErrorKind kBadStrata{"estimate.bad_strata", core::Exit::unreadable};
// The model has no estimate on this table, or several.
inline constexpr core::ErrorKind kStrataNoEstimate{"estimate.strata_no_estimate", core::Exit::refused, "D30"};

enum class StrataBy { stratum, year, both };

enum class ListChances {
  by_stratum,  // each list has its own chance in each stratum
  common,      // the same in all strata: assumed, seldom true
  by_bic,      // list by list as lowers BIC most, beginning with common
};

struct StrataOptions {
  StrataBy by = StrataBy::stratum;
  ListChances chances = ListChances::by_stratum;
  std::vector<History> terms{};  // dependences common to all strata: pairs, triples, ... of lists
  double level = 0.95;
};

struct StratumEstimate {
  std::string name;
  std::int64_t observed = 0;
  double unseen = 0;
  double estimate = 0, lower = 0, upper = 0;
};

struct StrataFit {
  std::vector<StratumEstimate> strata;       // by name
  StratumEstimate total;                     // name ""; its unseen is the sum of theirs
  std::vector<bool> chance_by_stratum;       // by list
  std::size_t parameters = 0;                // with those at -infinity
  double log_likelihood = 0, bic = 0, aic = 0;
};

inline constexpr std::size_t kMostStrata = 60;

// 3 to 8 lists, at most kMostStrata strata. Errors: estimate.bad_strata, estimate.strata_no_estimate.
[[nodiscard]] core::Result<StrataFit> fit_strata(const core::CaptureTable& table, const StrataOptions& options);

}  // namespace palermo::estimate
