// SPDX-License-Identifier: Apache-2.0
// The cut is moved down, and only where lists are duplicate-free, until as many links are made as are expected.
#include "palermo/link/balance.hpp"

#include <gtest/gtest.h>

#include "palermo/link/graph_test.hpp"

namespace palermo::link {
namespace {

// Ten pairs of two lists, each apart from the others; weights 3, 2, .. -6 bits.
testing::World ladder(bool duplicate_free) {
  testing::World world{testing::lists_of({duplicate_free, duplicate_free}), {}, {}, {}, {}, {}};
  for (RecordIndex k = 0; k < 10; ++k) {
    world.list_of.push_back(0);
    world.list_of.push_back(1);
    world.pairs.push_back(testing::pair_of(2 * k, 2 * k + 1, 3.0 - k));
  }
  return world;
}

double cut(const testing::World& world, double expected) {
  core::Silence silence;
  return *balanced_threshold(world.evidence(), expected, {.threshold_bits = 0}, silence);
}

TEST(Balance, as_many_links_are_made_as_are_expected) {
  const testing::World world = ladder(true);
  for (const double expected : {5.0, 6.0, 7.0, 8.0}) {
    const double at = cut(world, expected);
    const People people = world.people({.threshold_bits = at});
    EXPECT_NEAR(20.0 - people.count, expected, 1) << "five halvings of six bits leave a fifth of a bit";
    EXPECT_LT(at, 0);
  }
}

TEST(Balance, the_cut_never_rises_above_one_half) { EXPECT_EQ(cut(ladder(true), 1), 0); }

TEST(Balance, the_cut_does_not_fall_below_its_floor) { EXPECT_GE(cut(ladder(true), 1000), BalanceOptions{}.lowest_bits); }

TEST(Balance, lists_that_may_repeat_keep_their_cut) { EXPECT_EQ(cut(ladder(false), 8), 0); }

}  // namespace
}  // namespace palermo::link
