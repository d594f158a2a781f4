// SPDX-License-Identifier: Apache-2.0
// Diagnoses of chains whose truth is known.
#include "palermo/estimate/chains.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/core/random.hpp"

namespace palermo::estimate {
namespace {

constexpr std::size_t kChains = 4, kLength = 2000;

// x_t = correlation x_(t-1) + noise, variance 1; chain c is moved by shift * c.
Chains autoregression(double correlation, double shift) {
  Chains chains(kChains);
  for (std::size_t c = 0; c < kChains; ++c) {
    core::Stream stream(7, "chains.test", c);
    double x = stream.normal();
    for (std::size_t i = 0; i < kLength; ++i) {
      x = correlation * x + std::sqrt(1 - correlation * correlation) * stream.normal();
      chains[c].push_back(x + shift * static_cast<double>(c));
    }
  }
  return chains;
}

TEST(Chains, independent_draws_are_worth_their_number_and_agree) {
  const ChainSummary summary = summarise(autoregression(0, 0), 0.95);
  EXPECT_LT(summary.r_hat, 1.01);
  EXPECT_NEAR(summary.ess_bulk, kChains * kLength, 0.15 * kChains * kLength);
  EXPECT_TRUE(summary.converged());
  EXPECT_NEAR(summary.median, 0, 5 * 1.2533 / std::sqrt(kChains * kLength));  // 5 standard errors of a median
  EXPECT_NEAR(summary.upper, 1.96, 5 * 2.67 / std::sqrt(kChains * kLength));  // sqrt(p (1 - p)) / density = 2.67 there
}

TEST(Chains, correlated_draws_are_worth_less_by_the_factor_that_theory_says) {
  for (const double r : {0.5, 0.9}) {
    const double expected = kChains * kLength * (1 - r) / (1 + r);
    EXPECT_NEAR(effective_sample_size(autoregression(r, 0)), expected, 0.25 * expected) << r;
  }
}

TEST(Chains, chains_that_stay_apart_are_not_believed) {
  const ChainSummary summary = summarise(autoregression(0, 1), 0.95);
  EXPECT_GT(summary.r_hat, 1.3);
  EXPECT_LT(summary.ess_bulk, 20);
  EXPECT_FALSE(summary.converged());
}

TEST(Chains, chains_that_differ_in_spread_alone_are_not_believed_either) {
  Chains chains = autoregression(0, 0);
  for (double& x : chains[0]) x *= 6;
  EXPECT_GT(rank_normalised_r_hat(chains), 1.1);
}

}  // namespace
}  // namespace palermo::estimate
