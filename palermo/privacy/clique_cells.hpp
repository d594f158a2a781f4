// SPDX-License-Identifier: Apache-2.0
// The cells of a clique that can be, listed; and the place of each cell in a smaller table.
//
// Inside the room only. Cells stand in the order of separator columns, then residual columns, the last fastest, so that the cells of
// one separator value are neighbours. A cell that a ForbiddenCells within the clique excludes is never listed.
#pragma once

#include "palermo/privacy/graphical_model.hpp"

namespace palermo::privacy {

// Lists the cells of every clique of the tree. Errors: privacy.model_too_large, privacy.nothing_possible (a clique without a cell).
[[nodiscard]] core::Result<std::vector<CliqueCells>> list_cells(const JunctionTree& tree, std::span<const int> sizes,
                                                                std::span<const ForbiddenCells> zeros, double most_cells);

// By cell of the clique: dense index in the table over `columns`, all of which are the clique's.
[[nodiscard]] std::vector<std::uint32_t> places_in(const CliqueCells& clique, const ColumnSet& columns, std::span<const int> sizes);

}  // namespace palermo::privacy
