// SPDX-License-Identifier: Apache-2.0
// The score of a marginal that might be measured next: how badly the present model tells it, beyond what noise would blur anyway.
//
//   score = weight * (sum over cells of |count - expected| - penalty)
//
// Sensitivity: one person more or less changes one count by one, hence the sum by at most one, hence the score by at most `weight`;
// the hold to +-2^60 brings two scores no further apart. Tested over all neighbours of small tables. Source: [mckenna2022], 2.3.
#pragma once

#include <cstdint>
#include <span>

namespace palermo::privacy {

// counts and expected of one length; |expected|, |penalty| <= 2^40; 1 <= weight <= 2^20, which is also the sensitivity.
[[nodiscard]] std::int64_t marginal_score(std::span<const std::uint32_t> counts, std::span<const std::int64_t> expected, std::uint64_t weight,
                                          std::int64_t penalty);

// The floored mean of scores of weight 1 and penalty 0, one a table. One person changes each by at most one, so their sum by at most their number,
// so this by at most one. At least one score.
[[nodiscard]] std::int64_t mean_distance(std::span<const std::int64_t> scores);

}  // namespace palermo::privacy
