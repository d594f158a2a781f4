// SPDX-License-Identifier: Apache-2.0
// Draws have the means and variances of their laws: 40,000 draws each, tolerance 5 standard errors of the mean, and of the variance
// with the fourth moment bounded by 9 variances squared (a false alarm in 10^6 each, with fixed seeds never twice).
#include "palermo/estimate/draws.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace palermo::estimate {
namespace {

constexpr int kDraws = 40'000;

template <class Draw>
void expect_moments(const char* what, double mean, double variance, const Draw& draw) {
  core::Stream stream(1, what);
  double sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double x = static_cast<double>(draw(stream)) - mean;
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / kDraws, 0, 5 * std::sqrt(variance / kDraws)) << what;
  EXPECT_NEAR(squares / kDraws, variance, 5 * variance * std::sqrt(9.0 / kDraws)) << what;
}

TEST(Draws, counts_have_the_moments_of_their_laws) {
  for (const double mean : {0.3, 5.0, 9.99, 10.0, 73.0, 4.2e6}) expect_moments("poisson", mean, mean, [&](core::Stream& s) { return draw_poisson(s, mean); });
  for (const auto& [n, p] : std::vector<std::pair<std::int64_t, double>>{{7, 0.4}, {40, 0.2}, {1000, 0.03}, {1000, 0.97}, {5'000'000, 0.31}}) {
    const double mean = static_cast<double>(n) * p;
    expect_moments("binomial", mean, mean * (1 - p), [&, count = n, chance = p](core::Stream& s) { return draw_binomial(s, count, chance); });
  }
  for (const double success : {0.9, 0.2, 0.001})
    expect_moments("negative binomial", 50 * (1 - success) / success, 50 * (1 - success) / success / success,
                   [&](core::Stream& s) { return draw_negative_binomial(s, 50, success); });
}

TEST(Draws, betas_have_the_moments_of_their_law) {
  for (const auto& [a, b] : std::vector<std::pair<double, double>>{{1, 1}, {0.3, 2}, {500, 3}}) {
    const double mean = a / (a + b);
    expect_moments("beta", mean, mean * (1 - mean) / (a + b + 1), [&, x = a, y = b](core::Stream& s) { return draw_beta(s, x, y); });
  }
}

TEST(Draws, a_multinomial_puts_nobody_where_nobody_can_be) {
  core::Stream stream(2, "multinomial");
  const std::vector<double> weights{0, 0.1, 1e-300, 0.7, 0};
  std::vector<std::int64_t> out(weights.size());
  for (int i = 0; i < 1000; ++i) {
    draw_multinomial(stream, 1000, weights, out);
    ASSERT_EQ(std::accumulate(out.begin(), out.end(), std::int64_t{0}), 1000);
    ASSERT_EQ(out[0] + out[4], 0);
  }
}

TEST(Draws, a_count_beyond_what_a_double_tells_apart_is_still_drawn) {
  core::Stream stream(3, "huge");
  EXPECT_GT(draw_negative_binomial(stream, 100, 1e-16), std::int64_t{1} << 55);
}

}  // namespace
}  // namespace palermo::estimate
