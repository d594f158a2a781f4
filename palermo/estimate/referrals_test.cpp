// SPDX-License-Identifier: Apache-2.0
// Referral-aware estimation against populations in which the referrals are known.
#include "palermo/estimate/referrals.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/estimate/population_test.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

constexpr int kPeople = 6'000;
const std::vector<PeopleClass> kAlike{{1, {0.2, 0.15, 0.25, 0.1}}};
const std::vector<SimulatedReferral> kReferrals{{0, 1, 0.4}, {2, 3, 0.25}, {0, 3, 0.2}};  // two into one list

const ReferralEstimate& estimate_of(const ReferralReport& report, ReferralWay way, bool selected) {
  for (const ReferralEstimate& one : report.estimates)
    if (one.way == way && one.selected == selected) return one;
  ADD_FAILURE() << "no such estimate";
  return report.estimates.front();
}

struct Mean {
  double sum = 0, squares = 0;
  int runs = 0;
  void add(double value) {
    sum += value;
    squares += value * value;
    ++runs;
  }
  [[nodiscard]] double mean() const { return sum / runs; }
  [[nodiscard]] double error() const { return std::sqrt((squares / runs - mean() * mean()) / runs); }
};

// 40 populations of 6,000 with known referrals; the means stand within four standard errors of themselves, plus one half per cent for the bias of a ratio.
TEST(Referrals, set_aside_or_modelled_recover_the_truth_that_ignoring_them_misses) {
  Mean ignored, aside, forced, offset;
  core::Silence silence;
  for (std::uint64_t run = 0; run < 40; ++run) {
    const SimulatedTable world = simulate_people(11, run, kPeople, kAlike, kReferrals);
    const auto report = estimate_with_referrals(world.table, world.referrals, {.seed = run, .draws = 20, .replicates = 2, .threads = 1}, silence);
    ASSERT_TRUE(report);
    ignored.add(*estimate_of(*report, ReferralWay::as_recorded, false).estimate);
    aside.add(*estimate_of(*report, ReferralWay::set_aside, false).estimate);
    forced.add(*estimate_of(*report, ReferralWay::pair_forced, false).estimate);
    offset.add(*estimate_of(*report, ReferralWay::offset, false).estimate);
  }
  EXPECT_LT(ignored.mean() + 4 * ignored.error(), 0.9 * kPeople);
  for (const Mean* one : {&aside, &forced, &offset}) EXPECT_NEAR(one->mean(), kPeople, 4 * one->error() + 0.005 * kPeople);
}

TEST(Referrals, explain_the_dependence_that_they_made_and_leave_none) {
  const SimulatedTable world = simulate_people(12, 0, 60'000, kAlike, kReferrals);
  core::Silence silence;
  const auto report = estimate_with_referrals(world.table, world.referrals, {.draws = 2, .replicates = 2, .threads = 1}, silence);
  ASSERT_TRUE(report);
  ASSERT_EQ(report->pairs.size(), 3U);
  for (const ReferralDependence& pair : report->pairs) {
    const double own = static_cast<double>(pair.overlap - pair.referral.count);
    if (pair.referral.to == 1) {
      EXPECT_NEAR(pair.explained, static_cast<double>(pair.overlap) / own, 1e-9);  // one list alone refers there: m / (m - r)
    }
    // Standard error of a log odds ratio here: about one over the square root of its smallest cell.
    const double bound = 4 * std::sqrt(2 / own);
    EXPECT_NEAR(std::log(*pair.odds_left), 0, bound);
    // Two lists that refer to one do not multiply its odds by the product; one that refers alone does.
    if (pair.referral.to == 1) {
      EXPECT_NEAR(std::log(*pair.odds_before), std::log(pair.explained), bound);
    } else {
      EXPECT_GT(*pair.odds_before, 1.5);
    }
  }
}

// The share of intervals that hold the truth: nominal 95 %, at least 95 - 4 sqrt(0.95 0.05 / 100) = 86 % of 100 populations.
TEST(Referrals, the_interval_of_setting_aside_covers_the_truth) {
  int covered = 0;
  core::Silence silence;
  for (std::uint64_t run = 0; run < 100; ++run) {
    const SimulatedTable world = simulate_people(13, run, 2'000, {{1, {0.3, 0.25, 0.3}}}, {{0, 1, 0.4}});
    const auto report = estimate_with_referrals(world.table, world.referrals, {.seed = run, .draws = 20, .replicates = 200, .threads = 1}, silence);
    ASSERT_TRUE(report);
    const ReferralEstimate& one = estimate_of(*report, ReferralWay::set_aside, false);
    covered += one.interval.lo <= 2'000 && 2'000 <= one.interval.hi ? 1 : 0;
  }
  EXPECT_GE(covered, 86);
}

TEST(Referrals, without_any_change_nothing) {
  core::Silence silence;
  const HistoryCounts table = published_table("kosovo4");
  const auto report = estimate_with_referrals(table, {}, {.draws = 3, .replicates = 20, .threads = 1}, silence);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->rest, table);
  EXPECT_NEAR(*estimate_of(*report, ReferralWay::set_aside, true).estimate, *estimate_of(*report, ReferralWay::as_recorded, true).estimate, 1e-6);
}

TEST(Referrals, are_read_by_name_and_added_up) {
  const HistoryCounts table({"a", "b", "c"}, {0, 30, 20, 10, 25, 5, 4, 3});
  const auto read = parse_referrals("from,to,count\nb,a,2\na,b,3\na,b,1\n", "r.csv", table);
  ASSERT_TRUE(read);
  EXPECT_EQ(*read, (std::vector<Referral>{{0, 1, 4}, {1, 0, 2}}));
  const auto reason = [&](std::string_view text) {
    const auto refused = parse_referrals(text, "r.csv", table);
    return refused ? std::string("read") : refused.error().args.at("reason");
  };
  EXPECT_EQ(reason("from,to\na,b\n"), "header");
  EXPECT_EQ(reason("from,to,count\na,x,2\n"), "unknown_list");
  EXPECT_EQ(reason("from,to,count\na,a,2\n"), "same_list");
  EXPECT_EQ(reason("from,to,count\na,b,-2\n"), "number");
  EXPECT_EQ(reason("from,to,count\na,b,many\n"), "number");
  EXPECT_EQ(reason("from,to,count\na,b,9\nb,a,5\n"), "more_than_overlap");  // 13 are on both
}

TEST(Referrals, of_everybody_on_both_lists_leave_no_odds_ratio_but_an_estimate) {
  core::Silence silence;
  const HistoryCounts table({"a", "b", "c"}, {0, 300, 200, 40, 250, 55, 40, 10});
  const auto report = estimate_with_referrals(table, {{0, 1, 50}}, {.draws = 2, .replicates = 20, .threads = 1}, silence);
  ASSERT_TRUE(report);
  EXPECT_TRUE(std::isinf(report->pairs.front().explained));
  EXPECT_FALSE(report->pairs.front().odds_left);
  EXPECT_FALSE(estimate_of(*report, ReferralWay::offset, false).estimate);
  EXPECT_TRUE(estimate_of(*report, ReferralWay::pair_forced, false).estimate);
}

}  // namespace
}  // namespace palermo::estimate
