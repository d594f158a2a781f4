// SPDX-License-Identifier: Apache-2.0
// Forecast: what each table of a plan will cost and how exact it will be, from the plan and its codebook alone. Touches no data.
//
// The noise of a table depends on its share alone, so the forecast of what is certain to be measured is exact for so many people: with few, columns get
// more of the budget and pairs less (privacy/aim.hpp), by the noisy number of people. Without a number, many are assumed. Pairs of columns are chosen by the
// data's own differences, privately; which ones cannot be said before, but what each would cost and show can. Large columns are
// shortened after their one-way tables, which makes their pairs better than is said here. Shares: palermo/privacy/aim.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "palermo/publish/plan_file.hpp"

namespace palermo::publish {

struct TableForecast {
  enum class Kind { table, people, column, pair };  // pair: only if it is chosen
  Kind kind = Kind::table;
  std::vector<std::string> columns;
  std::uint64_t cells = 0;
  privacy::Rho rho;
  double standard_error = 0;  // of each cell, in people
  double half_width = 0;      // of its interval, with the plan's confidence
  // A count of this many people is told within a tenth of itself, with that confidence.
  [[nodiscard]] double told_within_a_tenth() const { return 10 * half_width; }
};

struct Forecast {
  privacy::Rho rho;                    // of all
  std::vector<TableForecast> tables;   // in the order of Kind; empty for a closed circle
  // Below about so many people rows are not expected to tell pairs of columns better than columns that know nothing of each other: there
  // noise alone makes the mean total variation of one-way tables kTooBlurred. 0 without rows, and for a closed circle.
  std::int64_t rows_from = 0;
};

// Measured on an invented table of 25 columns at ε = 1: rows won at .008 (10,000 people) and lost at .016 (5,000).
inline constexpr double kTooBlurred = 0.01;

// `people`: about how many, if it is known; at least 1.
[[nodiscard]] Forecast forecast(const ReleasePlan& plan, std::optional<std::int64_t> people = {});
[[nodiscard]] std::string_view word(TableForecast::Kind kind);

}  // namespace palermo::publish
