// SPDX-License-Identifier: Apache-2.0
// No highest-order interaction: the assumption that identifies every estimate here, and what it costs if it is wrong.
//
// The lists of everybody, seen and unseen, have 2^K histories; one of them is never observed, so one thing must be assumed. Log-linear
// models assume that the interaction of all K lists together is none. Let xi be its true value as a ratio:
//   N_0 = xi * (product of mu_w over histories of an odd number of lists) / (product over those of an even number, 2 and up)
// With two lists xi is their odds ratio. xi = 1 is the assumption; no table can tell what xi is. So each estimate is told over a range of
// xi: N(xi) = n + xi exp(alpha_0). Source: Aleshin-Guendel, Sadinle and Wakefield (2024), whose xi is the
// reciprocal: N_0 = n r / xi.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

struct XiEstimate {
  double xi = 1;
  double estimate = 0;
  Limits interval;  // Wald, conditional on the model and on xi
};

// From a third to threefold.
inline constexpr std::array<double, 5> kUsualXi{1.0 / 3, 1.0 / 1.5, 1, 1.5, 3};

// Of any fitted model, one estimate a value of xi. Each xi > 0.
[[nodiscard]] std::vector<XiEstimate> over_xi(const LogLinearFit& fit, std::span<const double> xi = kUsualXi, double level = kUsualLevel);

// The model that assumes nothing else: all interactions but the highest. Its only information about the unseen is the counts of all histories, so it has
// no estimate on sparse tables. Errors: as fit_loglinear.
[[nodiscard]] core::Result<LogLinearFit> fit_no_highest_order(const HistoryCounts& table);

}  // namespace palermo::estimate
