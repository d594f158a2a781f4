// SPDX-License-Identifier: Apache-2.0
// From the strongest pair on: joins two clusters by a pair above the threshold unless that breaks a ban.
//
// Splink's single best links take, in rounds, every pair that is the best that is still allowed for both of its clusters
// [splink]. A pair that is the strongest of all that are allowed is one of these, and what a ban forbids stays forbidden as
// clusters grow; so one pass from the strongest on gives the same (best_links_test.cpp holds the two against each other).
#pragma once

#include "palermo/link/link_graph.hpp"

namespace palermo::link {

// What happens with pairs of equal weight that are each allowed, but not together.
enum class Ties : std::uint8_t {
  first,  // canonical order decides
  drop,   // none of them is taken: they say nothing of which is right
};

// first_of: per member of the group, the smallest member of its cluster (the group's own numbers).
void take_strongest(const Group& group, double threshold_bits, Ties ties, std::span<std::uint32_t> first_of);

}  // namespace palermo::link
