// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/evaluate.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <unordered_map>

#include "palermo/link/clerks.hpp"

namespace palermo::link {
namespace {

// How many records each found person and each true person share, and have. Persons renumbered from 0 as they come.
class Crossing {
 public:
  Crossing(std::span<const std::uint32_t> found, std::span<const std::uint32_t> truth) {
    assert(found.size() == truth.size());
    std::unordered_map<std::uint32_t, std::uint32_t> found_number, true_number;
    std::unordered_map<std::uint64_t, std::uint32_t> cell_number;
    for (std::size_t r = 0; r < found.size(); ++r) {
      const std::uint32_t f = number(found_number, found[r], found_size);
      const std::uint32_t t = number(true_number, truth[r], true_size);
      const std::uint32_t cell = number(cell_number, (std::uint64_t{f} << 32) | t, cell_size);
      if (cell == found_of.size()) {
        found_of.push_back(f);
        true_of.push_back(t);
      }
      cell_of_record.push_back(cell);
    }
  }

  std::vector<std::int64_t> found_size, true_size, cell_size;  // records
  std::vector<std::uint32_t> found_of, true_of;                // of a cell
  std::vector<std::uint32_t> cell_of_record;

 private:
  template <class Key>
  static std::uint32_t number(std::unordered_map<Key, std::uint32_t>& numbers, Key key, std::vector<std::int64_t>& size) {
    const auto [at, is_new] = numbers.try_emplace(key, static_cast<std::uint32_t>(size.size()));
    if (is_new) size.push_back(0);
    ++size[at->second];
    return at->second;
  }
};

std::int64_t pairs_in(const std::vector<std::int64_t>& sizes) {
  std::int64_t pairs = 0;
  for (const std::int64_t n : sizes) pairs += n * (n - 1) / 2;
  return pairs;
}

std::optional<double> share(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

Accuracy accuracy(std::optional<double> precision, std::optional<double> recall) {
  Accuracy both{precision, recall, std::nullopt};
  if (precision && recall) both.f1 = *precision + *recall > 0 ? 2 * *precision * *recall / (*precision + *recall) : 0;
  return both;
}

}  // namespace

PartitionScore score_partition(std::span<const std::uint32_t> found, std::span<const std::uint32_t> truth) {
  const Crossing crossing(found, truth);
  PartitionScore score;
  score.records = static_cast<std::int64_t>(found.size());
  score.persons_found = static_cast<std::int64_t>(crossing.found_size.size());
  score.persons_true = static_cast<std::int64_t>(crossing.true_size.size());
  const auto whole_true = static_cast<double>(score.persons_true), whole_found = static_cast<double>(score.persons_found);
  if (score.persons_true > 0) score.persons_error = (whole_found - whole_true) / whole_true;
  score.pairs_found = pairs_in(crossing.found_size);
  score.pairs_true = pairs_in(crossing.true_size);
  score.pairs_right = pairs_in(crossing.cell_size);
  const auto right = static_cast<double>(score.pairs_right);
  score.pairwise = accuracy(share(right, static_cast<double>(score.pairs_found)), share(right, static_cast<double>(score.pairs_true)));
  double precision = 0, recall = 0;
  for (std::size_t cell = 0; cell < crossing.cell_size.size(); ++cell) {
    const std::int64_t shared = crossing.cell_size[cell];
    const std::int64_t of_found = crossing.found_size[crossing.found_of[cell]], of_true = crossing.true_size[crossing.true_of[cell]];
    precision += static_cast<double>(shared * shared) / static_cast<double>(of_found);
    recall += static_cast<double>(shared * shared) / static_cast<double>(of_true);
    if (shared == of_found && shared == of_true) ++score.persons_exact;
  }
  const auto records = static_cast<double>(score.records);
  score.b_cubed = accuracy(share(precision, records), share(recall, records));
  const auto exact = static_cast<double>(score.persons_exact);
  score.exact = accuracy(share(exact, whole_found), share(exact, whole_true));
  return score;
}

std::vector<GroupRecall> recall_by_group(std::span<const std::uint32_t> found, std::span<const std::uint32_t> truth,
                                         std::span<const std::uint32_t> group, std::uint32_t groups) {
  assert(group.size() == found.size());
  const Crossing crossing(found, truth);
  std::vector<GroupRecall> recall(groups);
  for (std::uint32_t g = 0; g < groups; ++g) recall[g].group = g;
  for (std::size_t r = 0; r < found.size(); ++r) {
    assert(group[r] < groups);
    const std::uint32_t cell = crossing.cell_of_record[r];
    GroupRecall& own = recall[group[r]];
    ++own.records;
    own.links_true += crossing.true_size[crossing.true_of[cell]] - 1;
    own.links_found += crossing.cell_size[cell] - 1;
  }
  for (GroupRecall& one : recall) one.recall = share(static_cast<double>(one.links_found), static_cast<double>(one.links_true));
  return recall;
}

std::optional<double> recall_gap(std::span<const GroupRecall> groups, std::int64_t least_links) {
  double least = 1, most = 0;
  int counted = 0;
  for (const GroupRecall& group : groups) {
    if (!group.recall || group.links_true < least_links) continue;
    least = std::min(least, *group.recall);
    most = std::max(most, *group.recall);
    ++counted;
  }
  return counted < 2 ? std::nullopt : std::optional(most - least);
}

std::vector<CurvePoint> precision_recall(std::span<const double> probability, std::span<const std::uint8_t> is_match, std::int64_t true_links) {
  assert(probability.size() == is_match.size());
  std::vector<std::size_t> order(probability.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t x, std::size_t y) { return probability[x] > probability[y]; });
  std::vector<CurvePoint> all;
  std::int64_t right = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    right += is_match[order[k]] != 0 ? 1 : 0;
    const double p = probability[order[k]];
    if (k + 1 < order.size() && probability[order[k + 1]] == p) continue;
    const auto pairs = static_cast<std::int64_t>(k) + 1;
    all.push_back({p, pairs, right, static_cast<double>(right) / static_cast<double>(pairs), share(static_cast<double>(right), static_cast<double>(true_links))});
  }
  if (all.size() <= kCurvePoints) return all;
  std::vector<CurvePoint> some;
  for (std::size_t step = 0, at = 0; step < kCurvePoints; ++step) {
    const auto wanted = static_cast<std::int64_t>(order.size() * step / (kCurvePoints - 1));
    while (at + 1 < all.size() && all[at].pairs < wanted) ++at;
    if (some.empty() || some.back().pairs != all[at].pairs) some.push_back(all[at]);
  }
  return some;
}

