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

// For every group: where the region is Asia, the country is one of Asia's.
Codebook Codebook::with_groups() const {
  Codebook grouped = *this;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    for (std::size_t h = 0; h < columns[c].hierarchies.size(); ++h) {
      const Hierarchy& hierarchy = columns[c].hierarchies[h];
      CodebookColumn made;
      made.name = columns[c].name + "." + hierarchy.name;
      made.title = columns[c].title;
      made.levels = hierarchy.groups;
      if (columns[c].other) made.other = hierarchy.group_of[*columns[c].other];
      if (columns[c].missing) made.missing = hierarchy.group_of[*columns[c].missing];
      made.starred = columns[c].starred;
      made.group = CodebookColumn::Group{c, h};
      for (std::size_t g = 0; g < made.levels.size(); ++g) made.level_of.emplace(made.levels[g], static_cast<Level>(g));
      const std::size_t at = grouped.columns.size();
      for (std::size_t g = 0; g < hierarchy.groups.size(); ++g) {
        std::vector<Level> members;
        for (std::size_t level = 0; level < hierarchy.group_of.size(); ++level)
          if (hierarchy.group_of[level] == g) members.push_back(static_cast<Level>(level));
        grouped.rules.push_back({{{at, {static_cast<Level>(g)}}}, {{c, std::move(members)}}});
      }
      grouped.columns.push_back(std::move(made));
    }
  }
  return grouped;
}

std::uint64_t Codebook::cells(std::span<const std::size_t> columns_of_table) const {
  std::uint64_t all = 1;
  for (const std::size_t column : columns_of_table)
    if (__builtin_mul_overflow(all, columns[column].size(), &all)) return UINT64_MAX;
  return all;
}

}  // namespace palermo::privacy
