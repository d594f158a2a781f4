// SPDX-License-Identifier: Apache-2.0
// What a synthetic table is good for, measured against the real one; beside it what chance alone and no association at all would give.
//
//   auto report = compare_with_anchors(real, synthetic, {.seed = 7}, progress);
//   report->synthetic.ways[1].mean    // mean distance of the two-way tables
//   report->bootstrap.ways[1].mean    // of a resample of the real rows: no method need be better
//   report->independent.ways[1].mean  // of the real columns shuffled apart: who is not better keeps no association
//
// Every figure here is computed on real rows without noise. It is internal: to publish it is a release of its own (SAFEGUARDS D29).
// Invariants: figures depend neither on threads nor on the order of rows, but the anchors' on the seed and the order of the real rows.
// Distances are sums of integers until the last division. Method and sources: docs/methods/release-utility.md.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

struct UtilityOptions {
  int ways = 3;                    // tables of 1 … ways columns
  std::int64_t least_group = 30;   // people in the smallest group that is compared on its own
  std::uint64_t seed = 1;          // of the two anchors
  int threads = 0;                 // 0: as many as the machine has
};

// Total variation distance ½ Σ |p − q| over all tables of `way` columns; "not recorded" is a level. 0 same, 1 nothing in common.
struct WayDistance {
  int way = 0;
  std::int64_t sets = 0;
  double mean = 0, worst = 0;
  std::vector<std::size_t> worst_set;
};

// Combinations of `length` attributes. Suppressed: in the real table, not in the other. Fabricated: in the other, not in the real one.
struct CombinationLoss {
  int length = 0;
  std::int64_t real = 0, other = 0;         // distinct ones
  double suppressed = 0, fabricated = 0;    // share of distinct ones
  double suppressed_weighted = 0, fabricated_weighted = 0;  // share of people in them, summed over combinations
};

// |other − real| / real over the real combinations of `length` attributes whose count is from `from` to `to` (0: no end).
struct CountError {
  int length = 0;
  std::int64_t from = 0, to = 0;
  std::int64_t combinations = 0;
  double mean = 0, median = 0, p95 = 0;
  double within_tenth = 0;  // share with an error under 10 %
};

// People who share one level of one column: the mean distance, over the other columns, of their one-way tables.
struct GroupDistance {
  std::size_t column = 0;
  Level level = 0;
  std::int64_t people = 0;  // in the real table
  double distance = 0;
};

struct Utility {
  std::int64_t rows = 0;
  std::vector<WayDistance> ways;
  std::vector<CombinationLoss> combinations;
  std::vector<CountError> counts;
  double association_mean = 0, association_worst = 0;  // |V − V'| over pairs of columns, V Cramér's, bias-corrected
  std::vector<std::size_t> association_worst_pair;
  std::vector<GroupDistance> groups;  // the worst first
  double k_marginal_score = 0;        // 1000 · (1 − mean distance of the widest tables)
};

struct UtilityReport {
  std::int64_t real_rows = 0;
  Utility synthetic, bootstrap, independent;
};

// Errors: privacy.unlike_tables, privacy.table_too_wide, core.cancelled. Cost: rows × C(columns, ways).
[[nodiscard]] core::Result<Utility> measure_utility(const CodedColumns& real, const CodedColumns& other, const UtilityOptions& options, core::Progress& progress);

// The same for `synthetic` and the two anchors. Errors as above.
[[nodiscard]] core::Result<UtilityReport> compare_with_anchors(const CodedColumns& real, const CodedColumns& synthetic, const UtilityOptions& options, core::Progress& progress);

// The anchors themselves: as many rows as the table, drawn with replacement; and each column shuffled on its own.
[[nodiscard]] CodedTable bootstrap_rows(const CodedColumns& real, std::uint64_t seed);
[[nodiscard]] CodedTable shuffled_columns(const CodedColumns& real, std::uint64_t seed);

}  // namespace palermo::privacy
