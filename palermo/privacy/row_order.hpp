// SPDX-License-Identifier: Apache-2.0
// Rows in the order of their levels, so that results do not depend on the order of the file, and equal rows stand together.
#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

[[nodiscard]] inline bool same_row(const CodedColumns& table, std::size_t a, std::size_t b) {
  return std::ranges::all_of(table.values, [a, b](std::span<const Level> column) { return column[a] == column[b]; });
}

// Row numbers, sorted by the first column, then the second, and so on; equal rows by number.
[[nodiscard]] inline std::vector<std::size_t> sorted_rows(const CodedColumns& table) {
  std::vector<std::size_t> order(table.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&table](std::size_t a, std::size_t b) {
    for (const std::span<const Level> column : table.values)
      if (column[a] != column[b]) return column[a] < column[b];
    return a < b;
  });
  return order;
}

}  // namespace palermo::privacy
