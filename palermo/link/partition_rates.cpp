// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/partition_rates.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <memory>
#include <utility>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/link/partition_chain.hpp"
#include "palermo/link/partition_labels.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kGroupsABlock = 64;
constexpr double kPooling = 5;               // links by which two lists are drawn towards all
constexpr std::size_t kManyRecords = 50'000; // above it new rates are drawn once a draw and not once a sweep
constexpr double kDoubt = 0.05;  // relative, of the number of matches
constexpr double kMostShare = 0.5, kLeastShare = 1e-14;

// Log-odds that two records are of one person before they are compared, by their lists: what the probabilities of their pairs
// add up to. That is the prior that the log-odds of a pair hold, if they are calibrated.
// bits_of_pair: of each pair of the evidence; none: those of the edges.
std::vector<double> pair_bits_by_lists(const Groups& groups, std::span<const ListIndex> list_at, std::size_t lists, double cut_bits, double share,
                            std::span<const float> bits_of_pair) {
  std::vector<double> size(lists), links(lists * lists), bits(lists * lists);
  for (const ListIndex list : list_at) size[list] += 1;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Group group = groups[g];
    for (const Edge& edge : group.edges) {
      if (edge.bits <= cut_bits) continue;
      const auto [a, b] = std::minmax({list_at[group.members[edge.a]], list_at[group.members[edge.b]]});
      const double p = 1 / (1 + std::exp2(-(bits_of_pair.empty() ? edge.bits : static_cast<double>(bits_of_pair[edge.pair]))));
      links[a * lists + b] += p;
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

// Evenly spread over the standard normal distribution, in random order: so few models shall not leave its width to chance.
std::vector<double> spread_normals(std::size_t count, core::Stream& stream) {
  constexpr std::size_t kEach = 101;
  std::vector<double> many(count * kEach), out(count);
  for (double& one : many) one = stream.normal();
  std::ranges::sort(many);
  for (std::size_t i = 0; i < count; ++i) out[i] = many[i * kEach + kEach / 2];
  for (std::size_t left = count; left > 1; --left) std::swap(out[left - 1], out[stream.below(left)]);
  return out;
}

// How many linked pairs the draws of each model are held at. A number of matches that is learned as the share of a mixture is known to
// a relative 1 / sqrt(sum of p^2), were m and u known: pairs that are half a match tell half of it; competition tells it no worse. Beside
// it stands kDoubt: either takes fields for independent given a match (measured: docs/methods/link-people.md).
std::vector<double> links_by_model(const Groups& groups, const Evidence& evidence, std::size_t models, const PartitionOptions& options) {
  std::vector<double> links(models);
  double told = 0;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Group group = groups[g];
    for (const Edge& edge : group.edges) {
      told += std::pow(1 + std::exp2(-edge.bits), -2);
      for (std::size_t model = 0; model < models && edge.bits > options.cut_bits; ++model)
        links[model] += 1 / (1 + std::exp2(-static_cast<double>(evidence.other_bits[model][edge.pair])));
    }
  }
  core::Stream stream(options.seed, "link.partitions.held");
  const std::vector<double> normals = spread_normals(models, stream);
  const double spread = options.spread_links ? std::sqrt(1 / std::max(told, 1.0) + kDoubt * kDoubt) : 0;
  for (std::size_t model = 0; model < models; ++model) {
    if (!options.expected_links.empty()) links[model] = options.expected_links[model];
    links[model] *= std::exp(spread * normals[model]);
  }
  return links;
}

// All groups walked side by side; before each round the rates are drawn anew, given all of them.
class RateChain {
 public:
  RateChain(const Groups& groups, std::span<const PersonIndex> person_at, std::span<const ListIndex> list_at, std::size_t lists,
            std::span<const double> pair_bits_of, const PartitionOptions& options)
      : options_(options), groups_(groups), lists_(lists), rates_(options.seed), walks_(groups.size()) {
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

  // The evidence of another model; people stay where they are.
  void weigh_again(std::span<const float> bits_of_pair, std::span<const double> pair_bits_of) {
    const PartitionPrior prior{.rates = &rates_, .pair_bits_of = pair_bits_of, .list_count = lists_};
    for (std::size_t g = 0; g < groups_.size(); ++g) walks_[g]->space.weigh_again(groups_[g], bits_of_pair, prior);
  }

  void set_link_bits(double bits) { rates_.set_link_bits(bits); }

  // How many pairs stand together now.
  [[nodiscard]] double linked_pairs() const {
    double pairs = 0;
    for (const auto& walk : walks_)
      for (const auto& cluster : walk->chain.clusters()) pairs += static_cast<double>(cluster.size() * (cluster.size() - std::min<std::size_t>(cluster.size(), 1))) / 2;
    return pairs;
  }

  [[nodiscard]] const PartitionChain& chain(std::size_t group) const { return walks_[group]->chain; }

 private:
  struct Walk {
    Walk(const Group& group, const Labels& of_point, const PartitionPrior& prior, const PartitionOptions& options)
        : space(group, options.cut_bits, options.absent_bits, options.stars ? Together::stars : Together::pairs, prior),
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
  const Groups& groups_;
  std::size_t lists_;
  ListRates rates_;
  std::vector<std::unique_ptr<Walk>> walks_;
  KindCounts alone_;  // records in no group
};

// Finds the bits of a link that hold the linked pairs at what was expected [robbins1951]: far steps first, then small ones; the mean of
// the last half stays.
class Hold {
 public:
  explicit Hold(double wanted) : wanted_(wanted) {}
  void begin(std::uint32_t rounds) {
    rounds_ = rounds;
    round_ = summed_ = 0;
    sum_ = 0;
  }
  // After a round of the chain that ended with so many linked pairs.
  void heed(double linked) {
    const double gain = std::max(kSmallest, kFarthest / (1 + 10.0 * round_ / rounds_));
    bits_ = std::clamp(bits_ + gain * std::log2((wanted_ + 1) / (linked + 1)), -kMost, kMost);
    if (2 * round_ + 1 >= rounds_) {
      sum_ += bits_;
      ++summed_;
    }
    ++round_;
  }
  void end() { bits_ = summed_ > 0 ? sum_ / summed_ : bits_; }
  void want(double wanted) { wanted_ = wanted; }
  [[nodiscard]] double bits() const { return bits_; }

 private:
  static constexpr double kFarthest = 4, kSmallest = 0.5, kMost = 12;
  double wanted_, bits_ = 0, sum_ = 0;
  std::uint32_t rounds_ = 0, round_ = 0, summed_ = 0;
};

}  // namespace

bool draw_with_rates(PartitionSample& sample, const Evidence& evidence, const LinkGraph& graph, const Groups& groups,
                     std::span<const PersonIndex> person_at, double share, const PartitionOptions& options, core::Progress& progress) {
  std::vector<ListIndex> list_at(graph.records());
  for (RecordIndex record = 0; record < list_at.size(); ++record) list_at[graph.place(record)] = evidence.list_of[record];
  share = std::clamp(share, kLeastShare, kMostShare);
  PartitionDiagnosis& diagnosis = sample.diagnosis_;
  diagnosis.prior_bits = std::log2(share) - std::log2(1 - share);
  const std::size_t lists = evidence.lists.size();
  std::vector<double> pair_bits = pair_bits_by_lists(groups, list_at, lists, options.cut_bits, share, {});
  RateChain chain(groups, person_at, list_at, lists, pair_bits, options);
  const std::uint32_t sweeps = sample.members_.size() > kManyRecords ? options.thin : 1;
  std::uint64_t number = 0;
  const std::size_t models = std::clamp<std::size_t>(evidence.other_bits.size(), 1, std::max<std::uint32_t>(options.draws, 1));
  const bool hold = options.hold_links && !evidence.other_bits.empty();
  assert(options.expected_links.empty() || options.expected_links.size() == evidence.other_bits.size());
  const std::vector<double> wanted = hold ? links_by_model(groups, evidence, models, options) : std::vector<double>(models);
  Hold held(wanted[0]);
  diagnosis.models = static_cast<std::int64_t>(models);
  progress.begin("progress.drawing_partitions", "", options.draws, "unit.draws");
  for (std::size_t model = 0; model < models; ++model) {
    if (!evidence.other_bits.empty()) {
      const std::span<const float> bits = evidence.other_bits[model];
      pair_bits = pair_bits_by_lists(groups, list_at, lists, options.cut_bits, share, bits);
      chain.weigh_again(bits, pair_bits);
      held.want(wanted[model]);
    }
    const std::uint32_t rounds = std::max<std::uint32_t>(1, (model == 0 ? options.burn_in : options.burn_in / 4) / sweeps);
    held.begin(rounds);
    for (std::uint32_t round = 0; round < rounds; ++round) {
      if (!chain.round(sweeps, number++, progress)) return false;
      if (hold) held.heed(chain.linked_pairs());
      chain.set_link_bits(held.bits());
    }
    held.end();
    chain.set_link_bits(held.bits());
    diagnosis.held_bits += held.bits() / static_cast<double>(models);
    for (std::size_t draw = options.draws * model / models; draw < options.draws * (model + 1) / models; ++draw) {
      for (std::uint32_t sweep = 0; sweep < options.thin; sweep += sweeps)
        if (!chain.round(sweeps, number++, progress)) return false;
      for (std::size_t g = 0; g < groups.size(); ++g)
        write_labels<std::uint32_t>(chain.chain(g).cluster_of(), sample.drawn_.data() + sample.first_[g] * options.draws + draw * groups[g].size());
      progress.report(static_cast<std::int64_t>(draw) + 1);
    }
  }
  for (std::size_t g = 0; g < groups.size(); ++g) {
    diagnosis.tried += chain.chain(g).tried();
    diagnosis.taken += chain.chain(g).taken();
  }
  progress.end();
  return true;
}

}  // namespace palermo::link
