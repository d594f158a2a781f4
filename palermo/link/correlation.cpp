// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/correlation.hpp"

#include <algorithm>
#include <bit>
#include <optional>

#include "palermo/link/assignment.hpp"
#include "palermo/link/average_linkage.hpp"

namespace palermo::link {
namespace {

constexpr double kGain = 1e-9;             // less is rounding
constexpr int kRounds = 4, kSweeps = 50;
constexpr std::size_t kLargestAssignment = 400;  // of rows or columns

struct Neighbour {
  std::uint32_t member;
  double bits;
};

// The clusters of one group while records move between them.
class Search {
 public:
  Search(const Group& group, double threshold, double absent, std::span<const std::uint32_t> first_of, const Temper& temper)
      : group_(group), threshold_(threshold), absent_(absent - threshold), temper_(temper), neighbours_(group.size()),
        cluster_of_(first_of.begin(), first_of.end()), members_(group.size()), lists_(group.size()), sum_(group.size()) {
    for (const Edge& edge : group.edges) {
      neighbours_[edge.a].push_back({edge.b, edge.bits - threshold});
      neighbours_[edge.b].push_back({edge.a, edge.bits - threshold});
    }
    for (std::uint32_t member = 0; member < group.size(); ++member) {
      members_[cluster_of_[member]].push_back(member);
      lists_[cluster_of_[member]] |= group.list_bits[member];
    }
  }

  void run() {
    for (int sweep = 0; sweep < kSweeps; ++sweep) {
      bool changed = false;
      for (std::uint32_t member = 0; member < group_.size(); ++member) changed |= move(member);
      for (std::uint32_t cluster = 0; cluster < group_.size(); ++cluster)
        while (join_best(cluster)) changed = true;
      if (!changed) break;
    }
  }

  void write(std::span<std::uint32_t> first_of) const {
    for (const auto& members : members_) {
      if (members.empty()) continue;
      const std::uint32_t first = std::ranges::min(members);
      for (const std::uint32_t member : members) first_of[member] = first;
    }
  }

 private:
  [[nodiscard]] bool banned(std::uint32_t member, std::uint32_t cluster) const {
    return std::ranges::any_of(group_.bans, [&](const RecordPair& ban) {
      return (ban.a == member && cluster_of_[ban.b] == cluster) || (ban.b == member && cluster_of_[ban.a] == cluster);
    });
  }

  // Adds to sum_ what edges from `member` say about each neighbouring cluster beyond "absent"; touched_ lists these.
  void gather(std::uint32_t member) {
    for (const Neighbour& to : neighbours_[member]) {
      const std::uint32_t cluster = cluster_of_[to.member];
      if (!sum_[cluster]) {
        sum_[cluster] = 0.0;
        touched_.push_back(cluster);
      }
      *sum_[cluster] += temper_(member, to.member) * (to.bits - absent_);
    }
  }

  void forget() {
    for (const std::uint32_t cluster : touched_) sum_[cluster].reset();
    touched_.clear();
  }

  // What `member` would have from every record of the cluster if none of them had an edge to it.
  [[nodiscard]] double if_absent(std::uint32_t member, std::uint32_t cluster) const {
    double weight = 0;
    for (const std::uint32_t other : members_[cluster])
      if (other != member) weight += temper_(member, other);
    return weight * absent_;
  }

  [[nodiscard]] double with(std::uint32_t member, std::uint32_t cluster) const {
    return sum_[cluster].value_or(0.0) + if_absent(member, cluster);
  }

  bool move(std::uint32_t member) {
    const std::uint32_t own = cluster_of_[member];
    gather(member);
    const bool alone = members_[own].size() == 1;
    const double here = alone ? 0 : with(member, own);
    double best = here + kGain;
    std::optional<std::uint32_t> to;
    if (!alone && best < 0) {
      best = 0;
      to = free_cluster();
    }
    for (const std::uint32_t cluster : touched_) {
      if (cluster == own || (lists_[cluster] & group_.list_bits[member]) != 0) continue;
      const double gain = with(member, cluster);
      if (gain > best && !banned(member, cluster)) {
        best = gain;
        to = cluster;
      }
    }
    forget();
    if (!to) return false;
    take(member, *to);
    return true;
  }

  [[nodiscard]] std::uint32_t free_cluster() const {
    return static_cast<std::uint32_t>(std::ranges::find_if(members_, [](const auto& set) { return set.empty(); }) - members_.begin());
  }

  void take(std::uint32_t member, std::uint32_t to) {
    const std::uint32_t from = cluster_of_[member];
    std::erase(members_[from], member);
    lists_[from] ^= group_.list_bits[member];  // nobody else of the cluster has this bit
    members_[to].push_back(member);
    lists_[to] |= group_.list_bits[member];
    cluster_of_[member] = to;
  }

