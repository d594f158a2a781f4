// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/capture_table.hpp"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace palermo::core {
namespace {

CaptureTable three_lists() {
  return *CaptureTable::make({"shelter", "hotline", "inspection"},
                             {{0b001, 10, "F", 2019}, {0b011, 4, "F", 2019}, {0b110, 3, "M", 2020}, {0b001, 2, "F", 2019}, {0b111, 0, "F", 2019}});
}

std::string reason_of(const Result<CaptureTable>& table) {
  if (table) return "accepted";
  const auto found = table.error().args.find("reason");
  return found == table.error().args.end() ? std::string(table.error().kind.code) : found->second;
}

TEST(CaptureTable, adds_equal_histories_up_and_keeps_no_empty_ones) {
  const CaptureTable table = three_lists();
  ASSERT_EQ(table.cells().size(), 3U);
  EXPECT_EQ(table.cells()[0], (CaptureCell{0b001, 12, "F", 2019}));
  EXPECT_EQ(table.observed(), 19);
  EXPECT_EQ(table.on_list(0), 16);
  EXPECT_EQ(table.on_both(0, 1), 4);
  EXPECT_EQ(table.on_both(0, 2), 0);
}

TEST(CaptureTable, refuses_what_no_capture_history_can_be) {
  EXPECT_EQ(reason_of(CaptureTable::make({"a"}, {{0, 1, "", 0}})), "history");
  EXPECT_EQ(reason_of(CaptureTable::make({"a"}, {{2, 1, "", 0}})), "history");
  EXPECT_EQ(reason_of(CaptureTable::make({"a"}, {{1, -1, "", 0}})), "negative");
  EXPECT_EQ(reason_of(CaptureTable::make({}, {})), "no_lists");
  EXPECT_EQ(reason_of(CaptureTable::make(std::vector<std::string>(17, "a"), {})), "too_many_lists");
  EXPECT_EQ(reason_of(CaptureTable::make({"a", "count"}, {{3, 1, "", 0}})), "reserved_name");
  EXPECT_EQ(reason_of(CaptureTable::make({"a", "a"}, {{3, 1, "", 0}})), "capture.duplicate_list");
  EXPECT_EQ(reason_of(CaptureTable::make({"a", ""}, {{3, 1, "", 0}})), "capture.duplicate_list");
}

TEST(CaptureTable, refuses_a_list_on_which_nobody_is_and_names_it) {
  const auto table = CaptureTable::make({"a", "b"}, {{1, 5, "", 0}, {3, 0, "", 0}});
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().kind.code, "capture.empty_list");
  EXPECT_EQ(table.error().args.at("list"), "b");
}

TEST(CaptureTable, all_sixteen_lists_can_be_used) {
  std::vector<std::string> lists;
  for (int i = 0; i < 16; ++i) lists.push_back("list" + std::to_string(i));
  const auto table = CaptureTable::make(lists, {{0xFFFF, 2, "", 0}});
  ASSERT_TRUE(table);
  EXPECT_EQ(table->on_both(0, 15), 2);
}

TEST(CaptureTable, errors_of_a_file_name_row_and_column) {
  const auto bad_flag = CaptureTable::parse_csv("a,b,count\n1,0,3\n1,2,4\n", "lists.csv");
  ASSERT_FALSE(bad_flag);
  EXPECT_EQ(bad_flag.error().place, (Place{.file = "lists.csv", .row = 3, .field = "b"}));
  EXPECT_EQ(reason_of(bad_flag), "flag");
  EXPECT_EQ(reason_of(CaptureTable::parse_csv("a,b,count\n1,0,three\n", "f")), "number");
  EXPECT_EQ(reason_of(CaptureTable::parse_csv("a,b,count\n1,0,3.0\n", "f")), "number");
  EXPECT_EQ(reason_of(CaptureTable::parse_csv("a,b,count\n1,0,-3\n", "f")), "negative");
  EXPECT_EQ(reason_of(CaptureTable::parse_csv("a,b,count\n0,0,3\n", "f")), "history");
  EXPECT_EQ(reason_of(CaptureTable::parse_csv("a,b,count\n1,0\n", "f")), "fields");
  EXPECT_EQ(reason_of(CaptureTable::parse_csv("count,a,b\n3,1,0\n", "f")), "column_order");
  EXPECT_EQ(reason_of(CaptureTable::parse_csv("count\n3\n", "f")), "no_lists");
}

TEST(CaptureTable, is_written_without_columns_that_say_nothing) {
  EXPECT_EQ(CaptureTable::make({"a", "b"}, {{1, 5, "", 0}, {2, 1, "", 0}})->to_csv(), "a,b,count\n1,0,5\n0,1,1\n");
  EXPECT_EQ(three_lists().to_csv(), "shelter,hotline,inspection,stratum,year,count\n1,0,0,F,2019,12\n1,1,0,F,2019,4\n0,1,1,M,2020,3\n");
}

RC_GTEST_PROP(CaptureTable, reading_what_was_written_gives_the_same_table_whatever_the_order_of_cells, ()) {
  std::vector<CaptureCell> cells{{0b111, 1, "", 0}};
  const int n = *rc::gen::inRange(0, 30);
  for (int i = 0; i < n; ++i)
    cells.push_back({*rc::gen::inRange(1U, 8U), *rc::gen::inRange(0, 50), *rc::gen::elementOf(std::vector<std::string>{"", "F", "a,\"b\""}),
                     *rc::gen::inRange(2015, 2018)});
  const CaptureTable table = *CaptureTable::make({"x", "y", "z"}, cells);
  const auto again = CaptureTable::parse_csv(table.to_csv(), "f");
  RC_ASSERT(again.has_value());
  RC_ASSERT(again->cells() == table.cells());
  std::reverse(cells.begin(), cells.end());
  RC_ASSERT(CaptureTable::make({"x", "y", "z"}, cells)->cells() == table.cells());
}

}  // namespace
}  // namespace palermo::core
