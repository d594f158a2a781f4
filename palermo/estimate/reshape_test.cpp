// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/reshape.hpp"

#include <gtest/gtest.h>

#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

const HistoryCounts& small() {
  static const HistoryCounts table({"B", "A", "C"}, {0, 1, 2, 4, 8, 16, 32, 64});
  return table;
}

TEST(Reshape, the_order_of_names_does_not_change_who_was_counted) {
  const HistoryCounts ordered = in_order_of_names(small());
  EXPECT_EQ(ordered.names(), (std::vector<std::string>{"A", "B", "C"}));
  EXPECT_EQ(std::vector<std::int64_t>(ordered.counts().begin(), ordered.counts().end()), (std::vector<std::int64_t>{0, 2, 1, 4, 8, 32, 16, 64}));
  EXPECT_EQ(in_order_of_names(ordered), ordered);
}

TEST(Reshape, without_a_list_those_who_were_on_it_alone_are_unseen) {
  const HistoryCounts rest = without_list(small(), 2);
  EXPECT_EQ(rest.observed(), small().observed() - 8);
  EXPECT_EQ(rest[3], 4 + 64);
}

TEST(Reshape, two_lists_as_one_keep_everybody) {
  const HistoryCounts one = merged(small(), 0, 2);
  EXPECT_EQ(one.names(), (std::vector<std::string>{"B+C", "A"}));
  EXPECT_EQ(one.observed(), small().observed());
  EXPECT_EQ(one[1], 1 + 8 + 16);
  EXPECT_EQ(one[2], 2);
  EXPECT_EQ(one[3], 4 + 32 + 64);
}

TEST(Reshape, within_a_list_only_its_people_are_counted) {
  const HistoryCounts inside = within_list(small(), 2);
  EXPECT_EQ(inside.names(), (std::vector<std::string>{"B", "A"}));
  EXPECT_EQ(std::vector<std::int64_t>(inside.counts().begin(), inside.counts().end()), (std::vector<std::int64_t>{0, 16, 32, 64}));
}

TEST(Reshape, lists_with_nobody_are_left_out) {
  const HistoryCounts rest = without_empty_lists(HistoryCounts({"A", "B", "C"}, {0, 5, 0, 0, 3, 2, 0, 0}));
  EXPECT_EQ(rest.names(), (std::vector<std::string>{"A", "C"}));
  EXPECT_EQ(rest.observed(), 10);
}

}  // namespace
}  // namespace palermo::estimate
