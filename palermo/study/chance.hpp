// SPDX-License-Identifier: Apache-2.0
// Chance in who was seen: variances of estimated numbers of people, given the model and given that a fixed number of people exists.
//
// A bootstrap draws as many people as the estimate says there are, the never seen among them [buckland1991]: how many are seen at all is
// left to chance too. (Drawing only the seen ones again leaves that part out.) The same model is fitted to each replicate.
// For a difference of two tables of the same people, both are read off the same replicates: each person is drawn with all her lists and all
// her records, from those who are in the second table's population and those who are not, apart, so that both numbers stay what they are.
// Depends on seed and arguments alone; stream "study.chance".
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/estimate/hierarchy.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::study {

inline constexpr int kChanceReplicates = 400;

// Variance of the estimated number of people in all; infinity where fewer than half of the replicates have an estimate.
[[nodiscard]] double chance_of(const estimate::HistoryCounts& table, const estimate::Hierarchy& model, std::uint64_t seed);

// People by two histories: in the outer table (never 0), and in the inner one (0: in none). Each table may number lists in its own way.
struct JointCell {
  estimate::History outer = 0, inner = 0;
  std::int64_t people = 0;
};

// Variance of (people in all by the outer table) - (people in all by the inner one); infinity as above.
[[nodiscard]] double chance_of_difference(const std::vector<JointCell>& cells, const estimate::Hierarchy& outer, const estimate::Hierarchy& inner,
                                          std::uint64_t seed);

}  // namespace palermo::study
