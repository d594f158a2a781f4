// SPDX-License-Identifier: Apache-2.0
// Cramér's V of two columns, corrected for bias (Bergsma 2013).
//
//   φ̃² = max(0, χ²/n − (k−1)(r−1)/(n−1)),  k̃ = k − (k−1)²/(n−1),  r̃ = r − (r−1)²/(n−1),  V = √(φ̃² / min(k̃−1, r̃−1))
//
// k and r are the levels that occur. 0 no association, 1 one column settles the other; 0 where a column has one level.
#pragma once

#include <span>

#include "palermo/privacy/cell_counts.hpp"

namespace palermo::privacy {

// Of the counts `first` (or `second`) of the cells of a pair of columns with `size_b` levels in the second column of the pair.
[[nodiscard]] double cramers_v(std::span<const CountedCell> cells, int size_a, int size_b, std::int64_t CountedCell::* counts = &CountedCell::first);

}  // namespace palermo::privacy
