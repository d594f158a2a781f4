// SPDX-License-Identifier: Apache-2.0
// CaptureTable: how many people were on exactly which lists. The only thing that estimation may see of anybody.
//
// A capture history is a bit mask over the lists: bit i is set when the person was on list i; history 0 (on no list)
// is never observed and never stored. Counts are by stratum and year where given ("" and 0 where not).
// There is no field that could hold an identifier.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::core {

inline constexpr ErrorKind kBadCaptureTable{"capture.bad_table", Exit::unreadable};
inline constexpr ErrorKind kEmptyList{"capture.empty_list", Exit::unreadable};
inline constexpr ErrorKind kDuplicateList{"capture.duplicate_list", Exit::unreadable};

struct CaptureCell {
  std::uint32_t history = 0;  // at least one bit
  std::int64_t count = 0;     // people, >= 0
  std::string stratum;
  int year = 0;

  bool operator==(const CaptureCell&) const = default;
};

class CaptureTable {
 public:
  static constexpr std::size_t kMostLists = 16;

  // Adds equal cells up, sorts them, drops zeros. Errors: duplicate or empty list names, more than 16 lists, a history
  // outside the lists or 0, a negative count, a list on which nobody is.
  [[nodiscard]] static Result<CaptureTable> make(std::vector<std::string> lists, std::vector<CaptureCell> cells);
  // Columns: one 0/1 column a list, optional `stratum`, `year`, and `count`.
  [[nodiscard]] static Result<CaptureTable> parse_csv(std::string_view text, std::string_view file);
  [[nodiscard]] std::string to_csv() const;

  [[nodiscard]] const std::vector<std::string>& lists() const { return lists_; }
  [[nodiscard]] const std::vector<CaptureCell>& cells() const { return cells_; }
  [[nodiscard]] std::int64_t observed() const;                        // people on at least one list
  [[nodiscard]] std::int64_t on_list(std::size_t list) const;
  [[nodiscard]] std::int64_t on_both(std::size_t a, std::size_t b) const;

 private:
  std::vector<std::string> lists_;
  std::vector<CaptureCell> cells_;
};

}  // namespace palermo::core
