// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/no_highest_order.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/estimate/gaussian.hpp"

namespace palermo::estimate {

std::vector<XiEstimate> over_xi(const LogLinearFit& fit, std::span<const double> xi, double level) {
  const double people = static_cast<double>(fit.observed);
  const double factor = std::exp(gaussian_quantile((1 + level) / 2) * fit.intercept_error);
  std::vector<XiEstimate> estimates;
  for (const double value : xi) {
    const double unseen = value * fit.unseen();
    estimates.push_back({.xi = value, .estimate = people + unseen, .interval = {.lo = people + unseen / factor, .hi = people + unseen * factor}});
  }
  return estimates;
}

core::Result<LogLinearFit> fit_no_highest_order(const HistoryCounts& table) {
  // One with the wrong number of lists is refused by fit_loglinear.
  const int lists = std::clamp(table.lists(), 2, kMostLogLinearLists);
  return fit_loglinear(table, Hierarchy::all_up_to(lists, lists - 1));
}

}  // namespace palermo::estimate
