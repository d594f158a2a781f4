// SPDX-License-Identifier: Apache-2.0
// The exponential mechanism, exact: one of several candidates, better ones more often, in whole numbers.
//
// Drawn by rejection: a candidate uniformly, kept with probability exp(-epsilon (best - score) / (2 sensitivity)); so the law is exactly
// proportional to exp(epsilon score / (2 sensitivity)), and the expected number of tries is at most the number of candidates.
// The tries, hence the time, depend on the scores; only the index may be shown. Scores are whole numbers; what is not
// a whole number is rounded on a grid, and the grid added to the sensitivity, by whoever makes the score. Permute-and-flip is not
// used: its cost would be epsilon^2 / 2, not epsilon^2 / 8. Sources: [mcsherry2007], [cesar2021]. Facts of the bound: zcdp.hpp.
#pragma once

#include <cstdint>
#include <span>

#include "palermo/core/discrete_noise.hpp"

namespace palermo::privacy {

// Not empty; |score| <= 2^60; 1 <= sensitivity <= 2^20; epsilon's parts below 2^43. It neither pays nor knows whose scores
// these are: call select() for people.
[[nodiscard]] std::size_t exponential_mechanism(std::span<const std::int64_t> scores, std::uint64_t sensitivity, core::Rational epsilon,
                                                core::RandomWords& words);

}  // namespace palermo::privacy
