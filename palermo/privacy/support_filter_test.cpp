// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/support_filter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "palermo/core/random.hpp"

namespace palermo::privacy {
namespace {

// Levels 0 … size − 1 of a column, the last of them missing.
CoarseColumn column_of(std::size_t size) {
  CoarseColumn column;
  for (std::size_t level = 0; level < size; ++level) {
    column.coarse_of.push_back(static_cast<Level>(level));
    column.members.push_back({static_cast<Level>(level)});
    column.shown.push_back(static_cast<Level>(level));
  }
  column.empty = static_cast<int>(size) - 1;
  column.missing = static_cast<Level>(size - 1);
  return column;
}

// Of 900 cells 600 are empty and noise is as large as many counts: what slips through is a share of at most η of what is kept. The mean
// over 200 tables has a standard error of under 0.002, so 0.05 + 0.01 is more than five of them away.
TEST(SupportFilter, invented_pairs_are_the_share_that_was_asked_for_or_less) {
  core::Stream stream(1, "support_filter_test");
  const CoarseColumns columns{column_of(31), column_of(31)};
  double share = 0;
  constexpr int kRounds = 200;
  for (int round = 0; round < kRounds; ++round) {
    MeasuredTable table{{0, 1}, std::vector<double>(31 * 31, 0), 25};
    std::vector<char> inhabited(table.values.size(), 0);
    for (std::size_t cell = 0; cell < table.values.size(); ++cell) {
      inhabited[cell] = stream.chance(1.0 / 3);
      table.values[cell] = (inhabited[cell] ? 1 + std::floor(60 * stream.uniform()) : 0) + std::round(5 * stream.normal());
    }
    const std::vector<std::vector<double>> expected{table.values};
    const Support support = find_support(columns, {&table, 1}, expected, {}, {.fabricated = 0.05});
    double kept = 0, invented = 0;
    for (std::size_t cell = 0; cell < table.values.size(); ++cell) {
      if (cell % 31 == 30 || cell / 31 == 30 || !support.pairs[0].possible[cell]) continue;
      kept += 1;
      invented += !inhabited[cell];
    }
    EXPECT_EQ(kept, static_cast<double>(support.report.supported));
    share += invented / kept / kRounds;
  }
  EXPECT_LT(share, 0.06);
  EXPECT_GT(share, 0.01);  // and the rule is not so strict that it keeps nothing
}

TEST(SupportFilter, a_pair_with_nothing_recorded_is_always_possible) {
  const CoarseColumns columns{column_of(4), column_of(3)};
  const MeasuredTable table{{0, 1}, std::vector<double>(12, -40), 9};
  const Support support = find_support(columns, {&table, 1}, {table.values}, {}, {});
  for (std::size_t cell = 0; cell < 12; ++cell) EXPECT_EQ(support.pairs[0].possible[cell], cell % 3 == 2 || cell / 3 == 3) << cell;
  EXPECT_EQ(support.report.possible, 6);
  EXPECT_EQ(support.report.supported, 0);
}

TEST(SupportFilter, what_a_rule_forbids_no_count_makes_possible) {
  const CoarseColumns columns{column_of(2), column_of(2)};
  const MeasuredTable table{{0, 1}, {500, 500, 500, 500}, 1};
  const ForbiddenCells rule{{0, 1}, {1, 0, 1, 1}};
  const Support support = find_support(columns, {&table, 1}, {table.values}, {&rule, 1}, {});
  EXPECT_EQ(support.pairs[0].possible, rule.possible);
}

}  // namespace
}  // namespace palermo::privacy
