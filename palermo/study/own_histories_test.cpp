// SPDX-License-Identifier: Apache-2.0
// Which capture tables are free of selection, shown on expected counts: no chance, so the only error is that of rounding to people.
#include "palermo/study/own_histories.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/estimate/loglinear_fit.hpp"
#include "palermo/study/chance.hpp"

namespace palermo::study {
namespace {

constexpr int kLists = 4;
constexpr std::uint32_t kHistories = 1U << kLists;
constexpr std::array<double, kLists> kOn{.30, .25, .35, .20};  // chance of being on each list

// What a record can say of one who meets the definition: it needs two facts, each written down with this chance.
constexpr double kWritten = 0.8;

struct Expected {
  std::array<double, kHistories> own{}, joined{};
};

estimate::HistoryCounts table_of(const std::array<double, kHistories>& expected) {
  std::vector<std::int64_t> counts(kHistories);
  for (std::uint32_t history = 1; history < kHistories; ++history) counts[history] = std::llround(expected[history]);
  return {{"a", "b", "c", "d"}, counts};
}

// `people` meet the definition; lists and what they write down are independent. A list's record states neither, one or both of the two facts.
Expected expect(double people) {
  Expected expected;
  // Digits of `all`: 0 not on the list, 1 neither, 2 the first, 3 the second, 4 both.
  for (int all = 0; all < 625; ++all) {
    double chance = people;
    std::uint32_t on = 0, own = 0;
    bool first = false, second = false;
    for (int list = 0, rest = all; list < kLists; ++list, rest /= 5) {
      const int said = rest % 5;
      const double p = kOn[static_cast<std::size_t>(list)];
      if (said == 0) {
        chance *= 1 - p;
        continue;
      }
      const bool one = said == 2 || said == 4, two = said == 3 || said == 4;
      chance *= p * (one ? kWritten : 1 - kWritten) * (two ? kWritten : 1 - kWritten);
      on |= 1U << list;
      if (one && two) own |= 1U << list;
      first = first || one, second = second || two;
    }
    expected.own[own] += chance;
    if (first && second) expected.joined[on] += chance;
  }
  return expected;
}

double main_effects(const estimate::HistoryCounts& table) {
  const auto fit = estimate::fit_loglinear(table, estimate::Hierarchy(table.lists()));
  EXPECT_TRUE(fit.has_value());
  return fit ? fit->estimate : 0;
}

TEST(OwnHistories, lists_own_records_are_independent_captures_and_their_table_gives_the_truth) {
  constexpr double kPeople = 1e7;
  // Rounding to whole people moves each of 15 cells by half a person at most; the estimate by some hundred of ten million.
  EXPECT_NEAR(main_effects(table_of(expect(kPeople).own)), kPeople, 1e-5 * kPeople);
}

// Both facts are known of a person with k records with chance c_k = (1 - .2 ^ k) ^ 2: .64, .9216, .984. Within a third list the odds ratio of two
// is then c_1 c_3 / c_2 ^ 2 = .741, where that of independent captures is 1: a first further record adds more certainty than a second.
TEST(OwnHistories, the_table_of_joined_certainty_makes_independent_lists_look_as_if_they_excluded_each_other) {
  const auto table = table_of(expect(1e7).joined);
  const auto odds = [&](std::uint32_t a, std::uint32_t b, std::uint32_t others) {
    return static_cast<double>(table[a | b | others]) * static_cast<double>(table[others]) / (static_cast<double>(table[a | others]) * static_cast<double>(table[b | others]));
  };
  const auto own = table_of(expect(1e7).own);
  for (const auto& [a, b, others] : {std::array{1U, 2U, 4U}, std::array{4U, 8U, 1U}}) {
    EXPECT_NEAR(odds(a, b, others), .64 * .984064 / (.9216 * .9216), 1e-3);
    const double of_own = static_cast<double>(own[a | b | others]) * static_cast<double>(own[others]) / (static_cast<double>(own[a | others]) * static_cast<double>(own[b | others]));
    EXPECT_NEAR(of_own, 1, 1e-3);
  }
  EXPECT_LT(main_effects(table), 0.75e7);  // 6.96 million of ten
}

TEST(OwnHistories, a_drawn_population_is_recovered_within_its_standard_error) {
  constexpr std::int64_t kPeople = 4000;
  core::Stream stream(2026, "test.own");
  OwnCounts people;
  for (std::int64_t i = 0; i < kPeople; ++i) {
    OwnHistory own;
    for (std::uint32_t list = 0; list < kLists; ++list) {
      if (!stream.chance(kOn[list])) continue;
      own.on |= 1U << list;
      if (stream.chance(kWritten) && stream.chance(kWritten)) own.shows |= 1U << list;
    }
    if (own.on != 0) ++people[own];
  }
  std::vector<std::int64_t> counts(kHistories);
  for (const auto& [history, count] : capture_table(people, Capture::shown)) counts[history] = count;
  const estimate::HistoryCounts table({"a", "b", "c", "d"}, counts);
  const double error = std::sqrt(chance_of(table, estimate::Hierarchy(kLists), 1));
  EXPECT_LT(error, 0.05 * kPeople);
  EXPECT_NEAR(main_effects(table), static_cast<double>(kPeople), 3.3 * error);  // normal: exceeded once in a thousand seeds
}

// Both kinds of people, each record wrong with these chances; expected counts.
OwnCounts with_wrong_records(double meeting, double others, double wrong_no, double wrong_yes) {
  constexpr double kDecided = 0.7;
  std::array<std::array<double, kHistories>, kHistories> shown{};  // [shows][excludes]; lists that decide nothing are as if not on
  for (const bool meets : {true, false})
    for (int all = 0; all < 81; ++all) {
      double chance = meets ? meeting : others;
      std::uint32_t yes = 0, no = 0;
      for (int list = 0, rest = all; list < kLists; ++list, rest /= 3) {
        const double decided = kOn[static_cast<std::size_t>(list)] * kDecided, wrong = meets ? wrong_no : wrong_yes;
        const bool says_yes = rest % 3 == 1, says_no = rest % 3 == 2;
        chance *= rest % 3 == 0 ? 1 - decided : decided * (says_yes == meets ? 1 - wrong : wrong);
        yes |= says_yes ? 1U << list : 0, no |= says_no ? 1U << list : 0;
      }
      shown[yes][no] += chance;
    }
  OwnCounts people;
  for (std::uint32_t yes = 0; yes < kHistories; ++yes)
    for (std::uint32_t no = 0; no < kHistories; ++no)
      if ((yes | no) != 0 && shown[yes][no] > 0) people[{yes | no, yes, no}] = std::llround(shown[yes][no]);
  std::erase_if(people, [](const auto& one) { return one.second == 0; });
  return people;
}

double estimate_of(const OwnCounts& people, Capture capture) {
  std::vector<std::int64_t> counts(kHistories);
  for (const auto& [history, count] : capture_table(people, capture)) counts[history] = count;
  return main_effects({{"a", "b", "c", "d"}, counts});
}

TEST(OwnHistories, wrong_records_move_both_bounds_outwards) {
  constexpr double kMeeting = 4e6, kOthers = 6e6;
  for (const auto& [wrong_no, wrong_yes] : {std::pair{0.03, 0.0}, std::pair{0.0, 0.03}, std::pair{0.03, 0.01}, std::pair{0.02, 0.02}}) {
    const OwnCounts people = with_wrong_records(kMeeting, kOthers, wrong_no, wrong_yes);
    const double certain = estimate_of(people, Capture::shown), possible = kMeeting + kOthers - estimate_of(people, Capture::excluded);
    EXPECT_LT(certain, 1.002 * kMeeting) << wrong_no << " " << wrong_yes;
    EXPECT_GT(possible, 0.998 * kMeeting) << wrong_no << " " << wrong_yes;
    EXPECT_GT(possible - certain, 0.01 * kMeeting);
  }
}

// What the two rules for wrong records are there for: with contradicted people left in both tables, wrong records narrow the bounds until they cross.
TEST(OwnHistories, contradicted_people_in_both_tables_would_make_the_bounds_cross) {
  constexpr double kMeeting = 4e6, kOthers = 6e6;
  std::vector<std::int64_t> shown(kHistories), excluded(kHistories);
  for (const auto& [own, count] : with_wrong_records(kMeeting, kOthers, 0.02, 0.02)) {
    shown[own.shows] += count;
    excluded[own.excludes] += count;
  }
  shown[0] = excluded[0] = 0;
  const std::vector<std::string> names{"a", "b", "c", "d"};
  EXPECT_GT(main_effects({names, shown}), 1.02 * kMeeting);
  EXPECT_LT(kMeeting + kOthers - main_effects({names, excluded}), 0.98 * kMeeting);
}

TEST(OwnHistories, without_a_wrong_record_the_bounds_meet_at_the_truth) {
  const OwnCounts people = with_wrong_records(4e6, 6e6, 0, 0);
  EXPECT_EQ(contradicted(people), 0);
  EXPECT_NEAR(estimate_of(people, Capture::shown), 4e6, 4e2);
  EXPECT_NEAR(estimate_of(people, Capture::excluded), 6e6, 6e2);
}

// 30 people shown by list a alone, 20 by a and b; 40 excluded by a alone, 10 by a and b; 4 contradicted; 5 of whom no record decides.
TEST(OwnHistories, who_is_contradicted_is_in_neither_table_and_those_unnoticed_are_expected_from_them) {
  const OwnCounts people{{{0b01, 0b01, 0}, 30}, {{0b11, 0b11, 0}, 20}, {{0b01, 0, 0b01}, 40}, {{0b11, 0, 0b11}, 10}, {{0b11, 0b01, 0b10}, 4}, {{0b10, 0, 0}, 5}};
  EXPECT_EQ(contradicted(people), 4);
  EXPECT_EQ(expected_unnoticed(people, Capture::shown), 8);     // 40 alone x 4 / (2 x 10 records)
  EXPECT_EQ(expected_unnoticed(people, Capture::excluded), 3);  // 30 alone x 4 / (2 x 20 records)
  EXPECT_EQ(capture_table(people, Capture::shown), (HistoryMap{{0b01, 22}, {0b11, 20}}));
  EXPECT_EQ(capture_table(people, Capture::excluded), (HistoryMap{{0b01, 37}, {0b11, 10}}));
  EXPECT_EQ(capture_table(people, Capture::listed), (HistoryMap{{0b01, 70}, {0b10, 5}, {0b11, 34}}));
}

TEST(OwnHistories, where_nobody_was_decided_twice_every_single_record_is_doubted) {
  const OwnCounts people{{{0b01, 0b01, 0}, 7}, {{0b11, 0b01, 0b10}, 1}};
  EXPECT_EQ(capture_table(people, Capture::shown), HistoryMap{});
}

}  // namespace
}  // namespace palermo::study
