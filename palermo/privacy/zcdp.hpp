// SPDX-License-Identifier: Apache-2.0
// zCDP: what noise costs, added up, and said as (epsilon, delta).
//
// Rho is a whole number of 2^-40, so that sums are exact: every cost is rounded up to it, every allowance down. The unit of privacy is
// a person, all her records joined to one row; neighbouring tables differ by one person more or less. One noisy table of counts of
// such rows has L2 sensitivity 1, so Gaussian noise of variance sigma2 costs 1 / (2 sigma2).
// Conversions to (epsilon, delta) are floating point and always err to the side of more privacy: epsilon and delta up, rho down.
// Sources: [bun2016], [canonne2020] (conversion: proposition 12 and corollary 13), [balle2018] for the Gaussian curve, exponential
// mechanism: [cesar2021]. Methods: docs/methods/privacy-accounting.md. Thread-safe: pure functions.
#pragma once

#include <compare>
#include <cstdint>

#include "palermo/core/rational.hpp"

namespace palermo::privacy {

class Rho {
 public:
  constexpr Rho() = default;
  Rho(double) = delete;

  // Costs, rounded up.
  [[nodiscard]] static Rho of_gaussian(core::Rational sigma2);           // 1 / (2 sigma2), L2 sensitivity 1; sigma2 > 0
  [[nodiscard]] static Rho of_exponential(core::Rational epsilon);       // epsilon^2 / 8: the exponential mechanism alone
  [[nodiscard]] static Rho of_pure(core::Rational epsilon);              // epsilon^2 / 2: any epsilon-DP step
  // An allowance, rounded down; 0 <= rho < 2^20.
  [[nodiscard]] static Rho down(double rho);
  [[nodiscard]] static constexpr Rho of_units(std::uint64_t units) { return Rho(units); }

  [[nodiscard]] constexpr std::uint64_t units() const { return units_; }  // of 2^-40
  [[nodiscard]] double to_double() const { return static_cast<double>(units_) * 0x1.0p-40; }
  // The share numerator / denominator of it, rounded down; denominator > 0, numerator <= denominator.
  [[nodiscard]] Rho share(std::uint64_t numerator, std::uint64_t denominator) const;

  auto operator<=>(const Rho&) const = default;
  friend Rho operator+(Rho a, Rho b);            // stays at the greatest Rho when it would be passed
  friend Rho operator-(Rho a, Rho b);            // 0 when b is the greater

 private:
  explicit constexpr Rho(std::uint64_t units) : units_(units) {}
  std::uint64_t units_ = 0;
};

inline constexpr Rho kUnlimitedRho = Rho::of_units(UINT64_MAX);

// The least variance on the grid of 2^-20 whose cost is at most rho; rho > 0. Below rho = 2^-21 it is above 2^20, which measure()
// refuses.
[[nodiscard]] core::Rational gaussian_variance(Rho rho);
// The greatest epsilon on the grid of 2^-20 whose exponential mechanism costs at most rho.
[[nodiscard]] core::Rational exponential_epsilon(Rho rho);

// rho-zCDP implies (epsilon, delta)-DP: the tight conversion of [canonne2020].
[[nodiscard]] double delta_of(double rho, double epsilon);
[[nodiscard]] double epsilon_of(double rho, double delta);  // the least such epsilon, rounded up; delta in (0, 1)
[[nodiscard]] double rho_of(double epsilon, double delta);  // the greatest such rho, rounded down

// The same for one Gaussian mechanism of real noise with that rho (or several: then it is their sum): exact, hence tighter. A
// certificate beside the guarantee, never the guarantee: the noise here is discrete, and selection is not Gaussian.
[[nodiscard]] double gaussian_delta(double rho, double epsilon);
[[nodiscard]] double gaussian_epsilon(double rho, double delta);
[[nodiscard]] double gaussian_rho(double epsilon, double delta);

}  // namespace palermo::privacy
