// SPDX-License-Identifier: Apache-2.0
// From tables of own records to one interval: invented people, lists that are independent or not, the verdict and its ends.
#include "palermo/study/chain_estimate.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "palermo/core/random.hpp"

namespace palermo::study {
namespace {

constexpr int kPeople = 4000, kMeeting = 1600;
constexpr std::array<double, 4> kOn{.35, .40, .38, .33};

struct World {
  double unlike = 0;      // standard deviation of people's log odds of being on any list
  double wrong = 0;       // chance that a record says the contrary
  int meeting = kMeeting;
};

LinkedTables tables_of(const World& world, std::uint64_t seed) {
  LinkedTable table;
  core::Stream stream(seed, "test.chain_estimate");
  for (int i = 0; i < kPeople; ++i) {
    const double easier = world.unlike * stream.normal();
    const bool meets = i < world.meeting;
    OwnHistory own;
    for (std::uint32_t list = 0; list < kOn.size(); ++list) {
      const bool on = stream.chance(1 / (1 + (1 - kOn[list]) / kOn[list] * std::exp(-easier))), decided = stream.chance(0.85), wrong = stream.chance(world.wrong);
      if (!on) continue;
      own.on |= 1U << list;
      if (decided) (meets != wrong ? own.shows : own.excludes) |= 1U << list;
    }
    if (own.on == 0) continue;
    ++table.point.people[own];
    if (own.contradicted() || (own.shows | own.excludes) == 0) ++table.point.possible;
    else if (own.shows != 0) ++table.point.certain, ++table.point.possible;
  }
  table.draws = {table.point, table.point};
  LinkedTables tables;
  tables.lists = {"a", "b", "c", "d"};
  tables.tables = {table};
  return tables;
}

publish::ChainEstimate estimate(const LinkedTables& tables) {
  core::Silence silence;
  const auto rules = load_verdict_rules(std::string(PALERMO_SOURCE_DIR) + "/data");
  EXPECT_TRUE(rules.has_value());
  const auto found = estimate_chain(tables, rules->rules, {.seed = 1, .tables = 2, .replicates = 40}, silence);
  EXPECT_TRUE(found.has_value());
  return found->front();
}

TEST(ChainEstimate, independent_lists_with_gaps_in_their_records_give_an_interval_that_holds_the_truth) {
  const auto found = estimate(tables_of({}, 3));
  ASSERT_EQ(found.verdict, publish::ChainVerdict::usable) << (found.rules.empty() ? "" : found.rules.front().id);
  EXPECT_LE(found.lo, kMeeting);
  EXPECT_GE(*found.hi, kMeeting);
  EXPECT_LT(*found.hi / found.lo, 1.5);
  for (const publish::ChainTable& table : found.tables) EXPECT_NEAR(table.middle, kMeeting, 4 * std::sqrt(table.chance) * table.middle);
}

TEST(ChainEstimate, people_of_whom_some_are_far_easier_to_find_are_never_given_an_interval) {
  for (const std::uint64_t seed : {3U, 4U}) {
    const auto found = estimate(tables_of({.unlike = 1.2}, seed));
    EXPECT_NE(found.verdict, publish::ChainVerdict::usable);
    EXPECT_FALSE(found.hi.has_value());
    if (found.verdict == publish::ChainVerdict::lower_bound) {
      EXPECT_LE(found.lo, kMeeting);
    }
  }
}

TEST(ChainEstimate, records_that_contradict_each_other_move_the_bounds_apart) {
  const auto clean = estimate(tables_of({}, 3)), wrong = estimate(tables_of({.wrong = 0.04}, 3));
  const auto gap = [](const publish::ChainEstimate& one) { return one.tables[1].middle - one.tables[0].middle; };
  EXPECT_EQ(clean.tables[0].contradicted, 0);
  EXPECT_GT(wrong.tables[0].contradicted, 50);
  EXPECT_GT(wrong.tables[0].unnoticed, 0);
  EXPECT_GT(gap(wrong), gap(clean) + 0.04 * kMeeting);
}

TEST(ChainEstimate, no_end_is_below_the_people_whose_joined_facts_meet_the_definition) {
  LinkedTables tables = tables_of({}, 3);
  for (OwnTable* one : {&tables.tables[0].point, &tables.tables[0].draws[0], &tables.tables[0].draws[1]}) one->certain = 1590;
  EXPECT_GE(estimate(tables).lo, 1590);
}

TEST(ChainEstimate, a_list_whose_form_can_show_nobody_is_no_list_of_those_shown) {
  LinkedTables tables = tables_of({}, 3);
  const auto blind = [](OwnTable& table) {
    OwnCounts people;
    for (const auto& [own, count] : table.people) people[{own.on, own.shows & ~1U, own.excludes}] += count;
    table.people = std::move(people);
  };
  blind(tables.tables[0].point);
  for (OwnTable& draw : tables.tables[0].draws) blind(draw);
  const auto found = estimate(tables);
  ASSERT_TRUE(found.tables[0].estimated);
  EXPECT_NEAR(found.tables[0].middle, kMeeting, 4 * std::sqrt(found.tables[0].chance) * kMeeting);
}

}  // namespace
}  // namespace palermo::study
