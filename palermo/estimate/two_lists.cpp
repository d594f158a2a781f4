// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/two_lists.hpp"

#include <cmath>
#include <limits>
#include <span>

#include "palermo/estimate/unseen_interval.hpp"

namespace palermo::estimate {
namespace {

PairEstimate estimate(std::span<const std::int64_t> supersets, int a, int b, double level) {
  const History bit_a = History{1} << a, bit_b = History{1} << b;
  PairEstimate pair{.a = a, .b = b, .on_a = supersets[bit_a], .on_b = supersets[bit_b], .on_both = supersets[bit_a | bit_b], .interval = {}};
  const auto n_a = static_cast<double>(pair.on_a), n_b = static_cast<double>(pair.on_b), m = static_cast<double>(pair.on_both);
  pair.lincoln_petersen = m > 0 ? n_a * n_b / m : std::numeric_limits<double>::infinity();
  pair.chapman = (n_a + 1) * (n_b + 1) / (m + 1) - 1;
  const double variance = (n_a + 1) * (n_b + 1) * (n_a - m) * (n_b - m) / ((m + 1) * (m + 1) * (m + 2));
  pair.chapman_error = std::sqrt(variance);
  pair.interval = unseen_interval(static_cast<double>(pair.on_either()), pair.chapman, pair.chapman_error, level);
  return pair;
}

}  // namespace

std::vector<PairEstimate> pair_estimates(const HistoryCounts& table, double level) {
  const std::vector<std::int64_t> supersets = table.supersets();
  std::vector<PairEstimate> pairs;
  for (int a = 0; a < table.lists(); ++a)
    for (int b = a + 1; b < table.lists(); ++b) pairs.push_back(estimate(supersets, a, b, level));
  return pairs;
}

double with_odds_ratio(const PairEstimate& pair, double xi) {
  const auto only_a = static_cast<double>(pair.on_a - pair.on_both), only_b = static_cast<double>(pair.on_b - pair.on_both);
  if (pair.on_both == 0) return std::numeric_limits<double>::infinity();
  return static_cast<double>(pair.on_either()) + xi * only_a * only_b / static_cast<double>(pair.on_both);
}

}  // namespace palermo::estimate
