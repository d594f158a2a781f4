// SPDX-License-Identifier: Apache-2.0
// Small lists for the tests of the model: invented people, written twice with slips of the pen.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/link/run.hpp"

namespace palermo::link::testing {

using Row = std::vector<std::string>;

inline const std::vector<std::string> kHeader{"id", "given_name", "family_name", "dob", "sex", "nationality", "village", "true_person_id"};

inline std::string invented(core::Stream& stream, std::size_t syllables) {
  constexpr std::string_view kConsonants = "bdfgklmnprstvz";
  constexpr std::string_view kVowels = "aeiou";
  std::string out;
  for (std::size_t i = 0; i < syllables; ++i) {
    out += kConsonants[stream.below(kConsonants.size())];
    out += kVowels[stream.below(kVowels.size())];
  }
  return out + "n";
}

// `people` persons; the first `twice` of them stand a second time, with a slip in one name or in the date.
inline std::vector<Row> invented_rows(std::size_t people, std::size_t twice, std::uint64_t seed) {
  core::Stream stream(seed, "link.test");
  std::vector<std::string> given, family;
  for (int i = 0; i < 60; ++i) given.push_back(invented(stream, 2));
  for (int i = 0; i < 400; ++i) family.push_back(invented(stream, 3));
  std::vector<Row> rows;
  for (std::size_t p = 0; p < people; ++p) {
    const auto two = [](std::uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    Row row{"r" + std::to_string(rows.size()), given[stream.below(60)], family[stream.below(400)],
            std::to_string(1950 + stream.below(50)) + "-" + two(1 + stream.below(12)) + "-" + two(2 + stream.below(27)),
            stream.chance(0.5) ? "F" : "M", stream.chance(0.7) ? "KHM" : "LAO", "village" + std::to_string(stream.below(40)), std::to_string(p)};
    rows.push_back(row);
    if (p >= twice) continue;
    row[0] = "r" + std::to_string(rows.size());
    const std::uint64_t slip = stream.below(4);
    if (slip == 0) row[1][1 + stream.below(3)] = 'x';
    if (slip == 1) row[2][1 + stream.below(4)] = 'x';
    if (slip == 2) row[3][9] = static_cast<char>('0' + stream.below(10));
    if (slip == 3) row[3].clear();
    rows.push_back(row);
  }
  return rows;
}

inline Records read_rows(const std::vector<Row>& rows, bool duplicate_free = false) {
  RecordReader reader{NameTables()};
  reader.begin_file({.name = "list", .role = {}, .duplicate_free = duplicate_free}, kHeader);
  std::vector<std::string_view> views;
  for (const Row& row : rows) {
    views.assign(row.begin(), row.end());
    reader.add_row(views);
  }
  return reader.finish();
}

}  // namespace palermo::link::testing
