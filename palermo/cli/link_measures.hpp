// SPDX-License-Identifier: Apache-2.0
// What the calibrated probabilities of a run say about the run itself, without any truth: how many pairs at which weight, what
// another threshold would give, and whether some groups of people are found less often than others (D32).
//
// All numbers are of pairs that were compared and kept. A pair that looked like two strangers is in none of them, so every
// recall here is of what could be seen. Measured against a truth: `palermo link evaluate`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/link/people.hpp"
#include "palermo/link/run.hpp"

namespace palermo::cli {

struct WeightBin {
  int from = 0;  // bits; a bin is `kBinBits` wide; the first and last hold what lies beyond
  std::int64_t pairs = 0;
};

struct ThresholdRow {
  double probability = 0;
  std::int64_t pairs = 0;  // at or above it
  double precision = 0, recall = 0;
};

struct ParityRow {
  enum class Kind : std::uint8_t { named, not_recorded, small };
  std::string field;  // "sex" or "nationality"
  Kind kind = Kind::named;
  std::string value;  // as in the lists, folded; empty unless named
  std::int64_t records = 0;
  double expected = 0;  // matches that its records should have, by the probabilities
  double recall = 0;    // share of them that ended in one person; only where expected > 0
};

inline constexpr int kBinBits = 2;
inline constexpr int kLowestBin = -10, kHighestBin = 30;
inline constexpr std::int64_t kSmallGroup = 20;    // records: smaller groups are told together
inline constexpr double kLeastExpected = 10;       // matches: below, a group's recall says too little to be compared

[[nodiscard]] std::vector<WeightBin> pairs_by_weight(const std::vector<link::ScoredPair>& pairs);
// At 0.1, 0.2 ... 0.9. `expected_matches`: over all pairs that were compared.
[[nodiscard]] std::vector<ThresholdRow> by_threshold(const std::vector<link::ScoredPair>& pairs, double expected_matches);
// By sex, then by nationality; named groups by their value, then the small ones together, then what is not recorded.
[[nodiscard]] std::vector<ParityRow> parity(const link::Records& records, const std::vector<link::ScoredPair>& pairs, const link::People& people);
// The largest difference of recall between named groups of one field with at least kLeastExpected matches; -1: nothing to compare.
[[nodiscard]] double parity_gap(const std::vector<ParityRow>& rows);

}  // namespace palermo::cli
