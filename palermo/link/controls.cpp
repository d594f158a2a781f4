// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/controls.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/link/compare_pairs.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kBlock = 10'000;
constexpr double kFewest = 100;  // controls in a cell; with fewer they are brought to the number of all pairs

// Pair number k of n records: (0,1), (0,2), (1,2), (0,3) ...
std::pair<std::uint64_t, std::uint64_t> pair_at(std::uint64_t k) {
  auto b = static_cast<std::uint64_t>((1 + std::sqrt(1 + 8 * static_cast<double>(k))) / 2);
  while (b * (b - 1) / 2 > k) --b;
  while ((b + 1) * b / 2 <= k) ++b;
  return {k - b * (b - 1) / 2, b};
}

}  // namespace

Controls control_pairs(const Records& records, const TermFrequency& frequency, std::span<const RecordIndex> order, std::uint64_t most,
                       std::uint64_t seed, int threads, core::Progress& progress, const Variants* variants) {
  std::vector<std::vector<RecordIndex>> of_list(records.lists.size());
  for (const RecordIndex record : order)
    if (records.lists[records.records[record].list].duplicate_free) of_list[records.records[record].list].push_back(record);
  std::vector<std::uint64_t> begin{0};  // of each list among all pairs
  for (const auto& list : of_list) begin.push_back(begin.back() + static_cast<std::uint64_t>(list.size()) * (list.size() - std::min<std::size_t>(1, list.size())) / 2);
  const std::uint64_t all = begin.back();
  Controls out;
  if (all == 0) return out;
  const std::uint64_t wanted = std::min(all, most);
  out.share = static_cast<double>(wanted) / static_cast<double>(all);
  out.pairs.resize(wanted);
  const std::size_t blocks = (wanted + kBlock - 1) / kBlock;
  Comparers comparers(records, frequency, variants);
  const bool done = core::in_parallel(blocks, 1, threads, progress, [&](std::size_t first, std::size_t last) {
    auto own = comparers.take();
    for (std::size_t block = first; block < last; ++block) {
      core::Stream stream(seed, "link.controls", block);
      for (std::uint64_t k = block * kBlock; k < std::min<std::uint64_t>(wanted, (block + 1) * kBlock); ++k) {
        const std::uint64_t at = wanted == all ? k : stream.below(all);
        const auto list = static_cast<std::size_t>(std::ranges::upper_bound(begin, at) - begin.begin()) - 1;
        const auto [x, y] = pair_at(at - begin[list]);
        const Compared one = own->comparer.compare(of_list[list][x], of_list[list][y]);
        out.pairs[k] = {one.pattern, one.name_bits, one.other_bits, static_cast<ListIndex>(list), of_list[list][x], of_list[list][y]};
      }
    }
    comparers.give(std::move(own));
  });
  if (!done) out = {};
  return out;
}

std::array<Strata, kComparisons> levels_of(const Controls& controls) {
  std::array<Strata, kComparisons> levels{};
  for (const ControlPair& pair : controls.pairs)
    for (std::size_t c = 0; c < kComparisons; ++c) levels[c][stratum_of(pair.pattern)][level_of(pair.pattern, c)] += 1;
  return levels;
}

bool controlled(const Records& records, ListIndex a, ListIndex b) {
  return a != b && (records.lists[a].duplicate_free || records.lists[b].duplicate_free);
}

double weight_between(std::span<const double> size, const PairGroups& groups, const Model& model, const ControlPair& pair) {
  double weight = 0, partners = 0;
  for (ListIndex b = 0; b < size.size(); ++b) {
    if (b == pair.list) continue;
    weight += size[b] * model.weight(pair.pattern, pair.name_bits, pair.other_bits, groups.of(pair.list, b));
    partners += size[b];
  }
  return partners > 0 ? weight / partners : 0;
}

std::vector<ControlWeight> control_weights(const Records& records, const PairGroups& groups, const Model& model, const Controls& controls,
                                           std::span<const double> between) {
  const std::size_t lists = records.lists.size();
  std::vector<double> size(lists), stands(lists), seen(kKnown), told(kKnown);
  for (const Record& record : records.records) size[record.list] += 1;
  // How many pairs between lists a control of each list stands for; pairs of two duplicate-free lists are shared by both.
  for (ListIndex a = 0; a < lists; ++a)
    for (ListIndex b = 0; b < a; ++b) {
      if (!controlled(records, a, b)) continue;
      const double shared = records.lists[a].duplicate_free && records.lists[b].duplicate_free ? 0.5 : 1;
      for (const ListIndex one : {a, b})
        if (records.lists[one].duplicate_free) stands[one] += shared * size[a] * size[b];
    }
  for (ListIndex list = 0; list < lists; ++list) stands[list] /= std::max(1.0, size[list] * (size[list] - 1) / 2);
  double all_told = 0, all_between = 0;
  for (const ControlPair& pair : controls.pairs) {
    const std::size_t known = known_of(pair.pattern);
    seen[known] += 1;
    told[known] += stands[pair.list];
    all_told += stands[pair.list];
  }
  for (const double pairs : between) all_between += pairs;
  std::vector<ControlWeight> out;
  if (lists < 2) return out;
  for (const ControlPair& pair : controls.pairs) {
    const std::size_t known = known_of(pair.pattern);
    const double brought = seen[known] >= kFewest ? between[known] / told[known] : all_between / all_told;
    out.push_back({weight_between(size, groups, model, pair), stands[pair.list] * brought});
  }
  return out;
}

}  // namespace palermo::link
