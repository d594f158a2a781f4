// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/gaussian.hpp"

#include <array>
#include <limits>

namespace palermo::estimate {
namespace {

double polynomial(const auto& coefficients, double x) {
  double sum = 0;
  for (const double c : coefficients) sum = sum * x + c;
  return sum;
}

// Acklam (2003), relative error 1.2e-9 before refinement.
constexpr std::array<double, 6> kA{-3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02,
                                   1.383577518672690e+02,  -3.066479806614716e+01, 2.506628277459239e+00};
constexpr std::array<double, 6> kB{-5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                                   6.680131188771972e+01,  -1.328068155288572e+01, 1.0};
constexpr std::array<double, 6> kC{-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e+00,
                                   -2.549732539343734e+00, 4.374664141464968e+00,  2.938163982698783e+00};
constexpr std::array<double, 5> kD{7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00, 1.0};
constexpr double kTail = 0.02425;

double first_guess(double p) {
  if (p < kTail) {
    const double q = std::sqrt(-2 * std::log(p));
    return polynomial(kC, q) / polynomial(kD, q);
  }
  if (p > 1 - kTail) return -first_guess(1 - p);
  const double q = p - 0.5, r = q * q;
  return polynomial(kA, r) * q / polynomial(kB, r);
}

}  // namespace

double gaussian_quantile(double p) {
  if (!(p > 0)) return -std::numeric_limits<double>::infinity();
  if (!(p < 1)) return std::numeric_limits<double>::infinity();
  constexpr double kSqrtTwoPi = 2.50662827463100050242;
  const double x = first_guess(p);
  const double step = (gaussian_cdf(x) - p) * kSqrtTwoPi * std::exp(0.5 * x * x);
  return x - step / (1 + 0.5 * x * step);
}

}  // namespace palermo::estimate
