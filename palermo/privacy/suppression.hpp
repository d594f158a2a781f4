// SPDX-License-Identifier: Apache-2.0
// Small cells left out of an exact table with totals, and as many helper cells that nobody can work them out again.
//
//   const SuppressedTable safe = suppress(with_margins({12, 9}, counts), {.least = 10});
//   safe.published.cells[…]            // a count, or nothing: a gap
//
// What is promised of each small cell: its protection interval runs from the least that the shown zeros leave it (1; for a total as
// many as there are cells under it that are not zero; 0 where zeros are not shown; more where readers know more, SmallCellRule::known) to
// `least`. For each of its ends there is a table
// of whole people that agrees with all that is shown and with the rule, and in which the cell lies at or beyond that end. So nobody
// can say that the cell is small. The linear attacker is asked last of all, and its ranges come with the answer.
// For tables by agreement in a closed circle (SAFEGUARDS D29): one who is counted in a cell, or knows of two tables of the same people,
// learns more; what leaves the circle goes through a release. Method: docs/methods/disclosure-control.md.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/table_attacker.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kTableTooLarge{"privacy.table_too_large", core::Exit::usage};  // args: cells, most
inline constexpr core::ErrorKind kLeastTooSmall{"privacy.least_too_small", core::Exit::refused, "D29"};  // args: least
inline constexpr core::ErrorKind kNotProtected{"privacy.not_protected", core::Exit::refused, "D29"};
inline constexpr std::size_t kMostTableCells = 20'000;  // with totals

// A small cell, or a small total, and what nobody may be able to narrow.
struct ProtectedCell {
  std::size_t cell = 0;
  std::int64_t low = 0, high = 0;
};

struct SuppressedTable {
  PublishedTable published;
  std::vector<ProtectedCell> small;
  std::vector<std::size_t> helpers;   // left out to protect them
  std::vector<CellRange> ranges;      // of `small`, as the attacker finds them
};

// Errors: privacy.least_too_small below 3, privacy.table_too_large, privacy.not_protected (the attacker narrowed a small cell: nothing is handed
// over), core.cancelled. Cost: two searches a small cell at most, each of one linear program over all cells or, where
// it answers in fractions, a few dozen. Where no whole answer is found, the cheapest exchange of whole people between levels is taken; where
// there is none, the cell's own totals are left out.
[[nodiscard]] core::Result<SuppressedTable> suppress(const MarginTable& table, const SmallCellRule& rule, core::Progress& progress);

// Whether what an attacker found holds the whole protection interval.
[[nodiscard]] bool is_protected(const CellRange& range, const ProtectedCell& cell);

}  // namespace palermo::privacy
