// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/utility.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "palermo/core/random.hpp"
#include "palermo/privacy/association.hpp"
#include "palermo/privacy/coded_tables_test.hpp"

namespace palermo::privacy {
namespace {

core::Silence silence;

Utility utility_of(const CodedColumns& real, const CodedColumns& other, UtilityOptions options = {.ways = 3, .least_group = 1}) {
  const auto measured = measure_utility(real, other, options, silence);
  EXPECT_TRUE(measured.has_value());
  return *measured;
}

TEST(Utility, a_table_is_at_distance_nought_from_itself_in_any_order_of_rows) {
  const CodedTable real = random_table(7, 200, {3, 4, 2, 5});
  const Utility same = utility_of(real.view(), turned(real).view());
  for (const WayDistance& way : same.ways) EXPECT_EQ(way.worst, 0) << way.way;
  for (const CombinationLoss& loss : same.combinations) EXPECT_EQ(loss.suppressed + loss.fabricated + loss.suppressed_weighted + loss.fabricated_weighted, 0);
  for (const CountError& band : same.counts) EXPECT_EQ(band.mean + band.p95, 0);
  EXPECT_EQ(same.association_worst, 0);
  EXPECT_EQ(same.groups.front().distance, 0);
  EXPECT_EQ(same.k_marginal_score, 1000);
}

// Four real people a0b0 a0b0 a1b1 a1-; output a0b0 a1b0 a1b1 a1b1: by hand.
TEST(Utility, figures_of_a_small_table_are_those_counted_by_hand) {
  const CodedTable real{.values = {{0, 0, 1, 1}, {0, 0, 1, 2}}, .sizes = {2, 3}, .empty = {-1, 2}};
  const CodedTable other{.values = {{0, 1, 1, 1}, {0, 0, 1, 1}}, .sizes = {2, 3}, .empty = {-1, 2}};
  const Utility found = utility_of(real.view(), other.view());
  ASSERT_EQ(found.ways.size(), 2U);
  EXPECT_DOUBLE_EQ(found.ways[0].mean, 0.25);   // a: ½(¼ + ¼); b: ½(0 + ¼ + ¼)
  EXPECT_DOUBLE_EQ(found.ways[1].worst, 0.5);   // a0b0 2:1, a1b1 1:2, a1- 1:0, a1b0 0:1
  EXPECT_EQ(found.combinations[1].real, 2);     // a1- is no combination of two attributes
  EXPECT_EQ(found.combinations[1].other, 3);
  EXPECT_DOUBLE_EQ(found.combinations[1].suppressed, 0);
  EXPECT_DOUBLE_EQ(found.combinations[1].fabricated, 1.0 / 3);
  EXPECT_DOUBLE_EQ(found.combinations[1].fabricated_weighted, 1.0 / 4);
  const Utility back = utility_of(other.view(), real.view());
  EXPECT_DOUBLE_EQ(back.combinations[1].suppressed, 1.0 / 3);
  EXPECT_DOUBLE_EQ(back.combinations[1].suppressed_weighted, 1.0 / 4);
  const CountError& pairs_to_nine = found.counts[4];
  ASSERT_EQ(pairs_to_nine.length, 2);
  EXPECT_EQ(pairs_to_nine.combinations, 2);
  EXPECT_DOUBLE_EQ(pairs_to_nine.mean, 0.75);   // a0b0 ½, a1b1 1
}

TEST(Utility, the_worst_group_is_the_one_whose_other_columns_were_turned_round) {
  CodedTable real = random_table(11, 3000, {3, 2, 2, 2});
  CodedTable other = real;
  for (std::size_t row = 0; row < real.rows(); ++row) {
    if (real.values[0][row] != 2) continue;
    for (std::size_t c = 1; c < 4; ++c) real.values[c][row] = 0, other.values[c][row] = 1;
  }
  const Utility found = utility_of(real.view(), other.view());
  EXPECT_EQ(found.groups.front().column, 0U);
  EXPECT_EQ(found.groups.front().level, 2);
  EXPECT_DOUBLE_EQ(found.groups.front().distance, 1);
  for (const GroupDistance& group : found.groups)
    EXPECT_TRUE(group.column != 0 || group.level == 2 || group.distance == 0) << group.level;
}

// A slower program: every cell of every pair by a map.
TEST(Utility, agrees_with_a_slower_program_on_random_tables) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const CodedTable real = random_table(seed, 60, {4, 3, 5, 2}), other = random_table(seed + 100, 45, {4, 3, 5, 2});
    double mean = 0, worst = 0;
    for (const auto& set : column_sets(4, 3)) {
      std::map<std::vector<int>, std::pair<double, double>> cells;
      for (std::size_t row = 0; row < 60; ++row) cells[levels_at(real, set, row)].first += 1.0 / 60;
      for (std::size_t row = 0; row < 45; ++row) cells[levels_at(other, set, row)].second += 1.0 / 45;
      double distance = 0;
      for (const auto& [cell, shares] : cells) distance += std::abs(shares.first - shares.second) / 2;
      mean += distance / 4;
      worst = std::max(worst, distance);
    }
    const Utility found = utility_of(real.view(), other.view());
    EXPECT_NEAR(found.ways[2].mean, mean, 1e-12) << seed;
    EXPECT_NEAR(found.ways[2].worst, worst, 1e-12) << seed;
  }
}

