// SPDX-License-Identifier: Apache-2.0
// An interval for people in all from an estimate and its standard error, log-normal in the number never seen (Chao 1987): it
// never ends below those who were seen.
#pragma once

#include <cmath>

#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

// seen <= estimate. Where nobody is estimated unseen, both ends are `seen`.
[[nodiscard]] inline Limits unseen_interval(double seen, double estimate, double error, double level) {
  const double unseen = estimate - seen;
  if (!(unseen > 0)) return {.lo = seen, .hi = seen};
  const double factor = std::exp(gaussian_quantile((1 + level) / 2) * std::sqrt(std::log1p(error * error / (unseen * unseen))));
  return {.lo = seen + unseen / factor, .hi = seen + unseen * factor};
}

}  // namespace palermo::estimate
