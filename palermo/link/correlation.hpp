// SPDX-License-Identifier: Apache-2.0
// Correlation clustering of one group: the partition with the largest sum of tempered log-odds inside clusters that we find.
//
// Two duplicate-free lists: the best assignment, exactly. Otherwise average linkage, then local search: each record goes to
// the cluster that gains most, or alone; two clusters that gain by it are joined; until nothing changes. The reference
// partition of tempering (temper.hpp) is first average linkage's and then the search's own, at most four times over.
// No step ever breaks a ban. The search only goes up, so that it ends; it need not end at the best of all.
// Source: [bansal2004] for the problem; local search as in [elsner2009].
#pragma once

#include "palermo/link/link_graph.hpp"
#include "palermo/link/temper.hpp"

namespace palermo::link {

// first_of: per member of the group, the smallest member of its cluster (the group's own numbers).
void correlation_clusters(const Group& group, double threshold_bits, double absent_bits, std::span<std::uint32_t> first_of);

// Sum over pairs within clusters of tempered (log-odds - threshold); what the search makes large.
[[nodiscard]] double correlation_score(const Group& group, double threshold_bits, double absent_bits, const Temper& temper,
                                       std::span<const std::uint32_t> first_of);

}  // namespace palermo::link
