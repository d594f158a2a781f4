// SPDX-License-Identifier: Apache-2.0
// Two lists at a time: Lincoln-Petersen, Chapman, and what a dependence between the two would do.
//
// With n_a, n_b people on the lists and m on both:
//   Lincoln-Petersen  N = n_a n_b / m                       Chapman (1951)  N = (n_a+1)(n_b+1)/(m+1) - 1
//   odds ratio xi     N_00 = xi N_10 N_01 / N_11            xi > 1: who is on one list is likelier to be on the other
// Assumes that nobody comes or goes, that linkage is right, that everybody of one list could have been on the other, that the lists are
// independent (xi = 1), and that people are alike on one of them at least. Pairs of lists that disagree say that one of these is wrong:
// so this is a diagnosis first. Any number of lists. Source: Chapman (1951); Seber (1970) for the variance.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

struct PairEstimate {
  int a = 0, b = 0;             // lists, a < b
  std::int64_t on_a = 0, on_b = 0, on_both = 0;
  double lincoln_petersen = 0;  // infinity where nobody is on both
  double chapman = 0;           // finite always; says little where nobody is on both
  double chapman_error = 0;     // standard error
  Limits interval;              // of Chapman: log-normal in the number unseen, so that it never ends below those who were seen

  [[nodiscard]] std::int64_t on_either() const { return on_a + on_b - on_both; }
};

// All pairs, (0,1), (0,2), ... (1,2), ...
[[nodiscard]] std::vector<PairEstimate> pair_estimates(const HistoryCounts& table, double level = kUsualLevel);

// People in all when the odds ratio of the pair is xi: on_either + xi N_10 N_01 / N_11; infinity where nobody is on both.
[[nodiscard]] double with_odds_ratio(const PairEstimate& pair, double xi);

}  // namespace palermo::estimate
