// SPDX-License-Identifier: Apache-2.0
// PartitionChain: a Markov chain over the partitions of one group, whose long-run shares are their probabilities.
//
// Two moves, each of which satisfies detailed balance (partition_chain_test.cpp walks every branch of both and checks it):
//   reassign        one record leaves its cluster and goes to a neighbouring one or to one of its own, with probability
//                   proportional to the resulting weight (Gibbs). It stays when those it leaves would no longer hang together.
//   split_or_merge  a candidate pair is drawn. Within one cluster: the others are dealt, in random order, to one of the two
//                   with probability by what they add to its evidence, and the split is accepted by the Metropolis-Hastings rule; in two
//                   clusters: they are joined, judged by how likely the dealing would have made the present split [dahl2005].
//
// Dice is core::Stream, or in tests something that walks all branches: below(n), chance(p), pick(weights).
// Why groups: only pairs near the line are uncertain, and those fall into small groups [mcveigh2017].
#pragma once

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "palermo/link/partition_space.hpp"

namespace palermo::link {

class PartitionChain {
 public:
  // cluster_of: any numbers below space.size(), equal for records of one cluster; the partition must be in the space.
  PartitionChain(const PartitionSpace& space, std::span<const std::uint32_t> cluster_of)
      : space_(space), cluster_of_(cluster_of.begin(), cluster_of.end()), members_(space.size()) {
    for (std::uint32_t record = 0; record < space.size(); ++record) members_[cluster_of_[record]].push_back(record);
  }

  [[nodiscard]] std::span<const std::uint32_t> cluster_of() const { return cluster_of_; }
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& clusters() const { return members_; }  // some are empty

  template <class Dice>
  void sweep(Dice& dice) {
    for (std::uint32_t record = 0; record < space_.size(); ++record) reassign(record, dice);
    for (std::uint32_t i = 0; i < (space_.size() + 1) / 2; ++i) split_or_merge(dice);
  }

  template <class Dice>
  void reassign(std::uint32_t record, Dice& dice) {
    const std::uint32_t own = cluster_of_[record];
    if (!space_.hangs_together(members_[own], record)) return;
    std::erase(members_[own], record);
    options_.assign(1, members_[own].empty() ? own : free_cluster());
    weights_.assign(1, space_.prior({}, record));
    for (const std::uint32_t other : space_.neighbours(record)) {
      const std::uint32_t cluster = cluster_of_[other];
      if (std::ranges::find(options_, cluster) != options_.end()) continue;
      options_.push_back(cluster);
      weights_.push_back(space_.gain(members_[cluster], record) + space_.prior(members_[cluster], record) - space_.prior(members_[cluster]));
    }
    const double top = std::ranges::max(weights_);
    for (double& weight : weights_) weight = std::exp(weight - top);
    put(record, options_[dice.pick(std::span<const double>(weights_))]);
  }

  template <class Dice>
  void split_or_merge(Dice& dice) {
    const RecordPair pair = space_.candidates()[dice.below(space_.candidates().size())];
    if (cluster_of_[pair.a] == cluster_of_[pair.b])
      split(pair, dice);
    else
      merge(pair, dice);
  }

  // How many splits and merges were tried, and how many were taken.
  [[nodiscard]] std::int64_t tried() const { return tried_; }
  [[nodiscard]] std::int64_t taken() const { return taken_; }

 private:
  using Records = std::vector<std::uint32_t>;

  [[nodiscard]] std::uint32_t free_cluster() const {
    const auto found = std::ranges::find_if(members_, [](const Records& records) { return records.empty(); });
    return static_cast<std::uint32_t>(found - members_.begin());
  }

  void put(std::uint32_t record, std::uint32_t cluster) {
    cluster_of_[record] = cluster;
    members_[cluster].push_back(record);
  }

  // The records of both clusters but the two themselves, in random order.
  template <class Dice>
  Records shuffled(const RecordPair& pair, Dice& dice) const {
    Records others;
    for (const std::uint32_t cluster : {cluster_of_[pair.a], cluster_of_[pair.b]}) {
      for (const std::uint32_t record : members_[cluster])
        if (record != pair.a && record != pair.b) others.push_back(record);
      if (cluster_of_[pair.a] == cluster_of_[pair.b]) break;
    }
    for (std::size_t left = others.size(); left > 1; --left) std::swap(others[left - 1], others[dice.below(left)]);
    return others;
  }

  // Logs of the probabilities that dealing gives `record` to the first and to the second side.
  // In a merge a ban may stand against one side, never against the one where the record is: the difference is a number or infinite.
  [[nodiscard]] static std::pair<double, double> dealing(std::uint32_t record, const GrowingCluster& first, const GrowingCluster& second) {
    const double difference = second.gain(record) - first.gain(record);
    const auto log_share = [](double x) { return x > 0 ? -x - std::log1p(std::exp(-x)) : -std::log1p(std::exp(x)); };
    return {log_share(difference), log_share(-difference)};
  }

  template <class Dice>
  void split(const RecordPair& pair, Dice& dice) {
    const std::uint32_t own = cluster_of_[pair.a];
    GrowingCluster first(space_, std::span(&pair.a, 1)), second(space_, std::span(&pair.b, 1));
    double dealt = 0;
    for (const std::uint32_t record : shuffled(pair, dice)) {
      const auto [to_first, to_second] = dealing(record, first, second);
      const bool goes_first = dice.chance(std::exp(to_first));
      dealt += goes_first ? to_first : to_second;
      (goes_first ? first : second).add(record);
    }
    ++tried_;
    if (!space_.hangs_together(first.records()) || !space_.hangs_together(second.records())) return;
    const double ratio = space_.weight(first.records()) + space_.weight(second.records()) - space_.weight(members_[own]) - dealt;
    if (!accept(ratio, dice)) return;
    const std::uint32_t fresh = free_cluster();
    members_[own].assign(first.records().begin(), first.records().end());
    for (const std::uint32_t record : second.records()) put(record, fresh);
  }

  template <class Dice>
  void merge(const RecordPair& pair, Dice& dice) {
    const std::uint32_t of_a = cluster_of_[pair.a], of_b = cluster_of_[pair.b];
    GrowingCluster first(space_, std::span(&pair.a, 1)), second(space_, std::span(&pair.b, 1));
    double dealt = 0;
    for (const std::uint32_t record : shuffled(pair, dice)) {
      const auto [to_first, to_second] = dealing(record, first, second);
      const bool went_first = cluster_of_[record] == of_a;
      dealt += went_first ? to_first : to_second;
      (went_first ? first : second).add(record);
    }
    Records both(first.records().begin(), first.records().end());
    both.insert(both.end(), second.records().begin(), second.records().end());
    ++tried_;
    const double joined = space_.weight(both);
    if (joined == kNever) return;
    if (!accept(joined - space_.weight(first.records()) - space_.weight(second.records()) + dealt, dice)) return;
    members_[of_b].clear();
    for (const std::uint32_t record : second.records()) put(record, of_a);
  }

  template <class Dice>
  bool accept(double log_ratio, Dice& dice) {
    const bool yes = log_ratio >= 0 || dice.chance(std::exp(log_ratio));
    taken_ += yes ? 1 : 0;
    return yes;
  }

  const PartitionSpace& space_;
  std::vector<std::uint32_t> cluster_of_;
  std::vector<Records> members_;  // by cluster
  std::vector<std::uint32_t> options_;
  std::vector<double> weights_;
  std::int64_t tried_ = 0, taken_ = 0;
};

}  // namespace palermo::link
