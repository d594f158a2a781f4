// SPDX-License-Identifier: Apache-2.0
// One pass from the strongest pair on gives what Splink's rounds of single best links give.
#include "palermo/link/best_links.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <optional>

#include "palermo/link/graph_test.hpp"

namespace palermo::link {
namespace {

// Splink's rounds, literally: an allowed pair is accepted when it is the best allowed one for both of its clusters.
// Weights must all differ.
std::vector<std::uint32_t> by_rounds(const Group& group, double threshold) {
  std::vector<std::uint32_t> cluster(group.size());
  for (std::uint32_t i = 0; i < group.size(); ++i) cluster[i] = i;
  const auto allowed = [&](const Edge& edge) {
    const std::uint32_t x = cluster[edge.a], y = cluster[edge.b];
    if (x == y || edge.bits <= threshold) return false;
    std::uint64_t of_x = 0, of_y = 0;
    for (std::uint32_t i = 0; i < group.size(); ++i) {
      if (cluster[i] == x) of_x |= group.list_bits[i];
      if (cluster[i] == y) of_y |= group.list_bits[i];
    }
    for (const RecordPair& ban : group.bans)
      if ((cluster[ban.a] == x && cluster[ban.b] == y) || (cluster[ban.a] == y && cluster[ban.b] == x)) return false;
    return (of_x & of_y) == 0;
  };
  for (;;) {
    std::vector<const Edge*> best(group.size(), nullptr);
    for (const Edge& edge : group.edges) {
      if (!allowed(edge)) continue;
      for (const std::uint32_t side : {cluster[edge.a], cluster[edge.b]})
        if (best[side] == nullptr || best[side]->bits < edge.bits) best[side] = &edge;
    }
    bool any = false;
    for (const Edge& edge : group.edges) {
      const std::uint32_t x = cluster[edge.a], y = cluster[edge.b];
      if (best[x] != &edge || best[y] != &edge) continue;
      const std::uint32_t low = std::min(x, y), high = std::max(x, y);
      for (std::uint32_t& of : cluster)
        if (of == high) of = low;
      best[low] = best[high] = nullptr;
      any = true;
    }
    if (!any) return cluster;
  }
}

RC_GTEST_PROP(BestLinks, from_the_strongest_on_is_the_same_as_rounds_of_mutually_best_pairs, ()) {
  testing::World world = testing::random_world(*rc::gen::arbitrary<std::uint64_t>(), *rc::gen::inRange<std::size_t>(2, 40), 3);
  double nudge = 0;
  for (ScoredPair& pair : world.pairs) pair = testing::pair_of(pair.a, pair.b, pair.weight + (nudge += 1e-4));
  const LinkGraph graph(world.evidence());
  const Groups groups(graph, 0);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Group group = groups[g];
    const auto rounds = by_rounds(group, 0);
    for (const Ties ties : {Ties::first, Ties::drop}) {
      std::vector<std::uint32_t> found(group.size());
      take_strongest(group, 0, ties, found);
      RC_ASSERT(found == rounds);
    }
  }
}

}  // namespace
}  // namespace palermo::link
