// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/settle.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palermo::privacy {
namespace {

constexpr std::size_t kColumns = 4, kLevels = 5, kRows = 400;

struct Scene {
  CoarseColumns columns;
  CodedRows rows;
  std::vector<std::vector<double>> expected;
  std::vector<ForbiddenCells> possible;
};

// Columns that go together in what is expected, and rows in which they do not.
Scene scene(core::Stream& stream) {
  Scene scene;
  for (std::size_t c = 0; c < kColumns; ++c) {
    CoarseColumn column;
    for (Level level = 0; level < kLevels; ++level) {
      column.coarse_of.push_back(level);
      column.members.push_back({level});
      column.shown.push_back(level);
    }
    column.empty = kLevels - 1;
    column.missing = kLevels - 1;
    scene.columns.push_back(column);
    scene.rows.columns.emplace_back();
    for (std::size_t row = 0; row < kRows; ++row) scene.rows.columns.back().push_back(static_cast<Level>(stream.below(kLevels)));
  }
  for (int a = 0; a < static_cast<int>(kColumns); ++a)
    for (int b = a + 1; b < static_cast<int>(kColumns); ++b) {
      std::vector<double> table(kLevels * kLevels);
      ForbiddenCells cells{{a, b}, std::vector<char>(table.size(), 1)};
      for (std::size_t cell = 0; cell < table.size(); ++cell) {
        const std::size_t i = cell / kLevels, j = cell % kLevels;
        const bool near = i == j || i + 1 == kLevels || j + 1 == kLevels;
        table[cell] = near ? 3 : 1;
        cells.possible[cell] = near || (i + j) % 2 == 0;
      }
      scene.expected.push_back(std::move(table));
      scene.possible.push_back(std::move(cells));
    }
  return scene;
}

std::int64_t forbidden(const Scene& scene) {
  std::int64_t count = 0;
  for (const ForbiddenCells& one : scene.possible)
    for (std::size_t row = 0; row < kRows; ++row)
      count += !one.possible[scene.rows.columns[static_cast<std::size_t>(one.columns[0])][row] * kLevels + scene.rows.columns[static_cast<std::size_t>(one.columns[1])][row]];
  return count;
}

TEST(Settle, no_forbidden_pair_is_left) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    core::Stream stream(seed, "settle_test");
    Scene start = scene(stream);
    ASSERT_GT(forbidden(start), 0);
    settle(start.rows, start.columns, start.expected, start.possible, {}, {}, stream);
    EXPECT_EQ(forbidden(start), 0) << seed;
    EXPECT_EQ(start.rows.rows(), kRows);
  }
}

TEST(Settle, where_nothing_is_forbidden_one_way_tables_stay_and_those_of_pairs_come_nearer) {
  core::Stream stream(1, "settle_test");
  Scene start = scene(stream);
  for (ForbiddenCells& one : start.possible) one.possible.assign(one.possible.size(), 1);
  std::vector<std::vector<Level>> before = start.rows.columns;
  const SettleReport report = settle(start.rows, start.columns, start.expected, start.possible, {}, {}, stream);
  EXPECT_EQ(report.blanked, 0);
  EXPECT_LT(report.distance_after, 0.75 * report.distance_before);  // not 0: one-way tables, which stay, are not those expected
  for (std::size_t c = 0; c < kColumns; ++c) {
    std::sort(before[c].begin(), before[c].end());
    std::sort(start.rows.columns[c].begin(), start.rows.columns[c].end());
    EXPECT_EQ(before[c], start.rows.columns[c]);
  }
}

}  // namespace
}  // namespace palermo::privacy
