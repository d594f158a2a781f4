// SPDX-License-Identifier: Apache-2.0
// Support filter: which pairs of attributes the noisy tables support. What they do not support is never released.
//
// A pair of levels is an attribute pair when neither is missing. In a measured table it is supported when its noisy count is at
// least σ Φ⁻¹(1 − η |S| / |V|) with V the attribute pairs of the table and S those supported: then at most η |S| pairs that nobody
// has are expected to slip through. In a table that was not measured the model's expectation stands for the count: see `least`.
// After the noise: it costs no budget, and tells nothing more. Source: [gopi2022] (thresholds), as a filter on a graphical model.
#pragma once

#include "palermo/privacy/compression.hpp"
#include "palermo/privacy/graphical_model.hpp"
#include "palermo/privacy/synthesis.hpp"

namespace palermo::privacy {

struct Support {
  std::vector<ForbiddenCells> pairs;  // all pairs of columns, in the order of pair_index()
  SupportReport report;
};

struct SupportRule {
  double fabricated = 0.15;  // η; 1: everything is supported
  double least = 2.5;          // people that the model must expect in a pair nobody measured
};

// `expected`: the model's tables of all pairs, in order. `zeros`: rules, which always hold. Pairs with a missing level are possible.
[[nodiscard]] Support find_support(const CoarseColumns& columns, std::span<const MeasuredTable> measured, const std::vector<std::vector<double>>& expected,
                                   std::span<const ForbiddenCells> zeros, const SupportRule& rule);

// The noisy count from which a cell of this table counts as supported. `attribute`: by cell, whether it is an attribute pair.
[[nodiscard]] double support_threshold(const MeasuredTable& table, std::span<const char> attribute, double fabricated);

}  // namespace palermo::privacy
