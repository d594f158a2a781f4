// SPDX-License-Identifier: Apache-2.0
// Logistic regression with a quadratic penalty, on counted rows. Inside this room only.
#pragma once

#include <span>
#include <vector>

namespace palermo::estimate {

struct LogitRow {
  std::span<const double> x;  // the first is 1
  double yes = 0, no = 0;     // people
};

// Coefficients that maximise sum(yes log p + no log(1 - p)) - ridge / 2 * sum of squares of all but the first.
[[nodiscard]] std::vector<double> fit_ridge_logit(std::span<const LogitRow> rows, std::size_t columns, double ridge);
[[nodiscard]] double logit_chance(std::span<const double> x, std::span<const double> coefficients);

}  // namespace palermo::estimate
