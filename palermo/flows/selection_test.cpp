// SPDX-License-Identifier: Apache-2.0
#include "palermo/flows/selection.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

namespace palermo::flows {
namespace {

CountRange exactly(std::int64_t n) { return {n, n}; }

ListComposition list(const char* name, std::int64_t women, std::int64_t men, std::int64_t unknown) {
  return {name, ListKind::other, {{"female", exactly(women)}, {"male", exactly(men)}}, exactly(unknown)};
}

SelectionReport report(std::vector<ListComposition> lists, SelectionOptions options) {
  const auto made = select({"sex", std::move(lists), false}, options);
  EXPECT_TRUE(made.has_value());
  return made.value_or(SelectionReport());
}

TEST(Selection, D31_there_is_no_breakdown_by_nationality) {
  for (const char* dimension : {"nationality", "citizenship", "ethnicity", "country"}) {
    const auto read = parse_compositions("list,kind,dimension,category,people\nx,police," + std::string(dimension) + ",KH,40\n", "lists.csv");
    ASSERT_FALSE(read) << dimension;
    EXPECT_EQ(read.error().kind.rule, "D31");
  }
}

TEST(Selection, without_a_total_nothing_follows_for_those_whom_nobody_met) {
  const SelectionReport made = report({list("police", 700, 300, 0)}, {});
  EXPECT_EQ(made.categories[0].any.lo, 0);
  EXPECT_EQ(made.categories[0].any.hi, 1);
}

// Of at most 4000 people 700 are women and 300 men: between 700/4000 and 3700/4000 are women.
TEST(Selection, worst_case_bounds_are_those_of_manski) {
  const SelectionReport made = report({list("police", 700, 300, 0)}, {.exploited = CountRange{1000, 4000}});
  EXPECT_NEAR(made.categories[0].any.lo, 700.0 / 4000, 1e-12);
  EXPECT_NEAR(made.categories[0].any.hi, 3700.0 / 4000, 1e-12);
}

TEST(Selection, who_is_not_recorded_may_be_of_any_category) {
  const SelectionReport made = report({list("hotline", 40, 40, 20)}, {});
  EXPECT_NEAR(made.categories[0].lists[0].seen->lo, .4, 1e-12);
  EXPECT_NEAR(made.categories[0].lists[0].seen->hi, .6, 1e-12);
}

TEST(Selection, equal_chances_carry_the_share_of_the_list_over_to_everybody) {
  const SelectionReport made = report({list("police", 70, 30, 0)}, {.odds = 1});
  EXPECT_NEAR(made.categories[0].unequal->lo, .7, 1e-12);
  EXPECT_NEAR(made.categories[0].unequal->hi, .7, 1e-12);
  EXPECT_NEAR(share_of_all(.75, 3), .5, 1e-12);  // three in four on the list, met three times as likely: half of all
}

TEST(Selection, lists_that_differ_say_how_unequal_chances_must_be) {
  const SelectionReport made = report({list("inspection", 100, 900, 0), list("police", 900, 100, 0)}, {.odds = 3});
  const CategoryReport& women = made.categories[0];
  EXPECT_NEAR(women.least_ratio, 81, 1e-9);  // (900/100) / (100/900)
  EXPECT_EQ(women.high, 1U);
  EXPECT_EQ(women.low, 0U);
  EXPECT_TRUE(women.unequal->empty());  // 9 on each side would be needed, 3 were allowed
  EXPECT_FALSE(report({list("inspection", 100, 900, 0), list("police", 900, 100, 0)}, {.odds = 9.001}).categories[0].unequal->empty());
}

TEST(Selection, a_list_of_too_few_people_has_no_share) {
  const SelectionReport made = report({list("shelter", 60, 39, 0)}, {.least_people = 100});
  EXPECT_FALSE(made.categories[0].lists[0].seen.has_value());
  EXPECT_FALSE(made.categories[0].unequal.has_value());
}

TEST(Selection, refuses_a_total_smaller_than_a_list_and_a_limit_below_one) {
  const Composition one{"sex", {list("police", 70, 30, 0)}, false};
  EXPECT_EQ(select(one, {.exploited = CountRange{10, 90}}).error().kind.code, kFewerThanSeen.code);
  EXPECT_EQ(select(one, {.odds = .5}).error().kind.code, kBadOdds.code);
}

TEST(Selection, refuses_two_counts_of_one_thing_and_a_list_of_two_kinds) {
  const std::string head = "list,kind,dimension,category,people\n";
  EXPECT_EQ(parse_compositions(head + "x,police,sex,female,4\nx,police,sex,female,5\n", "f").error().args.at("reason"), "twice");
  EXPECT_EQ(parse_compositions(head + "x,police,sex,female,4\nx,shelter,sex,male,5\n", "f").error().args.at("reason"), "kind");
  EXPECT_EQ(parse_compositions(head + "x,church,sex,female,4\n", "f").error().args.at("reason"), "kind");
}

// An invented population of whom lists meet some: every bound holds the true share, whatever the chances were (worst case), or when they keep the limit.
RC_GTEST_PROP(SelectionProperty, bounds_hold_the_true_share, ()) {
  const auto women = *rc::gen::inRange<std::int64_t>(1, 2000), men = *rc::gen::inRange<std::int64_t>(1, 2000);
  const double truth = static_cast<double>(women) / static_cast<double>(women + men);
  const double chance = *rc::gen::inRange(1, 100) / 400.0, ratio = *rc::gen::inRange(34, 300) / 100.0;  // of men; of women against men
  const auto met = [](std::int64_t people, double p) { return static_cast<std::int64_t>(std::floor(static_cast<double>(people) * p)); };
  const std::int64_t met_women = met(women, std::min(1.0, chance * ratio)), met_men = met(men, chance);
  const std::int64_t unsaid_women = *rc::gen::inRange<std::int64_t>(0, met_women + 1), unsaid_men = *rc::gen::inRange<std::int64_t>(0, met_men + 1);
  RC_PRE(met_women + met_men > 0);
  const Composition composition{"sex", {list("list", met_women - unsaid_women, met_men - unsaid_men, unsaid_women + unsaid_men)}, false};
  const auto made = select(composition, {.odds = 3, .exploited = CountRange{women + men, women + men + *rc::gen::inRange<std::int64_t>(0, 1000)}});
  RC_ASSERT(made.has_value());
  const CategoryReport& report = made->categories[0];
  RC_ASSERT(report.any.lo <= truth + 1e-12 && truth <= report.any.hi + 1e-12);
  RC_ASSERT(!made->contradiction);
  // The chances as they came out after whole people were met.
  const double own = static_cast<double>(met_women) / static_cast<double>(women), other = static_cast<double>(met_men) / static_cast<double>(men);
  if (other > 0 && own > 0 && own / other <= 3 && other / own <= 3) RC_ASSERT(report.unequal->lo <= truth + 1e-9 && truth <= report.unequal->hi + 1e-9);
}

// Whoever sees ranges instead of counts gets wider bounds, never bounds that exclude what the counts allow.
RC_GTEST_PROP(SelectionProperty, bounds_of_ranges_hold_those_of_every_count_in_them, ()) {
  const auto count = [] { return *rc::gen::inRange<std::int64_t>(0, 500); };
  const std::int64_t women = count(), men = count(), unknown = count();
  RC_PRE(women + men + unknown >= 20);
  const auto floored = [](std::int64_t n) { return CountRange{n / 10 * 10, n / 10 * 10 + 9}; };
  const Composition ranges{"sex", {{"list", ListKind::other, {{"female", floored(women)}, {"male", floored(men)}}, floored(unknown)}}, false};
  const SelectionOptions options{.odds = 2, .exploited = CountRange{3000, 5000}};
  const auto wide = select(ranges, options), exact = select({"sex", {list("list", women, men, unknown)}, false}, options);
  RC_PRE(wide.has_value() && exact.has_value() && wide->categories[0].unequal.has_value());
  const auto holds = [](const ShareRange& outer, const ShareRange& inner) { return outer.lo <= inner.lo + 1e-12 && inner.hi <= outer.hi + 1e-12; };
  RC_ASSERT(holds(*wide->categories[0].lists[0].seen, *exact->categories[0].lists[0].seen));
  RC_ASSERT(holds(*wide->categories[0].unequal, *exact->categories[0].unequal));
  RC_ASSERT(holds(wide->categories[0].any, exact->categories[0].any));
}

}  // namespace
}  // namespace palermo::flows
