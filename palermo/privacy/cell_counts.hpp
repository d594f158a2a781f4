// SPDX-License-Identifier: Apache-2.0
// CellCounter: how many rows of one table, and of another beside it, stand in each cell of a set of columns.
//
// Exact integers; only cells that somebody stands in are given, in the order of their codes. The code of a cell is its levels in
// mixed radix, the last column of the set running fastest; it has 64 bits. A counter keeps its scratch memory from one set to the
// next (at most 64 MiB; where a set has more cells, rows are sorted by code instead). One counter a thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

struct CountedCell {
  std::uint64_t code = 0;
  std::int64_t first = 0;   // rows of the first table
  std::int64_t second = 0;  // rows of the second; 0 when there is none

  bool operator==(const CountedCell&) const = default;
};

class CellCounter {
 public:
  // `second` may be null. The columns of both are the same. What is returned is good until the next call.
  [[nodiscard]] std::span<const CountedCell> count(const CodedColumns& first, const CodedColumns* second, std::span<const std::size_t> set);

 private:
  void count_dense(const CodedColumns& table, std::span<const std::size_t> set, bool is_second);
  void sort_cells();
  std::vector<std::uint32_t> slot_;  // place in cells_ plus one, by code; all zero between calls
  std::vector<CountedCell> cells_;
};

// Number of cells of a set of columns; none when it does not fit 63 bits.
[[nodiscard]] std::optional<std::uint64_t> cells_of(const CodedColumns& table, std::span<const std::size_t> set);

// The code of the cell in which a row stands.
[[nodiscard]] std::uint64_t code_of(const CodedColumns& table, std::span<const std::size_t> set, std::size_t row);

// The levels of a code, one a column of the set.
[[nodiscard]] std::vector<Level> levels_of(const CodedColumns& table, std::span<const std::size_t> set, std::uint64_t code);

// Whether no level of the cell is its column's empty level.
[[nodiscard]] bool is_combination(const CodedColumns& table, std::span<const std::size_t> set, std::uint64_t code);

}  // namespace palermo::privacy
