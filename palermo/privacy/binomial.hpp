// SPDX-License-Identifier: Apache-2.0
// Binomial tails and exact intervals of a share, for audits.
//
// Tails by the regularised incomplete beta function (continued fraction, [didonato1992]); relative error about 1e-12.
// Source of the interval: [clopper1934]. Thread-safe: pure functions.
#pragma once

#include <cstdint>

namespace palermo::privacy {

// P(B >= successes) for B of `trials` tosses with probability p; 0 <= p <= 1.
[[nodiscard]] double binomial_upper_tail(std::int64_t trials, double p, std::int64_t successes);

// P(B = successes).
[[nodiscard]] double binomial_mass(std::int64_t trials, double p, std::int64_t successes);

// One-sided Clopper-Pearson bounds: with probability at least `confidence` the true share is not below (not above) them.
[[nodiscard]] double share_lower_bound(std::int64_t successes, std::int64_t trials, double confidence);
[[nodiscard]] double share_upper_bound(std::int64_t successes, std::int64_t trials, double confidence);

}  // namespace palermo::privacy
