// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/chao.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

TEST(Chao, unlike_lists_have_the_bounds_that_rcapture_prints) {
  struct Run {
    const char* table;
    long estimate, error;
  };
  for (const Run& run : {Run{"artificial3", 539, 201}, {"kosovo4", 8'591, 214}, {"australia4", 1'157, 138}, {"western5", 2'201, 456},
                         {"neworleans5", 1'294, 387}, {"neworleans8", 1'206, 344}, {"uk5", 13'570, 821}, {"uk6", 12'299, 687},
                         {"netherlands5", 53'714, 2'490}, {"netherlands6", 54'368, 2'533}}) {
    const ChaoBounds bounds = chao_bounds(published_table(run.table)).value();
    ASSERT_TRUE(bounds.unlike.has_value()) << run.table;
    EXPECT_EQ(std::lround(bounds.unlike->estimate), run.estimate) << run.table;
    EXPECT_EQ(std::lround(bounds.unlike->error), run.error) << run.table;
  }
}

TEST(Chao, alike_lists_have_the_bound_of_the_formula) {
  const HistoryCounts table(letters(3), {0, 10, 10, 3, 10, 3, 4, 2});
  const ChaoBounds bounds = chao_bounds(table).value();
  EXPECT_EQ(bounds.on_one, 30);
  EXPECT_EQ(bounds.on_two, 10);
  EXPECT_NEAR(bounds.alike.estimate, 42 + 2.0 / 3 * 30 * 29 / (2 * 11), 1e-9);
  EXPECT_NEAR(bounds.uncorrected.value(), 42 + 2.0 / 3 * 900 / 20, 1e-9);
  EXPECT_GE(bounds.alike.interval.lo, 42);
}

// Nobody on exactly two lists, three on three: the last term of the variance holds all people of the estimate, those three too.
TEST(Chao, where_nobody_is_on_exactly_two_lists_the_error_counts_all_people) {
  const HistoryCounts table(letters(3), {0, 10, 10, 0, 10, 0, 0, 3});
  const ChaoBounds bounds = chao_bounds(table).value();
  const double a = 2.0 / 3, f1 = 30, people = 33 + a * f1 * (f1 - 1) / 2;
  EXPECT_NEAR(bounds.alike.estimate, people, 1e-9);
  EXPECT_NEAR(bounds.alike.error * bounds.alike.error,
              a * f1 * (f1 - 1) / 2 + a * a * f1 * (2 * f1 - 1) * (2 * f1 - 1) / 4 - a * a * f1 * f1 * f1 * f1 / (4 * people), 1e-6);
}

TEST(Chao, the_bound_lies_below_the_truth_when_people_differ_and_lists_do_not_feed_each_other) {
  // Expected counts of 8,000 people hard to find (0.1 a list) and 2,000 easy to find (0.5), four lists.
  std::vector<std::int64_t> counts(16);
  for (std::size_t w = 1; w < 16; ++w) {
    const int on = std::popcount(w);
    counts[w] = std::lround(8'000 * std::pow(0.1, on) * std::pow(0.9, 4 - on) + 2'000 * std::pow(0.5, 4));
  }
  const ChaoBounds bounds = chao_bounds(HistoryCounts(letters(4), counts)).value();
  EXPECT_LT(bounds.alike.estimate, 10'000);
  EXPECT_LT(bounds.unlike->estimate, 10'000);
}

TEST(Chao, nobody_seen_twice_is_refused_by_name) {
  const auto bounds = chao_bounds(HistoryCounts(letters(3), {0, 10, 20, 0, 30, 0, 0, 0}));
  ASSERT_FALSE(bounds.has_value());
  EXPECT_EQ(bounds.error().kind.code, kNobodyTwice.code);
}

TEST(Chao, people_on_three_lists_but_not_on_two_give_a_bound_too) {
  const ChaoBounds bounds = chao_bounds(HistoryCounts(letters(3), {0, 10, 20, 0, 30, 0, 0, 5})).value();
  EXPECT_FALSE(bounds.uncorrected.has_value());
  EXPECT_GT(bounds.alike.estimate, 65);
  EXPECT_TRUE(std::isfinite(bounds.alike.error));
}

}  // namespace
}  // namespace palermo::estimate
