// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/scale.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::chart {
namespace {

constexpr double kIntervals = 5;  // about so many steps from 0 to the top

double round_step(double rough) {
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * power >= rough * 0.999) return factor * power;
  return 10 * power;
}

}  // namespace

Scale make_scale(double largest, double from, double to, double least_step) {
  const double step = std::max(least_step, round_step(std::max(largest, least_step) / kIntervals));
  const auto steps = static_cast<int>(std::max(1.0, std::ceil(largest / step - 1e-9)));
  Scale scale{from, to, steps * step, {}};
  for (int i = 0; i <= steps; ++i) scale.ticks.push_back(i * step);
  return scale;
}

std::vector<int> year_ticks(int first, int last, int most) {
  int step = 1;
  for (const int candidate : {1, 2, 5, 10, 20, 50, 100, 1000}) {
    step = candidate;
    if ((last - first) / candidate < most) break;
  }
  std::vector<int> years;
  for (int year = last; year >= first; year -= step) years.push_back(year);
  std::reverse(years.begin(), years.end());
  return years;
}

}  // namespace palermo::chart
