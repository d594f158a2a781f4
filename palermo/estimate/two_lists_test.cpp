// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/two_lists.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/core/random.hpp"
#include "palermo/estimate/no_highest_order.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

TEST(TwoLists, are_estimated_as_petersen_and_chapman_wrote) {
  const std::vector<PairEstimate> pairs = pair_estimates(HistoryCounts({"a", "b"}, {0, 30, 20, 10}));
  ASSERT_EQ(pairs.size(), 1U);
  const PairEstimate& pair = pairs.front();
  EXPECT_EQ(pair.on_either(), 60);
  EXPECT_NEAR(pair.lincoln_petersen, 120, 1e-12);
  EXPECT_NEAR(pair.chapman, 41.0 * 31.0 / 11.0 - 1, 1e-12);
  EXPECT_NEAR(pair.chapman_error, std::sqrt(41.0 * 31.0 * 30.0 * 20.0 / (11.0 * 11.0 * 12.0)), 1e-12);
  EXPECT_GT(pair.interval.lo, 60);
  EXPECT_GT(pair.interval.hi, pair.chapman);
}

TEST(TwoLists, every_pair_is_told_also_one_that_never_met) {
  const HistoryCounts table = published_table("uk5");
  const std::vector<PairEstimate> pairs = pair_estimates(table);
  ASSERT_EQ(pairs.size(), 10U);
  for (const PairEstimate& pair : pairs) EXPECT_EQ(std::isinf(pair.lincoln_petersen), pair.on_both == 0);
  EXPECT_TRUE(std::isinf(pairs[3].lincoln_petersen));  // LA and GP
  EXPECT_TRUE(std::isfinite(pairs[3].chapman));
}

TEST(TwoLists, an_odds_ratio_of_one_is_independence_and_more_means_more_people) {
  const std::vector<PairEstimate> pairs = pair_estimates(HistoryCounts({"a", "b"}, {0, 30, 20, 10}));
  const PairEstimate& pair = pairs.front();
  EXPECT_NEAR(with_odds_ratio(pair, 1), pair.lincoln_petersen, 1e-9);
  EXPECT_NEAR(with_odds_ratio(pair, 3), 60 + 3 * 60, 1e-9);
}

// Independent lists, both with probability 0.3, 1,000 people: the mean of Chapman is the truth (it is unbiased where n1 + n2 >= N, and
// nearly so here), within four standard errors of 2,000 runs.
TEST(TwoLists, chapman_recovers_a_known_truth) {
  constexpr int kRuns = 2'000, kPeople = 1'000;
  double sum = 0, squares = 0;
  int covered = 0;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    core::Stream stream(20261122, "test.two_lists", run);
    std::vector<std::int64_t> counts(4);
    for (int i = 0; i < kPeople; ++i) ++counts[(stream.chance(0.3) ? 1U : 0U) | (stream.chance(0.3) ? 2U : 0U)];
    counts[0] = 0;
    const std::vector<PairEstimate> pairs = pair_estimates(HistoryCounts({"a", "b"}, counts));
    const PairEstimate& pair = pairs.front();
    sum += pair.chapman;
    squares += pair.chapman * pair.chapman;
    if (pair.interval.lo <= kPeople && kPeople <= pair.interval.hi) ++covered;
  }
  const double mean = sum / kRuns, deviation = std::sqrt(squares / kRuns - mean * mean);
  EXPECT_NEAR(mean, kPeople, 4 * deviation / std::sqrt(kRuns));
  // Nominal 95 %: four standard errors of the share, sqrt(0.95 x 0.05 / 2000) = 0.0049, and one per cent for the approximation.
  EXPECT_NEAR(static_cast<double>(covered) / kRuns, 0.95, 4 * 0.0049 + 0.01);
}

TEST(NoHighestOrder, is_the_product_formula_on_a_full_table) {
  const HistoryCounts table(letters(3), {0, 40, 30, 12, 20, 8, 6, 5});
  const LogLinearFit fit = fit_no_highest_order(table).value();
  EXPECT_NEAR(fit.unseen(), 40.0 * 30.0 * 20.0 * 5.0 / (12.0 * 8.0 * 6.0), 1e-4);
  double reciprocals = 0;
  for (std::size_t w = 1; w < 8; ++w) reciprocals += 1 / static_cast<double>(table.counts()[w]);
  EXPECT_NEAR(fit.intercept_error, std::sqrt(reciprocals), 1e-6);
}

TEST(NoHighestOrder, what_is_unseen_grows_in_proportion_to_xi) {
  const HistoryCounts table = published_table("uk5");
  const LogLinearFit fit = fit_loglinear(table, Hierarchy(5)).value();
  const std::vector<XiEstimate> range = over_xi(fit);
  ASSERT_EQ(range.size(), kUsualXi.size());
  EXPECT_NEAR(range[2].estimate, fit.estimate, 1e-9);
  EXPECT_NEAR(range[4].estimate, 2'744 + 3 * fit.unseen(), 1e-6);
  EXPECT_NEAR(range[2].interval.hi, wald_interval(fit).hi, 1e-6);
}

TEST(NoHighestOrder, a_table_with_empty_histories_is_refused_by_name) {
  const auto fit = fit_no_highest_order(published_table("artificial3"));
  ASSERT_FALSE(fit.has_value());
  EXPECT_EQ(fit.error().kind.code, kNoEstimate.code);
}

}  // namespace
}  // namespace palermo::estimate
