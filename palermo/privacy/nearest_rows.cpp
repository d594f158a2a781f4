// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/nearest_rows.hpp"

#include <algorithm>
#include <numeric>

#include "palermo/core/random.hpp"

namespace palermo::privacy {

std::vector<std::size_t> nearest_rows(const CodedColumns& table, const CodedColumns& other, std::size_t row, std::span<const std::size_t> columns) {
  std::vector<int> distance(table.rows(), 0);
  for (const std::size_t c : columns) {
    const Level level = other.values[c][row];
    const std::span<const Level> column = table.values[c];
    for (std::size_t i = 0; i < column.size(); ++i) distance[i] += column[i] != level ? 1 : 0;
  }
  const int least = *std::ranges::min_element(distance);
  std::vector<std::size_t> rows;
  for (std::size_t i = 0; i < distance.size(); ++i)
    if (distance[i] == least) rows.push_back(i);
  return rows;
}

std::vector<std::size_t> drawn_rows(std::size_t rows, std::int64_t count, std::uint64_t seed, std::uint64_t index) {
  core::Stream stream(seed, "privacy.attack.people", index);
  std::vector<std::size_t> drawn(rows);
  std::iota(drawn.begin(), drawn.end(), std::size_t{0});
  for (std::size_t left = rows; left > 1; --left) std::swap(drawn[left - 1], drawn[stream.below(left)]);
  drawn.resize(std::min(rows, static_cast<std::size_t>(count)));
  return drawn;
}

}  // namespace palermo::privacy
