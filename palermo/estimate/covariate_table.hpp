// SPDX-License-Identifier: Apache-2.0
// CovariateTable: who was on which lists, and a few declared properties of few values: all that estimation may see of a person.
//
// A column is a list (0 or 1), a category of at most 32 levels, or a number that is rounded to a step and then has at most 32
// values. A row is a history and one small level number a column: there is no field that could hold a handle, a text or a date,
// and equal rows are kept as one with their count, in the order of their content, so that nothing of the file's order is left.
// A column is refused by its name, never by a value: one whose name says identity, one with too many levels, one whose values are
// dates finer than a year, one that is different for nearly every row, one that nobody declared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/result.hpp"

namespace palermo::estimate {

// args: reason (a word of error.estimate.bad_column); the place's field names the column
inline constexpr core::ErrorKind kBadColumn{"estimate.bad_column", core::Exit::unreadable};
// args: reason (a word of error.estimate.bad_covariate_table)
inline constexpr core::ErrorKind kBadCovariateTable{"estimate.bad_covariate_table", core::Exit::unreadable};

struct CovariateColumn {
  enum class Kind { category, number };
  std::string name;
  Kind kind = Kind::category;
  double step = 1;  // of a number: it is rounded to multiples of it
};

struct Covariate {
  CovariateColumn column;
  std::vector<std::string> levels;  // in order of the alphabet, or of size
  std::vector<double> values;       // of a number, by level; else empty
};

struct CovariateRow {
  std::uint32_t history = 0;           // at least one bit
  std::vector<std::uint8_t> level;     // one a covariate
  std::int64_t count = 0;              // people who are alike in all of this

  bool operator==(const CovariateRow&) const = default;
};

class CovariateTable {
 public:
  static constexpr std::size_t kMostLevels = 32;
  static constexpr std::size_t kMostCovariates = 12;
  static constexpr std::size_t kLongestLevel = 24;  // bytes

  // One row a person; `lists` and `declared` name the columns, in any order in the file; no other column may be there.
  // Errors: estimate.bad_column, estimate.bad_covariate_table, capture.*, csv.*.
  [[nodiscard]] static core::Result<CovariateTable> parse_csv(std::string_view text, std::string_view file, const std::vector<std::string>& lists,
                                                              const std::vector<CovariateColumn>& declared);

  [[nodiscard]] const std::vector<std::string>& lists() const { return lists_; }
  [[nodiscard]] const std::vector<Covariate>& covariates() const { return covariates_; }
  [[nodiscard]] const std::vector<CovariateRow>& rows() const { return rows_; }  // all different, in the order of their content
  [[nodiscard]] std::int64_t observed() const;

  // Counts by history and stratum; a stratum is the levels of the named covariates, "level / level". Error: estimate.bad_column.
  [[nodiscard]] core::Result<core::CaptureTable> by_stratum(const std::vector<std::string>& covariates) const;

 private:
  std::vector<std::string> lists_;
  std::vector<Covariate> covariates_;
  std::vector<CovariateRow> rows_;
};

}  // namespace palermo::estimate
