// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/link_graph.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <tuple>

#include "palermo/link/union_find.hpp"

namespace palermo::link {
namespace {

constexpr double kMostBits = 40;

constexpr auto by_records = [](const auto& pair) { return std::pair(pair.a, pair.b); };

std::uint64_t bit_of(const AdmittedLists& lists, ListIndex list) {
  assert(list < lists.size());
  return lists[list].duplicate_free ? std::uint64_t{1} << list : 0;
}

bool may_link(const Evidence& evidence, RecordIndex record) { return evidence.consent.empty() || evidence.consent[record] != 0; }

}  // namespace

double log_odds_bits(const ScoredPair& pair) {
  const double least = std::exp2(-kMostBits);
  const double p = std::clamp(pair.probability, least, 1 - least);
  return std::log2(p) - std::log2(1 - p);
}

LinkGraph::LinkGraph(const Evidence& evidence)
    : place_of_(evidence.rank.begin(), evidence.rank.end()), list_bit_(evidence.list_of.size()) {
  const std::size_t records = list_bit_.size();
  if (evidence.rank.empty()) {
    place_of_.resize(records);
    std::iota(place_of_.begin(), place_of_.end(), 0U);
  }
  assert(place_of_.size() == records);
  assert(evidence.consent.empty() || evidence.consent.size() == records);
  for (std::size_t r = 0; r < records; ++r)
    list_bit_[place(static_cast<RecordIndex>(r))] = bit_of(evidence.lists, evidence.list_of[r]);
  for (const RecordPair& pair : evidence.never) {
    assert(pair.a < records && pair.b < records && pair.a != pair.b);
    const auto [a, b] = std::minmax({place(pair.a), place(pair.b)});
    bans_.push_back({a, b});
  }
  std::ranges::sort(bans_, {}, by_records);
  bans_.erase(std::unique(bans_.begin(), bans_.end()), bans_.end());
  edges_.reserve(evidence.pairs.size());
  for (std::uint32_t at = 0; at < evidence.pairs.size(); ++at) {
    const ScoredPair& pair = evidence.pairs[at];
    assert(pair.a < records && pair.b < records && pair.a != pair.b);
    if (!may_link(evidence, pair.a) || !may_link(evidence, pair.b)) continue;
    const auto [a, b] = std::minmax({place(pair.a), place(pair.b)});
    if ((list_bit_[a] & list_bit_[b]) != 0) continue;
    if (!bans_.empty() && std::ranges::binary_search(bans_, std::pair(a, b), {}, by_records)) continue;
    edges_.push_back({a, b, log_odds_bits(pair), at});
  }
  sort_edges();
}

// By first record in one pass of counting, then each record's few edges; of equal pairs the stronger stays.
void LinkGraph::sort_edges() {
  const auto order = [](const Edge& x, const Edge& y) { return std::tie(x.a, x.b, y.bits) < std::tie(y.a, y.b, x.bits); };
  if (!std::is_sorted(edges_.begin(), edges_.end(), order)) {
    std::vector<std::size_t> next(records() + 1);
    for (const Edge& edge : edges_) ++next[edge.a + 1];
    for (std::size_t r = 1; r < next.size(); ++r) next[r] += next[r - 1];
    std::vector<Edge> sorted(edges_.size());
    for (const Edge& edge : edges_) sorted[next[edge.a]++] = edge;
    edges_ = std::move(sorted);
    for (auto begin = edges_.begin(); begin != edges_.end();) {
      const auto end = std::find_if(begin, edges_.end(), [a = begin->a](const Edge& edge) { return edge.a != a; });
      std::sort(begin, end, order);
      begin = end;
    }
  }
  edges_.erase(std::unique(edges_.begin(), edges_.end(), [](const Edge& x, const Edge& y) { return x.a == y.a && x.b == y.b; }),
               edges_.end());
}

namespace {

// Joins what edges above the cut join; groups that are too large are taken apart and joined again above a higher one.
double join_groups(const LinkGraph& graph, double cut, std::size_t largest, UnionFind& sets) {
  for (const Edge& edge : graph.edges())
    if (edge.bits > cut) sets.join(edge.a, edge.b);
  if (largest == 0) return cut;
  std::vector<std::uint32_t> size(graph.records());
  std::vector<std::uint8_t> apart(graph.records());
  for (; cut <= kMostBits; ++cut) {
    std::ranges::fill(size, 0);
    const auto records = static_cast<std::uint32_t>(graph.records());
    for (std::uint32_t r = 0; r < records; ++r) ++size[sets.find(r)];
    bool any = false;
    for (std::uint32_t r = 0; r < records; ++r) any |= (apart[r] = size[sets.find(r)] > largest ? 1 : 0) != 0;
    if (!any) break;
    for (std::uint32_t r = 0; r < records; ++r)
      if (apart[r] != 0) sets.leave(r);
    for (const Edge& edge : graph.edges())  // a chain above the higher cut never leaves its former group
      if (edge.bits > cut + 1 && apart[edge.a] != 0 && apart[edge.b] != 0) sets.join(edge.a, edge.b);
  }
  return cut;
}

constexpr std::uint32_t kAlone = ~std::uint32_t{0};

}  // namespace

Groups::Groups(const LinkGraph& graph, double cut_bits, std::size_t largest) {
  const auto records = static_cast<std::uint32_t>(graph.records());
  UnionFind sets(records);
  highest_cut_ = join_groups(graph, cut_bits, largest, sets);

  std::vector<std::uint32_t> group_of(records, kAlone), number(records);
  std::vector<std::size_t> size;
  for (std::uint32_t r = 0; r < records; ++r) ++number[sets.find(r)];
  for (std::uint32_t r = 0; r < records; ++r) {
    const std::uint32_t root = sets.find(r);  // root <= r, so it has its group already
    if (root == r && number[r] > 1) {
      group_of[r] = static_cast<std::uint32_t>(size.size());
      size.push_back(number[r]);
    }
    group_of[r] = group_of[root];
  }
  const auto offsets = [](const std::vector<std::size_t>& counts) {
    std::vector<std::size_t> first(counts.size() + 1);
    for (std::size_t i = 0; i < counts.size(); ++i) first[i + 1] = first[i] + counts[i];
    return first;
  };
  first_member_ = offsets(size);
  members_.resize(first_member_.back());
  list_bits_.resize(first_member_.back());
  std::vector<std::size_t> next(first_member_.begin(), first_member_.end() - 1);
  for (std::uint32_t r = 0; r < records; ++r) {
    if (group_of[r] == kAlone) continue;
    const std::size_t at = next[group_of[r]]++;
    members_[at] = r;
    list_bits_[at] = graph.list_bit(r);
    number[r] = static_cast<std::uint32_t>(at - first_member_[group_of[r]]);
  }
  const auto inside = [&](const auto& pair) { return group_of[pair.a] != kAlone && group_of[pair.a] == group_of[pair.b]; };
  const auto place = [&](const auto& pairs, auto& sorted, std::vector<std::size_t>& first) {
    std::vector<std::size_t> count(size.size());
    for (const auto& pair : pairs)
      if (inside(pair)) ++count[group_of[pair.a]];
    first = offsets(count);
    sorted.resize(first.back());
    std::vector<std::size_t> free(first.begin(), first.end() - 1);
    for (auto pair : pairs) {
      if (!inside(pair)) continue;
      const std::size_t at = free[group_of[pair.a]]++;
      pair.a = number[pair.a];
      pair.b = number[pair.b];
      sorted[at] = pair;
    }
  };
  place(graph.edges(), edges_, first_edge_);
  place(graph.bans(), bans_, first_ban_);
}

Group Groups::operator[](std::size_t group) const {
  const auto cut = [group](const auto& all, const std::vector<std::size_t>& first) {
    return std::span(all).subspan(first[group], first[group + 1] - first[group]);
  };
  return {cut(members_, first_member_), cut(list_bits_, first_member_), cut(edges_, first_edge_), cut(bans_, first_ban_)};
}

People number_people(std::span<const std::uint32_t> place_of, std::span<const std::uint32_t> first_of) {
  People people{std::vector<PersonIndex>(first_of.size()), 0};
  std::vector<PersonIndex> number(first_of.size());
  for (std::uint32_t r = 0; r < first_of.size(); ++r)
    number[r] = first_of[r] == r ? people.count++ : number[first_of[r]];
  for (RecordIndex record = 0; record < first_of.size(); ++record) people.person_of[record] = number[place_of[record]];
  return people;
}

}  // namespace palermo::link
