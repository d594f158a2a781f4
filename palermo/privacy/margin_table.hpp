// SPDX-License-Identifier: Apache-2.0
// MarginTable: counts of people by two, three or more columns, with every total and sub-total.
//
// Each column of `levels` levels has one position more, the last: its total. Cells are numbered in mixed radix over levels + 1
// positions, the last column fastest; so totals are cells like the others. A relation says: this total is the sum of these parts.
// Invariants: every total is the sum of its parts; no count is negative.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace palermo::privacy {

struct Relation {
  std::size_t total = 0;
  std::vector<std::size_t> parts;
};

// The layout alone: what a reader of the publication knows too.
class MarginLayout {
 public:
  explicit MarginLayout(std::vector<int> levels);

  [[nodiscard]] const std::vector<int>& levels() const { return levels_; }
  [[nodiscard]] std::size_t cells() const { return cells_; }
  [[nodiscard]] std::size_t cell(std::span<const int> positions) const;
  [[nodiscard]] std::vector<int> positions(std::size_t cell) const;
  [[nodiscard]] bool is_total(std::size_t cell) const;
  [[nodiscard]] const std::vector<Relation>& relations() const { return relations_; }
  // The cell and every total that it is in, itself first.
  [[nodiscard]] std::vector<std::size_t> line(std::size_t cell) const;

 private:
  void add_relations();
  std::vector<int> levels_;
  std::size_t cells_ = 1;
  std::vector<Relation> relations_;
};

struct MarginTable {
  MarginLayout layout;
  std::vector<std::int64_t> counts;  // one a cell of the layout
};

// `inner`: counts of the cells without totals, the last column fastest.
[[nodiscard]] MarginTable with_margins(std::vector<int> levels, std::span<const std::int64_t> inner);

[[nodiscard]] bool adds_up(const MarginLayout& layout, std::span<const std::int64_t> counts);

}  // namespace palermo::privacy
