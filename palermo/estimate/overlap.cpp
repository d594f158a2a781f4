// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/overlap.hpp"

#include <bit>

namespace palermo::estimate {
namespace {

constexpr History bit(int list) { return History{1} << static_cast<unsigned>(list); }

void look_at_lists(const HistoryCounts& table, const std::vector<std::int64_t>& supersets, OverlapReport& report) {
  for (int list = 0; list < table.lists(); ++list)
    report.lists.push_back({table.names()[static_cast<std::size_t>(list)], supersets[bit(list)], table[bit(list)]});
}

void look_at_pairs(int lists, const std::vector<std::int64_t>& supersets, OverlapReport& report) {
  std::vector<bool> meets(static_cast<std::size_t>(lists), false);
  for (int b = 1; b < lists; ++b)
    for (int a = 0; a < b; ++a) {
      const PairOverlap pair{a, b, supersets[bit(a) | bit(b)]};
      report.pairs.push_back(pair);
      if (pair.both == 0) {
        report.empty_pairs.push_back(pair);
        continue;
      }
      meets[static_cast<std::size_t>(a)] = meets[static_cast<std::size_t>(b)] = true;
      const bool a_inside = pair.both == supersets[bit(a)], b_inside = pair.both == supersets[bit(b)];
      if (a_inside && b_inside)
        report.identical.push_back(pair);
      else if (a_inside)
        report.nested.push_back({a, b});
      else if (b_inside)
        report.nested.push_back({b, a});
    }
  for (int list = 0; list < lists; ++list)
    if (!meets[static_cast<std::size_t>(list)]) report.apart.push_back(list);
}

void look_at_triples(int lists, const std::vector<std::int64_t>& supersets, OverlapReport& report) {
  for (int c = 2; c < lists; ++c)
    for (int b = 1; b < c; ++b)
      for (int a = 0; a < b; ++a) {
        report.triples.push_back({a, b, c, supersets[bit(a) | bit(b) | bit(c)]});
        if (report.triples.back().all == 0) ++report.empty_triples;
      }
}

}  // namespace

OverlapReport look_at_overlap(const HistoryCounts& table) {
  OverlapReport report;
  report.observed = table.observed();
  report.on_exactly.assign(static_cast<std::size_t>(table.lists()) + 1, 0);
  for (History w = 1; w < table.size(); ++w) report.on_exactly[static_cast<std::size_t>(std::popcount(w))] += table[w];
  for (std::size_t k = 2; k < report.on_exactly.size(); ++k) {
    report.on_several += report.on_exactly[k];
    if (k >= 3) report.on_three += report.on_exactly[k];
  }
  const std::vector<std::int64_t> supersets = table.supersets();
  look_at_lists(table, supersets, report);
  look_at_pairs(table.lists(), supersets, report);
  look_at_triples(table.lists(), supersets, report);
  return report;
}

}  // namespace palermo::estimate
