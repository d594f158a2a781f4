// SPDX-License-Identifier: Apache-2.0
// Model: what a linkage has learned: for each comparison and level how often it is seen with one person (m) and with two (u),
// overall and for each two lists, and how many pairs are of one person at all ([fellegi1969]; facts, section 1.1).
//
//   weight = log2(prior / (1 - prior)) + sum of log2(m / u) + bits of the values' frequencies      probability = 1 / (1 + 2^-weight)
//
// Readable JSON ("palermo-link-model/1", docs/formats/link-model.md). It holds levels, shares and names of lists; no value of any record.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"
#include "palermo/link/comparisons.hpp"
#include "palermo/link/pattern_table.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kBadModel{"link.bad_model", core::Exit::unreadable};

using Levels = std::array<double, kMostLevels>;
using Strata = std::array<Levels, kStrata>;  // by stratum_of

struct LevelShares {
  Levels m{};       // sums to 1 over the levels from 1
  Strata u{};
  Strata weight{};  // bits, monotone along the chains; level 0 is 0
  bool seen = false;  // some pair had it on both sides
};

// Two lists (or one with itself) and what is particular to their pairs.
struct GroupModel {
  std::string first, second;   // names of lists
  double pairs = 0;            // that are possible
  double matches = 0;          // expected
  double prior = 0;            // share of its pairs that are of one person
  std::array<Levels, kComparisons> m{};
  std::array<Strata, kComparisons> weight{};
};

// A step of calibration: pairs with at least `weight` bits (before calibration) get `weight` + `shift`, linear between steps.
struct CalibrationStep {
  double weight = 0;
  double calibrated = 0;
};

struct Model {
  std::array<LevelShares, kComparisons> comparisons{};
  std::vector<GroupModel> groups;
  double prior = 0;                    // of any possible pair
  Strata name_correction{};            // bits taken from the frequencies' bits at each level of the name: their mean over two people is 1
  std::array<std::array<double, 2>, 2> together{};  // bits by name_class and birth_class, where both are known
  std::vector<CalibrationStep> calibration;

  // Bits before calibration; `compared` of two records of group `group`.
  [[nodiscard]] double weight(Pattern pattern, double name_bits, double other_bits, PairGroup group) const;
  [[nodiscard]] double calibrated(double weight) const;
};

[[nodiscard]] double probability_of(double weight);

[[nodiscard]] core::Value to_document(const Model& model);
// Errors: link.bad_model with the place.
[[nodiscard]] core::Result<Model> parse_model(const core::Value& document);

}  // namespace palermo::link
