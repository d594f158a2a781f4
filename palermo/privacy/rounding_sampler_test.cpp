// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/rounding_sampler.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace palermo::privacy {
namespace {

const std::vector<int> kSizes{4, 3, 5, 2};

// Two tables that share a column, some cells forbidden.
GraphicalModel model_of(core::Stream& stream, std::vector<ForbiddenCells>& zeros) {
  std::vector<MeasuredTable> measured{{{0, 1}, std::vector<double>(12), 4}, {{1, 2}, std::vector<double>(15), 4}, {{2, 3}, std::vector<double>(10), 4}};
  zeros.clear();
  for (MeasuredTable& table : measured) {
    for (double& people : table.values) people = 100 * stream.uniform();
    zeros.push_back({table.columns, std::vector<char>(table.values.size(), 1)});
    for (std::size_t cell = 1; cell < table.values.size(); ++cell) zeros.back().possible[cell] = !stream.chance(0.3);
  }
  return GraphicalModel::fit({kSizes, measured, zeros, {}, 500}, {}).value();
}

TEST(RoundingSampler, a_forbidden_cell_is_never_drawn) {
  core::Stream stream(1, "rounding_sampler_test");
  for (int round = 0; round < 200; ++round) {
    std::vector<ForbiddenCells> zeros;
    const GraphicalModel model = model_of(stream, zeros);
    const CodedRows rows = sample_rounded(model, 200, stream);
    ASSERT_EQ(rows.rows(), 200U);
    for (const ForbiddenCells& one : zeros) {
      const auto a = static_cast<std::size_t>(one.columns[0]), b = static_cast<std::size_t>(one.columns[1]);
      for (std::size_t row = 0; row < rows.rows(); ++row)
        ASSERT_TRUE(one.possible[rows.columns[a][row] * static_cast<std::size_t>(kSizes[b]) + rows.columns[b][row]]) << round;
    }
  }
}

// The root's cells are the model's, rounded up or down; by chance alone they would be off by 10 and more.
TEST(RoundingSampler, tables_of_the_root_are_off_by_less_than_one) {
  core::Stream stream(2, "rounding_sampler_test");
  std::vector<ForbiddenCells> zeros;
  const GraphicalModel model = model_of(stream, zeros);
  constexpr std::size_t kRows = 5000;
  const CodedRows rows = sample_rounded(model, kRows, stream);
  const CliqueCells& root = model.cliques().front();
  for (std::size_t cell = 0; cell < root.size(); ++cell) {
    double count = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
      bool here = true;
      for (std::size_t i = 0; i < root.columns.size(); ++i) here = here && rows.columns[static_cast<std::size_t>(root.columns[i])][row] == root.level[i][cell];
      count += here;
    }
    EXPECT_LT(std::abs(count - root.people[cell] * kRows / model.total()), 1 + 1e-6);
  }
}

TEST(RoundingSampler, the_same_stream_gives_the_same_rows) {
  core::Stream stream(3, "rounding_sampler_test");
  std::vector<ForbiddenCells> zeros;
  const GraphicalModel model = model_of(stream, zeros);
  core::Stream a(9, "rows"), b(9, "rows"), c(10, "rows");
  const CodedRows first = sample_rounded(model, 300, a);
  EXPECT_EQ(first.columns, sample_rounded(model, 300, b).columns);
  EXPECT_NE(first.columns, sample_rounded(model, 300, c).columns);
}

}  // namespace
}  // namespace palermo::privacy
