// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/partition_space.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace palermo::link {
namespace {

// s-th root of the mean of the s-th powers, all in logs.
double log_power_mean(std::span<const double> logs) {
  const double top = std::ranges::max(logs);
  double sum = 0;
  for (const double one : logs) sum += std::exp(kStarShare * (one - top));
  return top + std::log(sum / static_cast<double>(logs.size())) / kStarShare;
}

}  // namespace

PartitionSpace::PartitionSpace(const Group& group, double cut_bits, double absent_bits, Together together,
                               const PartitionPrior& prior)
    : size_(static_cast<std::uint32_t>(group.size())), known_(group.size()), list_bits_(group.list_bits.begin(), group.list_bits.end()), together_(together),
      absent_(absent_bits * std::numbers::ln2), rates_(prior.rates), lists_(prior.lists.begin(), prior.lists.end()),
      link_(prior.link_bits * std::numbers::ln2), neighbours_(group.size()) {
  constexpr double nats = std::numbers::ln2;
  for (const RecordPair& ban : group.bans) {  // before the edges: the first of a pair counts
    known_[ban.a].push_back({ban.b, kNever});
    known_[ban.b].push_back({ban.a, kNever});
  }
  for (const Edge& edge : group.edges) {
    const double weight = weight_of(edge, edge.bits, prior);
    known_[edge.a].push_back({edge.b, weight});
    known_[edge.b].push_back({edge.a, weight});
    if (edge.bits <= cut_bits) continue;
    candidates_.push_back({edge.a, edge.b});
    neighbours_[edge.a].push_back(edge.b);
    neighbours_[edge.b].push_back(edge.a);
  }
  for (auto& of_record : known_) std::ranges::stable_sort(of_record, {}, &Known::other);
  for (const double bits : prior.size_bits) prior_.push_back(bits * nats);
}

double PartitionSpace::weight_of(const Edge& edge, double bits, const PartitionPrior& prior) const {
  const double pair_bits = prior.pair_bits_of.empty() ? prior.pair_bits : prior.pair_bits_of[lists_[edge.a] * prior.list_count + lists_[edge.b]];
  return (bits - pair_bits) * std::numbers::ln2;
}

void PartitionSpace::weigh_again(const Group& group, std::span<const float> bits_of_pair, const PartitionPrior& prior) {
  const auto set = [this](std::uint32_t a, std::uint32_t b, double weight) {
    Known& known = *std::ranges::lower_bound(known_[a], b, {}, &Known::other);
    if (known.nats != kNever) known.nats = weight;
  };
  for (const Edge& edge : group.edges) {
    const double weight = weight_of(edge, static_cast<double>(bits_of_pair[edge.pair]), prior);
    set(edge.a, edge.b, weight);
    set(edge.b, edge.a, weight);
  }
}

double PartitionSpace::pair(std::uint32_t a, std::uint32_t b) const {
  if ((list_bits_[a] & list_bits_[b]) != 0) return kNever;
  const auto found = std::ranges::lower_bound(known_[a], b, {}, &Known::other);
  return found != known_[a].end() && found->other == b ? found->nats : absent_;
}

PersonKind PartitionSpace::person_kind(std::span<const std::uint32_t> cluster, std::uint32_t also) const {
  const auto before = [&](std::size_t records, ListIndex list) {
    return static_cast<std::uint32_t>(std::ranges::count(cluster.first(records), list, [this](std::uint32_t record) { return lists_[record]; }));
  };
  PersonKind kind;
  for (std::size_t i = 0; i < cluster.size(); ++i) add_record(kind, before(i, lists_[cluster[i]]), lists_[cluster[i]]);
  if (also != kNobody) add_record(kind, before(cluster.size(), lists_[also]), lists_[also]);
  return kind;
}

double PartitionSpace::prior(std::span<const std::uint32_t> cluster, std::uint32_t also) const {
  const std::size_t records = cluster.size() + (also == kNobody ? 0 : 1);
  if (records == 0) return 0;
  if (rates_ != nullptr) return rates_->log_weight(person_kind(cluster, also));
  const double of_size = prior_.empty() ? 0 : prior_[std::min(records, prior_.size()) - 1];
  return of_size + static_cast<double>(records - 1) * link_;
}

