// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/best_links.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "palermo/link/union_find.hpp"

namespace palermo::link {
namespace {

class Clusters {
 public:
  explicit Clusters(const Group& group) : group_(group), sets_(group.size()), lists_(group.list_bits.begin(), group.list_bits.end()) {}

  [[nodiscard]] std::uint32_t find(std::uint32_t member) { return sets_.find(member); }

  [[nodiscard]] bool may_join(std::uint32_t a, std::uint32_t b) {
    return (lists_[a] & lists_[b]) == 0 && std::ranges::none_of(group_.bans, [&](const RecordPair& ban) {
             const std::uint32_t x = find(ban.a), y = find(ban.b);
             return (x == a && y == b) || (x == b && y == a);
           });
  }

  void join(std::uint32_t a, std::uint32_t b) {
    lists_[std::min(a, b)] |= lists_[std::max(a, b)];
    sets_.join(a, b);
  }

  // Equal pairs: those that hang together are taken together or, when that would break a ban, not at all.
  void join_together(std::span<const Edge> equal) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> allowed;
    for (const Edge& edge : equal) {
      const std::uint32_t a = find(edge.a), b = find(edge.b);
      if (a != b && may_join(a, b)) allowed.emplace_back(std::min(a, b), std::max(a, b));
    }
    std::ranges::sort(allowed);
    allowed.erase(std::unique(allowed.begin(), allowed.end()), allowed.end());
    if (allowed.size() == 1) return join(allowed[0].first, allowed[0].second);
    UnionFind tried(group_.size());
    for (const auto& [a, b] : allowed) tried.join(a, b);
    std::map<std::uint32_t, std::vector<std::uint32_t>> together;  // by the smallest, which clusters
    for (const auto& [a, b] : allowed)
      for (const std::uint32_t cluster : {a, b})
        if (auto& set = together[tried.find(cluster)]; std::ranges::find(set, cluster) == set.end()) set.push_back(cluster);
    for (const auto& [first, clusters] : together)
      if (fit(clusters))
        for (const std::uint32_t cluster : clusters)
          if (find(cluster) != find(first)) join(find(first), find(cluster));
  }

 private:
  bool fit(const std::vector<std::uint32_t>& clusters) {
    for (std::size_t i = 0; i < clusters.size(); ++i)
      for (std::size_t j = 0; j < i; ++j)
        if (!may_join(clusters[i], clusters[j])) return false;
    return true;
  }

  const Group& group_;
  UnionFind sets_;
  std::vector<std::uint64_t> lists_;  // of the cluster, at its smallest member
};

}  // namespace

void take_strongest(const Group& group, double threshold_bits, Ties ties, std::span<std::uint32_t> first_of) {
  std::vector<Edge> edges;
  for (const Edge& edge : group.edges)
    if (edge.bits > threshold_bits) edges.push_back(edge);
  std::ranges::sort(edges, [](const Edge& x, const Edge& y) { return std::tie(y.bits, x.a, x.b) < std::tie(x.bits, y.a, y.b); });
  Clusters clusters(group);
  for (std::size_t i = 0; i < edges.size();) {
    std::size_t end = i + 1;
    while (ties == Ties::drop && end < edges.size() && edges[end].bits == edges[i].bits) ++end;
    clusters.join_together({&edges[i], end - i});
    i = end;
  }
  for (std::uint32_t member = 0; member < group.size(); ++member) first_of[member] = clusters.find(member);
}

}  // namespace palermo::link
