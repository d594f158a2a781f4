// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/width.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "palermo/estimate/gaussian.hpp"

namespace palermo::study {
namespace {

enum Source : unsigned { kDefinition, kLinkage, kModel, kChance, kSources };

struct Ends {
  double lo = 0, hi = 0;
};

Ends ends_of(const Spread& table, unsigned at_work, double z) {
  double variance = 0;
  if (at_work >> kLinkage & 1) variance += table.linkage;
  if (at_work >> kModel & 1) variance += table.model;
  if (at_work >> kChance & 1) variance += table.chance;
  const double half = z * std::sqrt(variance);
  return {std::max(table.seen, std::exp(table.middle - half)), std::max(table.seen, std::exp(table.middle + half))};
}

// The envelope with the definition at work; without it, ends whose distance is the mean width.
Ends over_all(std::span<const Spread> tables, unsigned at_work, double z) {
  Ends envelope = ends_of(tables.front(), at_work, z);
  double widths = 0;
  for (const Spread& table : tables) {
    const Ends ends = ends_of(table, at_work, z);
    envelope = {std::min(envelope.lo, ends.lo), std::max(envelope.hi, ends.hi)};
    widths += ends.hi - ends.lo;
  }
  return at_work >> kDefinition & 1 ? envelope : Ends{0, widths / static_cast<double>(tables.size())};
}

// Of all orders of four, how many have exactly `before` of the three others in front of one, for one set of that size.
constexpr std::array<double, kSources> kOrders{6.0 / 24, 2.0 / 24, 2.0 / 24, 6.0 / 24};

}  // namespace

Width width_of(std::span<const Spread> tables, double level) {
  const double z = estimate::gaussian_quantile((1 + level) / 2);
  std::array<double, 1U << kSources> width{};
  for (unsigned set = 0; set < width.size(); ++set) {
    const Ends ends = over_all(tables, set, z);
    width[set] = ends.hi - ends.lo;
  }
  std::array<double, kSources> added{};
  for (unsigned source = 0; source < kSources; ++source)
    for (unsigned set = 0; set < width.size(); ++set)
      if ((set >> source & 1) == 0)
        added[source] += kOrders[static_cast<std::size_t>(std::popcount(set))] * (width[set | 1U << source] - width[set]);
  // With no source at work there may be width left only where exp and max() disagree by rounding: none.
  const Ends ends = over_all(tables, width.size() - 1, z);
  const double total = added[kDefinition] + added[kLinkage] + added[kModel] + added[kChance];
  Width result{ends.lo, ends.hi, {}};
  if (total > 0) result.shares = {added[kDefinition] / total, added[kLinkage] / total, added[kModel] / total, added[kChance] / total};
  return result;
}

}  // namespace palermo::study
