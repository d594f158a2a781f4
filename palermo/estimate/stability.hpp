// SPDX-License-Identifier: Apache-2.0
// How much the estimate hangs on how many people were seen, and on who was taken for one person.
//
// Trajectory: a share of the people who were seen is drawn, the estimate is made from them alone, selection and all, and divided by the
// share. Level from some share on: the table is large enough for its method. Still rising or falling at the end: it is not (Binette and
// Steorts 2022).
// Linkage error: what the table would be if so many of the true links had been missed, or so many of the made links were false. Missed
// links split people and inflate the estimate; false ones merge people and deflate it. A table-level simulation for those who have no
// drawn tables of `palermo link run`; where these exist they are better (linkage_draws.hpp).
// Estimates are stepwise [chan2021]. Streams "estimate.trajectory", "estimate.linkage": numbered, the same for any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/random.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

// Middle and spread of simulated estimates of people in all.
struct Simulated {
  double low = 0, middle = 0, high = 0;  // 10, 50 and 90 % of those that had an estimate
  int runs = 0;                          // how many had one
  int failed = 0;
};

struct TrajectoryPoint {
  double share = 0;    // of the people who were seen
  Simulated people;    // scaled up to all of them
};

struct LinkageErrorPoint {
  double missed = 0;  // share of the true links that the linkage did not make
  double wrong = 0;   // share of the links made that are false
  Simulated people;   // what the estimate would be had the linkage been right
};

struct StabilityOptions {
  std::uint64_t seed = 1;
  int runs = 60;      // a point
  int threads = 0;
};

// Shares 0.4, 0.5, ..., 0.9 and 1. Errors: core.cancelled.
[[nodiscard]] core::Result<std::vector<TrajectoryPoint>> trajectory(const HistoryCounts& table, const StabilityOptions& options, core::Progress& progress);

// Missed 0, 5, 10, 20 % by false 0, 5, 10 %. Errors: core.cancelled.
[[nodiscard]] core::Result<std::vector<LinkageErrorPoint>> linkage_errors(const HistoryCounts& table, const StabilityOptions& options,
                                                                         core::Progress& progress);

// The table with false links undone and missed links made: each link of a person (she has one fewer than lists) is undone with probability
// `wrong`, the list then holding a person of its own; then links L become L / (1 - missed), each new one joining a person on one list alone
// with a person on the other lists of a history that people have. What cannot be joined is left.
[[nodiscard]] HistoryCounts mend_links(const HistoryCounts& table, double missed, double wrong, core::Stream& stream);

// How far the trajectory still moves at its end: largest over smallest middle from half of the people on; 1 when there are none.
[[nodiscard]] double trajectory_factor(const std::vector<TrajectoryPoint>& points);

}  // namespace palermo::estimate
