// SPDX-License-Identifier: Apache-2.0
// Tempering: the pairs of a large cluster repeat each other, so each counts for less.
//
// Adding up the log-odds of all k(k-1)/2 pairs of k records takes each pair for evidence of its own, and counts the prior
// k(k-1)/2 times. But k records of one person differ from k separate ones by k-1 links. Each pair is therefore divided by
// half the number of records that would stand together: t = 2 / |A u B|, A and B being the clusters of the two records in a
// reference partition. Two single records: t = 1, the calibrated log-odds as they are. A cluster of k: the sum is (k-1)
// times the mean.
//
// The weights are settled before the search or the sampling begins. So the target adds up over pairs, whether a record belongs to a
// cluster does not depend on how strongly the others there hold together, and whether joining pays is told by the sign of
// the mean log-odds between two clusters, tempered or not. (Dividing by k-1 inside the target instead would make joining
// two pairs of perfectly consistent records gain nothing.)
//
// The search for people weighs so; the posterior, which moves far from any reference, weighs whole persons instead (partition_space.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace palermo::link {

class Temper {
 public:
  Temper() = default;  // counts every pair in full
  // first_of: per record of a group, the smallest record of its cluster in the reference partition.
  explicit Temper(std::span<const std::uint32_t> first_of) : first_of_(first_of.begin(), first_of.end()), size_(first_of.size()) {
    for (const std::uint32_t first : first_of_) ++size_[first];
  }
  [[nodiscard]] double operator()(std::uint32_t a, std::uint32_t b) const {
    if (first_of_.empty()) return 1;
    const std::uint32_t of_a = first_of_[a], of_b = first_of_[b];
    return 2.0 / (of_a == of_b ? size_[of_a] : size_[of_a] + size_[of_b]);
  }

 private:
  std::vector<std::uint32_t> first_of_;
  std::vector<std::uint32_t> size_;  // of a cluster, at its smallest record
};

}  // namespace palermo::link
