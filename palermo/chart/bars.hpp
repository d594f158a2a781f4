// SPDX-License-Identifier: Apache-2.0
// Horizontal bars of counts known between two ends: what is certain is solid, what is possible as well is hatched.
//
//   BarChart chart{.frame = {"summary", "Records by definition", "..."}, .groups = {...}, ...};
//   Figure figure = draw(chart);
//
// Bars stand in groups (a definition); bars of the same label in different groups (a reading) have the same colour.
// The value stands at the end of its bar, as text given by the caller.
#pragma once

#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"

namespace palermo::chart {

struct Bar {
  Label label;
  double lo = 0, hi = 0;  // 0 <= lo <= hi
  std::string shown;      // "1,230 to 4,560"
};

struct BarGroup {
  Label label;  // empty text: no heading
  std::vector<Bar> bars;
};

struct BarChart {
  Frame frame;
  std::vector<BarGroup> groups;
  CertainPossible words;
  std::string group_name, bar_name, value_name;  // heads of the table's columns
  NumberText number;
};

[[nodiscard]] Figure draw(const BarChart& chart);

}  // namespace palermo::chart
