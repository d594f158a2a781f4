// SPDX-License-Identifier: Apache-2.0
// Waterfall: steps that add up from one value to another; also bars to either side of zero, when each step begins there.
//
//   Waterfall chart{.frame = {"why", "From prior to result", "..."}, .groups = {{{""}, {{.label = {"prior"}, .to = -12, .shown = "-12.0"}, ...}}}, ...};
//   Figure figure = draw(chart);
//
// A step up is solid, a step down is hatched and of another colour, a sum is black: no difference is told by colour alone.
// Steps of one group that begin where the one before ended are joined by a line. The value stands beside its bar, as text
// given by the caller. Values may be negative; the axis always holds zero.
#pragma once

#include <string>
#include <vector>

#include "palermo/chart/figure.hpp"

namespace palermo::chart {

struct Step {
  Label label;
  double from = 0, to = 0;
  std::string shown;  // "+3.2"
  bool sum = false;   // a total, not a step of its own
};

struct StepGroup {
  Label label;  // empty text: no heading
  std::vector<Step> steps;
};

struct Waterfall {
  Frame frame;
  std::vector<StepGroup> groups;
  std::string up, down, total;                   // the key; an empty word leaves its entry out
  std::string group_name, step_name, value_name;  // heads of the table's columns; an empty group_name leaves that column out
  NumberText number;
};

[[nodiscard]] Figure draw(const Waterfall& chart);

}  // namespace palermo::chart
