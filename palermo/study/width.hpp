// SPDX-License-Identifier: Apache-2.0
// width_of(): one interval over several readings and bounds of a definition, and why it is as wide as it is.
//
// Each table c (a reading and a bound) has a middle m_c, the mean of log N, and variances of log N: linkage, model, chance. With the
// sources S at work its ends are
//   lo_c(S), hi_c(S) = max(seen_c, exp(m_c -+ z sqrt(sum of the variances of S)))
// and the width is, with the definition at work, max_c hi_c - min_c lo_c, and without it the mean over c of hi_c - lo_c: what would be left
// if one reading and bound were known to be the right one. The shares are the Shapley values of the four sources [shapley1953]: how much each
// adds to the width when it comes in, averaged over all 24 orders in which they can come in. They are never below zero and add up to the width.
// Pure; people as the unit.
#pragma once

#include <span>

#include "palermo/publish/chain_results.hpp"

namespace palermo::study {

struct Spread {
  double middle = 0;   // mean of log N; -infinity: nobody
  double seen = 0;     // the fewest people seen over the partitions
  double linkage = 0, model = 0, chance = 0;  // variances of log N
};

struct Width {
  double lo = 0, hi = 0;
  publish::WidthShares shares;
};

// tables: at least one.
[[nodiscard]] Width width_of(std::span<const Spread> tables, double level);

}  // namespace palermo::study
