// SPDX-License-Identifier: Apache-2.0
// Forest plot: estimates with their intervals, one below the other, on one logarithmic axis.
//
//   Forest chart{.frame = {"methods", "All methods", "..."}, .groups = {{{""}, {{.label = {"stepwise"}, .lo = 9298, .point = 11313, .hi = 14320, .shown = "11,000 (9,300 to 14,000)"}}}}, ...};
//   Figure figure = draw(chart);
//
// Filled squares are estimates, hollow circles what is said with a reservation (a lower bound, chains that did not meet): the key says which. An interval that
// goes beyond the axis ends in an arrow. A dashed line stands at `reference`, such as the people who were seen. Values are above 0.
#pragma once

#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"

namespace palermo::chart {

struct ForestRow {
  Label label;
  double lo = 0, point = 0, hi = 0;  // 0 < lo <= hi; hi may be infinite
  std::string shown;                 // "11,000 (9,300 to 14,000)"
  bool reserved = false;             // drawn hollow
};

struct ForestGroup {
  Label label;  // empty text: no heading
  std::vector<ForestRow> rows;
};

struct Forest {
  Frame frame;
  std::vector<ForestGroup> groups;
  double reference = 0;                           // 0: none
  std::string reference_name;                     // "people seen"
  std::string plain, reserved;                    // the key; an empty word leaves its entry out
  std::string group_name, row_name, value_name;   // heads of the table's columns; an empty group_name leaves that column out
  NumberText number;
};

[[nodiscard]] Figure draw(const Forest& chart);

// 1, 2 and 5 times powers of ten that span [least, largest], or powers of ten alone where these are more than `most`.
[[nodiscard]] std::vector<double> log_ticks(double least, double largest, std::size_t most = 8);

}  // namespace palermo::chart
