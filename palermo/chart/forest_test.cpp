// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/forest.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <regex>

#include "palermo/chart/svg.hpp"
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

// Netherlands, six lists: 50,000, 100,000 and 200,000 ran into one another.
TEST(ForestChart, numbers_of_the_axis_do_not_run_into_one_another) {
  Forest chart = forest();
  chart.groups.pop_back();
  chart.groups[0].rows = {{{"decomposable graphs averaged"}, 120'000, 150'000, 190'000, "150,000 (120,000 to 190,000)"}};
  chart.reference = 8'234;
  chart.number = [](double value) { return fmt::format("{:.0f} people", value); };
  const std::string svg = draw(chart).svg;
  const std::regex label(R"rx( x="([0-9.]+)"[^>]*>([0-9]+ people)</text>)rx");
  std::vector<std::pair<double, double>> spans;  // of each number, from its left to its right
  for (std::sregex_iterator at(svg.begin(), svg.end(), label), end; at != end; ++at) {
    const double middle = std::stod((*at)[1]), half = text_width((*at)[2].str(), kSmall) / 2;
    spans.emplace_back(middle - half, middle + half);
  }
  std::ranges::sort(spans);
  ASSERT_GE(spans.size(), 2u) << svg;
  for (std::size_t i = 1; i < spans.size(); ++i) EXPECT_GT(spans[i].first, spans[i - 1].second) << svg;
}

TEST(ForestChart, the_same_values_give_the_same_bytes) { EXPECT_EQ(draw(forest()).svg, draw(forest()).svg); }

}  // namespace
}  // namespace palermo::chart
