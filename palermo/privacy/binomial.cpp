// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/binomial.hpp"

#include <cmath>
#include <initializer_list>
#include <limits>

namespace palermo::privacy {
namespace {

double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

// The continued fraction of the incomplete beta function by the method of Lentz; converges fast for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  const auto away_from_zero = [](double v) { return std::fabs(v) < kTiny ? kTiny : v; };
  double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;
  for (int m = 1; m < 100'000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double change = 1;
    for (const double term : {even, odd}) {
      d = 1 / away_from_zero(1 + term * d);
      c = away_from_zero(1 + term / c);
      change = c * d;
      value *= change;
    }
    if (std::fabs(change - 1) < 4 * std::numeric_limits<double>::epsilon()) break;
  }
  return value;
}

// I_x(a, b).
double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
  return x < (a + 1) / (a + b + 2) ? front * beta_fraction(a, b, x) / a : 1 - front * beta_fraction(b, a, 1 - x) / b;
}

}  // namespace

double binomial_upper_tail(std::int64_t trials, double p, std::int64_t successes) {
  if (successes <= 0) return 1;
  if (successes > trials) return 0;
  return incomplete_beta(static_cast<double>(successes), static_cast<double>(trials - successes + 1), p);
}

double binomial_mass(std::int64_t trials, double p, std::int64_t successes) {
  if (successes < 0 || successes > trials) return 0;
  if (p <= 0 || p >= 1) return (p <= 0 ? successes == 0 : successes == trials) ? 1 : 0;
  const auto n = static_cast<double>(trials), k = static_cast<double>(successes);
  return std::exp(log_gamma(n + 1) - log_gamma(k + 1) - log_gamma(n - k + 1) + k * std::log(p) + (n - k) * std::log1p(-p));
}

double share_lower_bound(std::int64_t successes, std::int64_t trials, double confidence) {
  if (successes <= 0) return 0;
  double low = 0, high = static_cast<double>(successes) / static_cast<double>(trials);
  for (int i = 0; i < 100; ++i) {
    const double p = 0.5 * (low + high);
    (binomial_upper_tail(trials, p, successes) <= 1 - confidence ? low : high) = p;
  }
  return low;
}

double share_upper_bound(std::int64_t successes, std::int64_t trials, double confidence) {
  return 1 - share_lower_bound(trials - successes, trials, confidence);
}

}  // namespace palermo::privacy
