// SPDX-License-Identifier: Apache-2.0
// How far one word is from another: for guessing which of our own words somebody meant.
#pragma once

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

namespace palermo::core {

// How many letters have to be put in, taken out or exchanged to make one word of the other. O(a.size() * b.size()).
[[nodiscard]] inline std::size_t edits(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t k = 0; k < b.size(); ++k) {
      const std::size_t exchanged = diagonal + (a[i] == b[k] ? 0 : 1);
      diagonal = row[k + 1];
      row[k + 1] = std::min({exchanged, row[k] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace palermo::core