// Sorting instead of dense scratch memory where a set has more than 2^24 cells.
TEST(Utility, a_set_with_millions_of_cells_is_counted_as_a_small_one) {
  CodedTable narrow = random_table(3, 500, {6, 6, 6});
  CodedTable wide = narrow;
  for (int& size : wide.sizes) size = 400;  // 64 million cells
  CellCounter counter;
  const std::vector<std::size_t> set = {0, 1, 2};
  const CodedTable turned_round = turned(narrow);
  CodedTable wide_round = turned_round;
  wide_round.sizes = wide.sizes;
  const CodedColumns a = narrow.view(), b = turned_round.view(), c = wide.view(), d = wide_round.view();
  const auto small = counter.count(a, &b, set);
  const std::vector<CountedCell> kept(small.begin(), small.end());
  const auto large = counter.count(c, &d, set);
  ASSERT_EQ(large.size(), kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    EXPECT_EQ(levels_of(a, set, kept[i].code), levels_of(c, set, large[i].code));
    EXPECT_EQ(kept[i].first, large[i].first);
    EXPECT_EQ(kept[i].second, large[i].second);
  }
}

TEST(Utility, the_anchors_are_a_resample_and_columns_without_association) {
  const CodedTable real = twin_columns(5, 4000);  // the second column repeats the first
  const auto report = compare_with_anchors(real.view(), real.view(), {.ways = 2, .least_group = 30, .seed = 3}, silence);
  ASSERT_TRUE(report.has_value());
  EXPECT_EQ(report->independent.ways[0].worst, 0);         // every column alone is kept
  EXPECT_NEAR(report->independent.ways[1].worst, 0.75, 0.03);  // four levels: 1 − ¼ of the mass is moved; sd of a cell's share < .01
  EXPECT_NEAR(report->independent.association_worst, 1, 0.05);
  // E of the two-way distance of a resample: ½ Σ E|share − p| = ½ · 4 · √(2/π) · √(p(1−p)/n), p = ¼: 0.0109; its sd is below half of that.
  EXPECT_NEAR(report->bootstrap.ways[1].worst, 0.0109, 0.02);
  EXPECT_GT(report->bootstrap.ways[1].worst, 0);
  EXPECT_EQ(report->bootstrap.combinations[1].fabricated, 0);
}

TEST(Utility, does_not_depend_on_the_number_of_threads) {
  const CodedTable real = random_table(1, 300, {7, 3, 4, 5, 2, 6}), other = random_table(2, 300, {7, 3, 4, 5, 2, 6});
  const Utility one = utility_of(real.view(), other.view(), {.threads = 1}), three = utility_of(real.view(), other.view(), {.threads = 3});
  EXPECT_EQ(one.ways[2].mean, three.ways[2].mean);
  EXPECT_EQ(one.association_mean, three.association_mean);
  EXPECT_EQ(one.counts[5].p95, three.counts[5].p95);
}

TEST(Utility, refuses_tables_with_unlike_columns_or_no_row) {
  const CodedTable real = random_table(1, 10, {2, 2}), other = random_table(1, 10, {2, 3}), none = random_table(1, 0, {2, 2});
  EXPECT_EQ(measure_utility(real.view(), other.view(), {}, silence).error().kind.code, kUnlikeTables.code);
  EXPECT_EQ(measure_utility(real.view(), none.view(), {}, silence).error().kind.code, kUnlikeTables.code);
}

// Bergsma's correction: a 2 × 2 table of 40 10 / 10 40: χ²/n = .36; φ̃² = .36 − 1/99; both k̃ − 1 = 1 − 1/99.
TEST(Association, cramers_v_is_bias_corrected) {
  const std::vector<CountedCell> cells = {{.code = 0, .first = 40}, {.code = 1, .first = 10}, {.code = 2, .first = 10}, {.code = 3, .first = 40}};
  EXPECT_NEAR(cramers_v(cells, 2, 2), std::sqrt((0.36 - 1.0 / 99) / (1 - 1.0 / 99)), 1e-12);
  const std::vector<CountedCell> flat = {{.code = 0, .first = 25}, {.code = 1, .first = 25}, {.code = 2, .first = 25}, {.code = 3, .first = 25}};
  EXPECT_EQ(cramers_v(flat, 2, 2), 0);
  EXPECT_EQ(cramers_v(std::vector<CountedCell>{{.code = 0, .first = 9}}, 2, 2), 0);
}

}  // namespace
}  // namespace palermo::privacy
