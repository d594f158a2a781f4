// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/partitions.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <cmath>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/link/link_graph.hpp"
#include "palermo/link/partition_chain.hpp"
#include "palermo/link/partition_labels.hpp"
#include "palermo/link/partition_rates.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kGroupsABlock = 64;
constexpr std::size_t kMostExact = 10;

void draw_pair(const PartitionSpace& space, std::size_t draws, core::Stream& stream, std::uint16_t* out) {
  const double apart = space.weight(std::vector<std::uint32_t>{0}) * 2;
  const double odds = std::exp(space.weight(std::vector<std::uint32_t>{0, 1}) - apart);
  for (std::size_t draw = 0; draw < draws; ++draw) {
    out[2 * draw] = 0;
    out[2 * draw + 1] = stream.uniform() * (1 + odds) < odds ? 0 : 1;
  }
}

void draw_exactly(const PartitionSpace& space, std::size_t draws, core::Stream& stream, std::uint16_t* out) {
  const std::vector<WeighedPartition> all = all_partitions(space);
  double top = kNever, sum = 0;
  for (const WeighedPartition& one : all) top = std::max(top, one.weight);
  std::vector<double> up_to;
  for (const WeighedPartition& one : all) up_to.push_back(sum += std::exp(one.weight - top));
  for (std::size_t draw = 0; draw < draws; ++draw) {
    const auto at = std::ranges::upper_bound(up_to, stream.uniform() * sum) - up_to.begin();
    const auto& chosen = all[std::min(static_cast<std::size_t>(at), all.size() - 1)];
    write_labels<std::uint8_t>(chosen.cluster_of, out + draw * space.size());
  }
}

struct Moves {
  std::atomic<std::int64_t> tried{0}, taken{0}, enumerated{0};
};

PartitionSpace space_of(const Group& group, const PartitionOptions& options, const PartitionPrior& prior) {
  return PartitionSpace(group, options.cut_bits, options.absent_bits, options.stars ? Together::stars : Together::pairs, prior);
}

// False when cancelled.
bool draw_group(const Group& group, const Labels& reference, const PartitionOptions& options, const PartitionPrior& prior, std::uint16_t* out,
                Moves& moves, core::Progress& progress) {
  const PartitionSpace space = space_of(group, options, prior);
  core::Stream stream(options.seed, "link.partitions", group.members[0]);
  if (group.size() <= std::min(options.exact_up_to, kMostExact)) {
    ++moves.enumerated;
    if (group.size() == 2)
      draw_pair(space, options.draws, stream, out);
    else
      draw_exactly(space, options.draws, stream, out);
    return true;
  }
  PartitionChain chain(space, start_labels(space, reference));
  for (std::uint32_t sweep = 0; sweep < options.burn_in; ++sweep) {
    if (progress.cancelled()) return false;
    chain.sweep(stream);
  }
  for (std::uint32_t draw = 0; draw < options.draws; ++draw) {
    if (progress.cancelled()) return false;
    for (std::uint32_t sweep = 0; sweep < options.thin; ++sweep) chain.sweep(stream);
    write_labels<std::uint32_t>(chain.cluster_of(), out + draw * group.size());
  }
  moves.tried += chain.tried();
  moves.taken += chain.taken();
  return true;
}

// How many pairs stand together on average, for a prior: exactly in small groups, by a short run of the chain in others.
// In millionths, as a whole number, so that threads may add in any order.
class ExpectedLinks {
 public:
  ExpectedLinks(const Groups& groups, std::span<const PersonIndex> person_at, const PartitionOptions& options, core::Progress& progress)
      : groups_(groups), person_at_(person_at), options_(options), progress_(progress) {}

  // Nothing when cancelled.
  std::optional<double> operator()(const PartitionPrior& prior) const {
    std::atomic<std::int64_t> sum{0};
    const bool whole = core::in_parallel(groups_.size(), kGroupsABlock, options_.threads, progress_, [&](std::size_t begin, std::size_t end) {
      for (std::size_t g = begin; g < end && !progress_.cancelled(); ++g) sum += std::llround(of_group(groups_[g], prior) * kWhole);
    });
    return whole ? std::optional(static_cast<double>(sum) / kWhole) : std::nullopt;
  }

