// SPDX-License-Identifier: Apache-2.0
// How much the estimate hangs on single lists: drop each, merge each pair, take each as a population whose size is known.
//
// Each table is estimated anew in two ways, selection and all: stepwise [chan2021], and the best BIC over models of pairs [silverman2024]. Where
// two lists are left, by Chapman alone.
// "Each list as truth" is the one self-test that real data allow (Binette and Steorts 2022): the people on list i are a population of known
// size; the other lists, seen within it, give an estimate of it; log(estimate / known) says how wrong the method is on people like these. It
// speaks of people whom list i found, not of those whom nobody found. Below zero: too low.
// Nothing random here. Give tables with their lists in order of names (reshape.hpp): ties are broken by that order.
#pragma once

#include <optional>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

// People in all; nothing where there is no estimate.
struct TwoWays {
  std::optional<double> stepwise;
  std::optional<double> best_bic;  // models of pairs; tables of three to five lists
};

struct DroppedList {
  int list = 0;
  std::int64_t observed = 0;  // on the other lists
  TwoWays people;
};

struct MergedPair {
  int a = 0, b = 0;
  TwoWays people;
};

struct ListAsTruth {
  int list = 0;
  std::int64_t known = 0;  // people on it
  std::int64_t seen = 0;   // of these, on another list too
  TwoWays people;          // estimate of `known`
  std::optional<double> log_ratio;  // stepwise: log(estimate / known)
};

struct ListSensitivity {
  TwoWays as_it_is;
  std::vector<DroppedList> dropped;
  std::vector<MergedPair> merged;      // pairs as in OverlapReport::pairs
  std::vector<ListAsTruth> as_truth;

  // Largest over smallest estimate among the table and those with a list dropped, in the way that moves more; 1 where there is one estimate.
  [[nodiscard]] double drop_factor() const;
  // Mean of log_ratio weighted with `seen`: how far the method is too low (below 0) or too high within the lists. Nothing when no list with at least kLeastSeen has one.
  [[nodiscard]] std::optional<double> truth_bias() const;
};

// Lists on which fewer people were seen again are no test.
inline constexpr std::int64_t kLeastSeen = 10;

[[nodiscard]] TwoWays estimate_two_ways(const HistoryCounts& table);

// threads <= 0: as many as the machine has. Errors: core.cancelled.
[[nodiscard]] core::Result<ListSensitivity> vary_lists(const HistoryCounts& table, int threads, core::Progress& progress);

}  // namespace palermo::estimate
