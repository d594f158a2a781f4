// SPDX-License-Identifier: Apache-2.0
// Counts of outcomes from a finding's planes, overall and by category.
//
// Exact, for the inside of a study only: nothing here protects anybody (palermo/publish does).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "palermo/law/kernel.hpp"
#include "palermo/law/planes.hpp"

namespace palermo::law {

// The planes of one finding; bits past the last record are zero; no record has more than one bit.
struct FindingView {
  const Word* yes = nullptr;
  const Word* no = nullptr;
  const Word* not_in_force = nullptr;  // null: in force throughout
};

// Records by Outcome: unknown, yes, no, not_in_force.
struct Tally {
  std::array<std::int64_t, 4> by_outcome{};

  [[nodiscard]] std::int64_t of(Outcome outcome) const { return by_outcome[static_cast<std::size_t>(outcome)]; }
  [[nodiscard]] std::int64_t records() const { return by_outcome[0] + by_outcome[1] + by_outcome[2] + by_outcome[3]; }
  Tally& operator+=(const Tally& other);
  bool operator==(const Tally&) const = default;
};

[[nodiscard]] std::int64_t count_bits(const Word* plane, std::size_t records, Level level = best_level());
[[nodiscard]] Tally tally(FindingView finding, std::size_t records, Level level = best_level());

// Adds each record to the tally of its category. `into` has at least one more entry than the highest category.
void tally_by(std::span<const std::uint8_t> categories, FindingView finding, std::span<Tally> into);
void tally_by(std::span<const std::uint16_t> categories, FindingView finding, std::span<Tally> into);

}  // namespace palermo::law