 private:
  static constexpr double kWhole = 1e6;
  static constexpr int kBurnIn = 20, kSweeps = 20;

  template <class Label>
  static double pairs_together(std::span<const Label> labels) {
    std::vector<std::int64_t> size(labels.size());
    std::int64_t pairs = 0;
    for (const Label label : labels) pairs += size[label]++;
    return static_cast<double>(pairs);
  }

  double of_group(const Group& group, const PartitionPrior& prior) const {
    const Labels of_point = reference_labels(group, person_at_);
    const PartitionSpace space = space_of(group, options_, prior);
    if (group.size() <= std::min(options_.exact_up_to, kMostExact)) {
      double top = kNever, weight = 0, sum = 0;
      const auto all = all_partitions(space);
      for (const WeighedPartition& one : all) top = std::max(top, one.weight);
      for (const WeighedPartition& one : all) {
        const double share = std::exp(one.weight - top);
        weight += share;
        sum += share * pairs_together<std::uint8_t>(one.cluster_of);
      }
      return sum / weight;
    }
    core::Stream stream(options_.seed, "link.partitions.links", group.members[0]);
    PartitionChain chain(space, start_labels(space, of_point));
    double sum = 0;
    for (int sweep = 0; sweep < kBurnIn + kSweeps && !progress_.cancelled(); ++sweep) {
      chain.sweep(stream);
      if (sweep >= kBurnIn) sum += pairs_together<std::uint32_t>(chain.cluster_of());
    }
    return sum / kSweeps;
  }

  const Groups& groups_;
  std::span<const PersonIndex> person_at_;
  const PartitionOptions& options_;
  core::Progress& progress_;
};

double expected_links(const Groups& groups, double cut_bits) {
  double sum = 0;
  for (std::size_t g = 0; g < groups.size(); ++g)
    for (const Edge& edge : groups[g].edges)
      if (edge.bits > cut_bits) sum += 1 / (1 + std::exp2(-edge.bits));
  return sum;
}

// Pairs of records that no duplicate-free list forbids.
double possible_pairs(const LinkGraph& graph) {
  const auto pairs = [](double n) { return n * (n - 1) / 2; };
  std::array<double, 64> on_list{};
  for (std::uint32_t r = 0; r < graph.records(); ++r)
    if (graph.list_bit(r) != 0) ++on_list[static_cast<std::size_t>(std::countr_zero(graph.list_bit(r)))];
  double possible = pairs(static_cast<double>(graph.records()));
  for (const double n : on_list) possible -= pairs(n);
  return possible;
}

// The prior under which the expected number of linked pairs is what the probabilities of pairs add up to. Nothing when cancelled.
std::optional<PartitionPrior> anchored(const LinkGraph& graph, const ExpectedLinks& links, const PartitionOptions& options,
                                       PartitionDiagnosis& diagnosis) {
  constexpr double kLeastShift = 0, kMostShift = 12, kNear = 0.02;  // bits; who is left to be linked with only gets fewer
  const double wanted = diagnosis.expected_links;
  const double share = wanted / std::max(1.0, possible_pairs(graph));
  if (wanted <= 0 || share >= 1) return PartitionPrior{0, 0, options.size_bits};
  diagnosis.prior_bits = std::log2(share) - std::log2(1 - share);
  double low = kLeastShift, high = kMostShift;
  while (high - low > kNear) {
    const double middle = (low + high) / 2;
    const auto found = links({diagnosis.prior_bits, diagnosis.prior_bits + middle, options.size_bits});
    if (!found) return std::nullopt;
    (*found < wanted ? low : high) = middle;
  }
  diagnosis.shift_bits = (low + high) / 2;
  return PartitionPrior{diagnosis.prior_bits, diagnosis.prior_bits + diagnosis.shift_bits, options.size_bits};
}

}  // namespace

