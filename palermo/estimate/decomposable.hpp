// SPDX-License-Identifier: Apache-2.0
// How many were never seen, averaged over all decomposable graphs with hyper-Dirichlet priors.
//
// For graph G with cliques C and separators S, delta d, D_s the counts on margin s with N0 added to its cell of nobody:
//   log p(y, N0 | G) = sum_C f(C) - sum_S f(S) + (|C|-|S|) [lgamma(2^K d) - lgamma(N + 2^K d)]
//                      + lgamma(N+1) - sum lgamma(y_w + 1) - lgamma(N0 + 1),
//   f(s) = sum over cells c of s of lgamma(D_c + d_s) - 2^|s| lgamma(d_s),  d_s = d 2^(K-|s|);
// p(N) ~ 1/N, all graphs alike a priori. N0 runs over a grid; what lies beyond the grid's end is estimated from the slope
// there, and the grid is widened until that no longer matters, or the answer says that it does. All sums are of logs.
// The tail of N0 is a power law: with delta 2^-K its mean is infinite (see Tail), so the estimate is the median.
// Sources: Madigan and York (1997), Biometrika 84; the settings and grid of dga 1.2 as run by Binette and Steorts (2022).
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/decomposable_graphs.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

inline constexpr core::ErrorKind kDecomposableLists{"estimate.decomposable_lists", core::Exit::unreadable};
inline constexpr core::ErrorKind kNobodyObserved{"estimate.nobody_observed", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadPrior{"estimate.bad_prior", core::Exit::usage};

struct DecomposableOptions {
  double delta = 0;                  // prior count of each of the 2^K cells; 0: 2^-K, the default that the field advises
  std::int64_t most_per_observed = 30;  // the grid of N0 ends at this many times n
  std::int64_t points = 0;           // 0: whole numbers in steps of N0 / 2000, wider for 7 lists; else so many, evenly spaced from 1
  bool widen = true;                 // until less than kBeyondTolerance lies beyond the grid, at most to 10,000 n
  double level = 0.95;               // of the interval: equal tails
  std::size_t keep_graphs = 10;      // the most probable, in the answer
};
// The grid of the published figures: 1,000 values, 1 ... 30 n, never widened.
[[nodiscard]] DecomposableOptions published_grid();

inline constexpr double kBeyondTolerance = 1e-3;

struct GraphProbability {
  std::uint32_t edges = 0;
  std::vector<History> cliques;
  double probability = 0;
  double median = 0;  // of N under this graph
};

struct DecomposablePosterior {
  double delta = 0;
  double median = 0, lower = 0, upper = 0;  // N = n + N0
  double level = 0;
  double mean_within_grid = 0;              // depends on where the grid ends; for comparison with older programs only
  std::int64_t grid_end = 0;                // largest N0 considered
  std::size_t grid_points = 0;
  bool widened = false;
  double beyond_grid = 0;                   // probability that N0 lies beyond the grid, by the slope at its end
  bool grid_end_matters = false;            // that is above kBeyondTolerance although the grid was as wide as may be
  double tail_exponent = 0;                 // p(N0) falls as N0 to this power; the mean is infinite from -2 up
  double saturated = 0;                     // probability of the graph that joins all lists: a prior, not an estimate
  double nearly_all_seen = 0;               // probability that at most n / 100 + 1 were never seen: what a collapsed prior says
  std::vector<double> pair_probability;     // that two lists are joined, in the order of DecomposableGraphs::edges
  std::vector<GraphProbability> graphs;     // most probable first
  std::size_t graphs_considered = 0;
};

// Errors: estimate.decomposable_lists (2 to 7 lists), estimate.nobody_observed, estimate.bad_prior, core.cancelled.
[[nodiscard]] core::Result<DecomposablePosterior> average_decomposable(const HistoryCounts& counts, const DecomposableGraphs& graphs,
                                                                       const DecomposableOptions& options, int threads,
                                                                       core::Progress& progress);

// The same with delta 2^-K, 0.5 and 1, in this order: how much the prior alone decides.
[[nodiscard]] core::Result<std::vector<DecomposablePosterior>> decomposable_sensitivity(const HistoryCounts& counts,
                                                                                        const DecomposableGraphs& graphs,
                                                                                        DecomposableOptions options, int threads,
                                                                                        core::Progress& progress);

}  // namespace palermo::estimate
