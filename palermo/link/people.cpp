// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/people.hpp"

#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/link/best_links.hpp"
#include "palermo/link/correlation.hpp"
#include "palermo/link/link_graph.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kGroupsABlock = 512;

void decide(const Group& group, const PeopleOptions& options, std::span<std::uint32_t> first_of) {
  if (group.size() == 2) {  // one edge above the threshold, and no ban, or it would be no group
    first_of[0] = first_of[1] = 0;
    return;
  }
  switch (options.method) {
    case Method::components: return take_strongest(group, options.threshold_bits, Ties::first, first_of);
    case Method::best_links: return take_strongest(group, options.threshold_bits, Ties::drop, first_of);
    case Method::correlation: return correlation_clusters(group, options.threshold_bits, options.absent_bits, first_of);
  }
}

}  // namespace

core::Result<People> find_people(const Evidence& evidence, const PeopleOptions& options, core::Progress& progress) {
  const LinkGraph graph(evidence);
  const Groups groups(graph, options.threshold_bits);
  std::vector<std::uint32_t> first_of(graph.records());
  std::iota(first_of.begin(), first_of.end(), 0U);
  progress.begin("progress.finding_people", "", static_cast<std::int64_t>(groups.size()), "unit.groups");
  const bool whole = core::in_parallel(groups.size(), kGroupsABlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    std::vector<std::uint32_t> own;
    for (std::size_t g = begin; g < end; ++g) {
      const Group group = groups[g];
      own.assign(group.size(), 0);
      decide(group, options, own);
      for (std::size_t i = 0; i < own.size(); ++i) first_of[group.members[i]] = group.members[own[i]];
    }
  });
  progress.end();
  if (!whole) return core::fail(core::kCancelled);
  return number_people(graph.place_of(), first_of);
}

}  // namespace palermo::link
