// SPDX-License-Identifier: Apache-2.0
// Conversions against the published table, against brute force, and against each other; rounding only ever to the side of privacy.
#include "palermo/privacy/zcdp.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <type_traits>

#include "palermo/core/random.hpp"

namespace palermo::privacy {
namespace {

using core::Rational;

static_assert(!std::is_constructible_v<Rho, double> && !std::is_convertible_v<std::uint64_t, Rho>);

double sigma_of(double rho) { return 1 / std::sqrt(2 * rho); }

// delta = 1e-6, one Gaussian of sensitivity 1: rho and sigma by the conversion, and by the exact Gaussian curve, to the printed digit.
TEST(Zcdp, reproduces_the_table_of_what_a_guarantee_allows) {
  struct Row {
    double epsilon;
    const char *rho, *rho_exact, *sigma, *sigma_exact;
    int digits;
  };
  for (const Row& row : {Row{0.5, "0.0066", "0.0077", "8.68", "8.06", 2}, Row{1, "0.0244", "0.0280", "4.53", "4.22", 2},
                         Row{2, "0.0882", "0.1005", "2.38", "2.23", 2}, Row{4, "0.3111", "0.3510", "1.27", "1.19", 2},
                         Row{8, "1.0524", "1.1728", "0.689", "0.653", 3}, Row{12, "2.0895", "2.3094", "0.489", "0.465", 3}}) {
    const double rho = rho_of(row.epsilon, 1e-6), exact = gaussian_rho(row.epsilon, 1e-6);
    EXPECT_EQ(fmt::format("{:.4f}", rho), row.rho) << row.epsilon;
    EXPECT_EQ(fmt::format("{:.4f}", exact), row.rho_exact) << row.epsilon;
    EXPECT_EQ(fmt::format("{:.{}f}", sigma_of(rho), row.digits), row.sigma) << row.epsilon;
    EXPECT_EQ(fmt::format("{:.{}f}", sigma_of(exact), row.digits), row.sigma_exact) << row.epsilon;
  }
}

// The least over a fine grid of alpha: the answer is not above it, and below it by no more than the grid can miss.
TEST(Zcdp, delta_is_the_least_over_a_fine_grid_of_orders) {
  for (const double rho : {0.001, 0.02, 0.3, 2.0}) {
    for (const double epsilon : {0.1, 0.5, 1.0, 4.0, 12.0}) {
      double least = 1;
      for (double x = 1e-4; x < 1e6; x *= 1.0005)
        least = std::min(least, std::exp(x * ((1 + x) * rho - epsilon) - std::log(x) + (1 + x) * std::log(x / (1 + x))));
      EXPECT_LE(delta_of(rho, epsilon), least * (1 + 1e-9) + 1e-300) << rho << " " << epsilon;
      EXPECT_GE(delta_of(rho, epsilon), least * (1 - 1e-3)) << rho << " " << epsilon;
    }
  }
}

// The infimum with 64 bits of mantissa, over allowances from a millionth to a hundred: what 53 bits lost must never make delta smaller.
TEST(Zcdp, delta_is_never_below_what_a_longer_floating_point_finds) {
  core::Stream stream(20, "zcdp_test.longer");
  const auto between = [&](double low, double high) { return std::pow(10.0, low + (high - low) * static_cast<double>(stream.below(1'000'001)) / 1e6); };
  for (int i = 0; i < 20'000; ++i) {
    const double rho = between(-7, 2.3), epsilon = between(-3, 2);
    const long double r = rho, e = epsilon;
    long double low = 0, high = (e + 1) / (2 * r) + 2;
    for (int step = 0; step < 200; ++step) {
      const long double x = (low + high) / 2;
      ((2 * x + 1) * r - e - std::log1p(1 / x) < 0 ? low : high) = x;
    }
    const long double exact = std::exp(high * ((1 + high) * r - e) - std::log(high) - (1 + high) * std::log1p(1 / high));
    EXPECT_GE(static_cast<long double>(delta_of(rho, epsilon)), std::min(1.0L, exact)) << rho << " " << epsilon;
    EXPECT_LE(delta_of(rho, epsilon), static_cast<double>(exact) * (1 + 1e-9) + 1e-300) << rho << " " << epsilon;
  }
}

TEST(Zcdp, the_guarantee_is_never_better_than_the_exact_curve_of_the_gaussian) {
  for (double rho = 1e-4; rho < 3; rho *= 1.7)
    for (double epsilon = 0.01; epsilon < 15; epsilon *= 1.6) EXPECT_GE(delta_of(rho, epsilon), gaussian_delta(rho, epsilon) * (1 - 1e-9)) << rho << " " << epsilon;
}

// The curve of the Gaussian by its definition: the integral of the positive part of the difference of two densities.
TEST(Zcdp, the_gaussian_curve_is_the_integral_that_defines_it) {
  for (const double rho : {0.01, 0.3, 2.0}) {
    const double sigma = sigma_of(rho);
    for (const double epsilon : {0.1, 1.0, 3.0}) {
      double integral = 0;
      const double step = sigma / 5000;
      for (double x = -10 * sigma; x < 1 + 10 * sigma; x += step) {
        const double with = std::exp(-(x - 1) * (x - 1) / (2 * sigma * sigma)), without = std::exp(-x * x / (2 * sigma * sigma));
        integral += std::max(0.0, with - std::exp(epsilon) * without) * step;
      }
      EXPECT_NEAR(gaussian_delta(rho, epsilon), integral / (sigma * std::sqrt(2 * 3.14159265358979)), 1e-6) << rho << " " << epsilon;
    }
  }
}

TEST(Zcdp, more_noise_never_costs_more_and_conversions_return) {
  double before = 0;
  for (double rho = 1e-2; rho < 2; rho *= 1.3) {
    EXPECT_GT(delta_of(rho, 1), before);
    before = delta_of(rho, 1);
  }
  for (const double delta : {1e-9, 1e-6, 1e-3}) {
    for (double epsilon = 0.05; epsilon < 20; epsilon *= 1.5) {
      const double rho = rho_of(epsilon, delta);
      EXPECT_LE(delta_of(rho, epsilon), delta) << "to the safe side";
      EXPECT_NEAR(epsilon_of(rho, delta), epsilon, 1e-7 * epsilon);
      EXPECT_LE(delta_of(rho, epsilon_of(rho, delta)), delta);
      EXPECT_GT(delta_of(rho * (1 + 1e-6), epsilon), delta) << "and no further than needed";
      EXPECT_NEAR(gaussian_epsilon(gaussian_rho(epsilon, delta), delta), epsilon, 1e-6 * epsilon);
    }
  }
  EXPECT_EQ(delta_of(0, 0), 0);
  EXPECT_EQ(epsilon_of(0, 1e-6), 0);
}

TEST(Rho, costs_are_rounded_up_and_allowances_down) {
  EXPECT_EQ(Rho::of_gaussian({1, 2}).units(), std::uint64_t{1} << 40);   // 1 / (2 * 1/2) = 1
  EXPECT_EQ(Rho::of_gaussian({3, 1}).units(), 183251937963U);            // 2^39 * 1/3 = 183251937962.67
  EXPECT_EQ(Rho::of_exponential({1, 1}).units(), std::uint64_t{1} << 37);
  EXPECT_EQ(Rho::of_pure({1, 1}).units(), std::uint64_t{1} << 39);
  EXPECT_EQ(Rho::of_exponential({1, 3}).units(), 15270994831U);          // 2^37 / 9 = 15270994830.22
  EXPECT_EQ(Rho::down(0x1.8p-40).units(), 1U);
  EXPECT_EQ(Rho::of_units(10).share(1, 3).units(), 3U);
  EXPECT_EQ((kUnlimitedRho + Rho::of_units(1)), kUnlimitedRho);
  EXPECT_EQ((Rho::of_units(1) - Rho::of_units(2)).units(), 0U);
}

TEST(Rho, noise_bought_with_an_allowance_never_costs_more_than_it) {
  core::Stream stream(3, "rho");
  for (int i = 0; i < 20000; ++i) {
    const Rho rho = Rho::of_units((std::uint64_t{1} << 19) + (stream() >> (24 + stream.below(20))));
    EXPECT_LE(Rho::of_gaussian(gaussian_variance(rho)), rho);
    EXPECT_LE(Rho::of_exponential(exponential_epsilon(rho)), rho);
    EXPECT_NEAR(gaussian_variance(rho).to_double() * 2 * rho.to_double(), 1, 1e-5 + 0x1.0p-18 * rho.to_double());
    EXPECT_LE(gaussian_variance(rho).denominator(), std::uint64_t{1} << 20);
  }
}

}  // namespace
}  // namespace palermo::privacy
