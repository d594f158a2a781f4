// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/k_anonymity.hpp"

#include <algorithm>
#include <string>

#include "palermo/privacy/cell_counts.hpp"
#include "palermo/privacy/row_order.hpp"

namespace palermo::privacy {
namespace {

void add(RareCombinations& sum, std::int64_t people, std::int64_t k) {
  ++sum.combinations;
  sum.rare += people < k ? 1 : 0;
  sum.unique += people == 1 ? 1 : 0;
  sum.smallest = sum.combinations == 1 ? people : std::min(sum.smallest, people);
}

core::Error too_wide(const CodedColumns& table, int ways) {
  return {kTableTooWide, {}, {{"columns", std::to_string(table.columns())}, {"ways", std::to_string(ways)}}};
}

// Counts in `table` of the combinations that occur in `occurring` (or in `table`, when that is null).
core::Result<std::vector<RareCombinations>> counted(const CodedColumns& table, const CodedColumns* occurring, std::int64_t k, int longest, core::Progress& progress) {
  CellCounter counter;
  std::vector<RareCombinations> result;
  for (int length = 1; length <= longest && static_cast<std::size_t>(length) <= table.columns(); ++length) {
    RareCombinations& sum = result.emplace_back();
    sum.length = length;
    const auto sets = column_sets(table.columns(), static_cast<std::size_t>(length));
    for (const std::vector<std::size_t>& set : sets) {
      if (progress.cancelled()) return core::fail(core::kCancelled);
      if (!cells_of(table, set)) return core::fail(too_wide(table, longest));
      for (const CountedCell& cell : counter.count(table, occurring, set))
        if ((occurring == nullptr || cell.second > 0) && is_combination(table, set, cell.code)) add(sum, cell.first, k);
    }
  }
  return result;
}

}  // namespace

core::Result<ClassReport> classes_of(const CodedColumns& table) {
  if (!is_sound(table)) return core::fail(kUnlikeTables);
  const std::vector<std::size_t> order = sorted_rows(table);
  ClassReport report;
  report.people = static_cast<std::int64_t>(table.rows());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && same_row(table, order[begin], order[end])) ++end;
    const auto size = static_cast<std::int64_t>(end - begin);
    ++report.classes;
    report.smallest = report.classes == 1 ? size : std::min(report.smallest, size);
    report.unique += size == 1 ? size : 0;
    report.below3 += size < 3 ? size : 0;
    report.below5 += size < 5 ? size : 0;
    report.below11 += size < 11 ? size : 0;
    begin = end;
  }
  return report;
}

core::Result<std::vector<RareCombinations>> rare_combinations(const CodedColumns& table, std::int64_t k, int longest, core::Progress& progress) {
  if (!is_sound(table)) return core::fail(kUnlikeTables);
  return counted(table, nullptr, k, longest, progress);
}

core::Result<std::vector<RareCombinations>> rare_in(const CodedColumns& inner, const CodedColumns& outer, std::int64_t k, int longest, core::Progress& progress) {
  if (!is_sound(inner) || !is_sound(outer) || !same_columns(inner, outer)) return core::fail(kUnlikeTables);
  return counted(outer, &inner, k, longest, progress);
}

}  // namespace palermo::privacy
