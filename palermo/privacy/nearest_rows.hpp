// SPDX-License-Identifier: Apache-2.0
// Rows of a table that agree most with a given row on some columns.
//
// Distance: columns that differ (Gower's distance of categories, times the columns). Both tables have the same columns.
#pragma once

#include <span>
#include <vector>

#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

// All rows of `table` at the least distance from `row` of `other`, in rising order.
[[nodiscard]] std::vector<std::size_t> nearest_rows(const CodedColumns& table, const CodedColumns& other, std::size_t row, std::span<const std::size_t> columns);

// `count` of the row numbers of a table, drawn without replacement (all, when there are fewer), in a random order.
[[nodiscard]] std::vector<std::size_t> drawn_rows(std::size_t rows, std::int64_t count, std::uint64_t seed, std::uint64_t index);

}  // namespace palermo::privacy
