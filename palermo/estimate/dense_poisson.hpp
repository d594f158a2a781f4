// SPDX-License-Identifier: Apache-2.0
// DensePoisson: a Poisson log-linear model with any columns and a known offset, on the observed histories of a table.
//
//   y_w ~ Poisson(mu_w) for w != 0;  log mu_w = offset_w + sum of x_wj beta_j
// For what hierarchical models cannot say: one term that grows with the number of lists, a dependence that is known from records. Counts
// need not be whole. Newton's method with halved steps on a dense matrix: some tens of microseconds for five lists. Inside this room only.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

struct DenseDesign {
  std::size_t histories = 0;    // 2^K
  std::size_t columns = 0;      // the first is the intercept
  std::vector<double> values;   // histories x columns; row 0 is how the never seen are predicted
  std::vector<double> offset;   // by history

  // Intercept and main effects.
  [[nodiscard]] static DenseDesign main_effects(int lists);
  void add_column(std::span<const double> by_history);
  [[nodiscard]] double at(std::size_t history, std::size_t column) const { return values[history * columns + column]; }
};

struct DenseFit {
  std::vector<double> beta;
  std::vector<double> fitted;      // mu by history; [0]: the number never seen
  double deviance = 0;
  double unseen_log_error = 0;     // standard error of log mu_0
  std::vector<double> errors;      // standard error of each beta

  [[nodiscard]] double unseen() const { return fitted[0]; }
};

// counts: by history; [0] is not read. start: beta of an earlier fit, or empty.
// Nothing when the fit runs away or the columns are not independent on this table: then there is no estimate.
[[nodiscard]] std::optional<DenseFit> fit_dense(const DenseDesign& design, std::span<const double> counts, std::span<const double> start = {});

}  // namespace palermo::estimate
