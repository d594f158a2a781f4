// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chance.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <map>

#include "palermo/core/random.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::study {
namespace {

constexpr int kLists = 3;
constexpr std::array<double, kLists> kOn{.35, .30, .40};
const estimate::Hierarchy kIndependent(kLists);
// A variance from n replicates has a relative standard error of sqrt(2 / n), the replicates being about normal.
const double kRelativeError = std::sqrt(2.0 / kChanceReplicates);

// Of independent lists [darroch1958]: N / (1 / q + t - 1 - sum of 1 / (1 - p)), q the chance of being on no list of t.
double known_variance(double people) {
  double none = 1, sum = 0;
  for (const double p : kOn) none *= 1 - p, sum += 1 / (1 - p);
  return people / (1 / none + kLists - 1 - sum);
}

TEST(Chance, of_independent_lists_it_is_darrochs_variance_with_the_never_seen_left_to_chance) {
  constexpr double kPeople = 20000;
  std::vector<std::int64_t> counts(8);
  for (std::uint32_t history = 1; history < 8; ++history) {
    double chance = kPeople;
    for (std::uint32_t list = 0; list < kLists; ++list) chance *= history >> list & 1 ? kOn[list] : 1 - kOn[list];
    counts[history] = std::llround(chance);
  }
  const double known = known_variance(kPeople);
  EXPECT_NEAR(chance_of({{"a", "b", "c"}, counts}, kIndependent, 5), known, 4 * kRelativeError * known);
  // Given the seen, a part is missing: the variance of how many are seen at all, N q / (1 - q), here well over a fourth of it.
  const double none = .65 * .70 * .60;
  EXPECT_GT(kPeople * none / (1 - none), 4 * kRelativeError * known);
}

// One world: 3,000 of whom 1,200 are in the inner population; a record of one of these says so with chance .8.
std::vector<JointCell> draw_world(std::uint64_t seed) {
  core::Stream stream(seed, "test.chance");
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> people;
  for (int i = 0; i < 3000; ++i) {
    std::uint32_t on = 0, says = 0;
    for (std::uint32_t list = 0; list < kLists; ++list) {
      if (!stream.chance(kOn[list])) continue;
      on |= 1U << list;
      if (i < 1200 && stream.chance(0.8)) says |= 1U << list;
    }
    if (on != 0) ++people[{on, says}];
  }
  std::vector<JointCell> cells;
  for (const auto& [history, count] : people) cells.push_back({history.first, history.second, count});
  return cells;
}

double difference(const std::vector<JointCell>& cells) {
  std::vector<std::int64_t> outer(8), inner(8);
  for (const JointCell& cell : cells) {
    outer[cell.outer] += cell.people;
    if (cell.inner != 0) inner[cell.inner] += cell.people;
  }
  return estimate::fit_loglinear({{"a", "b", "c"}, outer}, kIndependent)->estimate - estimate::fit_loglinear({{"a", "b", "c"}, inner}, kIndependent)->estimate;
}

TEST(Chance, of_a_difference_it_is_the_variance_over_worlds_of_the_same_people) {
  constexpr int kWorlds = 400;
  double mean = 0, square = 0, told = 0;
  for (std::uint64_t seed = 1; seed <= kWorlds; ++seed) {
    const double found = difference(draw_world(seed));
    mean += found / kWorlds, square += found * found / kWorlds;
  }
  constexpr int kAsked = 20;
  for (std::uint64_t seed = 1; seed <= kAsked; ++seed) told += chance_of_difference(draw_world(seed), kIndependent, kIndependent, seed) / kAsked;
  const double over_worlds = square - mean * mean;
  EXPECT_NEAR(mean, 1800, 4 * std::sqrt(over_worlds / kWorlds) + 10);  // bias of the estimate: of order 1 / people
  // Both are variances from replicates; what is told varies less, being a mean over 20 worlds.
  EXPECT_NEAR(told, over_worlds, 4 * kRelativeError * 1.2 * over_worlds);
}

TEST(Chance, a_table_without_an_estimate_has_no_known_chance) {
  EXPECT_FALSE(std::isfinite(chance_of({{"a", "b", "c"}, {0, 5, 5, 0, 5, 0, 0, 0}}, kIndependent, 1)));
}

}  // namespace
}  // namespace palermo::study
