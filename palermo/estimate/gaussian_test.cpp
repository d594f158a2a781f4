// SPDX-License-Identifier: Apache-2.0
// Special functions against known values and the standard library.
#include "palermo/estimate/gaussian.hpp"

#include <gtest/gtest.h>

#include "palermo/estimate/log_gamma.hpp"

namespace palermo::estimate {
namespace {

TEST(Gaussian, quantiles_are_those_of_the_tables) {
  EXPECT_NEAR(gaussian_quantile(0.975), 1.959963984540054, 1e-13);
  EXPECT_NEAR(gaussian_quantile(0.5), 0, 1e-15);
  EXPECT_NEAR(gaussian_quantile(1e-10), -6.361340902404056, 1e-10);
}

TEST(Gaussian, quantile_undoes_the_distribution_function_far_into_the_tails) {
  for (double x = -30; x <= 5; x += 0.37) EXPECT_NEAR(gaussian_quantile(gaussian_cdf(x)), x, 1e-9 * (1 + std::fabs(x))) << x;
}

TEST(LogGamma, agrees_with_the_standard_library) {
  for (double x = 1e-3; x < 1e7; x *= 1.37) EXPECT_NEAR(log_gamma(x), std::lgamma(x), 1e-13 * (1 + std::fabs(std::lgamma(x)))) << x;
}

}  // namespace
}  // namespace palermo::estimate
