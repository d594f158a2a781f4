// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/suppression.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "palermo/core/random.hpp"

namespace palermo::privacy {
namespace {

core::Silence silence;

MarginTable random_counts(std::uint64_t seed, const std::vector<int>& levels, std::int64_t most, double empty) {
  core::Stream stream(seed, "test.suppression");
  std::size_t cells = 1;
  for (const int size : levels) cells *= static_cast<std::size_t>(size);
  std::vector<std::int64_t> inner(cells);
  for (std::int64_t& count : inner) count = stream.chance(empty) ? 0 : static_cast<std::int64_t>(stream.below(static_cast<std::uint64_t>(most) + 1));
  return with_margins(levels, inner);
}

SuppressedTable suppressed(const MarginTable& table, const SmallCellRule& rule) {
  auto safe = suppress(table, rule, silence);
  EXPECT_TRUE(safe.has_value());
  return std::move(*safe);
}

// Every cell that is shown is true, small ones are not shown, and the attacker's range holds the protection interval and the truth.
void expect_safe(const MarginTable& table, const SmallCellRule& rule) {
  const SuppressedTable safe = suppressed(table, rule);
  for (std::size_t cell = 0; cell < table.counts.size(); ++cell) {
    EXPECT_TRUE(!safe.published.cells[cell] || *safe.published.cells[cell] == table.counts[cell]);
    EXPECT_FALSE(safe.published.cells[cell] && rule.is_small(table.counts[cell]));
  }
  for (const ProtectedCell& small : safe.small) {
    const std::vector<std::size_t> one = {small.cell};
    const CellRange range = attack(safe.published, one).front();
    const auto count = static_cast<double>(table.counts[small.cell]);
    EXPECT_TRUE(table.layout.is_total(small.cell) || !rule.known.empty() || small.low == rule.floor_of_gap(small.cell));
    EXPECT_EQ(small.high, rule.least);
    EXPECT_LE(range.low, static_cast<double>(small.low) + 1e-6);
    EXPECT_GE(range.high, static_cast<double>(rule.least) - 1e-6);
    EXPECT_LE(range.low, count + 1e-6);
    EXPECT_GE(range.high, count - 1e-6);
  }
}

// All tables of whole people, no cell above `most`, that agree with what is shown: the values each gap takes. By trying.
class EveryTable {
 public:
  EveryTable(const PublishedTable& published, std::int64_t most) : published_(published), most_(most), values_(published.cells.size()), counts_(published.cells.size(), 0) {
    for (std::size_t cell = 0; cell < counts_.size(); ++cell)
      if (!published.layout.is_total(cell)) inner_.push_back(cell);
    try_from(0);
  }
  [[nodiscard]] const std::set<std::int64_t>& values(std::size_t cell) const { return values_[cell]; }

 private:
  void put(std::size_t cell, std::int64_t count, int sign) {
    for (const std::size_t one : published_.layout.line(cell)) counts_[one] += sign * count;
  }
  [[nodiscard]] bool is_over() const {
    for (std::size_t cell = 0; cell < counts_.size(); ++cell)
      if (published_.cells[cell] && counts_[cell] > *published_.cells[cell]) return true;
    return false;
  }
  [[nodiscard]] bool agrees() const {
    for (std::size_t cell = 0; cell < counts_.size(); ++cell)
      if (published_.cells[cell] ? counts_[cell] != *published_.cells[cell] : counts_[cell] < published_.rule.floor_of_gap(cell)) return false;
    return true;
  }
  void try_from(std::size_t next) {
    if (next == inner_.size()) {
      for (std::size_t cell = 0; agrees() && cell < counts_.size(); ++cell) values_[cell].insert(counts_[cell]);
      return;
    }
    const std::size_t cell = inner_[next];
    const std::optional<std::int64_t> shown = published_.cells[cell];
    for (std::int64_t count = shown.value_or(published_.rule.floor_of_gap(cell)); count <= shown.value_or(most_); ++count) {
      put(cell, count, 1);
      if (!is_over()) try_from(next + 1);
      put(cell, count, -1);
    }
  }

