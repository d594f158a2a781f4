// SPDX-License-Identifier: Apache-2.0
// LogLinearFit: one hierarchical Poisson log-linear model fitted to a capture table by extended maximum likelihood.
//
//   N_w ~ Poisson(mu_w) for w != 0;  log mu_w = sum of alpha_s, s a term in w;  never seen: mu_0 = exp(alpha_0).
// Terms that nobody was seen on are -infinity: dropped with their cells, counted as parameters in AIC and BIC.
// Newton's method without a design matrix: the gradient is N*_s - M*_s and the information M*_(s or t), M* being the sums of mu
// over supersets. Cost: about ten microseconds for five lists. Sources: [chan2021], [silverman2024], [fienberg2012].
//
//   auto fit = fit_loglinear(table, *Hierarchy::parse("[AB][CD]", table.names()));
//   fit->estimate; wald_interval(*fit, 0.95).lo;
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/estimate/existence.hpp"
#include "palermo/estimate/hierarchy.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

// args: model, code
inline constexpr core::ErrorKind kNoEstimate{"estimate.no_estimate", core::Exit::refused, "D30"};
// args: model. Newton's method did not settle: never met for a model that has an estimate.
inline constexpr core::ErrorKind kNotSettled{"estimate.not_settled", core::Exit::ours};

inline constexpr double kUsualLevel = 0.95;

// An interval for the number of people in all, seen and never seen. lo <= hi; hi may be infinity.
struct Limits {
  double lo = 0;
  double hi = 0;

  bool operator==(const Limits&) const = default;
};

struct LogLinearFit {
  Hierarchy model;
  FinitePart part;                    // its finite terms and their cells
  std::vector<History> terms;         // the finite terms, ascending by (size, mask); the first is the intercept
  std::vector<double> coefficients;   // alpha, one a finite term
  std::vector<double> fitted;         // mu by history; [0] is the number never seen
  std::int64_t observed = 0;          // n
  std::size_t parameters = 0;         // of the model, with those at -infinity
  double log_likelihood = 0;          // sum of log Poisson(N_w; mu_w) over the cells, -log N_w! included
  double deviance = 0;                // 2 sum (y log(y/mu) - (y - mu))
  double aic = 0;                     // 2 p - 2 log likelihood
  double bic = 0;                     // p log n - 2 log likelihood: n people, not cells
  double estimate = 0;                // n + exp(alpha_0)
  double intercept_error = 0;         // standard error of alpha_0
  int iterations = 0;

  [[nodiscard]] double unseen() const { return fitted[0]; }
};

// Errors: kNoEstimate when the model has no estimate or several (decide_existence), kWrongNumberOfLists, kNotSettled.
[[nodiscard]] core::Result<LogLinearFit> fit_loglinear(const HistoryCounts& table, const Hierarchy& model);
[[nodiscard]] core::Result<LogLinearFit> fit_loglinear(const HistoryCounts& table, const Hierarchy& model, ExistenceCache& cache);

// n + exp(alpha_0 -+ z se). Conditional on the model: too short when the model was chosen by looking at the data.
[[nodiscard]] Limits wald_interval(const LogLinearFit& fit, double level = kUsualLevel);

// Values N with 2 (l(best) - l(N)) at most the chi-square quantile of one degree, l the multinomial profile likelihood of N as in
// closedpCI.t of Rcapture [rivest2001]; hi is infinity when the likelihood stays above it. Conditional on the model too.
struct Profile {
  double estimate = 0;  // where the profile is highest: a little below n + exp(alpha_0)
  Limits interval;
};
[[nodiscard]] core::Result<Profile> profile_interval(const HistoryCounts& table, const Hierarchy& model, double level = kUsualLevel);

}  // namespace palermo::estimate
