// SPDX-License-Identifier: Apache-2.0
// How the partitions of a group are written: per record, which cluster; from the point estimate, to a chain, from it to a draw.
#pragma once

#include <cstdint>
#include <numeric>
#include <span>
#include <unordered_map>
#include <vector>

#include "palermo/link/link_graph.hpp"
#include "palermo/link/partition_space.hpp"
#include "palermo/link/people.hpp"
#include "palermo/link/union_find.hpp"

namespace palermo::link {

inline constexpr std::size_t kMostInGroup = 65535;

using Labels = std::vector<std::uint32_t>;

// Per member, the smallest member with the same person.
inline Labels reference_labels(const Group& group, std::span<const PersonIndex> person_at) {
  Labels first_of(group.size());
  std::unordered_map<PersonIndex, std::uint32_t> first;
  for (std::uint32_t i = 0; i < group.size(); ++i) first_of[i] = first.try_emplace(person_at[group.members[i]], i).first->second;
  return first_of;
}

// The reference as far as candidate pairs hold it together; single records where it breaks a ban.
inline Labels start_labels(const PartitionSpace& space, const Labels& reference) {
  Labels alone(space.size());
  std::iota(alone.begin(), alone.end(), 0U);
  UnionFind sets(space.size());
  for (const RecordPair& pair : space.candidates())
    if (reference[pair.a] == reference[pair.b]) sets.join(pair.a, pair.b);
  Labels first_of(space.size());
  for (std::uint32_t i = 0; i < space.size(); ++i) first_of[i] = sets.find(i);
  std::unordered_map<std::uint32_t, Labels> together;
  for (std::uint32_t i = 0; i < space.size(); ++i) {
    Labels& before = together[first_of[i]];
    for (const std::uint32_t other : before)
      if (space.pair(other, i) == kNever) return alone;
    before.push_back(i);
  }
  return first_of;
}

// Writes any labels of a partition as "the smallest of my cluster".
template <class Label>
void write_labels(std::span<const Label> labels, std::uint16_t* out) {
  std::vector<std::uint16_t> first(labels.size(), kMostInGroup);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::uint16_t& smallest = first[labels[i]];
    if (smallest == kMostInGroup) smallest = static_cast<std::uint16_t>(i);
    out[i] = smallest;
  }
}

}  // namespace palermo::link
