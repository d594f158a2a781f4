// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/sensitivity.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/estimate/population_test.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

// Published: stepwise 11,313 and best BIC over pairs 22,991 (silverman-2024, Table 6).
TEST(ListSensitivity, begins_with_the_published_estimates) {
  const TwoWays ways = estimate_two_ways(published_table("uk5"));
  EXPECT_EQ(std::lround(*ways.stepwise), 11'313);
  EXPECT_EQ(std::lround(*ways.best_bic), 22'991);
}

TEST(ListSensitivity, on_independent_lists_no_single_list_decides) {
  core::Silence silence;
  const auto lists = vary_lists(simulate_people(21, 0, 10'000, {{1, {0.25, 0.3, 0.2, 0.25}}}).table, 1, silence);
  ASSERT_TRUE(lists);
  EXPECT_EQ(lists->dropped.size(), 4U);
  EXPECT_EQ(lists->merged.size(), 6U);
  EXPECT_LT(lists->drop_factor(), 1.3);
  EXPECT_NEAR(*lists->truth_bias(), 0, 0.2);
  for (const ListAsTruth& one : lists->as_truth) EXPECT_NEAR(*one.log_ratio, std::log(*one.people.stepwise / static_cast<double>(one.known)), 1e-12);
}

// People who are found easily are on many lists: within a list the others see mostly them, and find it too small.
TEST(ListSensitivity, lists_of_people_who_differ_are_found_too_small) {
  core::Silence silence;
  const auto lists = vary_lists(simulate_people(22, 0, 10'000, {{0.8, {0.05, 0.05, 0.05, 0.05, 0.05}}, {0.2, {0.5, 0.5, 0.5, 0.5, 0.5}}}).table, 1, silence);
  ASSERT_TRUE(lists);
  EXPECT_LT(*lists->truth_bias(), -0.1);
}

TEST(ListSensitivity, three_lists_can_still_be_left_out_one_by_one) {
  core::Silence silence;
  const auto lists = vary_lists(published_table("korea3"), 1, silence);
  ASSERT_TRUE(lists);
  for (const DroppedList& one : lists->dropped) EXPECT_TRUE(one.people.stepwise) << one.list;
}

TEST(ListSensitivity, does_not_depend_on_the_number_of_threads) {
  core::Silence silence;
  const HistoryCounts table = published_table("western5");
  const auto one = vary_lists(table, 1, silence), three = vary_lists(table, 3, silence);
  ASSERT_TRUE(one && three);
  EXPECT_EQ(one->drop_factor(), three->drop_factor());
  EXPECT_EQ(one->truth_bias(), three->truth_bias());
}

}  // namespace
}  // namespace palermo::estimate
