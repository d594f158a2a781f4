// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/proportion.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::figures {
namespace {

constexpr double kZ = 1.959963984540054;  // the 97.5 % point of the standard normal distribution
constexpr double kTail = 0.025;

double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

double away_from_zero(double x) { return std::abs(x) < 1e-300 ? 1e-300 : x; }

// Continued fraction of the incomplete beta function, by Lentz; converges fast for x below (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
  double c = 1, d = 1 / away_from_zero(1 - (a + b) * x / (a + 1)), value = d;
  for (int m = 1; m <= 10000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    value *= c * d;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    value *= c * d;
    if (std::abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

// Regularised incomplete beta function I_x(a, b).
double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

// The p at which P(at least x) reaches `probability`: it grows with p.
double solve(std::int64_t x, std::int64_t n, double probability) {
  double lo = 0, hi = 1;
  for (int i = 0; i < 100 && hi - lo > 1e-15; ++i) {
    const double middle = (lo + hi) / 2;
    (binomial_at_least(x, n, middle) < probability ? lo : hi) = middle;
  }
  return (lo + hi) / 2;
}

double share_of(std::int64_t x, std::int64_t n) { return static_cast<double>(x) / static_cast<double>(n); }

}  // namespace

double binomial_at_least(std::int64_t x, std::int64_t n, double p) {
  if (x <= 0) return 1;
  if (x > n) return 0;
  return incomplete_beta(static_cast<double>(x), static_cast<double>(n - x + 1), p);
}

Proportion wilson(std::int64_t x, std::int64_t n) {
  const double p = share_of(x, n), count = static_cast<double>(n);
  const double middle = (p + kZ * kZ / (2 * count)) / (1 + kZ * kZ / count);
  const double half = kZ / (1 + kZ * kZ / count) * std::sqrt(p * (1 - p) / count + kZ * kZ / (4 * count * count));
  return {p, x == 0 ? 0 : std::max(0.0, middle - half), x == n ? 1 : std::min(1.0, middle + half)};
}

Proportion clopper_pearson(std::int64_t x, std::int64_t n) {
  return {share_of(x, n), x == 0 ? 0 : solve(x, n, kTail), x == n ? 1 : solve(x + 1, n, 1 - kTail)};
}

}  // namespace palermo::figures
