// SPDX-License-Identifier: Apache-2.0
#include "palermo/chart/ranges.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "palermo/chart/svg_check_test.hpp"

namespace palermo::chart {
namespace {

RangeChart ranges() {
  return {.frame = {"rivals", "Rivals", "Competing values."},
          .panels = {{.label = {"modelled"}, .rows = {{.label = {"a number"}, .note = {"2012"}, .known = Range{20, 20}, .shown = "20"},
                                                    {.label = {"a <range>"}, .known = Range{7, 40}, .shown = "7 to 40"}}},
                     {.label = {"detected"}, .rows = {{.label = {"more"}, .known = Range{.lo = 3, .hi = 3, .open_hi = true}, .shown = "more than 3"},
                                                    {.label = {"up to"}, .known = Range{.lo = 0, .hi = 5, .open_lo = true}, .shown = "up to 5"},
                                                    {.label = {"nothing"}, .shown = "not known"}}}},
          .words = {},
          .panel_name = "Panel",
          .row_name = "Row",
          .note_name = "Note",
          .value_name = "Value",
          .number = [](double value) { return fmt::format("{:.0f}", value); }};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::size_t times(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

TEST(RangeChart, every_row_stands_in_the_picture_and_in_the_table) {
  const Figure figure = draw(ranges());
  ASSERT_EQ(figure.table.rows.size(), 5U);
  EXPECT_EQ(figure.table.rows[0], (std::vector<std::string>{"modelled", "a number", "2012", "20"}));
  for (const char* part : {"a number", "a &lt;range&gt;", "more than 3", "up to 5", "not known"}) EXPECT_TRUE(has(figure.svg, part)) << part;
}

TEST(RangeChart, the_picture_is_sound_and_has_no_text_under_twelve_pixels) {
  const checking::Markup markup = checking::MarkupReader::read(draw(ranges()).svg);
  EXPECT_EQ(markup.problem, "");
  for (const double size : markup.font_sizes) EXPECT_GE(size, 12);
}

TEST(RangeChart, each_panel_has_its_own_axis) {
  const std::string svg = draw(ranges()).svg;
  EXPECT_TRUE(has(svg, ">40<"));  // the end of the first axis
  EXPECT_EQ(times(svg, ">0</text>"), 2U);
}

TEST(RangeChart, what_cannot_be_excluded_is_hatched) {
  RangeChart chart = ranges();
  EXPECT_FALSE(has(draw(chart).svg, "<pattern"));
  chart.panels[0].rows[0].possible = Range{10, 30};
  EXPECT_TRUE(has(draw(chart).svg, "<pattern"));
}

TEST(RangeChart, a_bound_from_one_side_is_an_arrow_and_not_a_square) {
  RangeChart chart = ranges();
  chart.panels.erase(chart.panels.begin());
  EXPECT_FALSE(has(draw(chart).svg, "width=\"9\""));
  EXPECT_TRUE(has(draw(ranges()).svg, "width=\"9\""));
}

}  // namespace
}  // namespace palermo::chart
