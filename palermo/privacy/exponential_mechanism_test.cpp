// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/exponential_mechanism.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/privacy/marginal_score.hpp"
#include "palermo/privacy/randomness.hpp"

namespace palermo::privacy {
namespace {

std::vector<double> exact(const std::vector<std::int64_t>& scores, double sensitivity, double epsilon) {
  std::vector<double> mass;
  double all = 0;
  for (const std::int64_t score : scores) mass.push_back(std::exp(epsilon * static_cast<double>(score) / (2 * sensitivity)));
  for (const double m : mass) all += m;
  for (double& m : mass) m /= all;
  return mass;
}

TEST(ExponentialMechanism, five_candidates_are_drawn_by_the_exact_law) {
  Randomness randomness(TestSeed{5});
  const std::vector<std::int64_t> scores = {-3, 0, 4, 4, 9};
  for (const core::Rational epsilon : {core::Rational(1, 2), core::Rational(2, 1), core::Rational(1'234'567, 1 << 20)}) {
    constexpr int kDraws = 400'000;
    std::vector<int> seen(scores.size());
    for (int i = 0; i < kDraws; ++i) ++seen[exponential_mechanism(scores, 3, epsilon, randomness)];
    const std::vector<double> mass = exact(scores, 3, epsilon.to_double());
    double statistic = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) statistic += std::pow(seen[i] - kDraws * mass[i], 2) / (kDraws * mass[i]);
    EXPECT_LT(statistic, 33.4) << "chi-square, 4 degrees, once in a million";
  }
}

// All pairs of neighbours on random small tables: no probability changes by more than a factor exp(epsilon), by the exact law of
// exact scores; so the score's sensitivity and the mechanism's use of it are checked together.
TEST(ExponentialMechanism, choices_on_neighbouring_tables_stay_within_epsilon) {
  core::Stream stream(8, "em.neighbours");
  double widest = 0;
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<std::int64_t>> expected(4);
    for (auto& model : expected)
      for (int c = 0; c < 4; ++c) model.push_back(static_cast<std::int64_t>(stream.below(4)));
    const std::vector<std::uint64_t> weights = {1, 2, 3, 3};
    // Four marginals of people with two binary columns; one of them each: both columns, in four models.
    std::vector<std::uint32_t> counts(4);
    for (auto& count : counts) count = static_cast<std::uint32_t>(stream.below(3));
    const auto law = [&](const std::vector<std::uint32_t>& table) {
      std::vector<std::int64_t> scores;
      for (std::size_t i = 0; i < 4; ++i) scores.push_back(marginal_score(table, expected[i], weights[i], 1));
      return exact(scores, 3, 1.0);
    };
    const auto here = law(counts);
    for (std::size_t cell = 0; cell < 4; ++cell) {
      std::vector<std::uint32_t> more = counts;
      ++more[cell];
      const auto there = law(more);
      for (std::size_t i = 0; i < 4; ++i) widest = std::max(widest, std::fabs(std::log(here[i] / there[i])));
    }
  }
  EXPECT_LE(widest, 1.0 + 1e-12);
  EXPECT_GT(widest, 0.3);  // the tables do reach for it
}

// [mckenna2022]: one person changes the score by at most its weight, whatever the model says.
TEST(MarginalScore, one_person_changes_it_by_at_most_its_weight) {
  core::Stream stream(9, "score.neighbours");
  std::int64_t widest = 0;
  for (int round = 0; round < 2000; ++round) {
    const std::size_t cells = 1 + stream.below(8);
    const std::uint64_t weight = 1 + stream.below(5);
    const auto penalty = static_cast<std::int64_t>(stream.below(20));
    std::vector<std::uint32_t> counts(cells);
    std::vector<std::int64_t> expected(cells);
    for (auto& count : counts) count = static_cast<std::uint32_t>(stream.below(5));
    for (auto& people : expected) people = static_cast<std::int64_t>(stream.below(8)) - 2;
    const std::int64_t here = marginal_score(counts, expected, weight, penalty);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      std::vector<std::uint32_t> more = counts;
      ++more[cell];
      const std::int64_t change = std::abs(marginal_score(more, expected, weight, penalty) - here);
      ASSERT_LE(change, static_cast<std::int64_t>(weight));
      widest = std::max(widest, change / static_cast<std::int64_t>(weight));
    }
  }
  EXPECT_EQ(widest, 1);  // and the claim is tight
}

TEST(MarginalScore, is_held_where_it_would_pass_its_bounds) {
  const std::vector<std::uint32_t> counts(1 << 10, UINT32_MAX);
  const std::vector<std::int64_t> expected(1 << 10, -(std::int64_t{1} << 40));
  EXPECT_EQ(marginal_score(counts, expected, 1 << 20, 0), std::int64_t{1} << 60);
  EXPECT_EQ(marginal_score(std::vector<std::uint32_t>{1}, std::vector<std::int64_t>{3}, 2, 5), -6);
}

}  // namespace
}  // namespace palermo::privacy
