// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/concept.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace palermo::core {
namespace {

const Concept kSample{"un.tip-protocol#trafficking, version 2000, certain", "record", "records of Shelter North",
                      "2015..2019", "KH", "as_registered", "count"};

const std::vector<std::pair<std::string, std::string Concept::*>> kEveryPart{
    {"definition", &Concept::definition}, {"unit", &Concept::unit},       {"population", &Concept::population},
    {"period", &Concept::period},         {"place", &Concept::place},     {"reading", &Concept::reading},
    {"method", &Concept::method}};

TEST(Concept, like_numbers_are_added_end_by_end) {
  const auto sum = add({kSample, {3, 5}}, {kSample, {10, 10}});
  ASSERT_TRUE(sum);
  EXPECT_EQ(sum->of, kSample);
  EXPECT_EQ(sum->count, (Interval<std::int64_t>{13, 15}));
}

TEST(Concept, an_unknown_end_stays_unknown_in_the_sum) {
  EXPECT_EQ(add({kSample, {3, std::nullopt}}, {kSample, {10, 10}})->count, (Interval<std::int64_t>{13, std::nullopt}));
}

TEST(Concept, a_sum_that_does_not_fit_is_an_error_and_not_another_number) {
  const std::int64_t most = std::numeric_limits<std::int64_t>::max(), least = std::numeric_limits<std::int64_t>::min();
  EXPECT_EQ(*add({kSample, {most - 1, most - 1}}, {kSample, {1, 1}})->count.min, most);
  for (const auto& [a, b] : {std::pair<Interval<std::int64_t>, Interval<std::int64_t>>{{0, most}, {0, 1}}, {{most, std::nullopt}, {1, 1}}, {{least, 0}, {-1, 0}}}) {
    const auto sum = add({kSample, a}, {kSample, b});
    ASSERT_FALSE(sum);
    EXPECT_EQ(sum.error().kind.code, kSumTooLarge.code);
    EXPECT_EQ(sum.error().kind.exit, Exit::unreadable);
  }
}

TEST(Concept, numbers_that_differ_in_any_single_part_are_not_added_and_the_part_is_named) {
  for (const auto& [name, member] : kEveryPart) {
    Concept other = kSample;
    other.*member += " (other)";
    const auto sum = add({kSample, {1, 1}}, {other, {1, 1}});
    ASSERT_FALSE(sum) << name;
    EXPECT_EQ(sum.error().kind.code, "concept.unlike");
    EXPECT_EQ(sum.error().kind.exit, Exit::refused);
    EXPECT_EQ(sum.error().kind.rule, "D30");
    EXPECT_EQ(sum.error().args.at("part"), name);
    EXPECT_EQ(sum.error().args.at("left"), kSample.*member);
    EXPECT_EQ(sum.error().args.at("right"), other.*member);
    EXPECT_EQ(first_difference(kSample, other), name);
  }
}

TEST(Concept, a_number_that_does_not_say_what_it_counts_is_refused) {
  for (const auto& [name, member] : kEveryPart) {
    Concept bare = kSample;
    (bare.*member).clear();
    const auto sum = add({bare, {1, 1}}, {bare, {1, 1}});
    ASSERT_FALSE(sum) << name;
    EXPECT_EQ(sum.error().kind.code, "concept.incomplete");
    EXPECT_EQ(sum.error().args.at("part"), name);
  }
  EXPECT_TRUE(check_complete(kSample));
}

TEST(Concept, is_written_with_all_its_parts) {
  const Value value = to_value(kSample);
  EXPECT_EQ(value.members().size(), kEveryPart.size());
  for (const auto& [name, member] : kEveryPart) EXPECT_EQ(value[name].as_text(), kSample.*member);
}

}  // namespace
}  // namespace palermo::core
