// SPDX-License-Identifier: Apache-2.0
// Junction tree of the column sets that a model must hold: cliques with their parent and separator.
//
// A column set is ascending and without repeats. Every set given lies inside one clique; cliques that share a column are
// joined through separators that hold it (running intersection). Parents stand before their children, so a walk from the
// first to the last clique goes from the root to the leaves. The order of elimination is greedy and decided by sizes and
// column numbers alone: the same sets give the same tree.
// Source: facts of Koller and Friedman (2009), chapters 9 and 10; McKenna, Sheldon and Miklau (2019), section 4.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace palermo::privacy {

using ColumnSet = std::vector<int>;  // ascending column numbers

struct Clique {
  ColumnSet columns;
  ColumnSet separator;  // shared with the parent; empty at the root and between parts that share nothing
  int parent = -1;      // -1 at the root
};

struct JunctionTree {
  std::vector<Clique> cliques;

  [[nodiscard]] double cells(std::span<const int> sizes) const;  // of all cliques together, were none forbidden
};

// Number of cells of a table over these columns; a double, since it may be beyond any integer.
[[nodiscard]] double cells_of(const ColumnSet& columns, std::span<const int> sizes);
[[nodiscard]] bool contains(const ColumnSet& whole, const ColumnSet& part);

// sizes: levels of each column, at least 1. Columns that no set names get cliques of their own.
[[nodiscard]] JunctionTree junction_tree(std::span<const int> sizes, std::span<const ColumnSet> sets);

}  // namespace palermo::privacy
