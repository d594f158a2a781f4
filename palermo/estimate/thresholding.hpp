// SPDX-License-Identifier: Apache-2.0
// How many were never seen, by Bayesian thresholding: dependences that the data do not speak for are dropped, then the rest is
// fitted again.
//
// Fit 1: intercept and lists with a nearly flat prior (precision 1e-4), all pairs with N(0, 1). A pair stays when
// |posterior mean| / posterior sd is at least tau (2, or 5 for the strict variant). Fit 2: what stayed, with the same priors; its
// posterior is the answer. With triples, those whose three pairs stayed are fitted and thresholded in the same way in between.
// The interval does not know that pairs were chosen: it is conditional on them, and too short.
// Source: Silverman (2020), JRSS A 183, 691-736; triples as in MultipleSystemsEstimation 1.2.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/chains.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

inline constexpr core::ErrorKind kThresholdLists{"estimate.threshold_lists", core::Exit::unreadable};

struct ThresholdingOptions {
  double tau = 2;
  bool triples = false;
  double flat_precision = 1e-4;   // of intercept and lists
  double precision = 1;           // of pairs and triples
  int chains = 4;
  int warm_up = 200;
  int draws = 2000;               // a chain
  double level = 0.95;
  std::uint64_t seed = 1;
};

struct JudgedTerm {
  History lists = 0;
  double mean = 0, sd = 0;
  bool kept = false;
  [[nodiscard]] double ratio() const { return sd > 0 ? (mean < 0 ? -mean : mean) / sd : 0; }
};

struct ThresholdingPosterior {
  ChainSummary people;             // of N, under the last fit
  Chains draws;                    // of N
  std::vector<JudgedTerm> judged;  // every pair, then every eligible triple
  std::vector<History> model;      // pairs and triples of the last fit
  double accepted = 0;             // share of proposals, last fit
  [[nodiscard]] bool converged() const { return people.converged(); }
};

// 3 to 10 lists. Depends on seed and options alone. Errors: estimate.threshold_lists, estimate.nobody_observed,
// estimate.bad_prior, estimate.bad_chains, core.cancelled.
[[nodiscard]] core::Result<ThresholdingPosterior> threshold_pairs(const HistoryCounts& counts, const ThresholdingOptions& options, int threads,
                                                                  core::Progress& progress);

}  // namespace palermo::estimate
