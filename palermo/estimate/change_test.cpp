// SPDX-License-Identifier: Apache-2.0
// Change between two periods: no change where there is none, a known change found, coverage, and refusals.
#include "palermo/estimate/change.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "palermo/estimate/population_test.hpp"
#include "palermo/estimate/reference_test.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {
namespace {

ChangeReport report_of(const HistoryCounts& first, const HistoryCounts& second, const ChangeOptions& options = {}) {
  core::Silence silence;
  return estimate_change(first, second, options, silence).value();
}

bool noted(const ChangeReport& report, ChangeNote note) { return std::ranges::find(report.notes, note) != report.notes.end(); }

const ChangeEstimate& by(const ChangeReport& report, ChangeWay way) { return *std::ranges::find(report.ways, way, &ChangeEstimate::way); }

TEST(Change, of_a_table_to_itself_is_none_and_its_interval_holds_one) {
  const HistoryCounts table = published_table("kosovo4");
  const ChangeReport report = report_of(table, table, {.replicates = 200});
  for (const ChangeEstimate& one : report.ways) {
    EXPECT_DOUBLE_EQ(one.ratio, 1);
    EXPECT_DOUBLE_EQ(one.difference, 0);
    EXPECT_LT(one.ratio_interval.lo, 1);
    EXPECT_GT(one.ratio_interval.hi, 1);
  }
  EXPECT_EQ(std::lround(by(report, ChangeWay::own_models).first), 14'342);  // the published stepwise estimate
}

TEST(Change, two_periods_that_say_the_same_have_a_ratio_of_the_width_that_theory_gives) {
  // Main effects are stepwise's choice on this table in nearly every draw, so log N2 / N1 has twice the variance of log N. Tolerance: a tenth for
  // what selection adds, and four Monte Carlo errors of a standard deviation from 2,000 replicates.
  HistoryCounts table(letters(3), {0, 2000, 2000, 500, 2000, 500, 500, 125});
  const ChangeReport report = report_of(table, table, {.replicates = 2000});
  const Limits limits = by(report, ChangeWay::own_models).ratio_interval;
  const auto fit = fit_loglinear(table, Hierarchy(3));
  // Rivest and Lévesque (2001): var N = N_0 + N_0^2 var(log N_0).
  const double unseen = fit->unseen(), one = std::sqrt(unseen + std::pow(unseen * fit->intercept_error, 2)) / fit->estimate;
  EXPECT_NEAR(std::log(limits.hi / limits.lo) / (2 * 1.96), one * std::sqrt(2), (0.1 + 4 / std::sqrt(2 * 2000.0)) * one * std::sqrt(2));
}

TEST(Change, a_known_change_is_covered_as_often_as_the_interval_says) {
  // 2,000 people, then 3,000; a pair of lists that depend on each other through a referral in both periods.
  constexpr int kRuns = 100;
  int covered = 0, seen = 0;
  for (int run = 0; run < kRuns; ++run) {
    const std::vector<PeopleClass> all{{1, {0.25, 0.2, 0.3, 0.15}}};
    const std::vector<SimulatedReferral> sent{{0, 1, 0.3}};
    const auto number = static_cast<std::uint64_t>(run);
    const SimulatedTable first = simulate_people(41, 2 * number, 2000, all, sent), second = simulate_people(41, 2 * number + 1, 3000, all, sent);
    const ChangeReport report = report_of(first.table, second.table, {.seed = number, .replicates = 200, .threads = 1});
    const ChangeEstimate& one = by(report, ChangeWay::one_model);
    covered += one.ratio_interval.lo <= 1.5 && 1.5 <= one.ratio_interval.hi ? 1 : 0;
    seen += one.ratio_interval.lo > 1 ? 1 : 0;
  }
  RecordProperty("covered", covered);
  RecordProperty("told_apart", seen);
  EXPECT_GE(covered, static_cast<int>(kRuns * (0.95 - 3 * std::sqrt(0.95 * 0.05 / kRuns))));
  EXPECT_GE(seen, kRuns / 2);
}

TEST(Change, a_list_that_meets_more_of_the_people_is_remarked) {
  const std::vector<PeopleClass> before{{1, {0.3, 0.1, 0.3}}}, after{{1, {0.3, 0.4, 0.3}}};
  const ChangeReport report = report_of(simulate_people(5, 0, 3000, before).table, simulate_people(5, 1, 3000, after).table, {.replicates = 100});
  EXPECT_TRUE(noted(report, ChangeNote::coverage_moved));
  EXPECT_GT(report.lists[1].second_chance, 2 * report.lists[1].first_chance);
}

TEST(Change, neither_threads_nor_the_order_of_lists_change_anything) {
  const HistoryCounts first = published_table("uk5"), second = published_table("uk5");
  const ChangeOptions options{.replicates = 60, .threads = 1};
  const ChangeReport a = report_of(first, second, options), b = report_of(first, reordered(second, {3, 0, 4, 1, 2}), {.replicates = 60, .threads = 4});
  EXPECT_NEAR(a.ways[0].ratio_interval.hi, b.ways[0].ratio_interval.hi, 1e-6);
  EXPECT_NEAR(a.ways[1].difference_interval.lo, b.ways[1].difference_interval.lo, 1e-3);
}

TEST(Change, D30_other_lists_in_the_second_period_are_refused_by_name) {
  core::Silence silence;
  const HistoryCounts first({"a", "b", "c"}, {0, 9, 9, 3, 9, 3, 3, 1}), second({"a", "b", "d"}, {0, 9, 9, 3, 9, 3, 3, 1});
  const auto report = estimate_change(first, second, {}, silence);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind.code, kListsDiffer.code);
  EXPECT_EQ(report.error().args.at("first"), "c");
  EXPECT_EQ(report.error().args.at("second"), "d");
}

TEST(Change, D30_a_period_in_which_nobody_was_seen_twice_has_no_change) {
  core::Silence silence;
  const HistoryCounts first(letters(3), {0, 90, 90, 30, 90, 30, 30, 10}), second(letters(3), {0, 90, 90, 0, 90, 0, 0, 0});
  EXPECT_EQ(estimate_change(first, second, {.replicates = 20}, silence).error().kind.code, kNoPointEstimate.code);
}

}  // namespace
}  // namespace palermo::estimate
