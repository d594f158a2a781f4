// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/partition_rates.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/link/partition_chain.hpp"
#include "palermo/link/partition_labels.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kGroupsABlock = 64;
constexpr double kPooling = 5;               // links by which two lists are drawn towards all
constexpr std::size_t kManyRecords = 50'000; // above it new rates are drawn once a draw and not once a sweep
constexpr double kMostShare = 0.5, kLeastShare = 1e-14;

// Log-odds that two records are of one person before they are compared, by their lists: what the probabilities of their pairs
// add up to. That is the prior that the log-odds of a pair hold, if they are calibrated.
std::vector<double> pair_bits_by_lists(const Groups& groups, std::span<const ListIndex> list_at, std::size_t lists, double cut_bits, double share) {
  std::vector<double> size(lists), links(lists * lists), bits(lists * lists);
  for (const ListIndex list : list_at) size[list] += 1;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Group group = groups[g];
    for (const Edge& edge : group.edges) {
      if (edge.bits <= cut_bits) continue;
      const auto [a, b] = std::minmax({list_at[group.members[edge.a]], list_at[group.members[edge.b]]});
      links[a * lists + b] += 1 / (1 + std::exp2(-edge.bits));
    }
  }
  for (std::size_t a = 0; a < lists; ++a)
    for (std::size_t b = a; b < lists; ++b) {
      const double possible = a == b ? size[a] * (size[a] - 1) / 2 : size[a] * size[b];
      const double here = std::clamp((links[a * lists + b] + kPooling) / (possible + kPooling / share), kLeastShare, kMostShare);
      bits[a * lists + b] = bits[b * lists + a] = std::log2(here) - std::log2(1 - here);
    }
  return bits;
}

// All groups walked side by side; before each round the rates are drawn anew, given all of them.
class RateChain {
 public:
  RateChain(const Groups& groups, std::span<const PersonIndex> person_at, std::span<const ListIndex> list_at, std::size_t lists,
            std::span<const double> pair_bits_of, const PartitionOptions& options)
      : options_(options), rates_(options.seed), walks_(groups.size()) {
    std::vector<std::uint8_t> inside(list_at.size());
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const Group group = groups[g];
      std::vector<ListIndex> of_member;
      for (const std::uint32_t member : group.members) {
        of_member.push_back(list_at[member]);
        inside[member] = 1;
      }
      const Labels of_point = reference_labels(group, person_at);
      const PartitionPrior prior{.rates = &rates_, .lists = of_member, .pair_bits_of = pair_bits_of, .list_count = lists};
      walks_[g] = std::make_unique<Walk>(group, of_point, prior, options);
    }
    for (std::size_t at = 0; at < list_at.size(); ++at)
      if (inside[at] == 0) count(alone_, kind_of_person(list_at.subspan(at, 1)));
  }

  // New rates, then `sweeps` of every group. False when cancelled.
  bool round(std::uint32_t sweeps, std::uint64_t number, const core::Progress& progress) {
    KindCounts counts = alone_;
    for (const auto& walk : walks_)
      for (const auto& cluster : walk->chain.clusters())
        if (!cluster.empty()) count(counts, walk->space.person_kind(cluster));
    rates_.draw(counts, number);
    core::Silence silence;
    const bool done = core::in_parallel(walks_.size(), kGroupsABlock, options_.threads, silence, [&](std::size_t begin, std::size_t end) {
      for (std::size_t g = begin; g < end && !progress.cancelled(); ++g)
        for (std::uint32_t sweep = 0; sweep < sweeps; ++sweep) walks_[g]->chain.sweep(walks_[g]->stream);
    });
    return done && !progress.cancelled();
  }

  [[nodiscard]] const PartitionChain& chain(std::size_t group) const { return walks_[group]->chain; }

 private:
  struct Walk {
    Walk(const Group& group, const Labels& of_point, const PartitionPrior& prior, const PartitionOptions& options)
        : space(group, options.cut_bits, options.absent_bits, options.temper ? Temper(of_point, Temper::Apart::mean) : Temper(), prior),
          chain(space, start_labels(space, of_point)),
          stream(options.seed, "link.partitions", group.members[0]) {}
    PartitionSpace space;
    PartitionChain chain;
    core::Stream stream;
  };
  static void count(KindCounts& counts, const PersonKind& kind) {
    KindCount& one = counts[kind.token];
    one.kind = kind;
    ++one.people;
  }

  const PartitionOptions& options_;
  ListRates rates_;
  std::vector<std::unique_ptr<Walk>> walks_;
  KindCounts alone_;  // records in no group
};

}  // namespace

bool draw_with_rates(PartitionSample& sample, const Evidence& evidence, const LinkGraph& graph, const Groups& groups,
                     std::span<const PersonIndex> person_at, double share, const PartitionOptions& options, core::Progress& progress) {
  std::vector<ListIndex> list_at(graph.records());
  for (RecordIndex record = 0; record < list_at.size(); ++record) list_at[graph.place(record)] = evidence.list_of[record];
  share = std::clamp(share, kLeastShare, kMostShare);
  sample.diagnosis_.prior_bits = std::log2(share) - std::log2(1 - share);
  const auto bits = pair_bits_by_lists(groups, list_at, evidence.lists.size(), options.cut_bits, share);
  RateChain chain(groups, person_at, list_at, evidence.lists.size(), bits, options);
  const std::uint32_t sweeps = sample.members_.size() > kManyRecords ? options.thin : 1;
  std::uint64_t number = 0;
  progress.begin("progress.drawing_partitions", "", options.draws, "unit.draws");
  for (std::uint32_t sweep = 0; sweep < options.burn_in; sweep += sweeps)
    if (!chain.round(sweeps, number++, progress)) return false;
  for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
    for (std::uint32_t sweep = 0; sweep < options.thin; sweep += sweeps)
      if (!chain.round(sweeps, number++, progress)) return false;
    for (std::size_t g = 0; g < groups.size(); ++g)
      write_labels<std::uint32_t>(chain.chain(g).cluster_of(), sample.drawn_.data() + sample.first_[g] * options.draws + draw * groups[g].size());
    progress.report(draw + 1);
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    sample.diagnosis_.tried += chain.chain(g).tried();
    sample.diagnosis_.taken += chain.chain(g).taken();
  }
  progress.end();
  return true;
}

}  // namespace palermo::link
