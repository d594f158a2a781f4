// SPDX-License-Identifier: Apache-2.0
// ScoredPair: two records and how strongly they speak for being of one person.
//
// A record is known by its number in the order in which it was read, from 0; whose record it is, is not in this type.
// Weight is in bits: log2 of the odds that both are of one person, all things compared ([fellegi1969]); probability is
// 1 / (1 + 2^-weight) after calibration, and is the headline.
#pragma once

#include <compare>
#include <cstdint>

namespace palermo::link {

using RecordIndex = std::uint32_t;

struct ScoredPair {
  RecordIndex a = 0;  // a < b
  RecordIndex b = 0;
  double weight = 0;       // bits
  double probability = 0;  // [0, 1]

  bool operator==(const ScoredPair&) const = default;
};

}  // namespace palermo::link
