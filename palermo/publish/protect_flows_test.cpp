// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/protect_flows.hpp"

#include <gtest/gtest.h>

#include "palermo/publish/flows_page.hpp"
#include "palermo/publish/selection_page.hpp"

namespace palermo::publish {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

flows::FlowTable exact_table(const std::string& counts) {
  const auto files = flows::parse_flows("# simulated\norigin,destination,period,people\n" + counts, "counts.csv",
                                        "origin,destination,looked,since,until\nKH-12,TH,police,2021,\nKH-1,TH,hotline,2022,\nLA,TH,police,2021,\n", "looked.csv");
  EXPECT_TRUE(files.has_value());
  const auto table = flows::flow_table(*files, {.today = *core::day_of(2024, 7, 1), .withheld = {}});
  EXPECT_TRUE(table.has_value());
  return *table;
}

TEST(ProtectedFlows, counts_are_rounded_down_and_small_ones_cannot_be_told_from_zero) {
  const std::string with = flow_text(protect(exact_table("KH-12,TH,2022,129\nLA,TH,2022,9\n")), {}, core::Catalogue());
  const std::string without = flow_text(protect(exact_table("KH-12,TH,2022,120\nLA,TH,2022,0\n")), {}, core::Catalogue());
  EXPECT_EQ(with, without);
  EXPECT_TRUE(has(with, "120"));
  EXPECT_FALSE(has(with, "129 "));
}

// Ten corridors of nine people each: an exact total of 90 would tell every one of them (docs/methods/floor.md). Totals are made of shown parts and tell nothing.
TEST(ProtectedFlows, D29_no_total_narrows_a_protected_cell) {
  for (const std::int64_t people : {0, 4, 9}) {
    const ProtectedFlowTable table = protect(exact_table("KH-12,TH,2021," + std::to_string(people) + "\nKH-12,TH,2022," + std::to_string(people) + "\n"));
    for (const ProtectedCorridor& corridor : table.corridors) {
      flows::CountRange sum;
      for (const ProtectedFlowCell& cell : corridor.cells)
        if (cell.people) sum.lo += range_of(*cell.people).lo, sum.hi += range_of(*cell.people).hi;
      EXPECT_EQ(corridor.total()->lo, sum.lo);
      EXPECT_EQ(corridor.total()->hi, sum.hi);
    }
  }
}

TEST(ProtectedFlows, where_nobody_looked_there_is_no_number) {
  const ProtectedFlowTable table = protect(exact_table("KH-12,TH,2021,40\n"));
  const ProtectedCorridor& late = table.corridors[0];  // KH-1, watched since 2022
  ASSERT_EQ(late.origin, "KH-1");
  EXPECT_FALSE(late.cells[0].people.has_value());
  EXPECT_TRUE(late.cells[1].people.has_value());
  const core::Value answer = flow_answer(table);
  EXPECT_TRUE(answer["corridors"].items()[0]["cells"].items()[0]["people"].is_null());
  EXPECT_TRUE(has(flow_text(table, {}, core::Catalogue()), "nobody looked"));
}

TEST(ProtectedFlows, D34_the_page_shows_no_period_younger_than_three_months_and_no_place_finer_than_admin_1) {
  const core::Value answer = flow_answer(protect(exact_table("KH-12,TH,2023,40\n")));
  EXPECT_EQ(answer["periods"].items().back().as_text(), "2023");
  EXPECT_EQ(answer["delay_months"].as_int(), 3);
}

TEST(ProtectedFlows, D33_invented_data_are_marked_on_the_page) {
  EXPECT_TRUE(has(flow_page(protect(exact_table("KH-12,TH,2022,40\n")), {}, core::Catalogue()), "Invented data"));
}

flows::Composition composition(std::int64_t women, std::int64_t men, std::int64_t others) {
  const auto n = [](std::int64_t people) { return flows::CountRange{people, people}; };
  return {"sex", {{"police", flows::ListKind::police, {{"female", n(women)}, {"male", n(men)}, {"third gender", n(others)}}, n(3)}}, false};
}

TEST(ProtectedSelection, a_category_of_fewer_than_ten_people_is_not_named) {
  const ProtectedComposition shown = protect(composition(500, 200, 7));
  ASSERT_EQ(shown.lists[0].recorded.size(), 3U);
  EXPECT_TRUE(shown.lists[0].recorded[2].others);
  const auto section = selection_section(composition(500, 200, 7), {});
  ASSERT_TRUE(section);
  EXPECT_FALSE(has(selection_page({*section}, core::Catalogue()), "third gender"));
}

TEST(ProtectedSelection, the_page_shows_the_same_for_all_counts_that_the_floor_leaves_possible) {
  const auto page = [](const flows::Composition& of) { return selection_page({*selection_section(of, {.exploited = flows::CountRange{2000, 5000}})}, core::Catalogue()); };
  EXPECT_EQ(page(composition(500, 200, 7)), page(composition(509, 203, 2)));
}

TEST(ProtectedSelection, the_first_sentence_says_whose_share_it_is) {
  const auto section = selection_section(composition(500, 200, 0), {});
  ASSERT_TRUE(section);
  const auto sentences = selection_sentences(*section, core::Catalogue());
  ASSERT_FALSE(sentences.empty());
  EXPECT_TRUE(sentences[0].starts_with("What follows is about those whom somebody met"));
  EXPECT_TRUE(has(sentences[0], "lists alone say nothing of those whom nobody met"));
}

TEST(ProtectedSelection, a_share_of_fewer_than_a_hundred_people_is_not_shown) {
  const auto section = selection_section(composition(60, 30, 0), {});
  ASSERT_TRUE(section);
  EXPECT_FALSE(section->report.categories[0].lists[0].seen.has_value());
  EXPECT_TRUE(has(selection_sentences(*section, core::Catalogue())[0], "On no list are there enough people"));
}

}  // namespace
}  // namespace palermo::publish