  const PublishedTable& published_;
  std::int64_t most_;
  std::vector<std::set<std::int64_t>> values_;
  std::vector<std::int64_t> counts_;
  std::vector<std::size_t> inner_;
};

// Which nationalities are named tells that each has ten people: then a helper of twelve people leaves its partner six at most.
TEST(Suppression, D29_what_readers_know_besides_does_not_tell_that_a_gap_is_small) {
  const MarginTable table = with_margins({4}, std::vector<std::int64_t>{12, 30, 4, 0});
  const SmallCellRule rule{.known = {10, 10, 0, 0, 0}};
  expect_safe(table, rule);
  const SuppressedTable safe = suppressed(table, rule);
  const EveryTable every(safe.published, 60);
  EXPECT_GE(*every.values(2).rbegin(), 10);
  EXPECT_EQ(*every.values(2).begin(), 1);
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const MarginTable two = random_counts(seed, {4, 3}, 12, 0.2);
    SmallCellRule known{.known = std::vector<std::int64_t>(two.counts.size(), 0)};
    for (int level = 0; level < 4; ++level) {
      const std::size_t all = two.layout.cell(std::vector<int>{level, 3});
      known.known[all] = two.counts[all] >= 10 ? 10 : 0;
    }
    expect_safe(two, known);
  }
}

TEST(Suppression, one_gap_in_a_row_is_worked_out_and_the_attacker_says_so) {
  const MarginTable table = with_margins({2, 3}, std::vector<std::int64_t>{4, 20, 30, 40, 50, 60});
  PublishedTable naive{.layout = table.layout, .cells = {table.counts.begin(), table.counts.end()}, .rule = {}};
  naive.cells[0].reset();
  const std::vector<std::size_t> gap = {0};
  const CellRange found = attack(naive, gap).front();
  EXPECT_DOUBLE_EQ(found.low, 4);
  EXPECT_DOUBLE_EQ(found.high, 4);
  EXPECT_FALSE(is_protected(found, {.cell = 0, .low = 1, .high = 10}));
}

TEST(Suppression, helper_cells_close_a_rectangle_and_keep_all_totals) {
  const MarginTable table = with_margins({2, 3}, std::vector<std::int64_t>{4, 20, 30, 40, 50, 60});
  const SuppressedTable safe = suppressed(table, {.least = 10});
  ASSERT_EQ(safe.small.size(), 1U);
  EXPECT_EQ(safe.small.front().cell, 0U);
  EXPECT_EQ(safe.helpers.size(), 3U);
  for (const std::size_t helper : safe.helpers) EXPECT_FALSE(table.layout.is_total(helper));
  EXPECT_TRUE(is_protected(safe.ranges.front(), {.cell = 0, .low = 1, .high = 10}));
}

TEST(Suppression, no_protected_cell_of_random_two_way_tables_is_narrowed) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) expect_safe(random_counts(seed, {6, 5}, 40, 0.3), {.least = 10});
  for (std::uint64_t seed = 1; seed <= 20; ++seed) expect_safe(random_counts(seed, {9, 2}, 15, 0.6), {.least = 10});
}

TEST(Suppression, no_protected_cell_of_random_three_way_tables_is_narrowed) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) expect_safe(random_counts(seed, {4, 3, 3}, 40, 0.3), {.least = 10});
}

TEST(Suppression, no_protected_cell_is_narrowed_where_zeros_are_gaps_too) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) expect_safe(random_counts(seed, {5, 4}, 30, 0.2), {.least = 5, .zeros_shown = false});
}

TEST(Suppression, a_table_of_small_cells_alone_loses_its_totals) {
  const MarginTable table = with_margins({2, 2}, std::vector<std::int64_t>{1, 0, 0, 1});
  const SuppressedTable safe = suppressed(table, {.least = 5});
  EXPECT_FALSE(safe.published.cells[table.layout.cells() - 1].has_value());
  EXPECT_EQ(safe.small.back().low, 2);  // two cells that are not zero: everybody sees that
  EXPECT_TRUE(std::ranges::equal(safe.ranges, safe.small, is_protected));
}

