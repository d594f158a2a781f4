// SPDX-License-Identifier: Apache-2.0
// The model against slower programs: all 64 cells of six binary columns, without a tree.
#include "palermo/privacy/graphical_model.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "palermo/core/random.hpp"

namespace palermo::privacy {
namespace {

constexpr std::size_t kColumns = 6, kCells = 64;
constexpr double kPeople = 1000;

std::size_t place(std::size_t cell, const ColumnSet& columns) {
  std::size_t at = 0;
  for (const int column : columns) at = at * 2 + ((cell >> (kColumns - 1 - static_cast<std::size_t>(column))) & 1);
  return at;
}

std::vector<double> table_of(const std::vector<double>& joint, const ColumnSet& columns) {
  std::vector<double> table(std::size_t{1} << columns.size(), 0);
  for (std::size_t cell = 0; cell < kCells; ++cell) table[place(cell, columns)] += joint[cell];
  return table;
}

std::vector<double> random_joint(core::Stream& stream) {
  std::vector<double> joint(kCells);
  for (double& people : joint) people = -std::log(1 - stream.uniform());
  const double sum = std::accumulate(joint.begin(), joint.end(), 0.0);
  for (double& people : joint) people *= kPeople / sum;
  return joint;
}

// A loop of pairs and a triple: no tree of the pairs alone would do.
const std::vector<ColumnSet> kSets{{0, 1}, {1, 2}, {2, 3}, {0, 3}, {3, 4, 5}};

std::vector<MeasuredTable> measured_of(const std::vector<double>& joint, double sigma, core::Stream& stream) {
  std::vector<MeasuredTable> measured;
  for (const ColumnSet& set : kSets) {
    measured.push_back({set, table_of(joint, set), std::max(sigma * sigma, 1.0)});
    for (double& people : measured.back().values) people += sigma * stream.normal();
  }
  return measured;
}

ModelInput input_of(const std::vector<MeasuredTable>& measured, std::span<const ForbiddenCells> zeros = {}, std::span<const ColumnSet> held = {}) {
  return {std::vector<int>(kColumns, 2), measured, zeros, held, kPeople};
}

constexpr FitOptions kExact{.entropy = 1e-7, .iterations = 20'000, .tolerance = 1e-7};

// Iterative proportional fitting from the uniform table ends at the table of greatest entropy with these margins.
std::vector<double> brute_force_greatest_entropy(const std::vector<MeasuredTable>& measured) {
  std::vector<double> joint(kCells, kPeople / kCells);
  for (int round = 0; round < 3000; ++round)
    for (const MeasuredTable& table : measured) {
      const std::vector<double> now = table_of(joint, table.columns);
      for (std::size_t cell = 0; cell < kCells; ++cell) joint[cell] *= table.values[place(cell, table.columns)] / now[place(cell, table.columns)];
    }
  return joint;
}

// Exponentiated gradient on the 64 cells for Σ |N p_r − y_r|² / (2 σ²) − τ N H(p).
std::vector<double> brute_force_penalised(const std::vector<MeasuredTable>& measured, double entropy) {
  std::vector<double> joint(kCells, kPeople / kCells);
  for (int round = 0; round < 60'000; ++round) {
    std::vector<double> slope(kCells);
    for (std::size_t cell = 0; cell < kCells; ++cell) slope[cell] = entropy * std::log(joint[cell]);
    for (const MeasuredTable& table : measured) {
      const std::vector<double> now = table_of(joint, table.columns);
      for (std::size_t cell = 0; cell < kCells; ++cell) {
        const std::size_t at = place(cell, table.columns);
        slope[cell] += (now[at] - table.values[at]) / table.variance;
      }
    }
    for (std::size_t cell = 0; cell < kCells; ++cell) joint[cell] *= std::exp(-0.02 * slope[cell]);
    const double sum = std::accumulate(joint.begin(), joint.end(), 0.0);
    for (double& people : joint) people *= kPeople / sum;
  }
  return joint;
}

TEST(GraphicalModel, equals_brute_force_maximum_entropy_on_six_binary_columns) {
  core::Stream stream(1, "graphical_model_test");
  for (int round = 0; round < 5; ++round) {
    const std::vector<MeasuredTable> measured = measured_of(random_joint(stream), 0, stream);
    const auto model = GraphicalModel::fit(input_of(measured), kExact);
    ASSERT_TRUE(model);
    const std::vector<double> joint = model->marginal({0, 1, 2, 3, 4, 5});
    const std::vector<double> slow = brute_force_greatest_entropy(measured);
    for (std::size_t cell = 0; cell < kCells; ++cell) EXPECT_NEAR(joint[cell], slow[cell], 1e-3) << round << " " << cell;
  }
}

TEST(GraphicalModel, equals_brute_force_when_noisy_tables_disagree) {
  core::Stream stream(2, "graphical_model_test");
  const std::vector<MeasuredTable> measured = measured_of(random_joint(stream), 8, stream);
  const auto model = GraphicalModel::fit(input_of(measured), {.entropy = 0.05, .iterations = 5000, .tolerance = 1e-8});
  ASSERT_TRUE(model);
  const std::vector<double> joint = model->marginal({0, 1, 2, 3, 4, 5});
  const std::vector<double> slow = brute_force_penalised(measured, 0.05);
  for (std::size_t cell = 0; cell < kCells; ++cell) EXPECT_NEAR(joint[cell], slow[cell], 1e-2) << cell;
}

TEST(GraphicalModel, consistent_tables_are_met_without_loss) {
  core::Stream stream(3, "graphical_model_test");
  const std::vector<MeasuredTable> measured = measured_of(random_joint(stream), 0, stream);
  const auto model = GraphicalModel::fit(input_of(measured), kExact);
  ASSERT_TRUE(model);
  EXPECT_LT(model->loss(), 1e-6);
  for (const MeasuredTable& table : measured) {
    const std::vector<double> fitted = model->marginal(table.columns);
    for (std::size_t cell = 0; cell < fitted.size(); ++cell) EXPECT_NEAR(fitted[cell], table.values[cell], 1e-3);
  }
}

TEST(GraphicalModel, a_forbidden_cell_has_nobody_and_the_others_have_all) {
  core::Stream stream(4, "graphical_model_test");
  const std::vector<MeasuredTable> measured = measured_of(random_joint(stream), 5, stream);
  const std::vector<ForbiddenCells> zeros{{{0, 1}, {1, 0, 1, 1}}, {{1, 4}, {0, 1, 1, 1}}};
  const std::vector<ColumnSet> held{{1, 4}};
  const auto model = GraphicalModel::fit(input_of(measured, zeros, held), {});
  ASSERT_TRUE(model);
  EXPECT_EQ(model->marginal({0, 1})[1], 0);
  EXPECT_EQ(model->marginal({1, 4})[0], 0);
  const std::vector<double> joint = model->marginal({0, 1, 2, 3, 4, 5});
  EXPECT_NEAR(std::accumulate(joint.begin(), joint.end(), 0.0), kPeople, 1e-6);
  for (std::size_t cell = 0; cell < kCells; ++cell)
    if (place(cell, {0, 1}) == 1 || place(cell, {1, 4}) == 0) {
      EXPECT_EQ(joint[cell], 0);
    }
}

TEST(GraphicalModel, zeros_that_leave_no_row_are_told) {
  const std::vector<ForbiddenCells> zeros{{{0, 1}, {0, 0, 0, 0}}};
  const std::vector<ColumnSet> held{{0, 1}};
  const auto model = GraphicalModel::fit(input_of({}, zeros, held), {});
  ASSERT_FALSE(model);
  EXPECT_EQ(model.error().kind.code, kNothingPossible.code);
}

TEST(GraphicalModel, tables_of_columns_far_apart_agree_with_the_whole) {
  core::Stream stream(5, "graphical_model_test");
  const std::vector<MeasuredTable> measured = measured_of(random_joint(stream), 4, stream);
  const auto model = GraphicalModel::fit(input_of(measured), {});
  ASSERT_TRUE(model);
  const std::vector<double> joint = model->marginal({0, 1, 2, 3, 4, 5});
  const auto pairs = model->pairs();
  for (int a = 0; a < 6; ++a)
    for (int b = a + 1; b < 6; ++b) {
      const std::vector<double> slow = table_of(joint, {a, b});
      for (std::size_t cell = 0; cell < 4; ++cell) EXPECT_NEAR(pairs[pair_index(static_cast<std::size_t>(a), static_cast<std::size_t>(b), 6)][cell], slow[cell], 1e-6);
    }
}

TEST(GraphicalModel, a_fit_goes_on_from_where_it_stood) {
  core::Stream stream(6, "graphical_model_test");
  const std::vector<MeasuredTable> measured = measured_of(random_joint(stream), 4, stream);
  const auto first = GraphicalModel::fit(input_of(measured), {});
  ASSERT_TRUE(first);
  const auto again = GraphicalModel::fit(input_of(measured), {}, first->potentials());
  ASSERT_TRUE(again);
  EXPECT_GT(first->iterations(), 0);
  EXPECT_EQ(again->iterations(), 0);
}

}  // namespace
}  // namespace palermo::privacy
