// SPDX-License-Identifier: Apache-2.0
// log_gamma: the logarithm of the gamma function, the same on every machine and safe in threads.
//
// std::lgamma writes a global sign and so is a race between threads. Stirling's series with five terms above 8, the recurrence
// below; relative error below 1e-14 where the value is not near a zero of its own (1 and 2), absolute error below 1e-14 there.
// Source: Abramowitz and Stegun 6.1.41.
#pragma once

#include <cmath>

namespace palermo::estimate {

inline constexpr double kLogSqrtTwoPi = 0.91893853320467274178;

[[nodiscard]] inline double log_gamma(double x) {
  constexpr double kSeriesFrom = 8;
  double shift = 1;  // product of x (x + 1) ... up to where the series is good
  while (x < kSeriesFrom) {
    shift *= x;
    x += 1;
  }
  const double r = 1 / x, r2 = r * r;
  const double series = r * (1.0 / 12 - r2 * (1.0 / 360 - r2 * (1.0 / 1260 - r2 * (1.0 / 1680 - r2 * (1.0 / 1188 - r2 * 691.0 / 360360)))));
  const double value = (x - 0.5) * std::log(x) - x + kLogSqrtTwoPi + series;
  return shift == 1 ? value : value - std::log(shift);
}

}  // namespace palermo::estimate
