// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/reshape.hpp"

#include <algorithm>
#include <numeric>

namespace palermo::estimate {
namespace {

constexpr History bit(int list) { return History{1} << static_cast<unsigned>(list); }

// The history of a table whose lists are `kept` of ours, in that order.
History kept_history(History w, const std::vector<int>& kept) {
  History out = 0;
  for (std::size_t i = 0; i < kept.size(); ++i)
    if ((w & bit(kept[i])) != 0) out |= bit(static_cast<int>(i));
  return out;
}

HistoryCounts with_lists(const HistoryCounts& table, const std::vector<int>& kept) {
  std::vector<std::string> names;
  for (const int list : kept) names.push_back(table.names()[static_cast<std::size_t>(list)]);
  std::vector<std::int64_t> counts(std::size_t{1} << kept.size());
  for (History w = 1; w < table.size(); ++w) counts[kept_history(w, kept)] += table[w];
  counts[0] = 0;
  return {std::move(names), std::move(counts)};
}

std::vector<int> all_but(int lists, int left_out) {
  std::vector<int> kept;
  for (int list = 0; list < lists; ++list)
    if (list != left_out) kept.push_back(list);
  return kept;
}

}  // namespace

HistoryCounts in_order_of_names(const HistoryCounts& table) {
  std::vector<int> order(static_cast<std::size_t>(table.lists()));
  std::iota(order.begin(), order.end(), 0);
  std::ranges::sort(order, {}, [&](int list) -> const std::string& { return table.names()[static_cast<std::size_t>(list)]; });
  return with_lists(table, order);
}

HistoryCounts without_list(const HistoryCounts& table, int list) { return with_lists(table, all_but(table.lists(), list)); }

HistoryCounts merged(const HistoryCounts& table, int a, int b) {
  std::vector<std::int64_t> counts(table.size());
  for (History w = 1; w < table.size(); ++w) counts[(w & bit(b)) != 0 ? (w | bit(a)) : w] += table[w];
  std::vector<std::string> names = table.names();
  names[static_cast<std::size_t>(a)] += "+" + names[static_cast<std::size_t>(b)];
  return with_lists(HistoryCounts(std::move(names), std::move(counts)), all_but(table.lists(), b));
}

HistoryCounts within_list(const HistoryCounts& table, int list) {
  std::vector<std::int64_t> counts(table.size());
  for (History w = 1; w < table.size(); ++w)
    if ((w & bit(list)) != 0) counts[w] = table[w];
  return with_lists(HistoryCounts(table.names(), std::move(counts)), all_but(table.lists(), list));
}

HistoryCounts without_empty_lists(const HistoryCounts& table) {
  const std::vector<std::int64_t> supersets = table.supersets();
  std::vector<int> kept;
  for (int list = 0; list < table.lists(); ++list)
    if (supersets[bit(list)] > 0) kept.push_back(list);
  return with_lists(table, kept);
}

}  // namespace palermo::estimate
