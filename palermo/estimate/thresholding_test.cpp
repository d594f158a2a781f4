// SPDX-License-Identifier: Apache-2.0
// Bayesian thresholding: the sampler against an integral, published figures within the peer's own Monte Carlo error, and that the
// draws are worth their number.
#include "palermo/estimate/thresholding.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/estimate/poisson_posterior.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

TEST(PoissonPosterior, one_coefficient_agrees_with_the_integral) {
  const HistoryCounts counts({"a", "b"}, {0, 2, 1, 0});  // all means exp(a): posterior exp(3 a - 3 e^a - a^2 / 2)
  const PoissonPosterior posterior(counts, {{0, 1}});
  double mass = 0, first = 0, second = 0;
  for (double a = -8; a < 6; a += 1e-3) {
    const double weight = std::exp(3 * a - 3 * std::exp(a) - a * a / 2);
    mass += weight;
    first += weight * a;
    second += weight * a * a;
  }
  const double mean = first / mass, sd = std::sqrt(second / mass - mean * mean);
  constexpr int kDraws = 20'000;
  core::Stream stream(1, "poisson.test");
  const PoissonPosterior::Draws draws = posterior.draw(100, kDraws, stream);
  double sum = 0, squares = 0;
  for (const std::vector<double>& draw : draws.values) {
    sum += draw[0];
    squares += (draw[0] - mean) * (draw[0] - mean);
  }
  EXPECT_NEAR(sum / kDraws, mean, 5 * sd / std::sqrt(kDraws / 2.0));  // draws are taken for worth half their number
  EXPECT_NEAR(std::sqrt(squares / kDraws), sd, 5 * sd / std::sqrt(kDraws / 2.0));
  EXPECT_GT(draws.accepted, 0.9);
}

ThresholdingPosterior threshold(const char* table, const ThresholdingOptions& options) {
  core::Silence silence;
  return threshold_pairs(published_table(table), options, 1, silence).value();
}

struct Peer {
  const char* table;
  bool triples;
  double estimate, lower, upper;
};

class ThresholdingPeer : public testing::TestWithParam<Peer> {};

// The peers' draws come from a random walk of which 25 of 10,000 are effective: their median is known to 4 * 1.25 sd / 5 and their ends to
// 4 * 2.7 sd / 5 and worse; the ends are held to half of the interval's width.
TEST_P(ThresholdingPeer, figures_are_met_within_its_own_error) {
  const ThresholdingPosterior ours = threshold(GetParam().table, {.triples = GetParam().triples, .draws = 1000});
  const double sd = (ours.people.upper - ours.people.lower) / 3.92;
  EXPECT_NEAR(ours.people.median, GetParam().estimate, sd);
  EXPECT_NEAR(ours.people.lower, GetParam().lower, 2 * sd);
  EXPECT_NEAR(ours.people.upper, GetParam().upper, 2 * sd);
  EXPECT_GT(ours.people.ess_bulk, 2000);  // of 4,000 draws
  EXPECT_LT(ours.people.r_hat, 1.01);
}

INSTANTIATE_TEST_SUITE_P(Tables, ThresholdingPeer,
                         testing::Values(Peer{"uk6", false, 12'301, 10'916, 13'983}, Peer{"uk5", false, 12'400, 11'061, 14'240},
                                         Peer{"kosovo4", false, 13'971, 12'236, 16'389}, Peer{"kosovo4", true, 11'800, 10'000, 14'600},
                                         Peer{"western5", false, 2'352, 1'618, 3'554}, Peer{"australia4", false, 2'821, 1'861, 4'681},
                                         Peer{"netherlands5", false, 49'960, 44'879, 57'344}));

TEST(Thresholding, a_higher_threshold_keeps_fewer_pairs) {
  const auto kept = [](double tau) { return threshold("uk5", {.tau = tau, .draws = 500}).model.size(); };
  EXPECT_EQ(kept(0), 10U);
  EXPECT_LT(kept(5), kept(2));
  EXPECT_EQ(kept(1e9), 0U);
}

TEST(Thresholding, threads_do_not_matter_and_the_seed_does) {
  core::Silence silence;
  const HistoryCounts table = published_table("korea3");
  const ThresholdingOptions options{.draws = 200};
  const auto one = threshold_pairs(table, options, 1, silence), two = threshold_pairs(table, options, 3, silence);
  EXPECT_EQ(one->draws, two->draws);
  ThresholdingOptions other = options;
  other.seed = 2;
  EXPECT_NE(one->draws, threshold_pairs(table, other, 1, silence)->draws);
}

TEST(Thresholding, refuses_two_lists) {
  core::Silence silence;
  EXPECT_EQ(threshold_pairs(HistoryCounts({"a", "b"}, {0, 3, 4, 2}), {}, 1, silence).error().kind.code, kThresholdLists.code);
}

}  // namespace
}  // namespace palermo::estimate
