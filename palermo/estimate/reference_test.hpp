// SPDX-License-Identifier: Apache-2.0
// For the tests of this room: the published tables of data/reference, and random tables.
#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

// data/reference/NAME/table.csv
inline HistoryCounts published_table(const std::string& name) {
  const std::string path = PALERMO_SOURCE_DIR "/data/reference/" + name + "/table.csv";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  return HistoryCounts(core::CaptureTable::parse_csv(text, path).value());
}

inline std::vector<std::string> letters(int lists) {
  std::vector<std::string> names;
  for (int i = 0; i < lists; ++i) names.emplace_back(1, static_cast<char>('A' + i));
  return names;
}

// Counts up to `most`, zero with probability `empty`; every list has somebody.
inline HistoryCounts random_table(core::Stream& stream, int lists, double empty, std::uint64_t most) {
  std::vector<std::int64_t> counts(std::size_t{1} << lists);
  for (std::size_t w = 1; w < counts.size(); ++w)
    if (!stream.chance(empty)) counts[w] = static_cast<std::int64_t>(1 + stream.below(most));
  for (int list = 0; list < lists; ++list) counts[std::size_t{1} << list] += 1;
  return HistoryCounts(letters(lists), std::move(counts));
}

// The same table with its lists in another order: place[i] is where list i goes.
inline HistoryCounts reordered(const HistoryCounts& table, const std::vector<std::size_t>& place) {
  std::vector<std::string> names(place.size());
  for (std::size_t i = 0; i < place.size(); ++i) names[place[i]] = table.names()[i];
  std::vector<std::int64_t> counts(table.size());
  for (std::size_t w = 0; w < table.size(); ++w) {
    std::size_t moved = 0;
    for (std::size_t i = 0; i < place.size(); ++i) moved |= ((w >> i) & 1U) << place[i];
    counts[moved] = table.counts()[w];
  }
  return HistoryCounts(std::move(names), std::move(counts));
}

}  // namespace palermo::estimate