PartitionSample::PartitionSample(const LinkGraph& graph, const Groups& groups, std::size_t draws)
    : draws_(draws), place_of_(graph.records()), first_(1) {
  for (RecordIndex record = 0; record < place_of_.size(); ++record) place_of_[record] = graph.place(record);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Group group = groups[g];
    members_.insert(members_.end(), group.members.begin(), group.members.end());
    first_.push_back(members_.size());
    diagnosis_.largest = std::max(diagnosis_.largest, static_cast<std::int64_t>(group.size()));
  }
  slot_of_.assign(place_of_.size(), static_cast<std::uint32_t>(members_.size()));
  for (std::size_t slot = 0; slot < members_.size(); ++slot) slot_of_[members_[slot]] = static_cast<std::uint32_t>(slot);
  drawn_.resize(members_.size() * draws);
  diagnosis_.groups = static_cast<std::int64_t>(groups.size());
  diagnosis_.highest_cut_bits = groups.highest_cut();
}

core::Result<PartitionSample> sample_partitions(const Evidence& evidence, const People& point, const PartitionOptions& options,
                                                core::Progress& progress) {
  assert(options.largest_group >= 2 && options.largest_group <= kMostInGroup);
  const LinkGraph graph(evidence);
  const Groups groups(graph, options.cut_bits, options.largest_group);
  PartitionSample sample(graph, groups, options.draws);
  std::vector<PersonIndex> person_at(graph.records());
  assert(point.person_of.size() == graph.records());
  for (RecordIndex record = 0; record < person_at.size(); ++record) person_at[graph.place(record)] = point.person_of[record];
  sample.diagnosis_.expected_links = expected_links(groups, options.cut_bits);
  if (options.learn_prior) {
    const double share = sample.diagnosis_.expected_links / std::max(1.0, possible_pairs(graph));
    if (!draw_with_rates(sample, evidence, graph, groups, person_at, share, options, progress)) return core::fail(core::kCancelled);
    return sample;
  }
  PartitionPrior prior{0, 0, options.size_bits};
  if (options.anchor) {
    progress.begin("progress.weighing_links", "", 0, "unit.groups");
    const auto found = anchored(graph, ExpectedLinks(groups, person_at, options, progress), options, sample.diagnosis_);
    progress.end();
    if (!found) return core::fail(core::kCancelled);
    prior = *found;
  }
  Moves moves;
  progress.begin("progress.drawing_partitions", "", static_cast<std::int64_t>(groups.size()), "unit.groups");
  const bool whole = core::in_parallel(groups.size(), kGroupsABlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t g = begin; g < end; ++g) {
      const Group group = groups[g];
      std::uint16_t* out = sample.drawn_.data() + sample.first_[g] * options.draws;
      if (!draw_group(group, reference_labels(group, person_at), options, prior, out, moves, progress)) return;
    }
  });
  progress.end();
  if (!whole) return core::fail(core::kCancelled);
  sample.diagnosis_.enumerated = moves.enumerated;
  sample.diagnosis_.tried = moves.tried;
  sample.diagnosis_.taken = moves.taken;
  return sample;
}

People PartitionSample::people(std::size_t draw) const {
  std::vector<std::uint32_t> first_of(records());
  std::iota(first_of.begin(), first_of.end(), 0U);
  for (std::size_t g = 0; g + 1 < first_.size(); ++g) {
    const std::uint16_t* labels = drawn(g, draw);
    for (std::size_t i = 0; i < size_of(g); ++i) first_of[members_[first_[g] + i]] = members_[first_[g] + labels[i]];
  }
  return number_people(place_of_, first_of);
}

double PartitionSample::together(RecordIndex a, RecordIndex b) const {
  if (a == b) return 1;
  const std::size_t slot_a = slot_of_[place_of_[a]], slot_b = slot_of_[place_of_[b]];
  if (slot_a == members_.size() || slot_b == members_.size() || draws_ == 0) return 0;
  const auto group = static_cast<std::size_t>(std::ranges::upper_bound(first_, slot_a) - first_.begin()) - 1;
  if (slot_b < first_[group] || slot_b >= first_[group + 1]) return 0;
  std::size_t times = 0;
  for (std::size_t draw = 0; draw < draws_; ++draw)
    times += drawn(group, draw)[slot_a - first_[group]] == drawn(group, draw)[slot_b - first_[group]] ? 1 : 0;
  return static_cast<double>(times) / static_cast<double>(draws_);
}

}  // namespace palermo::link
