// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/cell_counts.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace palermo::privacy {
namespace {

constexpr std::uint64_t kDenseCells = std::uint64_t{1} << 24;

// Cells that follow one another with one code become one.
void merge_equal(std::vector<CountedCell>& cells) {
  std::size_t kept = 0;
  for (const CountedCell& cell : cells) {
    if (kept > 0 && cells[kept - 1].code == cell.code) {
      cells[kept - 1].first += cell.first;
      cells[kept - 1].second += cell.second;
    } else {
      cells[kept++] = cell;
    }
  }
  cells.resize(kept);
}

}  // namespace

std::optional<std::uint64_t> cells_of(const CodedColumns& table, std::span<const std::size_t> set) {
  std::uint64_t cells = 1;
  for (const std::size_t column : set) {
    const auto size = static_cast<std::uint64_t>(table.sizes[column]);
    if (cells > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) / size) return std::nullopt;
    cells *= size;
  }
  return cells;
}

std::uint64_t code_of(const CodedColumns& table, std::span<const std::size_t> set, std::size_t row) {
  std::uint64_t code = 0;
  for (const std::size_t column : set) code = code * static_cast<std::uint64_t>(table.sizes[column]) + table.values[column][row];
  return code;
}

std::vector<Level> levels_of(const CodedColumns& table, std::span<const std::size_t> set, std::uint64_t code) {
  std::vector<Level> levels(set.size());
  for (std::size_t place = set.size(); place-- > 0;) {
    const auto size = static_cast<std::uint64_t>(table.sizes[set[place]]);
    levels[place] = static_cast<Level>(code % size);
    code /= size;
  }
  return levels;
}

bool is_combination(const CodedColumns& table, std::span<const std::size_t> set, std::uint64_t code) {
  for (std::size_t place = set.size(); place-- > 0;) {
    const auto size = static_cast<std::uint64_t>(table.sizes[set[place]]);
    if (static_cast<int>(code % size) == table.empty[set[place]]) return false;
    code /= size;
  }
  return true;
}

void CellCounter::count_dense(const CodedColumns& table, std::span<const std::size_t> set, bool is_second) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::uint64_t code = code_of(table, set, row);
    std::uint32_t& slot = slot_[code];
    if (slot == 0) {
      cells_.push_back({.code = code});
      slot = static_cast<std::uint32_t>(cells_.size());
    }
    CountedCell& cell = cells_[slot - 1];
    ++(is_second ? cell.second : cell.first);
  }
}

void CellCounter::sort_cells() { std::ranges::sort(cells_, {}, &CountedCell::code); }

std::span<const CountedCell> CellCounter::count(const CodedColumns& first, const CodedColumns* second, std::span<const std::size_t> set) {
  assert(second == nullptr || same_columns(first, *second));
  cells_.clear();
  const std::optional<std::uint64_t> cells = cells_of(first, set);
  assert(cells.has_value());
  if (*cells <= kDenseCells) {
    if (slot_.size() < *cells) slot_.resize(*cells, 0);
    count_dense(first, set, false);
    if (second != nullptr) count_dense(*second, set, true);
    for (const CountedCell& cell : cells_) slot_[cell.code] = 0;
    sort_cells();
  } else {
    for (std::size_t row = 0; row < first.rows(); ++row) cells_.push_back({.code = code_of(first, set, row), .first = 1});
    for (std::size_t row = 0; second != nullptr && row < second->rows(); ++row) cells_.push_back({.code = code_of(*second, set, row), .second = 1});
    sort_cells();
    merge_equal(cells_);
  }
  return cells_;
}

}  // namespace palermo::privacy
