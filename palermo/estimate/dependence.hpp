// SPDX-License-Identifier: Apache-2.0
// Do people meet the lists independently of each other and all alike? What the table says against it, and how far the answer would move.
//
// Two questions about one null hypothesis (main effects: lists independent, people alike):
//   shared   one term tau k(k-1)/2 for being on k lists. People who differ in how easily they are found make it positive: it is the
//            second-order form of any heterogeneity that is common to the lists [darroch1993]. Its score is tested against tau <= 0, and tau >= 0.
//   any      the deviance, against everything else that could be.
// p values by parametric bootstrap from the main effects (sparse tables do not follow chi-square), so they are exact up to Monte Carlo error.
// Then the estimate with tau in the model, and its interval: how far heterogeneity that this table does not rule out would move the answer.
// What no table can show: people who could never have come onto any list, and heterogeneity of other forms [link2003].
// Sources: Darroch, Fienberg, Glonek, Junker (1993), JASA 88; Link (2003), Biometrics 59. Note: docs/methods/estimate.md.
#pragma once

#include <cstdint>
#include <optional>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

struct DependenceOptions {
  std::uint64_t seed = 1;
  int replicates = 999;
  int threads = 0;
  double level = kUsualLevel;  // of the interval with tau
};

struct Dependence {
  double main_estimate = 0;        // people in all, by main effects
  Limits main_interval;
  double p_positive = 1;           // shared term above 0: heterogeneity, or lists that feed each other
  double p_negative = 1;           // shared term below 0: lists that keep people from each other
  double p_any = 1;                // deviance of the main effects
  std::optional<double> tau;       // nothing where that model has no estimate
  std::optional<double> shared_estimate;
  std::optional<Limits> shared_interval;
  int replicates = 0;              // those with main effects of their own
};

// Errors: kNoEstimate (main effects have none), core.cancelled.
[[nodiscard]] core::Result<Dependence> test_dependence(const HistoryCounts& table, const DependenceOptions& options, core::Progress& progress);

}  // namespace palermo::estimate
