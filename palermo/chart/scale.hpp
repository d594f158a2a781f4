// SPDX-License-Identifier: Apache-2.0
// Scale: values from 0 up to a round number, laid out between two pixel positions, with three to six round ticks.
#pragma once

#include <vector>

namespace palermo::chart {

struct Scale {
  double from = 0, to = 100;  // pixels of value 0 and of `top`
  double top = 1;             // a round value not below the largest shown; > 0
  std::vector<double> ticks;  // from 0 to top

  [[nodiscard]] double at(double value) const { return from + (to - from) * value / top; }
};

// Steps are 1, 2 or 5 times a power of ten, at least `least_step` (1 for counts).
[[nodiscard]] Scale make_scale(double largest, double from, double to, double least_step = 1);

// The years to write under an axis from `first` to `last`: at most `most`, evenly stepped, always the last.
[[nodiscard]] std::vector<int> year_ticks(int first, int last, int most);

}  // namespace palermo::chart
