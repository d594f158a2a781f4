// SPDX-License-Identifier: Apache-2.0
// Chao's lower bounds: how many there are at least, when people differ in how easily they are found.
//
// From those who were on exactly one list (f1) and on exactly two (f2) alone. People who are hardly ever found are missing among f1 and f2 too, so the
// truth is above, not around. Positive dependence between lists raises f2 and lowers the bound further; lists that exclude each other lower f2 and can
// lift it above the truth: then it is no bound.
//   lists alike    N >= n + (K-1)/K f1 (f1-1) / (2 (f2+1))              bias-corrected [chao1987]
//   lists unlike   main effects, and terms (k-2)+, (k-3)+, ... in the number k of lists, each left out where it is negative [rivest2007]: "Mth Chao (LB)" of Rcapture
#pragma once

#include <cstdint>
#include <optional>

#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

struct LowerBound {
  double estimate = 0;  // people in all, at least
  double error = 0;     // standard error
  Limits interval;      // log-normal in the number unseen
};

struct ChaoBounds {
  std::int64_t on_one = 0;             // f1
  std::int64_t on_two = 0;             // f2
  LowerBound alike;
  std::optional<double> uncorrected;   // n + (K-1)/K f1^2 / (2 f2); nothing where f2 is 0
  std::optional<LowerBound> unlike;    // nothing where it does not exist, or with more than eight lists
};

// Errors: kWrongNumberOfLists (fewer than two), kNobodyTwice.
inline constexpr core::ErrorKind kNobodyTwice{"estimate.nobody_twice", core::Exit::refused, "D30"};
[[nodiscard]] core::Result<ChaoBounds> chao_bounds(const HistoryCounts& table, double level = kUsualLevel);

}  // namespace palermo::estimate
