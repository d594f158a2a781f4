// SPDX-License-Identifier: Apache-2.0
// The standard normal distribution: its upper tail and its quantile, for what comes after the noise.
#pragma once

#include <cmath>

namespace palermo::privacy {

// P(Z > x).
[[nodiscard]] inline double upper_tail(double x) { return 0.5 * std::erfc(x / std::sqrt(2.0)); }

// x with P(Z <= x) = p, by bisection; p in (0, 1).
[[nodiscard]] inline double normal_quantile(double p) {
  double low = -40, high = 40;
  for (int step = 0; step < 80; ++step) {
    const double middle = (low + high) / 2;
    (upper_tail(-middle) < p ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace palermo::privacy