  bool join_best(std::uint32_t cluster) {
    if (members_[cluster].empty()) return false;
    for (const std::uint32_t member : members_[cluster]) gather(member);
    double best = kGain;
    std::optional<std::uint32_t> with_whom;
    for (const std::uint32_t other : touched_) {
      if (other == cluster || (lists_[other] & lists_[cluster]) != 0) continue;
      double gain = *sum_[other];
      for (const std::uint32_t member : members_[cluster]) gain += if_absent(member, other);
      const bool forbidden = std::ranges::any_of(members_[cluster], [&](std::uint32_t member) { return banned(member, other); });
      if (gain > best && !forbidden) {
        best = gain;
        with_whom = other;
      }
    }
    forget();
    if (!with_whom) return false;
    const std::vector<std::uint32_t> coming = members_[*with_whom];
    for (const std::uint32_t member : coming) take(member, cluster);
    return true;
  }

  const Group& group_;
  double threshold_, absent_;
  const Temper& temper_;
  std::vector<std::vector<Neighbour>> neighbours_;
  std::vector<std::uint32_t> cluster_of_;
  std::vector<std::vector<std::uint32_t>> members_;
  std::vector<std::uint64_t> lists_;
  std::vector<std::optional<double>> sum_;
  std::vector<std::uint32_t> touched_;
};

void local_search(const Group& group, double threshold, double absent, std::span<std::uint32_t> first_of) {
  for (int round = 0; round < kRounds; ++round) {
    const std::vector<std::uint32_t> before(first_of.begin(), first_of.end());
    const Temper temper(before);
    Search search(group, threshold, absent, first_of, temper);
    search.run();
    search.write(first_of);
    if (std::ranges::equal(before, first_of)) break;
  }
}

// The two lists, when the group stands on two duplicate-free ones and is small enough.
std::optional<std::pair<std::uint64_t, std::uint64_t>> two_lists(const Group& group) {
  std::uint64_t all = 0;
  for (const std::uint64_t bit : group.list_bits) {
    if (bit == 0) return std::nullopt;
    all |= bit;
  }
  const std::uint64_t first = group.list_bits[0];
  const auto rows = static_cast<std::size_t>(std::ranges::count(group.list_bits, first));
  if (std::popcount(all) != 2 || std::max(rows, group.size() - rows) > kLargestAssignment) return std::nullopt;
  return std::pair(first, all ^ first);
}

void assign(const Group& group, double threshold, std::uint64_t list_of_rows, std::span<std::uint32_t> first_of) {
  std::vector<std::uint32_t> rows, columns, number(group.size());
  for (std::uint32_t member = 0; member < group.size(); ++member) {
    auto& side = group.list_bits[member] == list_of_rows ? rows : columns;
    number[member] = static_cast<std::uint32_t>(side.size());
    side.push_back(member);
    first_of[member] = member;
  }
  std::vector<double> weights(rows.size() * columns.size());
  for (const Edge& edge : group.edges) {
    const bool a_is_row = group.list_bits[edge.a] == list_of_rows;
    const std::uint32_t row = number[a_is_row ? edge.a : edge.b], column = number[a_is_row ? edge.b : edge.a];
    weights[row * columns.size() + column] = std::max(0.0, edge.bits - threshold);
  }
  const auto column_of = best_assignment(rows.size(), columns.size(), weights);
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (column_of[row]) {
      const auto [a, b] = std::minmax({rows[row], columns[*column_of[row]]});
      first_of[b] = a;
    }
}

// All pairs are there, all speak for it, and nothing against it: one person, as any of the steps below would find.
bool is_whole(const Group& group, double threshold) {
  if (group.edges.size() != group.size() * (group.size() - 1) / 2 || !group.bans.empty()) return false;
  return std::ranges::all_of(group.edges, [threshold](const Edge& edge) { return edge.bits > threshold; });
}

}  // namespace

void correlation_clusters(const Group& group, double threshold_bits, double absent_bits, std::span<std::uint32_t> first_of) {
  if (is_whole(group, threshold_bits)) {
    std::ranges::fill(first_of, 0U);
  } else if (const auto lists = two_lists(group)) {
    assign(group, threshold_bits, lists->first, first_of);
  } else {
    average_linkage(group, threshold_bits, absent_bits, first_of);
    local_search(group, threshold_bits, absent_bits, first_of);
  }
}

double correlation_score(const Group& group, double threshold_bits, double absent_bits, const Temper& temper,
                         std::span<const std::uint32_t> first_of) {
  double score = 0;
  for (std::uint32_t b = 0; b < group.size(); ++b)
    for (std::uint32_t a = 0; a < b; ++a)
      if (first_of[a] == first_of[b]) score += temper(a, b) * (absent_bits - threshold_bits);
  for (const Edge& edge : group.edges)
    if (first_of[edge.a] == first_of[edge.b]) score += temper(edge.a, edge.b) * (edge.bits - absent_bits);
  return score;
}

}  // namespace palermo::link
