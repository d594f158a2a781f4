// SPDX-License-Identifier: Apache-2.0
// Controls: pairs that cannot be of one person, since both records stand on one duplicate-free list.
//
// They show what two people look like, with no match among them and no model in between: how often each level agrees (u, for the
// training), and how often two people reach a weight (calibration.hpp) [facts, 1.7: negative controls]. Where a list that
// is called duplicate-free is not, its duplicates stand here as two people and every probability falls: that is the safe side.
// All such pairs up to `most`, else a random sample of so many, drawn in canonical order.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/link/calibration.hpp"
#include "palermo/link/pair_groups.hpp"
#include "palermo/link/pattern_table.hpp"
#include "palermo/link/record.hpp"

namespace palermo::link {

struct ControlPair {
  Pattern pattern = 0;
  float name_bits = 0, other_bits = 0;
  ListIndex list = 0;
  RecordIndex a = 0, b = 0;
};

struct Controls {
  std::vector<ControlPair> pairs;  // in an order that does not depend on that of rows
  double share = 0;                // of all pairs inside duplicate-free lists, these are so many
};

// `order`: records in canonical order. Empty where no list is duplicate-free; also when cancelled.
[[nodiscard]] Controls control_pairs(const Records& records, const TermFrequency& frequency, std::span<const RecordIndex> order, std::uint64_t most,
                                     std::uint64_t seed, int threads, core::Progress& progress, const Variants* variants = nullptr);

// By stratum and level, for TrainingData.controls.
[[nodiscard]] std::array<Strata, kComparisons> levels_of(const Controls& controls);

// The controls with the weights of `model`, and how many pairs between lists each stands for: within a cell of what both records
// speak to (known_of) they are brought to the number of pairs there, since lists differ in what they know.
// `between`: by known_of, how many pairs there are between lists of which one is duplicate-free.
[[nodiscard]] std::vector<ControlWeight> control_weights(const Records& records, const PairGroups& groups, const Model& model, const Controls& controls,
                                                         std::span<const double> between);

// The weight of a control as if between its list and each other, which differ in their m and prior; `size`: records of each list.
[[nodiscard]] double weight_between(std::span<const double> size, const PairGroups& groups, const Model& model, const ControlPair& pair);

// Whether the pairs of two lists are such as controls can stand for: two lists, one of them duplicate-free.
[[nodiscard]] bool controlled(const Records& records, ListIndex a, ListIndex b);

}  // namespace palermo::link
