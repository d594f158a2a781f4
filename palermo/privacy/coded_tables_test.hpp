// SPDX-License-Identifier: Apache-2.0
// Small tables for the tests of disclosure control, attacks and utility. Invented: no row is a person.
#pragma once

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

// Independent columns with uniform levels.
inline CodedTable random_table(std::uint64_t seed, std::size_t rows, const std::vector<int>& sizes) {
  core::Stream stream(seed, "test.random_table");
  CodedTable table{.values = {}, .sizes = sizes, .empty = std::vector<int>(sizes.size(), -1)};
  for (const int size : sizes) {
    std::vector<Level>& column = table.values.emplace_back(rows);
    for (Level& level : column) level = static_cast<Level>(stream.below(static_cast<std::uint64_t>(size)));
  }
  return table;
}

// The same rows, the last first.
inline CodedTable turned(CodedTable table) {
  for (std::vector<Level>& column : table.values) std::ranges::reverse(column);
  return table;
}

// Two columns of four levels that always agree.
inline CodedTable twin_columns(std::uint64_t seed, std::size_t rows) {
  CodedTable table = random_table(seed, rows, {4, 4});
  table.values[1] = table.values[0];
  return table;
}

inline std::vector<int> levels_at(const CodedTable& table, std::span<const std::size_t> set, std::size_t row) {
  std::vector<int> levels;
  for (const std::size_t column : set) levels.push_back(table.values[column][row]);
  return levels;
}

}  // namespace palermo::privacy
