// SPDX-License-Identifier: Apache-2.0
// Balance: the cut at which as many links are made as there are matches to be expected.
//
// Where lists are duplicate-free, the best partner of a record is far more often right than its odds alone say, since no
// other may have it: a cut at one half then makes too few links and counts too many persons, and an estimate of hidden
// people grows with every missing link (facts, 1.8). The training says how many pairs are of one person without naming
// them; the cut is moved down until clustering makes that many links. Never above probability one half.
#pragma once

#include "palermo/link/people.hpp"

namespace palermo::link {

struct BalanceOptions {
  double lowest_bits = -6;
  int steps = 5;  // halvings: each is one clustering
};

// threshold_bits for find_people. Without a duplicate-free list it is options.threshold_bits. Errors: core.cancelled.
[[nodiscard]] core::Result<double> balanced_threshold(const Evidence& evidence, double expected_matches, const PeopleOptions& options,
                                                      core::Progress& progress, const BalanceOptions& balance = {});

}  // namespace palermo::link
