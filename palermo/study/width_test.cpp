// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/width.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/publish/protected_chain.hpp"

namespace palermo::study {
namespace {

constexpr double kLevel = 0.95;

double sum(const publish::WidthShares& shares) { return shares.definition + shares.linkage + shares.model + shares.chance; }

TEST(Width, of_one_reading_with_sampling_error_alone_is_all_chance) {
  const std::vector<Spread> tables{{.middle = std::log(1000), .seen = 400, .linkage = 0, .model = 0, .chance = 0.01}};
  const Width width = width_of(tables, kLevel);
  EXPECT_NEAR(width.lo, 1000 * std::exp(-0.19599640), 1e-3);
  EXPECT_NEAR(width.hi, 1000 * std::exp(0.19599640), 1e-3);
  EXPECT_DOUBLE_EQ(width.shares.chance, 1);
}

TEST(Width, of_two_readings_that_are_known_exactly_is_all_definition) {
  const std::vector<Spread> tables{{.middle = std::log(700), .seen = 100}, {.middle = std::log(900), .seen = 100}};
  const Width width = width_of(tables, kLevel);
  EXPECT_NEAR(width.lo, 700, 1e-6);
  EXPECT_NEAR(width.hi, 900, 1e-6);
  EXPECT_DOUBLE_EQ(width.shares.definition, 1);
}

TEST(Width, sources_that_do_the_same_get_the_same_share) {
  const std::vector<Spread> tables{{.middle = std::log(1000), .seen = 10, .linkage = 0.02, .model = 0.02, .chance = 0.02}};
  const Width width = width_of(tables, kLevel);
  EXPECT_NEAR(width.shares.linkage, 1.0 / 3, 1e-12);
  EXPECT_NEAR(width.shares.model, 1.0 / 3, 1e-12);
  EXPECT_DOUBLE_EQ(width.shares.definition, 0);
}

TEST(Width, never_ends_below_the_people_seen) {
  const std::vector<Spread> tables{{.middle = std::log(500), .seen = 480, .linkage = 0, .model = 0, .chance = 1}};
  EXPECT_DOUBLE_EQ(width_of(tables, kLevel).lo, 480);
}

TEST(Width, of_nobody_has_no_parts) {
  const std::vector<Spread> tables{{.middle = -std::numeric_limits<double>::infinity()}};
  const Width width = width_of(tables, kLevel);
  EXPECT_EQ(width.lo, 0);
  EXPECT_EQ(width.hi, 0);
  EXPECT_EQ(sum(width.shares), 0);
}

// Whatever the tables: no share is below zero, and they add up.
TEST(Width, shares_are_never_negative_and_add_up_to_one) {
  core::Stream stream(7, "test.width");
  for (int round = 0; round < 500; ++round) {
    std::vector<Spread> tables(1 + stream.below(6));
    for (Spread& one : tables) {
      const double people = 10 + 5000 * stream.uniform();
      one = {std::log(people), people * stream.uniform(), 0.2 * stream.uniform(), 0.2 * stream.uniform(), 0.2 * stream.uniform()};
    }
    const publish::WidthShares shares = width_of(tables, kLevel).shares;
    for (const double share : {shares.definition, shares.linkage, shares.model, shares.chance}) ASSERT_GE(share, -1e-12) << round;
    ASSERT_NEAR(sum(shares), 1, 1e-9) << round;
  }
}

// The same by counting out all 24 orders, written apart from the formula.
TEST(Width, shares_are_the_mean_over_all_orders) {
  const std::vector<Spread> tables{{std::log(600), 300, 0.01, 0.03, 0.02}, {std::log(950), 420, 0.04, 0.01, 0.05}};
  const auto width = [&](bool definition, bool linkage, bool model, bool chance) {
    double lo = 1e9, hi = 0, widths = 0;
    for (const Spread& one : tables) {
      const double half = 1.959963984540054 * std::sqrt((linkage ? one.linkage : 0) + (model ? one.model : 0) + (chance ? one.chance : 0));
      const double least = std::max(one.seen, std::exp(one.middle - half)), most = std::max(one.seen, std::exp(one.middle + half));
      lo = std::min(lo, least), hi = std::max(hi, most), widths += (most - least) / 2;
    }
    return definition ? hi - lo : widths;
  };
  std::array<int, 4> order{0, 1, 2, 3};
  std::array<double, 4> added{};
  do {
    std::array<bool, 4> on{};
    for (const int source : order) {
      const double before = width(on[0], on[1], on[2], on[3]);
      on[static_cast<std::size_t>(source)] = true;
      added[static_cast<std::size_t>(source)] += (width(on[0], on[1], on[2], on[3]) - before) / 24;
    }
  } while (std::next_permutation(order.begin(), order.end()));
  const double total = width(true, true, true, true);
  const publish::WidthShares shares = width_of(tables, kLevel).shares;
  EXPECT_NEAR(shares.definition, added[0] / total, 1e-9);
  EXPECT_NEAR(shares.linkage, added[1] / total, 1e-9);
  EXPECT_NEAR(shares.model, added[2] / total, 1e-9);
  EXPECT_NEAR(shares.chance, added[3] / total, 1e-9);
}

TEST(WholePercents, add_up_to_a_hundred) {
  const auto percents = publish::whole_percents({1.0 / 3, 1.0 / 3, 1.0 / 3, 0});
  std::int64_t all = 0;
  for (const auto& [part, percent] : percents) all += percent;
  EXPECT_EQ(all, 100);
  EXPECT_TRUE(publish::whole_percents({}).empty());
}

}  // namespace
}  // namespace palermo::study
