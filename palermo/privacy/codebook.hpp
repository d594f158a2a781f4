// SPDX-License-Identifier: Apache-2.0
// Codebook: what a table may hold, known before anybody looks at a row. YAML, format palermo-codebook/1.
//
//   format: palermo-codebook/1
//   id: ctdc-27
//   title: ...
//   subject: person                 # column that names the person; left out: every row is a person
//   columns:
//     - name: yearOfRegistration
//       title: Year of registration
//       range: {from: 2002, to: 2022}
//       missing: ["-99"]            # true, false, or the texts that mean "missing" (an empty cell always does); true unless said
//       join: lowest                # rows of one person that differ: unknown (unless said: missing, or other), lowest, highest
//     - name: gender
//       values: [Woman, Man, Other gender]
//       other: false                # a level of its own for values that are not listed; true unless said
//       starred: true               # three-way tables among starred columns are worth noise
//     - name: citizenship
//       values: [THA, KHM]
//       hierarchy: {name: region, levels: {THA: Asia, KHM: Asia}}   # one, or a list of them
//   rules:                          # skip logic: where `when` holds nothing but `then` can be; public knowledge only
//     - when: {isForcedLabour: ["0"]}
//       then: {typeOfLabour: [missing]}     # `missing` and `other` name those levels
//
// Invariants: levels are numbered in the order of `values`, then other, then missing; every text has a level (a value that is not
// listed is other, and missing where a column has no other); a column has other or missing. Nothing here depends on a row.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kBadCodebook{"privacy.bad_codebook", core::Exit::unreadable};

using Level = std::uint16_t;

inline constexpr std::size_t kMostLevels = 10'000;
inline constexpr std::size_t kMostColumns = 100;
inline constexpr std::string_view kOtherText = "other";
inline constexpr std::string_view kMissingText = "";  // in a table; "missing" in a codebook's rules

// What is kept when rows of one person differ in a column. `unknown`: the missing level, or other where there is none.
enum class Join : std::uint8_t { unknown, lowest, highest };

// A coarser view of a column: country -> region.
struct Hierarchy {
  std::string name;
  std::vector<std::string> groups;  // by group; other and missing are groups of their own, in the column's order
  std::vector<Level> group_of;      // by level of the column
};

struct CodebookColumn {
  std::string name;
  std::string title;
  std::vector<std::string> levels;  // as printed; other is kOtherText, missing is kMissingText
  std::optional<Level> other;
  std::optional<Level> missing;
  std::vector<std::string> missing_texts;  // beside the empty one
  Join join = Join::unknown;
  bool starred = false;
  std::vector<Hierarchy> hierarchies;

  [[nodiscard]] std::size_t size() const { return levels.size(); }
  [[nodiscard]] Level level(std::string_view text) const;  // of any text
  [[nodiscard]] bool lists(std::string_view text) const;   // whether it is a value, or means missing
  [[nodiscard]] Level unknown() const { return missing ? *missing : *other; }

  std::map<std::string, Level, std::less<>> level_of;  // the values, and the texts that mean missing
};

// Skip logic: a row that has one of `levels` of every condition in `when` has one of `levels` of every condition in `then`.
struct Condition {
  std::size_t column;
  std::vector<Level> levels;  // ascending
  [[nodiscard]] bool holds(Level level) const;
};

struct Rule {
  std::vector<Condition> when;
  std::vector<Condition> then;
  // Whether a whole row of levels breaks it.
  [[nodiscard]] bool broken_by(std::span<const Level> row) const;
};

class Codebook {
 public:
  // `value` is the YAML document. Errors: schema.*, privacy.bad_codebook.
  [[nodiscard]] static core::Result<Codebook> read(const core::Value& value);

  std::string id;
  std::string title;
  std::optional<std::string> subject;  // name of the column that tells persons apart
  std::vector<CodebookColumn> columns;
  std::vector<Rule> rules;

  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
  // Number of cells of the table of those columns; 1 for none. Saturates.
  [[nodiscard]] std::uint64_t cells(std::span<const std::size_t> columns_of_table) const;
};

}  // namespace palermo::privacy
