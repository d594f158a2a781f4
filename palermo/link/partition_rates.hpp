// SPDX-License-Identifier: Apache-2.0
// The posterior over partitions with its prior learned: how many people of each kind there are is drawn in turn with who is one
// person with whom (list_rates.hpp). Part of sample_partitions().
#pragma once

#include <span>

#include "palermo/link/link_graph.hpp"
#include "palermo/link/partitions.hpp"

namespace palermo::link {

// Fills `sample`, which has its groups and no draw. share: of all pairs that bans allow, so many are of one person by their
// probabilities. False when cancelled.
[[nodiscard]] bool draw_with_rates(PartitionSample& sample, const Evidence& evidence, const LinkGraph& graph, const Groups& groups,
                                   std::span<const PersonIndex> person_at, double share, const PartitionOptions& options, core::Progress& progress);

}  // namespace palermo::link
