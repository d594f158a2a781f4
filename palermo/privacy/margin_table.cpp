// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/margin_table.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace palermo::privacy {

MarginLayout::MarginLayout(std::vector<int> levels) : levels_(std::move(levels)) {
  for (const int size : levels_) cells_ *= static_cast<std::size_t>(size) + 1;
  add_relations();
}

std::size_t MarginLayout::cell(std::span<const int> positions) const {
  std::size_t cell = 0;
  for (std::size_t c = 0; c < levels_.size(); ++c) cell = cell * (static_cast<std::size_t>(levels_[c]) + 1) + static_cast<std::size_t>(positions[c]);
  return cell;
}

std::vector<int> MarginLayout::positions(std::size_t cell) const {
  std::vector<int> result(levels_.size());
  for (std::size_t c = levels_.size(); c-- > 0;) {
    const std::size_t radix = static_cast<std::size_t>(levels_[c]) + 1;
    result[c] = static_cast<int>(cell % radix);
    cell /= radix;
  }
  return result;
}

bool MarginLayout::is_total(std::size_t cell) const {
  const std::vector<int> at = positions(cell);
  return !std::ranges::equal(at, levels_, std::ranges::less());
}

void MarginLayout::add_relations() {
  for (std::size_t cell = 0; cell < cells_; ++cell) {
    std::vector<int> at = positions(cell);
    for (std::size_t c = 0; c < levels_.size(); ++c) {
      if (at[c] != levels_[c]) continue;
      Relation relation{.total = cell, .parts = {}};
      for (int level = 0; level < levels_[c]; ++level) {
        at[c] = level;
        relation.parts.push_back(this->cell(at));
      }
      at[c] = levels_[c];
      relations_.push_back(std::move(relation));
    }
  }
}

std::vector<std::size_t> MarginLayout::line(std::size_t cell) const {
  const std::vector<int> at = positions(cell);
  std::vector<std::size_t> cells;
  for (std::size_t subset = 0; subset < (std::size_t{1} << levels_.size()); ++subset) {
    std::vector<int> moved = at;
    bool is_new = true;
    for (std::size_t c = 0; c < levels_.size(); ++c) {
      if ((subset >> c & 1U) == 0) continue;
      is_new = is_new && at[c] != levels_[c];
      moved[c] = levels_[c];
    }
    if (is_new) cells.push_back(this->cell(moved));
  }
  return cells;
}

MarginTable with_margins(std::vector<int> levels, std::span<const std::int64_t> inner) {
  MarginTable table{.layout = MarginLayout(std::move(levels)), .counts = {}};
  table.counts.assign(table.layout.cells(), 0);
  std::size_t next = 0;
  for (std::size_t cell = 0; cell < table.layout.cells(); ++cell) {
    if (table.layout.is_total(cell)) continue;
    assert(next < inner.size() && inner[next] >= 0);
    for (const std::size_t total : table.layout.line(cell)) table.counts[total] += inner[next];
    ++next;
  }
  assert(next == inner.size());
  return table;
}

bool adds_up(const MarginLayout& layout, std::span<const std::int64_t> counts) {
  return std::ranges::all_of(layout.relations(), [&](const Relation& relation) {
    std::int64_t sum = 0;
    for (const std::size_t part : relation.parts) sum += counts[part];
    return sum == counts[relation.total];
  });
}

}  // namespace palermo::privacy
