// SPDX-License-Identifier: Apache-2.0
// How good a linkage is, where the truth is known: two partitions of the same records compared, and pairs with their probabilities.
//
// Pairwise: over pairs of records that are of one person in truth, or were found to be. B-cubed: the mean over records of the share
// of their found (true) person that is right [bagga1998]. The number of persons matters more than either for what comes
// after, an estimate of how many there are: it is told first. Where a ratio has nothing below the line it is not given.
// Cost: one pass and a hash table; no pair is ever listed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "palermo/link/pair.hpp"

namespace palermo::link {

// Precision, recall and their harmonic mean, each in [0, 1] or not defined.
struct Accuracy {
  std::optional<double> precision, recall, f1;
};

struct PartitionScore {
  std::int64_t records = 0;
  std::int64_t persons_found = 0, persons_true = 0;
  double persons_error = 0;            // (found - true) / true; 0 without records
  std::int64_t pairs_found = 0, pairs_true = 0, pairs_right = 0;
  Accuracy pairwise;
  Accuracy b_cubed;
  std::int64_t persons_exact = 0;      // persons found with exactly their true records
  Accuracy exact;                      // of whole persons
};

// One entry a record, any numbers: equal means of one person.
[[nodiscard]] PartitionScore score_partition(std::span<const std::uint32_t> found, std::span<const std::uint32_t> truth);

// Recall of one group of records (a nationality, a sex): of all true links that its records have, the share that was found.
// A link between two groups counts once for each end.
struct GroupRecall {
  std::uint32_t group = 0;
  std::int64_t records = 0;
  std::int64_t links_true = 0, links_found = 0;
  std::optional<double> recall;  // none when its records have no true link
};

// group: one entry a record, 0 .. groups - 1. In the order of groups.
[[nodiscard]] std::vector<GroupRecall> recall_by_group(std::span<const std::uint32_t> found, std::span<const std::uint32_t> truth,
                                                       std::span<const std::uint32_t> group, std::uint32_t groups);
// Largest difference of recall between groups with at least `least_links` true links; none with fewer than two such groups.
[[nodiscard]] std::optional<double> recall_gap(std::span<const GroupRecall> groups, std::int64_t least_links = 30);

// Links as another threshold would make them: pairs of at least this probability, each judged by itself.
struct CurvePoint {
  double probability = 0;
  std::int64_t pairs = 0;             // at or above it
  std::int64_t right = 0;             // of them
  std::optional<double> precision, recall;
};

inline constexpr std::size_t kCurvePoints = 201;  // at most

// From the highest probability to the lowest, a point where it changes; of more than kCurvePoints, as many at even steps of the number of
// pairs, ends included. true_links: all that there are, so that pairs that were never compared or kept count as missed.
[[nodiscard]] std::vector<CurvePoint> precision_recall(std::span<const double> probability, std::span<const std::uint8_t> is_match,
                                                       std::int64_t true_links);

// One bin of probabilities around its centre: 0, 0.1, .., 1 (the first and the last are half as wide).
struct CalibrationBin {
  double centre = 0;
  std::int64_t pairs = 0, matches = 0;
  double mean_probability = 0;       // of its pairs; 0 when it has none
  std::optional<double> share_true;
  double share_low = 0, share_high = 1;  // 95 % interval of share_true (Wilson); 0 to 1 without pairs
};

struct Calibration {
  std::int64_t pairs = 0, matches = 0;
  std::optional<double> brier;           // mean of (probability - truth)^2
  std::optional<double> expected_error;  // mean over pairs of |share_true - mean_probability| of their bin
  std::vector<CalibrationBin> bins;      // eleven
};

// probability in [0, 1] and whether the two are truly of one person; one each a pair.
[[nodiscard]] Calibration calibrate(std::span<const double> probability, std::span<const std::uint8_t> is_match);

}  // namespace palermo::link
