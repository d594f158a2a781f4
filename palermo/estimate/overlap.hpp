// SPDX-License-Identifier: Apache-2.0
// OverlapReport: what the lists have in common, before anything is estimated.
//
// All that a table says about those who were never seen comes from people who were seen twice. So the first look is at these: how
// many there are, between which lists, and whether one list says anything that another does not. Counts of people, exact; nothing is estimated.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

struct ListOverlap {
  std::string name;
  std::int64_t people = 0;     // on this list
  std::int64_t only_here = 0;  // and on no other
};

struct PairOverlap {
  int a = 0, b = 0;      // lists, a < b
  std::int64_t both = 0; // people on both, perhaps on others too
};

struct TripleOverlap {
  int a = 0, b = 0, c = 0;  // lists, a < b < c
  std::int64_t all = 0;
};

// Everybody on `inner` is on `outer` too.
struct NestedLists {
  int inner = 0, outer = 0;
};

struct OverlapReport {
  std::int64_t observed = 0;             // n
  std::int64_t on_several = 0;           // on two lists or more
  std::int64_t on_three = 0;             // on three lists or more
  std::vector<std::int64_t> on_exactly;  // [k]: on exactly k lists; [0] is 0
  std::vector<ListOverlap> lists;
  std::vector<PairOverlap> pairs;        // all, (0,1), (0,2), (1,2), ... by b then a
  std::vector<PairOverlap> empty_pairs;  // those with nobody
  std::vector<TripleOverlap> triples;    // all
  std::size_t empty_triples = 0;         // those with nobody
  std::vector<NestedLists> nested;       // one list inside another; identical lists are not among them
  std::vector<PairOverlap> identical;    // the same people on both
  std::vector<int> apart;                // lists that share nobody with any other list
};

[[nodiscard]] OverlapReport look_at_overlap(const HistoryCounts& table);

}  // namespace palermo::estimate
