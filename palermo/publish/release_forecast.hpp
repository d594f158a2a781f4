// SPDX-License-Identifier: Apache-2.0
// Forecast: what each table of a plan will cost and how exact it will be, from the plan and its codebook alone. Touches no data.
//
// The noise does not depend on the data, so the forecast of what is certain to be measured is exact. Pairs of columns are chosen by the
// data's own differences, privately; which ones cannot be said before, but what each would cost and show can. Large columns are
// shortened after their one-way tables, which makes their pairs better than is said here. Shares: palermo/privacy/aim.hpp.
#pragma once

#include <cstdint>
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
};

[[nodiscard]] Forecast forecast(const ReleasePlan& plan);
[[nodiscard]] std::string_view word(TableForecast::Kind kind);

}  // namespace palermo::publish
