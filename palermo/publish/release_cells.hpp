// SPDX-License-Identifier: Apache-2.0
// The cells of a table of the codebook's columns, one after another, and the count that stands in one, by names.
//
// Cells go through the columns' levels, the last column fastest, as privacy::Marginal numbers them.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "palermo/privacy/codebook.hpp"
#include "palermo/publish/release_tables.hpp"

namespace palermo::publish {

// Places of the named columns in the codebook, rising. Every name is one of its columns (the plan was read with it).
[[nodiscard]] std::vector<std::size_t> places_of(const privacy::Codebook& codebook, const std::vector<std::string>& names);

// A count that names its cell; `people` and the rest are still 0.
[[nodiscard]] ReleaseCount named(const privacy::Codebook& codebook, const std::vector<std::size_t>& columns, const std::vector<privacy::Level>& levels);

// The levels of the cell after this one; false after the last.
[[nodiscard]] bool next_cell(std::vector<privacy::Level>& levels, const std::vector<std::size_t>& shape);

// Whether the codebook's rules leave anybody this cell: what no rule allows is not counted.
[[nodiscard]] bool possible(const privacy::Codebook& codebook, const std::vector<std::size_t>& columns, const std::vector<privacy::Level>& levels);

}  // namespace palermo::publish
