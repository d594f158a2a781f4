// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/stability.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "palermo/estimate/linkage_draws.hpp"
#include "palermo/estimate/population_test.hpp"
#include "palermo/estimate/power.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

const std::vector<PeopleClass> kAlike{{1, {0.25, 0.3, 0.2, 0.25}}};

// Captures: a person on k lists counts k times. Linkage moves people about, captures stay.
std::int64_t captures(const HistoryCounts& table) {
  std::int64_t sum = 0;
  for (History w = 1; w < table.size(); ++w) sum += table[w] * std::popcount(w);
  return sum;
}

TEST(MendedLinks, keep_every_record) {
  const HistoryCounts table = published_table("kosovo4");
  core::Stream stream(31, "test.links");
  const HistoryCounts split = mend_links(table, 0, 0.3, stream), joined = mend_links(table, 0.3, 0, stream);
  EXPECT_EQ(captures(split), captures(table));
  EXPECT_EQ(captures(joined), captures(table));
  EXPECT_GT(split.observed(), table.observed());
  EXPECT_LT(joined.observed(), table.observed());
}

TEST(MendedLinks, nothing_wrong_changes_nothing) {
  const HistoryCounts table = published_table("uk5");
  core::Stream stream(32, "test.links");
  EXPECT_EQ(mend_links(table, 0, 0, stream), table);
}

// Links L are undone with probability q: a share 1 - q of them stays, within four standard deviations.
TEST(MendedLinks, undo_the_share_that_is_asked_for) {
  const HistoryCounts table = published_table("kosovo4");
  core::Stream stream(33, "test.links");
  const double links = static_cast<double>(captures(table) - table.observed()), wrong = 0.2;
  const HistoryCounts split = mend_links(table, 0, wrong, stream);
  EXPECT_NEAR(static_cast<double>(captures(split) - split.observed()), (1 - wrong) * links, 4 * std::sqrt(links * wrong * (1 - wrong)));
}

// A tenth of the links of a table are lost; the simulation that supposes so brings the estimate back to the truth.
TEST(LinkageErrors, what_was_missed_is_put_right_when_its_share_is_known) {
  const HistoryCounts truth = simulate_people(34, 0, 20'000, kAlike).table;
  core::Stream stream(34, "test.lost");
  const HistoryCounts lost = mend_links(truth, 0, 0.1, stream);
  core::Silence silence;
  const auto points = linkage_errors(lost, {.seed = 1, .runs = 20, .threads = 1}, silence);
  ASSERT_TRUE(points);
  const auto at = [&](double missed) {
    for (const LinkageErrorPoint& point : *points)
      if (point.missed == missed && point.wrong == 0) return point.people.middle;
    return 0.0;
  };
  EXPECT_GT(at(0), 21'000);             // missed links inflate
  EXPECT_NEAR(at(0.10), 20'000, 1'000);  // about five standard errors of the estimate itself
}

TEST(Trajectory, of_independent_lists_is_level) {
  core::Silence silence;
  const auto points = trajectory(simulate_people(35, 0, 10'000, kAlike).table, {.seed = 1, .runs = 20, .threads = 1}, silence);
  ASSERT_TRUE(points);
  EXPECT_EQ(points->back().share, 1);
  EXPECT_EQ(points->back().people.low, points->back().people.high);  // all the people: nothing is drawn
  EXPECT_LT(trajectory_factor(*points), 1.1);
}

TEST(Trajectory, does_not_depend_on_the_number_of_threads) {
  core::Silence silence;
  const HistoryCounts table = published_table("western5");
  const auto one = trajectory(table, {.seed = 2, .runs = 9, .threads = 1}, silence), three = trajectory(table, {.seed = 2, .runs = 9, .threads = 3}, silence);
  ASSERT_TRUE(one && three);
  EXPECT_EQ(trajectory_factor(*one), trajectory_factor(*three));
}

TEST(Plans, more_people_and_another_list_narrow_the_interval) {
  core::Silence silence;
  const auto plans = expected_widths(published_table("western5"), {.runs = 100, .threads = 1}, silence);
  ASSERT_TRUE(plans);
  ASSERT_EQ(plans->size(), 8U);
  const double now = *plans->front().width;
  EXPECT_EQ(plans->front().plan, Plan::as_it_is);
  for (const PlanWidth& plan : *plans) {
    if (plan.plan == Plan::more_people || plan.plan == Plan::another_list) {
      EXPECT_LT(*plan.width, now);
    }
  }
  // Twice as many people: the logarithm of the width falls with the square root of two.
  EXPECT_NEAR(std::log((*plans)[1].width.value()) / std::log(now), 1 / std::sqrt(2.0), 0.1);
}

TEST(WidthParts, one_table_has_no_linkage_and_identical_draws_have_none_either) {
  core::Silence silence;
  const HistoryCounts table = published_table("kosovo4");
  const auto one = parts_of_width({table}, 0.95, 1, silence), two = parts_of_width(std::vector(2, table), 0.95, 1, silence),
             same = parts_of_width(std::vector(5, table), 0.95, 1, silence);
  ASSERT_TRUE(one && two && same);
  EXPECT_EQ(one->linkage, 0);
  EXPECT_NEAR(same->linkage, 0, 1e-12);
  EXPECT_NEAR(same->middle, two->middle, 1e-6 * two->middle);
  EXPECT_EQ(same->tables, 5U);
}

// Draws that differ only in how many links were missed: what they differ by is told as linkage, and nothing else.
TEST(WidthParts, draws_that_differ_widen_the_interval_by_linkage) {
  core::Silence silence;
  const HistoryCounts truth = simulate_people(36, 0, 20'000, kAlike).table;
  std::vector<HistoryCounts> draws;
  for (std::uint64_t draw = 0; draw < 20; ++draw) {
    core::Stream stream(36, "test.draws", draw);
    draws.push_back(mend_links(truth, 0, 0.02 * static_cast<double>(draw), stream));
  }
  const auto one = parts_of_width({truth}, 0.95, 1, silence), all = parts_of_width(draws, 0.95, 1, silence);
  ASSERT_TRUE(one && all);
  EXPECT_GT(all->linkage, 4 * (all->sampling + all->model));
  EXPECT_LT(all->interval.lo, one->interval.lo * 1.2);
  EXPECT_GT(all->interval.hi / all->interval.lo, one->interval.hi / one->interval.lo);
}

// Of Kosovo's models of all orders three lie within one BIC unit of each other and say 10,000 to 18,000; among pairs alone one stands far ahead,
// and the choice would seem to be made.
TEST(WidthParts, the_choice_among_models_of_all_orders_is_in_the_width) {
  core::Silence silence;
  const auto parts = parts_of_width({published_table("kosovo4")}, 0.95, 1, silence);
  ASSERT_TRUE(parts);
  EXPECT_TRUE(parts->with_models);
  EXPECT_GT(parts->model, parts->sampling);
  EXPECT_LT(parts->interval.lo, 10'000);
  EXPECT_GT(parts->interval.hi, 18'000);
}

TEST(WidthParts, eight_lists_have_no_model_part_and_say_so) {
  core::Silence silence;
  const auto parts = parts_of_width({published_table("neworleans8")}, 0.95, 1, silence);
  ASSERT_TRUE(parts);
  EXPECT_FALSE(parts->with_models);
  EXPECT_EQ(parts->model, 0);
}

}  // namespace
}  // namespace palermo::estimate
