// SPDX-License-Identifier: Apache-2.0
#include "palermo/flows/flow_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace palermo::flows {
namespace {

const std::string kCountsHead = "origin,destination,period,people\n";
const std::string kLookedHead = "origin,destination,looked,since,until\n";

core::Day day(int year, int month, int of_month) { return *core::day_of(year, month, of_month); }

core::Result<FlowFiles> files(const std::string& counts, const std::string& looked) { return parse_flows(kCountsHead + counts, "counts.csv", kLookedHead + looked, "looked.csv"); }

core::Result<FlowTable> table(const std::string& counts, const std::string& looked, FlowOptions options) {
  const auto read = files(counts, looked);
  if (!read) return core::fail(read.error());
  return flow_table(*read, options);
}

std::string code(const core::Error& error) { return std::string(error.kind.code) + " " + std::string(error.kind.rule); }

TEST(FlowTable, D34_a_place_finer_than_admin_1_is_refused) {
  for (const char* place : {"KH-12-03", "KH-12-A", "11.5564"}) {
    const auto read = files(std::string(place) + ",TH,2023,40\n", "KH,TH,police,2020,\n");
    ASSERT_FALSE(read) << place;
    EXPECT_EQ(code(read.error()), "flows.too_fine D34") << place;
    EXPECT_EQ(read.error().args.at("what"), "place");
    EXPECT_EQ(read.error().place.row, 2);
  }
}

TEST(FlowTable, D34_a_day_is_refused) {
  const auto read = files("KH-12,TH,2023-05-03,40\n", "KH-12,TH,police,2020,\n");
  ASSERT_FALSE(read);
  EXPECT_EQ(code(read.error()), "flows.too_fine D34");
  EXPECT_EQ(read.error().args.at("what"), "time");
}

TEST(FlowTable, D34_the_delay_is_three_months_or_more_and_never_less) {
  EXPECT_EQ(FlowOptions{}.delay_months, 3);
  const auto live = table("", "KH,TH,police,2020,\n", {.today = day(2024, 7, 1), .delay_months = 2});
  ASSERT_FALSE(live);
  EXPECT_EQ(code(live.error()), "flows.too_live D34");
}

TEST(FlowTable, D34_no_period_is_shown_before_three_months_have_passed_since_its_end) {
  const auto last = [](core::Day today, int delay) {
    return table("KH,TH,2023-01,5\n", "KH,TH,police,2023-01,\n", {.today = today, .delay_months = delay})->periods.back().text();
  };
  EXPECT_EQ(last(day(2024, 6, 30), 3), "2024-02");
  EXPECT_EQ(last(day(2024, 7, 1), 3), "2024-03");
  EXPECT_EQ(last(day(2024, 7, 1), 12), "2023-06");
  const auto none = table("KH,TH,2024-06,5\n", "KH,TH,police,2024-06,\n", {.today = day(2024, 7, 1)});
  ASSERT_FALSE(none);
  EXPECT_EQ(code(none.error()), "flows.nothing_yet D34");
}

TEST(FlowTable, D34_recent_counts_change_nothing_that_is_shown) {
  const FlowOptions options{.today = day(2024, 7, 1)};
  const auto without = table("KH,TH,2022,50\n", "KH,TH,police,2022,\n", options), with = table("KH,TH,2022,50\nKH,TH,2024,999\n", "KH,TH,police,2022,\n", options);
  ASSERT_TRUE(without && with);
  EXPECT_EQ(without->periods, with->periods);
  for (std::size_t i = 0; i < without->periods.size(); ++i) EXPECT_EQ(without->corridors[0].cells[i].people, with->corridors[0].cells[i].people);
}

TEST(FlowTable, D34_a_withheld_reception_point_is_shown_as_its_country) {
  const auto shown = table("KH-12,TH-50,2022,50\nKH,TH-50,2022,7\n", "KH-12,TH-50,a shelter,2022,\nKH,TH-50,a shelter,2022,\n", {.today = day(2024, 7, 1), .withheld = {"KH-12"}});
  ASSERT_TRUE(shown);
  ASSERT_EQ(shown->corridors.size(), 1U);
  EXPECT_EQ(shown->corridors[0].origin, "KH");
  EXPECT_EQ(shown->corridors[0].cells[0].people, 57);
}

TEST(FlowTable, by_country_the_parts_are_added) {
  const auto shown = table("KH-12,TH-50,2022,50\nKH-1,TH-10,2022,8\n", "KH-12,TH-50,police,2022,\nKH-1,TH-10,police,2022,\n", {.today = day(2024, 7, 1), .coarseness = Coarseness::country});
  ASSERT_TRUE(shown);
  ASSERT_EQ(shown->corridors.size(), 1U);
  EXPECT_EQ(shown->corridors[0].destination, "TH");
  EXPECT_EQ(shown->corridors[0].cells[0].people, 58);
  EXPECT_EQ(shown->corridors[0].cells[0].watched, Watched::whole);
}

TEST(FlowTable, nobody_looked_is_not_zero) {
  const auto shown = table("KH,TH,2021,50\n", "KH,TH,police,2021,\nLA,TH,hotline,2022-04,2022-12\n", {.today = day(2024, 7, 1)});
  ASSERT_TRUE(shown);
  ASSERT_EQ(shown->periods.size(), 3U);  // 2021 to 2023
  EXPECT_EQ(shown->corridors[0].cells[1].watched, Watched::whole);
  EXPECT_EQ(shown->corridors[0].cells[1].people, 0);
  EXPECT_EQ(shown->corridors[1].cells[0].watched, Watched::no);
  EXPECT_EQ(shown->corridors[1].cells[1].watched, Watched::in_part);
  EXPECT_EQ(shown->corridors[1].cells[2].watched, Watched::no);
}

TEST(FlowTable, D30_a_count_where_nobody_is_said_to_have_looked_is_refused) {
  for (const char* count : {"LA,TH,2022,5\n", "KH,TH,2020,5\n"}) {
    const auto shown = table(count, "KH,TH,police,2021,\n", {.today = day(2024, 7, 1)});
    ASSERT_FALSE(shown);
    EXPECT_EQ(code(shown.error()), "flows.count_without_looking D30");
    EXPECT_EQ(shown.error().place.row, 2);
  }
}

// The names of corridors and periods come from the statements alone: adding or taking away people cannot be seen in them.
TEST(FlowTable, what_stands_in_the_table_does_not_depend_on_any_count) {
  const FlowOptions options{.today = day(2024, 7, 1)};
  const std::string looked = "KH,TH,police,2021,\nLA,TH,police,2021,\n";
  const auto none = table("", looked, options), one = table("LA,TH,2022,1\n", looked, options);
  ASSERT_TRUE(none && one);
  EXPECT_EQ(none->periods, one->periods);
  ASSERT_EQ(none->corridors.size(), one->corridors.size());
}

TEST(FlowTable, the_order_of_rows_does_not_matter_and_two_grains_are_refused) {
  EXPECT_EQ(files("KH,TH,2022,1\nKH,TH,2022,2\n", "").error().args.at("reason"), "twice");
  EXPECT_EQ(files("LA,TH,2022,1\nKH,TH,2022-03,2\n", "").error().args.at("reason"), "grain");
  EXPECT_EQ(files("kh,TH,2022,1\n", "").error().args.at("reason"), "place");
  EXPECT_EQ(files("KH,TH,2022,-1\n", "").error().args.at("reason"), "number");
  EXPECT_EQ(files("", "KH,TH,,2022,\n").error().args.at("reason"), "nobody");
  EXPECT_EQ(files("", "KH,TH,police,2022,2021\n").error().args.at("reason"), "since");
}

TEST(FlowPeriods, quarters_and_months_follow_each_other) {
  EXPECT_EQ(parse_period("2023-Q4")->next().text(), "2024-Q1");
  EXPECT_EQ(parse_period("2023-12")->next().text(), "2024-01");
  EXPECT_EQ(parse_period("2024-02")->last_day(), day(2024, 2, 29));
  EXPECT_EQ(parse_period("2024-Q2")->first_day(), day(2024, 4, 1));
  for (const char* bad : {"", "24", "2024-13", "2024-Q5", "2024-3", "spring 2024"}) EXPECT_FALSE(parse_period(bad)) << bad;
}

TEST(FlowFiles, a_file_says_that_its_data_are_invented) {
  const auto read = parse_flows("# simulated\n" + kCountsHead, "counts.csv", kLookedHead + "KH,TH,police,2020,\n", "looked.csv");
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->simulated);
  EXPECT_FALSE(files("", "KH,TH,police,2020,\n")->simulated);
}

}  // namespace
}  // namespace palermo::flows
