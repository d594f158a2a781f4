// SPDX-License-Identifier: Apache-2.0
// Singling out: does what stands alone in the release point at exactly one person?
//
// A guess is a list of columns and levels. Univariate: a level that one synthetic row has. Multivariate: some columns of a random
// synthetic row, where no other synthetic row agrees. It succeeds when exactly one person has all of it; for the control, one of the
// people held out. Both tables are cut to the same number of people, because being alone depends on how many there are. Naive: random
// columns and levels. Source: Giomi and others 2023.
#pragma once

#include "palermo/privacy/attack_rate.hpp"

namespace palermo::privacy {

// `columns`: how many columns a multivariate guess has; 1 for univariate guesses.
[[nodiscard]] AttackResult single_out(const AttackTables& tables, std::size_t columns, const AttackOptions& options = {});

}  // namespace palermo::privacy
