// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/loglinear_fit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/log_gamma.hpp"
#include "palermo/estimate/newton.hpp"

namespace palermo::estimate {
namespace {

core::Error wrong_number_of_lists(int lists) {
  return {kWrongNumberOfLists, {}, {{"lists", fmt::to_string(lists)}, {"fewest", "2"}, {"most", fmt::to_string(kMostLogLinearLists)}}};
}

// Terms of the finite part, the intercept first.
std::vector<History> finite_terms(const Hierarchy& model, const FinitePart& part) {
  std::vector<History> terms = model.terms_by_size();
  std::erase_if(terms, [&](History term) { return !part.terms.contains(term); });
  return terms;
}

double deviance_of(const TableSums& table, const HistorySet& cells, std::span<const double> mu) {
  double sum = 0;
  cells.for_each([&](History w) {
    const double y = table.counts[w];
    if (y > 0) sum += y * std::log(y / mu[w]);
    sum -= y - mu[w];
  });
  return 2 * sum;
}

// The multinomial log likelihood of a number of unseen people, highest over the model's coefficients.
class ProfileLikelihood {
 public:
  ProfileLikelihood(const HistoryCounts& table, const LogLinearFit& fit)
      : counts_(table.counts()), fit_(fit), newton_(table.lists()), alpha_(fit.coefficients) {}

  // log_unseen: log N0. NaN when Newton's method does not settle.
  double operator()(double log_unseen) {
    const double unseen = std::exp(log_unseen);
    sums_.read(counts_, unseen);
    const Newton::Answer answer = newton_.fit(sums_, fit_.terms, fit_.part.cells, alpha_, true);
    if (!answer.settled) return std::nan("");
    const double people = sums_.people;
    return answer.log_likelihood + people - people * std::log(people) + log_gamma(people + 1);
  }

 private:
  std::span<const std::int64_t> counts_;
  const LogLinearFit& fit_;
  Newton newton_;
  TableSums sums_;
  std::vector<double> alpha_;
};

// Where `function` is highest in [lo, hi]; it rises, then falls.
template <class Function>
double highest(Function& function, double lo, double hi) {
  constexpr double kGolden = 0.6180339887498949, kNarrow = 1e-9;
  double a = hi - kGolden * (hi - lo), b = lo + kGolden * (hi - lo);
  double at_a = function(a), at_b = function(b);
  while (hi - lo > kNarrow) {
    if (at_a >= at_b) {
      hi = b, b = a, at_b = at_a;
      at_a = function(a = hi - kGolden * (hi - lo));
    } else {
      lo = a, a = b, at_a = at_b;
      at_b = function(b = lo + kGolden * (hi - lo));
    }
  }
  return (lo + hi) / 2;
}

// Where `function` falls to `level` between inside (above it) and outside (below it).
template <class Function>
double crossing(Function& function, double level, double inside, double outside) {
  constexpr double kNarrow = 1e-10;
  while (std::fabs(outside - inside) > kNarrow) {
    const double middle = (inside + outside) / 2;
    (function(middle) >= level ? inside : outside) = middle;
  }
  return inside;
}

}  // namespace

core::Result<LogLinearFit> fit_loglinear(const HistoryCounts& table, const Hierarchy& model) {
  ExistenceCache cache(std::min(table.lists(), kMostLogLinearLists));
  return fit_loglinear(table, model, cache);
}

core::Result<LogLinearFit> fit_loglinear(const HistoryCounts& table, const Hierarchy& model, ExistenceCache& cache) {
  if (table.lists() < 2 || table.lists() > kMostLogLinearLists || model.lists() != table.lists())
    return core::fail(wrong_number_of_lists(table.lists()));
  const HistorySet seen = seen_histories(table.counts());
  const FinitePart part = finite_part(model, overlaps(seen));
  const ModelStatus status = cache.decide(part, seen).status;
  if (status != ModelStatus::fine)
    return core::fail(kNoEstimate, {}, {{"model", model.text(table.names())}, {"code", fmt::to_string(static_cast<int>(status))}});

  TableSums sums;
  sums.read(table.counts());
  Newton newton(table.lists());
  LogLinearFit fit{.model = model, .part = part, .terms = finite_terms(model, part), .coefficients = {}, .fitted = {}};
  fit.coefficients.resize(fit.terms.size());
  const Newton::Answer answer = newton.fit(sums, fit.terms, part.cells, fit.coefficients, false);
  if (!answer.settled) return core::fail(kNotSettled, {}, {{"model", model.text(table.names())}});

  fit.observed = table.observed();
  fit.parameters = model.parameters();
  fit.log_likelihood = answer.log_likelihood;
  fit.iterations = answer.iterations;
  fit.aic = 2 * static_cast<double>(fit.parameters) - 2 * fit.log_likelihood;
  fit.bic = static_cast<double>(fit.parameters) * sums.log_people - 2 * fit.log_likelihood;
  fit.intercept_error = std::sqrt(newton.variance(fit.terms, part.cells, fit.coefficients, 0));
  const std::span<const double> mu = newton.fitted(fit.terms, part.cells, fit.coefficients);
  fit.fitted.assign(mu.begin(), mu.end());
  fit.deviance = deviance_of(sums, part.cells, mu);
  fit.estimate = static_cast<double>(fit.observed) + fit.unseen();
  return fit;
}

Limits wald_interval(const LogLinearFit& fit, double level) {
  const double reach = gaussian_quantile((1 + level) / 2) * fit.intercept_error, people = static_cast<double>(fit.observed);
  return {.lo = people + fit.unseen() * std::exp(-reach), .hi = people + fit.unseen() * std::exp(reach)};
}

core::Result<Profile> profile_interval(const HistoryCounts& table, const Hierarchy& model, double level) {
  PALERMO_TRY(const LogLinearFit fit, fit_loglinear(table, model));
  ProfileLikelihood likelihood(table, fit);
  // Wider than any list of people, yet far from where numbers end.
  constexpr double kFewestUnseen = 1e-6, kMostTimesSeen = 1e9, kStepErrors = 2, kNearby = 1;
  const double z = gaussian_quantile((1 + level) / 2), people = static_cast<double>(fit.observed);
  const double start = std::log(fit.unseen());
  const double lowest = std::log(kFewestUnseen), largest = std::log(people * kMostTimesSeen);
  const double reach = std::max(kNearby, kStepErrors * fit.intercept_error);
  const double top = highest(likelihood, std::max(lowest, start - reach), std::min(largest, start + reach));
  const double bar = likelihood(top) - z * z / 2;

  const auto outside = [&](double direction) {
    double at = top;
    while (at >= lowest && at <= largest && likelihood(at) >= bar) at += direction * std::max(0.1, fit.intercept_error);
    return at;
  };
  const double below = outside(-1), above = outside(1);
  const auto in_all = [&](double log_unseen) { return people + std::exp(log_unseen); };
  Profile profile{.estimate = in_all(top), .interval = {.lo = people, .hi = std::numeric_limits<double>::infinity()}};
  if (below >= lowest) profile.interval.lo = in_all(crossing(likelihood, bar, top, below));
  if (above <= largest) profile.interval.hi = in_all(crossing(likelihood, bar, top, above));
  return profile;
}

}  // namespace palermo::estimate
