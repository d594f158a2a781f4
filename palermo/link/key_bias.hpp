// SPDX-License-Identifier: Apache-2.0
// What each match key of a private linkage adds, and how far off an estimate then is: on lists whose truth is known.
//
// The keys are tried as the ring tries them (ring.hpp): the strictest first, a text that stands twice in a list counting where it stands first,
// records that met taken out before the next key. After each key the two-list estimate of Chapman (1951) is made from the people
// who have met so far, (n1 + 1)(n2 + 1) / (m + 1) - 1, and is held against the one from the true overlap. Links that are missed
// drive it up. Source: facts linkage 1.8. Pure functions.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/link/match_keys.hpp"
#include "palermo/link/record.hpp"

namespace palermo::link {

struct KeyStep {
  MatchKey key = MatchKey::document;
  std::int64_t added = 0;       // people met on both lists by this key
  std::int64_t right = 0;       // of them really one person
  std::int64_t met = 0;         // by this key and all before
  double share_found = 0;       // of the people on both lists, who were rightly met so far
  double estimate = 0;          // of all people, from those who met so far
};

[[nodiscard]] double chapman(std::int64_t first, std::int64_t second, std::int64_t both);

// `records` of exactly two lists, on each of which nobody stands twice; person: one number a record, equal for one person.
[[nodiscard]] std::vector<KeyStep> steps_by_key(const Records& records, std::span<const std::int64_t> person, std::span<const MatchKey> keys);

// People on both lists, in truth.
[[nodiscard]] std::int64_t true_overlap(const Records& records, std::span<const std::int64_t> person);

}  // namespace palermo::link
