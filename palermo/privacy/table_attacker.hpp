// SPDX-License-Identifier: Apache-2.0
// The attacker of a table with gaps: what can be worked out about a cell that is not shown?
//
// The attacker sees the shown cells, the totals among them, and the rule by which cells were left out. Over all tables that agree with
// that, she takes the least and the greatest value of the cell: two linear programs. If they meet, the gap hides nothing.
// A table of fractions agrees sooner than one of people, so the true interval may be narrower where three or more columns cross;
// suppress() therefore keeps a whole-number table as a witness for each end (suppression.hpp).
// Method: docs/methods/disclosure-control.md.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/privacy/margin_table.hpp"
#include "palermo/privacy/reconstruction.hpp"

namespace palermo::privacy {

// Which counts are not shown. The rule is public: the attacker knows it.
struct SmallCellRule {
  std::int64_t least = 10;   // counts below are not shown
  bool zeros_shown = true;   // then a gap is at least 1, and the attacker knows that
  std::vector<std::int64_t> known = {};  // what a reader knows besides: by cell, the least that its count can be; empty: nothing
  [[nodiscard]] std::int64_t floor_of_gap(std::size_t cell) const { return std::max<std::int64_t>(zeros_shown ? 1 : 0, known.empty() ? 0 : known[cell]); }
  [[nodiscard]] bool is_small(std::int64_t count) const { return count < least && (count > 0 || !zeros_shown); }
};

struct PublishedTable {
  MarginLayout layout;
  std::vector<std::optional<std::int64_t>> cells;  // nothing: a gap
  SmallCellRule rule;
};

struct CellRange {
  std::size_t cell = 0;
  double low = 0, high = 0;  // high may be kNoBound
};

// The range of each cell asked for; a shown cell's is its count. Asks two linear programs a gap, over the gaps alone.
[[nodiscard]] std::vector<CellRange> attack(const PublishedTable& table, std::span<const std::size_t> cells);

// Of a table of which ranges are shown, as rounding leaves them: what its totals and parts leave of every cell and every total, in whole
// people. `shown`: by cell. Errors: privacy.no_such_table, privacy.reconstruction_too_large above kMostReconstructedCells with totals.
[[nodiscard]] core::Result<std::vector<CountRange>> attack(const MarginLayout& layout, std::span<const CountRange> shown);

}  // namespace palermo::privacy
