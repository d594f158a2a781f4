// SPDX-License-Identifier: Apache-2.0
// PartitionSpace: all ways in which one group of records may fall into persons, and how probable each is.
//
// log weight of a partition = sum over clusters of evidence + prior(k), in nats. Evidence comes from x(a, b), the log-odds of
// each pair without the prior in them, absent pairs included; -infinity where a ban stands. prior(k) counts each of the k-1
// links that make one person of k records. Pairs of one person repeat each other; so the evidence is that of a star: one record h
// stands for what is true of the person, and the others copy it, each with its own slips. Who h is, nobody knows:
//   evidence = 1/s log( 1/k sum over h of exp( s sum over r of x(h, r) ) )
// With s = 1 it is a likelihood ratio whose mean over separate people is 1, as long as exp x(h, r) has mean 1 over r given h; weights
// that are learned have it over both only. s = 0.6 (kStarShare) takes up to (1/s - 1) log k away, all of it where one star stands out, so
// that a third record that is near one of two only counts for less; s towards 0 is the geometric mean of the stars, 2/k of each pair
// (docs/methods/link-people.md: proof, what it takes for granted, and measured). Two records: x itself, whatever s.
//
// A partition belongs to the space when every cluster hangs together by candidate pairs: pairs that nobody compared never make a link
// by themselves, however many there are. Memory: some 30 bytes an edge and 60 a record. Time: evidence() and gain() of a cluster of k
// look k(k-1)/2 pairs up; a GrowingCluster is told by k pairs what one record more would add.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "palermo/link/link_graph.hpp"
#include "palermo/link/list_rates.hpp"

namespace palermo::link {

inline constexpr double kNever = -std::numeric_limits<double>::infinity();

// How the pairs of one person add up.
enum class Together : std::uint8_t {
  stars,
  pairs,  // each in full, as if they were independent: to compare with
};

inline constexpr double kStarShare = 0.6;  // s

struct PartitionPrior {
  double pair_bits = 0;                   // stands in the log-odds of each edge and is taken out of it
  double link_bits = 0;                   // for each of the k-1 links of a person of k records
  std::span<const double> size_bits = {};  // for each person of k records, at k-1; larger ones have the last's
  // Learned with the partition (list_rates.hpp): instead of link_bits and size_bits. `lists` has one entry a record of the group.
  const ListRates* rates = nullptr;
  std::span<const ListIndex> lists = {};
  // By two lists (first * number of lists + second): instead of pair_bits.
  std::span<const double> pair_bits_of = {};
  std::size_t list_count = 0;
};

class PartitionSpace {
 public:
  static constexpr std::uint32_t kNobody = ~std::uint32_t{0};

  // Candidates are the edges above cut_bits. absent_bits is the evidence of two records without an edge.
  PartitionSpace(const Group& group, double cut_bits, double absent_bits, Together together, const PartitionPrior& prior);

  // Other log-odds for the edges of the same group (Edge::pair in `bits_of_pair`) and another pair_bits_of; which pairs are candidates
  // stays.
  void weigh_again(const Group& group, std::span<const float> bits_of_pair, const PartitionPrior& prior);

  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] Together together() const { return together_; }
  [[nodiscard]] double pair(std::uint32_t a, std::uint32_t b) const;
  // Log prior of one cluster, and `also` with it; 0 for none.
  [[nodiscard]] double prior(std::span<const std::uint32_t> cluster, std::uint32_t also = kNobody) const;
  [[nodiscard]] PersonKind person_kind(std::span<const std::uint32_t> cluster, std::uint32_t also = kNobody) const;
  [[nodiscard]] std::span<const RecordPair> candidates() const { return candidates_; }
  [[nodiscard]] std::span<const std::uint32_t> neighbours(std::uint32_t record) const { return neighbours_[record]; }

  // Whether the records hang together by candidate pairs. `without` is left out. An empty set does.
  [[nodiscard]] bool hangs_together(std::span<const std::uint32_t> records, std::uint32_t without = ~std::uint32_t{0}) const;
  // Of one cluster, and `also` with it; 0 for a single record, kNever where a ban stands.
  [[nodiscard]] double evidence(std::span<const std::uint32_t> cluster, std::uint32_t also = kNobody) const;
  // What `record` adds to the evidence of a cluster that it is not in and in which no ban stands.
  [[nodiscard]] double gain(std::span<const std::uint32_t> cluster, std::uint32_t record) const;
  // Log weight of one cluster, whether it hangs together or not.
  [[nodiscard]] double weight(std::span<const std::uint32_t> cluster) const;

 private:
  [[nodiscard]] double weight_of(const Edge& edge, double bits, const PartitionPrior& prior) const;

  struct Known {
    std::uint32_t other;
    double nats;
  };

  std::uint32_t size_;
  std::vector<std::vector<Known>> known_;  // by record: what is not absent, by the other record
  std::vector<std::uint64_t> list_bits_;
  Together together_;
  double absent_;                          // nats
  const ListRates* rates_;
  std::vector<ListIndex> lists_;
  double link_;
  std::vector<double> prior_;
  std::vector<RecordPair> candidates_;
  std::vector<std::vector<std::uint32_t>> neighbours_;
};

// A cluster to which records are added one by one; no ban stands in it. It keeps the sum around each record.
class GrowingCluster {
 public:
  GrowingCluster(const PartitionSpace& space, std::span<const std::uint32_t> records);

  [[nodiscard]] std::span<const std::uint32_t> records() const { return records_; }
  // What `record` would add to the evidence; kNever where a ban stands.
  [[nodiscard]] double gain(std::uint32_t record) const;
  void add(std::uint32_t record);

 private:
  const PartitionSpace& space_;
  std::vector<std::uint32_t> records_;
  std::vector<double> stars_;
  double evidence_ = 0;
};

// Every partition of the space with its log weight. A partition is told by the cluster of each record, clusters numbered
// in the order of their first record. Meant for at most about ten records.
struct WeighedPartition {
  std::vector<std::uint8_t> cluster_of;
  double weight = 0;
};
[[nodiscard]] std::vector<WeighedPartition> all_partitions(const PartitionSpace& space);

}  // namespace palermo::link
