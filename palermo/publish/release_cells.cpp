// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/release_cells.hpp"

#include <algorithm>
#include <optional>

namespace palermo::publish {

using privacy::Codebook;
using privacy::Level;

std::vector<std::size_t> places_of(const Codebook& codebook, const std::vector<std::string>& names) {
  std::vector<std::size_t> places;
  for (const std::string& name : names) places.push_back(*codebook.find(name));
  std::ranges::sort(places);
  return places;
}

ReleaseCount named(const Codebook& codebook, const std::vector<std::size_t>& columns, const std::vector<Level>& levels) {
  ReleaseCount count;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    count.columns.push_back(codebook.columns[columns[i]].name);
    count.values.push_back(codebook.columns[columns[i]].levels[levels[i]]);
  }
  return count;
}

bool next_cell(std::vector<Level>& levels, const std::vector<std::size_t>& shape) {
  for (std::size_t i = levels.size(); i-- > 0;) {
    if (++levels[i] < shape[i]) return true;
    levels[i] = 0;
  }
  return false;
}

bool possible(const Codebook& codebook, const std::vector<std::size_t>& columns, const std::vector<Level>& levels) {
  const auto level_in = [&](std::size_t column) -> std::optional<Level> {
    const auto at = std::ranges::find(columns, column);
    return at == columns.end() ? std::nullopt : std::optional(levels[static_cast<std::size_t>(at - columns.begin())]);
  };
  return std::ranges::none_of(codebook.rules, [&](const privacy::Rule& rule) {
    const bool when = std::ranges::all_of(rule.when, [&](const privacy::Condition& one) { const auto level = level_in(one.column); return level && one.holds(*level); });
    return when && std::ranges::any_of(rule.then, [&](const privacy::Condition& one) { const auto level = level_in(one.column); return level && !one.holds(*level); });
  });
}

}  // namespace palermo::publish
