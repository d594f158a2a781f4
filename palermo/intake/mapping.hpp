// SPDX-License-Identifier: Apache-2.0
// Mapping: how the columns of one format of the field become facts, and what has to be assumed for that.
//
// Format: palermo-mapping/1 (docs/formats/mapping.md), one YAML file a format, in data/mappings.
//
// A column gives *signals*. A signal is yes, no or not recorded, and shows one fact, or one of several facts without
// saying which (a merged label), or only may show some (a label that fits nowhere). From the signals of a record:
//   a fact is true      when a signal that shows it alone is yes;
//   a fact is false     when a signal that asks for just this fact (`denies`) is no; or when an assumption says that its
//                       group was examined and every signal that could show it is no; never while one of them is yes;
//                       and when a signal that `refutes` it is yes;
//   one of several      is true when a merged signal is yes (law::OneOf): merged positives stay merged;
//   otherwise           nothing is stated: unknown.
// A column that is enough to show a fact is not all that could show it: its "no" alone denies nothing. Signals whose
// assumption is off show nothing, but their yes and their silence still keep a fact from being denied: so a reading
// that assumes more never turns a false into a true (translate_test.cpp).
// What the columns themselves cannot give (that the contributor examined a group, that an empty box means no, that a
// registered person was identified) is an *assumption* with a name and a sentence; a reading of the study switches it
// on, and every statement that rests on it carries its id.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/country.hpp"
#include "palermo/core/interval.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/law/vocabulary.hpp"

namespace palermo::intake {

inline constexpr core::ErrorKind kBadMapping{"mapping.bad", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownAssumption{"mapping.unknown_assumption", core::Exit::unreadable};
inline constexpr core::ErrorKind kNationalityTable{"mapping.nationality_table", core::Exit::refused, "D31"};
inline constexpr core::ErrorKind kUnknownCategory{"mapping.unknown_category", core::Exit::unreadable};
inline constexpr core::ErrorKind kMissingColumn{"mapping.missing_column", core::Exit::unreadable};

enum class FileKind { csv, json_lines };

// Something a mapping takes for granted when a reading says so.
struct Assumption {
  std::string id;    // "identified_victim"
  std::string says;  // one sentence, English
  std::vector<std::pair<law::FactId, bool>> states;   // for every record
  std::vector<std::vector<law::FactId>> one_of;       // for every record
  std::vector<law::GroupId> closes;                   // groups examined
  bool empty_means_no = false;                        // a missing flag is a no, in every flag column
  bool dates_conduct = false;                         // the conduct is dated by `conduct_year`
};

// One signal: what one value (or one token of a multi-value column) of a column tells.
struct Signal {
  std::string column;
  std::string token;                    // of a split column; empty: the whole cell
  std::vector<std::string> yes, no;     // cell values; for a token: present is yes, absent among others is no
  std::vector<law::FactId> shows;       // one: that fact; several: one of them
  std::vector<law::FactId> may_show;    // keeps these from being false, shows none
  std::vector<law::FactId> refutes;     // yes makes these false
  std::vector<std::string> conditions;  // assumptions that must all be on
  std::string says;
  bool denies = false;                  // asks for just the one fact it shows: its no denies it
  bool flag = false;                    // uses the mapping's default yes and no: `empty_means_no` reaches it
  bool absent_means_no = true;          // a token that is not in a filled cell is a no
};

// One column that bounds a number ("9--17": age at most 17).
struct NumberSource {
  law::FactId fact = 0;
  std::string column;
  bool whole_number = false;  // the cell is the number itself, 0 to 120, or "about 17" (one more or less)
  std::map<std::string, core::Interval<std::int64_t>, std::less<>> values;
  std::vector<std::string> conditions;  // assumptions that must all be on
  bool at_most = false;       // the number was at most this (an age told later than the conduct)
  bool fallback = false;      // used only as far as it does not contradict the others
  std::string says;
};

// A column by which the study's tables are cut. Closed categories: what is not understood is counted, never guessed.
struct Dimension {
  enum class Kind { values, year, country };
  std::string name;  // "year", "sex", "age", "country"
  std::string column;
  Kind kind = Kind::values;
  std::vector<std::pair<std::string, std::string>> values;  // cell value -> category; of sex one of sexes()
  int year_min = 1900, year_max = 2100;                     // outside: impossible
};

struct Mapping {
  std::string id, title, source, unit;
  FileKind kind = FileKind::csv;
  char delimiter = ',';
  std::string content_hash;                 // SHA-256 of the file, hex
  std::vector<std::string> missing;         // cell values that mean "not recorded" in every column
  std::vector<std::string> flag_values;     // the default yes and no of flags: understood in every column of a signal
  std::map<std::string, char, std::less<>> split;  // multi-value columns and what separates their tokens
  std::map<std::string, std::vector<std::string>, std::less<>> known;  // further values that are understood and tell nothing
  std::vector<std::string> not_used;        // columns that are known and deliberately not read
  std::vector<Assumption> assumptions;
  std::vector<Signal> signals;
  std::vector<NumberSource> numbers;
  std::vector<Dimension> dimensions;
  std::string conduct_year;                 // column that dates the conduct, under an assumption; may be empty
  std::string status;                       // "mapping by the project; to be reviewed by a lawyer"

  [[nodiscard]] const Assumption* find(std::string_view assumption) const;
  [[nodiscard]] const Dimension* dimension(std::string_view name) const;
  // Every column the mapping reads, once each, in the order of first use.
  [[nodiscard]] std::vector<std::string> columns() const;
};

// The categories that a mapping may name for sex; the report has a word for each.
[[nodiscard]] const std::vector<std::string>& sexes();
// "a, b", or "–" when there are none: for the arguments of errors.
[[nodiscard]] std::string joined(const std::vector<std::string>& words);

// Reads a mapping. Errors: document.*, schema.*, law.unknown_fact, mapping.*, each with line and column.
[[nodiscard]] core::Result<Mapping> parse_mapping(std::string_view text, std::string_view file, const law::Vocabulary& vocabulary);

}  // namespace palermo::intake