// With corners in fractions and a total as cheap as an inner cell, nothing was left of such a table but its inner cells: not even how many people it is about.
TEST(Suppression, a_sparse_table_of_three_columns_keeps_its_total_and_most_one_way_totals) {
  int shown = 0, totals = 0;
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    const MarginTable table = random_counts(seed, {4, 7, 8}, 12, 0.4);
    const SuppressedTable safe = suppressed(table, {.least = 10});
    EXPECT_TRUE(safe.published.cells.back().has_value()) << seed;
    for (std::size_t cell = 0; cell + 1 < table.counts.size(); ++cell) {
      const std::vector<int> at = table.layout.positions(cell);
      int kept = 0;
      for (std::size_t c = 0; c < at.size(); ++c) kept += at[c] != table.layout.levels()[c] ? 1 : 0;
      if (kept != 1) continue;
      ++totals;
      shown += safe.published.cells[cell].has_value() ? 1 : 0;
    }
    EXPECT_TRUE(std::ranges::equal(safe.ranges, safe.small, is_protected));
  }
  EXPECT_GT(2 * shown, totals);
}

// An attacker who knows that people are whole is no better: every table of whole people is tried.
TEST(Suppression, among_all_tables_of_whole_people_a_small_cell_can_be_one_or_reach_the_least) {
  const SmallCellRule rule{.least = 3};
  int small = 0;
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    for (const std::vector<int>& levels : {std::vector<int>{3, 3}, {2, 2, 2}, {2, 4}}) {
      const SuppressedTable safe = suppressed(random_counts(seed, levels, 5, 0.3), rule);
      const EveryTable every(safe.published, 8);
      for (const ProtectedCell& one : safe.small) {
        ASSERT_FALSE(every.values(one.cell).empty());
        EXPECT_LE(*every.values(one.cell).begin(), one.low) << seed;
        EXPECT_GE(*every.values(one.cell).rbegin(), one.high) << seed;
        ++small;
      }
    }
  }
  EXPECT_GT(small, 100);
}

// The slower program and the linear attacker agree on tables with two columns, where corners are whole.
TEST(Suppression, the_linear_attacker_finds_what_trying_all_tables_finds) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    const MarginTable table = random_counts(seed, {3, 3}, 4, 0.2);
    PublishedTable published{.layout = table.layout, .cells = {table.counts.begin(), table.counts.end()}, .rule = {.least = 3}};
    std::vector<std::size_t> gaps;
    for (std::size_t cell = 0; cell < table.counts.size(); ++cell)
      if (!table.layout.is_total(cell) && published.rule.is_small(table.counts[cell])) gaps.push_back(cell);
    for (const std::size_t gap : gaps) published.cells[gap].reset();
    const EveryTable every(published, 40);
    for (const CellRange& range : attack(published, gaps)) {
      EXPECT_NEAR(range.low, static_cast<double>(*every.values(range.cell).begin()), 1e-6) << seed;
      EXPECT_NEAR(range.high, static_cast<double>(*every.values(range.cell).rbegin()), 1e-6) << seed;
    }
  }
}

TEST(Suppression, refuses_a_least_below_three_and_a_table_too_large) {
  const MarginTable table = with_margins({2, 2}, std::vector<std::int64_t>{5, 5, 5, 5});
  EXPECT_EQ(suppress(table, {.least = 2}, silence).error().kind.rule, "D29");
  const MarginTable large = with_margins({200, 200}, std::vector<std::int64_t>(40000, 1));
  EXPECT_EQ(suppress(large, {}, silence).error().kind.code, kTableTooLarge.code);
}

TEST(Suppression, a_table_without_small_cells_is_shown_whole) {
  const SuppressedTable safe = suppressed(with_margins({2, 2}, std::vector<std::int64_t>{10, 0, 20, 30}), {.least = 10});
  EXPECT_TRUE(safe.small.empty());
  EXPECT_TRUE(safe.helpers.empty());
}

}  // namespace
}  // namespace palermo::privacy