bool PartitionSpace::hangs_together(std::span<const std::uint32_t> records, std::uint32_t without) const {
  std::vector<std::uint32_t> left;
  for (const std::uint32_t record : records)
    if (record != without) left.push_back(record);
  if (left.size() < 2) return true;
  std::vector<std::uint32_t> reached{left.back()};
  left.pop_back();
  for (std::size_t i = 0; i < reached.size() && !left.empty(); ++i)
    std::erase_if(left, [&](std::uint32_t record) {
      const bool linked = std::ranges::binary_search(neighbours_[reached[i]], record);
      if (linked) reached.push_back(record);
      return linked;
    });
  return left.empty();
}

double PartitionSpace::evidence(std::span<const std::uint32_t> cluster, std::uint32_t also) const {
  thread_local std::vector<double> stars;
  const std::size_t records = cluster.size() + (also == kNobody ? 0 : 1);
  if (records < 2) return 0;
  const auto at = [&](std::size_t i) { return i < cluster.size() ? cluster[i] : also; };
  stars.assign(records, 0);
  double all = 0;
  for (std::size_t i = 0; i < records; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const double x = pair(at(i), at(j));
      stars[i] += x;
      stars[j] += x;
      all += x;
    }
  if (all == kNever || together_ == Together::pairs) return all;
  return log_power_mean(stars);
}

double PartitionSpace::gain(std::span<const std::uint32_t> cluster, std::uint32_t record) const {
  double sum = 0;
  for (const std::uint32_t other : cluster) sum += pair(record, other);
  if (sum == kNever || together_ == Together::pairs) return sum;
  return cluster.size() < 2 ? sum : evidence(cluster, record) - evidence(cluster);
}

double PartitionSpace::weight(std::span<const std::uint32_t> cluster) const { return prior(cluster) + evidence(cluster); }

GrowingCluster::GrowingCluster(const PartitionSpace& space, std::span<const std::uint32_t> records) : space_(space) {
  for (const std::uint32_t record : records) add(record);
}

double GrowingCluster::gain(std::uint32_t record) const {
  thread_local std::vector<double> stars;
  stars.assign(stars_.begin(), stars_.end());
  double own = 0;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const double x = space_.pair(record, records_[i]);
    stars[i] += x;
    own += x;
  }
  if (own == kNever || records_.empty() || space_.together() == Together::pairs) return own;
  stars.push_back(own);
  return log_power_mean(stars) - evidence_;
}

void GrowingCluster::add(std::uint32_t record) {
  double own = 0;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const double x = space_.pair(record, records_[i]);
    stars_[i] += x;
    own += x;
  }
  records_.push_back(record);
  stars_.push_back(own);
  evidence_ = space_.together() == Together::pairs ? evidence_ + own : log_power_mean(stars_);
}

namespace {

// Grows partitions record by record; what a ban forbids is not grown further.
class Enumeration {
 public:
  explicit Enumeration(const PartitionSpace& space) : space_(space), cluster_of_(space.size()) { grow(0); }
  std::vector<WeighedPartition> found;

 private:
  void grow(std::uint32_t record) {
    if (record == space_.size()) return keep();
    for (std::size_t c = 0; c <= clusters_.size(); ++c) {
      if (c == clusters_.size()) clusters_.emplace_back();
      const bool banned = std::ranges::any_of(clusters_[c], [&](std::uint32_t other) { return space_.pair(record, other) == kNever; });
      if (!banned) {
        clusters_[c].push_back(record);
        cluster_of_[record] = static_cast<std::uint8_t>(c);
        grow(record + 1);
        clusters_[c].pop_back();
      }
      if (clusters_[c].empty()) {
        clusters_.pop_back();
        break;
      }
    }
  }

  void keep() {
    double weight = 0;
    for (const auto& cluster : clusters_) {
      if (!space_.hangs_together(cluster)) return;
      weight += space_.weight(cluster);
    }
    if (weight > kNever) found.push_back({cluster_of_, weight});
  }

  const PartitionSpace& space_;
  std::vector<std::uint8_t> cluster_of_;
  std::vector<std::vector<std::uint32_t>> clusters_;
};

}  // namespace

std::vector<WeighedPartition> all_partitions(const PartitionSpace& space) { return std::move(Enumeration(space).found); }

}  // namespace palermo::link
