// SPDX-License-Identifier: Apache-2.0
// Small worlds for the tests of this room: lists, records and pairs, made by hand or at random.
#pragma once

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/link/people.hpp"

namespace palermo::link::testing {

inline ScoredPair pair_of(RecordIndex a, RecordIndex b, double bits) { return {a, b, bits, 1 / (1 + std::exp2(-bits))}; }

inline AdmittedLists lists_of(const std::vector<bool>& duplicate_free) {
  std::vector<ListInfo> lists;
  for (const bool free : duplicate_free) lists.push_back({"list " + std::to_string(lists.size() + 1), std::nullopt, free});
  return *admit_in_the_clear(std::move(lists));
}

// What find_people() is asked, with what it points at.
struct World {
  AdmittedLists lists;
  std::vector<ListIndex> list_of;
  std::vector<ScoredPair> pairs;
  std::vector<RecordPair> never;
  std::vector<std::uint8_t> consent;
  std::vector<RecordIndex> rank;

  [[nodiscard]] Evidence evidence() const {
    return {.lists = lists, .list_of = list_of, .pairs = pairs, .never = never, .consent = consent, .rank = rank};
  }
  [[nodiscard]] People people(const PeopleOptions& options = {}) const {
    core::Silence silence;
    return *find_people(evidence(), options, silence);
  }
};

// Records of one list that may repeat.
inline World one_list(std::size_t records, std::vector<ScoredPair> pairs) {
  return {lists_of({false}), std::vector<ListIndex>(records, 0), std::move(pairs), {}, {}, {}};
}

// Random records on three lists, the first two duplicate-free; random pairs, never-link pairs and consent.
inline World random_world(std::uint64_t seed, std::size_t records, double pairs_a_record) {
  core::Stream stream(seed, "test.random_world");
  World world{lists_of({true, true, false}), {}, {}, {}, {}, {}};
  for (std::size_t r = 0; r < records; ++r) {
    world.list_of.push_back(static_cast<ListIndex>(stream.below(3)));
    world.consent.push_back(stream.chance(0.95) ? 1 : 0);
  }
  std::set<std::pair<RecordIndex, RecordIndex>> taken;
  const auto wanted = static_cast<std::size_t>(pairs_a_record * static_cast<double>(records));
  for (std::size_t i = 0; i < wanted && records > 1; ++i) {
    auto a = static_cast<RecordIndex>(stream.below(records)), b = static_cast<RecordIndex>(stream.below(records));
    if (a == b) continue;
    if (a > b) std::swap(a, b);
    if (!taken.emplace(a, b).second) continue;
    if (stream.chance(0.05))
      world.never.push_back({a, b});
    world.pairs.push_back(pair_of(a, b, std::round(stream.normal() * 6 + 2)));  // whole bits, so that ties occur
  }
  return world;
}

// Whether a partition keeps every hard ban of the world.
inline bool keeps_every_ban(const World& world, const People& people) {
  std::set<std::pair<PersonIndex, ListIndex>> seen;
  std::vector<int> size(people.count);
  for (const PersonIndex person : people.person_of) ++size[person];
  for (RecordIndex r = 0; r < people.person_of.size(); ++r) {
    const PersonIndex person = people.person_of[r];
    if (!world.consent.empty() && world.consent[r] == 0 && size[person] > 1) return false;
    if (world.lists[world.list_of[r]].duplicate_free && !seen.emplace(person, world.list_of[r]).second) return false;
  }
  for (const RecordPair& pair : world.never)
    if (people.person_of[pair.a] == people.person_of[pair.b]) return false;
  return true;
}

}  // namespace palermo::link::testing
