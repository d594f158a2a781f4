// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/forest.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <limits>

#include "palermo/chart/svg_check_test.hpp"

namespace palermo::chart {
namespace {

Forest forest() {
  return {.frame = {"methods", "All methods", "Numbers with their intervals."},
          .groups = {{{"likelihood"}, {{{"stepwise"}, 9298, 11313, 14320, "11,000 (9,300 to 14,000)"}, {{"main <effects>"}, 11985, 13444, 15133, "13,000 (12,000 to 15,000)"}}},
                     {{"with a reservation"}, {{{"chains"}, 4000, 20000, std::numeric_limits<double>::infinity(), "20,000 (4,000 and up)", true}}}},
          .reference = 2744,
          .reference_name = "people seen",
          .plain = "estimate",
          .reserved = "with a reservation",
          .group_name = "Kind",
          .row_name = "Method",
          .value_name = "People",
          .number = [](double value) { return fmt::format("{:.0f}", value); }};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(ForestChart, every_row_stands_in_the_picture_and_in_the_table) {
  const Figure figure = draw(forest());
  ASSERT_EQ(figure.table.rows.size(), 3u);
  EXPECT_EQ(figure.table.rows[0], (std::vector<std::string>{"likelihood", "stepwise", "11,000 (9,300 to 14,000)"}));
  for (const char* part : {"stepwise", "main &lt;effects&gt;", "20,000 (4,000 and up)", "people seen"}) EXPECT_TRUE(has(figure.svg, part)) << part;
}

TEST(ForestChart, a_reservation_is_hollow_and_not_only_of_another_colour) {
  Forest chart = forest();
  const std::string with = draw(chart).svg;
  EXPECT_TRUE(has(with, "<circle"));
  chart.groups[1].rows[0].reserved = false;
  chart.reserved.clear();
  EXPECT_FALSE(has(draw(chart).svg, "<circle"));
}

TEST(ForestChart, ticks_span_what_is_shown) {
  EXPECT_EQ(log_ticks(120, 900), (std::vector<double>{100, 200, 500, 1000}));
  EXPECT_EQ(log_ticks(100, 100), (std::vector<double>{100, 200}));
  const std::vector<double> wide = log_ticks(2744, 898326);
  EXPECT_LE(wide.front(), 2744);
  EXPECT_GE(wide.back(), 898326);
}

TEST(ForestChart, the_same_values_give_the_same_bytes) { EXPECT_EQ(draw(forest()).svg, draw(forest()).svg); }

}  // namespace
}  // namespace palermo::chart
