// SPDX-License-Identifier: Apache-2.0
// How many were never seen, from two lists that are independent among people alike in the covariates; doubly robust.
//
// With q1 = P(on 1 | X, seen), q2, q12 of people on either list, the share psi seen on either list is 1 / E[q1 q2 / q12]. Its
// efficient influence function gives, over folds in which the q are fitted on the others,
//   phi = (q1 q2 / q12) (Y1 / q1 + Y2 / q2 - Y1 Y2 / q12),  1/psi = max(mean phi, 1),  N = n / psi,
//   var N = n var phi + n (1/psi)(1/psi - 1):
// errors of the q enter by their products only. The q are ridge logits on the declared covariates (categories as indicators,
// numbers as themselves and their squares); q1 is clipped to [q12, 1], q2 to [q12 / q1, 1 + q12 - q1]. The folds are drawn several
// times and the median taken, so that one lucky split does not decide. Lists are independent only given what is declared: what is
// not in the covariates and moves both lists stays a bias, and no interval here knows of it.
// Sources: Das, Kennedy and Jewell (2021), JASA 118 (2023); median over splits: Chernozhukov et al. (2018), Econometrics J. 21.
#pragma once

#include <cstdint>

#include "palermo/core/result.hpp"
#include "palermo/estimate/covariate_table.hpp"

namespace palermo::estimate {

// args: both, least. Too few people are on both lists for anything to be said.
inline constexpr core::ErrorKind kTooFewOnBoth{"estimate.too_few_on_both", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kBadFolds{"estimate.bad_folds", core::Exit::usage};

struct DoublyRobustOptions {
  std::size_t first = 0, second = 1;  // lists, by position
  int folds = 5;                      // at least 2
  int splits = 5;                     // times the folds are drawn
  double ridge = 1;                   // penalty on standardised coefficients, the intercept free
  std::int64_t least_on_both = 20;    // fewer: refused
  double level = 0.95;
  std::uint64_t seed = 1;
};

struct DoublyRobustEstimate {
  double estimate = 0, lower = 0, upper = 0;  // of all people; lower is at least those seen on any list
  double standard_error = 0;
  std::int64_t on_either = 0, on_both = 0;    // n and m of the two lists
  double plug_in = 0;                         // n mean(q1 q2 / q12): without the correction
  double without_covariates = 0;              // Lincoln-Petersen: what the same two lists say when all people are taken for alike
  double least_on_both_chance = 0;            // smallest fitted q12: near 0, some people are hardly ever on both
  double clipped = 0;                         // share of people whose q had to be clipped
  double split_spread = 0;                    // largest minus smallest estimate over splits
};

// Errors: estimate.too_few_on_both, estimate.bad_folds.
[[nodiscard]] core::Result<DoublyRobustEstimate> doubly_robust(const CovariateTable& table, const DoublyRobustOptions& options);

}  // namespace palermo::estimate
