// SPDX-License-Identifier: Apache-2.0
// Intervals of 95 % for a share x of n: by Wilson, and the exact one of Clopper and Pearson.
//
// Wilson covers 95 % on average over shares and is never outside [0, 1]; the exact interval covers at least 95 % for every share, and is wider.
// Both answer for chance alone: as if each of the n passed with one probability, independently of the others.
// Source: wilson-1927; clopper-pearson-1934; brown-cai-dasgupta-2001 (which to take).
#pragma once

#include <cstdint>

namespace palermo::figures {

struct Proportion {
  double share = 0, lo = 0, hi = 1;  // 0 <= lo <= share <= hi <= 1
};

// Requires 0 <= x <= n, n > 0.
[[nodiscard]] Proportion wilson(std::int64_t x, std::int64_t n);
[[nodiscard]] Proportion clopper_pearson(std::int64_t x, std::int64_t n);

// Probability that a binomial variable of n draws with chance p is at least x. For tests and the exact interval.
[[nodiscard]] double binomial_at_least(std::int64_t x, std::int64_t n, double p);

}  // namespace palermo::figures
