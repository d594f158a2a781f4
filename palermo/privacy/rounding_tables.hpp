// SPDX-License-Identifier: Apache-2.0
// Counts rounded, so that no small number is shown: down to a multiple, or up or down at random without bias.
//
// floor_to: c becomes the greatest multiple of base that is not above it; what is left is the interval [shown, shown + base). Biased by
// −(base − 1)/2 on average. RandomRounding: up with probability remainder/base, else down; the mean is c. Rounded at random a second time,
// a count could be averaged out; therefore chance is a keyed digest of the cell's name and count (a cell-key method): the same cell with
// the same count is rounded the same way for as long as the key is kept. Cells are rounded one by one, so totals need not add up.
// Two tables that differ by one person can still show it now and then: what leaves the circle goes through a release.
// Method: docs/methods/disclosure-control.md.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace palermo::privacy {

[[nodiscard]] constexpr std::int64_t floor_to(std::int64_t count, std::int64_t base) { return count / base * base; }

class RandomRounding {
 public:
  using Key = std::array<unsigned char, 32>;  // secret; the holder keeps it with her data

  explicit RandomRounding(const Key& key) : key_(key) {}
  // `cell` names the cell: its table, columns and levels, not its count. count ≥ 0, base ≥ 1.
  [[nodiscard]] std::int64_t round(std::string_view cell, std::int64_t count, std::int64_t base) const;

 private:
  Key key_;
};

}  // namespace palermo::privacy
