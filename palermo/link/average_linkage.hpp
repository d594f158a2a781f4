// SPDX-License-Identifier: Apache-2.0
// Average linkage: joins, again and again, the two clusters whose records have the highest mean log-odds between them, as
// long as it is above the threshold and no ban speaks against it.
//
// Two records without an edge count with the absent weight. Ties go to canonical order. Cost: about edges * log(edges).
#pragma once

#include "palermo/link/link_graph.hpp"

namespace palermo::link {

// first_of: per member of the group, the smallest member of its cluster (the group's own numbers).
void average_linkage(const Group& group, double threshold_bits, double absent_bits, std::span<std::uint32_t> first_of);

}  // namespace palermo::link
