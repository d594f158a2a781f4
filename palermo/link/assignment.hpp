// SPDX-License-Identifier: Apache-2.0
// best_assignment(): who goes with whom, one to one, so that the sum of weights is largest.
//
// The Hungarian method by shortest augmenting paths [jonker1987]. Nobody has to be assigned: a pair of weight 0 or less is
// as good as none. Ties go to the first in order. Cost: rows^2 * columns; meant for at most some hundred of each.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace palermo::link {

// weights: row by row, rows * columns of them. Returns for each row its column, or nothing.
[[nodiscard]] std::vector<std::optional<std::uint32_t>> best_assignment(std::size_t rows, std::size_t columns, std::span<const double> weights);

}  // namespace palermo::link
