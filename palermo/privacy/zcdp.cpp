// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/zcdp.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "palermo/privacy/normal.hpp"

namespace palermo::privacy {
namespace {

using core::Rational;
using core::Wide;

constexpr std::uint64_t kUnit = std::uint64_t{1} << 40;
constexpr std::uint64_t kGrid = std::uint64_t{1} << 20;
constexpr int kHalvings = 200;  // of an interval of doubles: none is left

std::uint64_t quotient_up(Wide numerator, Wide denominator) {
  const Wide whole = numerator / denominator + (numerator % denominator != 0 ? 1 : 0);
  return whole > UINT64_MAX ? UINT64_MAX : static_cast<std::uint64_t>(whole);
}

// units * epsilon^2, up.
Rho of_square(Rational epsilon, std::uint64_t units) {
  constexpr std::uint64_t kMost = std::uint64_t{1} << 43;  // so that nothing below passes 2^126
  const std::uint64_t a = epsilon.numerator(), b = epsilon.denominator();
  if (a >= kMost || b >= kMost) return kUnlimitedRho;
  return Rho::of_units(quotient_up(static_cast<Wide>(a) * a * units, static_cast<Wide>(b) * b));
}

// exp(sum of the terms) or a little more, whatever their sum lost; never 0.
double exp_up(double a, double b, double c) {
  const double slack = 8 * std::numeric_limits<double>::epsilon() * (1 + std::fabs(a) + std::fabs(b) + std::fabs(c));
  return std::clamp(std::exp(a + b + c + slack), std::numeric_limits<double>::min(), 1.0);
}

using DeltaOf = double (*)(double rho, double epsilon);

// Least epsilon, within a double, with delta_at(rho, epsilon) <= delta; from above.
double least_epsilon(DeltaOf delta_at, double rho, double delta) {
  if (!(rho > 0) || delta_at(rho, 0) <= delta) return 0;
  double low = 0, high = rho + 2 * std::sqrt(rho * -std::log(delta)) + 1;
  while (delta_at(rho, high) > delta) high *= 2;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (low + high);
    (delta_at(rho, middle) <= delta ? high : low) = middle;
  }
  return high;
}

// Greatest rho, within a double, with delta_at(rho, epsilon) <= delta; from below.
double greatest_rho(DeltaOf delta_at, double epsilon, double delta) {
  double low = 0, high = epsilon + 1;
  while (delta_at(high, epsilon) <= delta) high *= 2;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (low + high);
    (delta_at(middle, epsilon) <= delta ? low : high) = middle;
  }
  return low;
}

}  // namespace

Rho Rho::of_gaussian(Rational sigma2) {
  if (sigma2.is_zero()) return kUnlimitedRho;
  return Rho(quotient_up(static_cast<Wide>(sigma2.denominator()) * (kUnit / 2), sigma2.numerator()));
}

Rho Rho::of_exponential(Rational epsilon) { return of_square(epsilon, kUnit / 8); }

Rho Rho::of_pure(Rational epsilon) { return of_square(epsilon, kUnit / 2); }

Rho Rho::down(double rho) {
  if (!(rho >= 0 && rho < 0x1.0p20)) std::abort();
  return Rho(static_cast<std::uint64_t>(std::floor(rho * static_cast<double>(kUnit))));
}

Rho Rho::share(std::uint64_t numerator, std::uint64_t denominator) const {
  if (denominator == 0 || numerator > denominator) std::abort();
  return Rho(static_cast<std::uint64_t>(static_cast<Wide>(units_) * numerator / denominator));
}

Rho operator+(Rho a, Rho b) { return Rho(a.units_ > UINT64_MAX - b.units_ ? UINT64_MAX : a.units_ + b.units_); }

Rho operator-(Rho a, Rho b) { return Rho(a.units_ > b.units_ ? a.units_ - b.units_ : 0); }

// 1 / (2 rho) = 2^39 / units, as a multiple of 2^-20.
Rational gaussian_variance(Rho rho) {
  const std::uint64_t units = std::max<std::uint64_t>(1, rho.units());
  return {std::max<std::uint64_t>(1, quotient_up(static_cast<Wide>(kUnit / 2) * kGrid, units)), kGrid};
}

// (a / 2^20)^2 / 8 <= units / 2^40 is a^2 <= 8 units.
Rational exponential_epsilon(Rho rho) { return {core::whole_root(static_cast<Wide>(rho.units()) * 8), kGrid}; }

// [canonne2020]: the infimum over alpha > 1 of exp((alpha - 1)(alpha rho - epsilon)) / (alpha - 1) * (1 - 1 / alpha)^alpha. Every alpha
// gives a bound, so an inexact minimum costs accuracy, never privacy. ln(1 + 1 / x), not ln(x / (1 + x)): for large x the quotient's last
// digit would be multiplied by x.
double delta_of(double rho, double epsilon) {
  if (!(rho > 0)) return 0;
  double low = 0, high = (epsilon + 1) / (2 * rho) + 2;  // alpha - 1
  for (int i = 0; i < kHalvings; ++i) {
    const double x = 0.5 * (low + high);
    const double slope = (2 * x + 1) * rho - epsilon - std::log1p(1 / x);
    (slope < 0 ? low : high) = x;
  }
  const double x = high;
  return exp_up(x * ((1 + x) * rho - epsilon), -std::log(x), -(1 + x) * std::log1p(1 / x));
}

double epsilon_of(double rho, double delta) { return least_epsilon(delta_of, rho, delta); }
double rho_of(double epsilon, double delta) { return greatest_rho(delta_of, epsilon, delta); }

double gaussian_delta(double rho, double epsilon) {
  if (!(rho > 0)) return 0;
  const double mu = std::sqrt(2 * rho);
  const double first = upper_tail(epsilon / mu - mu / 2), second = std::exp(epsilon) * upper_tail(epsilon / mu + mu / 2);
  const double kept = std::isfinite(second) ? second : 0, far = epsilon / mu + mu / 2;
  const double slack = 8 * std::numeric_limits<double>::epsilon() * (1 + epsilon + far * far);  // of a tail at `far`, relative
  return std::clamp(first - kept + slack * (first + kept), 0.0, 1.0);
}

double gaussian_epsilon(double rho, double delta) { return least_epsilon(gaussian_delta, rho, delta); }
double gaussian_rho(double epsilon, double delta) { return greatest_rho(gaussian_delta, epsilon, delta); }

}  // namespace palermo::privacy
