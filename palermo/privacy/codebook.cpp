// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/codebook.hpp"

#include <algorithm>

namespace palermo::privacy {

Level CodebookColumn::level(std::string_view text) const {
  if (const auto found = level_of.find(text); found != level_of.end()) return found->second;
  return other ? *other : *missing;
}

bool CodebookColumn::lists(std::string_view text) const { return level_of.contains(text); }

bool Condition::holds(Level level) const { return std::ranges::binary_search(levels, level); }

bool Rule::broken_by(std::span<const Level> row) const {
  const auto holds = [&](const Condition& condition) { return condition.holds(row[condition.column]); };
  return std::ranges::all_of(when, holds) && !std::ranges::all_of(then, holds);
}

std::optional<std::size_t> Codebook::find(std::string_view column) const {
  const auto found = std::ranges::find(columns, column, &CodebookColumn::name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

std::uint64_t Codebook::cells(std::span<const std::size_t> columns_of_table) const {
  std::uint64_t all = 1;
  for (const std::size_t column : columns_of_table)
    if (__builtin_mul_overflow(all, columns[column].size(), &all)) return UINT64_MAX;
  return all;
}

}  // namespace palermo::privacy
