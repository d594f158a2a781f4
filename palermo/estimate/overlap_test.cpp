// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/overlap.hpp"

#include <gtest/gtest.h>

#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

TEST(Overlap, of_the_published_uk_table_is_counted_as_published) {
  const OverlapReport report = look_at_overlap(published_table("uk5"));
  EXPECT_EQ(report.observed, 2744);
  EXPECT_EQ(report.on_several, 221);
  EXPECT_EQ(report.on_three, 7);
  EXPECT_EQ(report.empty_pairs.size(), 1U);  // LA and GP
  EXPECT_TRUE(report.nested.empty());
  EXPECT_TRUE(report.identical.empty());
  EXPECT_TRUE(report.apart.empty());
}

TEST(Overlap, a_list_inside_another_and_a_copy_are_told_apart) {
  // A: 1 and 3; B inside A; C the same people as A.
  const OverlapReport nested = look_at_overlap(HistoryCounts({"A", "B", "C"}, {0, 20, 0, 5, 7, 3, 0, 2}));
  ASSERT_EQ(nested.nested.size(), 1U);
  EXPECT_EQ(nested.nested[0].inner, 1);
  EXPECT_EQ(nested.nested[0].outer, 0);
  const OverlapReport copy = look_at_overlap(HistoryCounts({"A", "B", "C"}, {0, 0, 9, 0, 0, 30, 0, 4}));
  ASSERT_EQ(copy.identical.size(), 1U);
  EXPECT_EQ(copy.identical[0].a, 0);
  EXPECT_EQ(copy.identical[0].b, 2);
  EXPECT_TRUE(copy.nested.empty());
}

TEST(Overlap, a_list_that_meets_nobody_stands_apart) {
  const OverlapReport report = look_at_overlap(HistoryCounts({"A", "B", "C"}, {0, 20, 10, 5, 7, 0, 0, 0}));
  EXPECT_EQ(report.apart, (std::vector<int>{2}));
  EXPECT_EQ(report.on_three, 0);
  EXPECT_EQ(report.empty_triples, 1U);
  EXPECT_EQ(report.empty_pairs.size(), 2U);
}

}  // namespace
}  // namespace palermo::estimate
