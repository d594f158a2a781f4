// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/case_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "palermo/core/value.hpp"

namespace palermo::simulate {
namespace {

CaseTable table_of(std::int64_t people, std::uint64_t seed = 7) {
  core::Silence silence;
  return invent_case_table({.seed = seed, .people = people}, silence).value();
}

std::size_t place(const CaseTable& table, std::string_view name) {
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (table.columns[c].name == name) return c;
  ADD_FAILURE() << name;
  return 0;
}

bool is_empty(const CaseTable& table, std::size_t column, std::size_t row) { return table.cells[column][row] == table.columns[column].values.size(); }

TEST(CaseTable, is_as_gap_toothed_and_as_various_as_pooled_case_tables) {
  const CaseTable table = table_of(10'000);
  ASSERT_EQ(table.columns.size(), 25U);
  double empty = 0;
  std::set<std::vector<std::uint16_t>> distinct;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    std::vector<std::uint16_t> row;
    for (std::size_t c = 0; c < 25; ++c) {
      empty += is_empty(table, c, r);
      row.push_back(table.cells[c][r]);
    }
    distinct.insert(std::move(row));
  }
  EXPECT_NEAR(empty / 250'000, 0.70, 0.02);
  EXPECT_GT(distinct.size(), 9'700U);
  std::size_t attributes = 0;
  for (const CaseColumn& column : table.columns) attributes += column.values.size();
  EXPECT_EQ(attributes, 150U);
}

TEST(CaseTable, kinds_of_labour_stand_only_beside_forced_labour) {
  const CaseTable table = table_of(3000);
  const std::size_t labour = place(table, "forced_labour");
  std::size_t seen = 0;
  for (const char* kind : {"domestic_work", "farming", "building"})
    for (std::size_t r = 0; r < table.rows(); ++r) {
      if (is_empty(table, place(table, kind), r)) continue;
      EXPECT_FALSE(is_empty(table, labour, r));
      ++seen;
    }
  EXPECT_GT(seen, 100U);
}

TEST(CaseTable, a_longer_table_begins_with_the_shorter) {
  const CaseTable longer = table_of(500), shorter = table_of(200), other = table_of(200, 8);
  for (std::size_t c = 0; c < 25; ++c) EXPECT_TRUE(std::equal(shorter.cells[c].begin(), shorter.cells[c].end(), longer.cells[c].begin()));
  EXPECT_NE(shorter.cells, other.cells);
}

TEST(CaseTable, its_codebook_lists_every_column_and_value) {
  const auto codebook = core::parse_yaml(case_table_codebook(), "codebook.yaml");
  ASSERT_TRUE(codebook);
  const core::Value* columns = codebook->find("columns");
  ASSERT_TRUE(columns);
  EXPECT_EQ(columns->items().size(), 25U);
}

TEST(CaseTable, nobody_and_too_many_are_refused) {
  core::Silence silence;
  for (const std::int64_t people : {std::int64_t{0}, kMostCases + 1}) {
    const auto made = invent_case_table({.people = people}, silence);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().kind.code, kBadCaseTable.code);
  }
}

}  // namespace
}  // namespace palermo::simulate