Calibration calibrate(std::span<const double> probability, std::span<const std::uint8_t> is_match) {
  assert(probability.size() == is_match.size());
  constexpr std::size_t kBins = 11;
  Calibration found;
  found.bins.resize(kBins);
  for (std::size_t b = 0; b < kBins; ++b) found.bins[b].centre = static_cast<double>(b) / (kBins - 1);
  double squares = 0;
  for (std::size_t i = 0; i < probability.size(); ++i) {
    const double p = std::clamp(probability[i], 0.0, 1.0), truth = is_match[i] != 0 ? 1 : 0;
    CalibrationBin& bin = found.bins[static_cast<std::size_t>(std::lround(p * (kBins - 1)))];
    ++bin.pairs;
    bin.mean_probability += p;
    bin.matches += is_match[i] != 0 ? 1 : 0;
    squares += (p - truth) * (p - truth);
  }
  double off = 0;
  for (CalibrationBin& bin : found.bins) {
    found.pairs += bin.pairs;
    found.matches += bin.matches;
    if (bin.pairs == 0) continue;
    const auto pairs = static_cast<double>(bin.pairs);
    bin.mean_probability /= pairs;
    bin.share_true = static_cast<double>(bin.matches) / pairs;
    const ShareInterval interval = wilson(static_cast<double>(bin.matches), pairs);
    bin.share_low = interval.low;
    bin.share_high = interval.high;
    off += pairs * std::abs(*bin.share_true - bin.mean_probability);
  }
  found.brier = share(squares, static_cast<double>(found.pairs));
  found.expected_error = share(off, static_cast<double>(found.pairs));
  return found;
}

}  // namespace palermo::link
