// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "palermo/chart/bars.hpp"
#include "palermo/chart/lines.hpp"
#include "palermo/chart/matrix.hpp"
#include "palermo/chart/scale.hpp"
#include "palermo/chart/svg.hpp"
#include "palermo/chart/svg_check_test.hpp"
#include "palermo/chart/tree.hpp"
#include "palermo/chart/waterfall.hpp"

namespace palermo::chart {
namespace {

const NumberText kWhole = [](double value) { return fmt::format("{:.0f}", value); };
const CertainPossible kWords{"certain", "possible as well"};

BarChart bars() {
  return {.frame = {"summary", "Records & \"definitions\"", "From <certain> to possible."},
          .groups = {{{"Protocol <A> & B", true}, {{{"strict"}, 1230, 4560, "1,230 to 4,560"}, {{"wide"}, 4000, 4560, "4,000 to 4,560"}}},
                     {{"A law with a very long name that goes on and on until it needs more than a single line of a page", true},
                      {{{"strict"}, 0, 0, "0–9"}, {{"wide"}, 0, 9990, "0–9 to 9,990"}}}},
          .words = kWords, .group_name = "Definition", .bar_name = "Reading", .value_name = "Records", .number = kWhole};
}

LineChart lines() {
  LineChart chart{.frame = {"years", "By year", "Three panels."}, .words = kWords, .year_name = "Year", .number = kWhole};
  chart.series = {{{"first"}, {{2010, 10, 90, "10 to 90"}, {2011, 20, 95, "20 to 95"}, {2014, 5, 7, "5 to 7"}}},
                  {{"second", true}, {{2011, 60, 60, "60"}}},
                  {{"third"}, {}}};
  return chart;
}

Matrix matrix() {
  return {.frame = {"elements", "Elements", "Shares."}, .columns = {{"Shelter North", true}, {"Hotline", true}},
          .groups = {{{"un.tip-protocol", true}, {{{"act"}, {"art. 3(a)", true}, {{true, 0.4, 0.55, "40%", "55%", "5%"}, {.shown = false}}}}}},
          .yes = "true", .unknown = "not known", .no = "false", .not_shown = "not shown: fewer than 100 records",
          .group_name = "Definition", .row_name = "Element", .note_name = "Article"};
}

Tree tree() {
  TreeNode root{{"trafficking"}, TreeMark::unknown, "unknown", {}};
  root.children = {{{"act"}, TreeMark::yes, "true", {{{"act.recruit", true}, TreeMark::yes, "true", {}}}},
                   {{"means"}, TreeMark::no, "false", {}}, {{"note"}, TreeMark::none, "", {}}};
  return {.frame = {"tree", "Why", "A tree."}, .root = root, .step_name = "Step", .label_name = "What", .mark_name = "Finding"};
}

Waterfall waterfall() {
  return {.frame = {"why", "From <prior> to result", "Bits, step by step."},
          .groups = {{{""},
                      {{.label = {"before anything is compared"}, .from = 0, .to = -12.5, .shown = "-12.5"},
                       {.label = {"name & order"}, .from = -12.5, .to = 4, .shown = "+16.5"},
                       {.label = {"sex"}, .from = 4, .to = 0.5, .shown = "-3.5"},
                       {.label = {"result"}, .from = 0, .to = 0.5, .shown = "0.5", .sum = true}}}},
          .up = "speaks for", .down = "speaks against", .total = "sum", .group_name = "", .step_name = "Step", .value_name = "Bits", .number = kWhole};
}

Waterfall weights() {
  return {.frame = {"weights", "Weights", "Bits by level."},
          .groups = {{{"Sex"}, {{.label = {"different"}, .to = -4, .shown = "-4.0"}, {.label = {"same"}, .to = 1, .shown = "+1.0"}}},
                     {{"Shelter North", true}, {{.label = {"nothing"}, .to = 0, .shown = "0.0"}}}},
          .up = "for", .down = "against", .total = "", .group_name = "Compared", .step_name = "Level", .value_name = "Bits", .number = kWhole};
}

bool in_table(const core::Table& table, const std::string& text) {
  for (const auto& row : table.rows)
    for (const std::string& cell : row)
      if (cell.find(text) != std::string::npos) return true;
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const auto& column) { return column.name == text; });
}

double channel(std::string_view hex) {
  const double value = std::stoi(std::string(hex), nullptr, 16) / 255.0;
  return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}
double contrast_with_white(std::string_view colour) {
  return 1.05 / (0.2126 * channel(colour.substr(1, 2)) + 0.7152 * channel(colour.substr(3, 2)) + 0.0722 * channel(colour.substr(5, 2)) + 0.05);
}

class EveryChart : public testing::TestWithParam<Figure> {};

TEST_P(EveryChart, is_well_formed_named_and_asks_for_nothing_outside) {
  const std::string& svg = GetParam().svg;
  const auto markup = checking::MarkupReader::read(svg);
  EXPECT_EQ(markup.problem, "");
  for (const std::string& reference : markup.references) EXPECT_TRUE(markup.ids.contains(reference)) << reference;
  EXPECT_TRUE(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby="));
  EXPECT_NE(svg.find(" dir=\"ltr\""), std::string::npos);
  EXPECT_EQ(svg.find("href"), std::string::npos);
  EXPECT_EQ(svg.find("<script"), std::string::npos);
  EXPECT_EQ(svg.find("<style"), std::string::npos);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
  EXPECT_EQ(svg.find("width=\"-"), std::string::npos);
}

TEST_P(EveryChart, has_no_text_under_twelve_pixels) {
  for (const double size : checking::MarkupReader::read(GetParam().svg).font_sizes) EXPECT_GE(size, 12);
}

TEST_P(EveryChart, has_one_table_cell_for_each_column) {
  EXPECT_FALSE(GetParam().table.rows.empty());
  for (const auto& row : GetParam().table.rows) EXPECT_EQ(row.size(), GetParam().table.columns.size());
}

INSTANTIATE_TEST_SUITE_P(Charts, EveryChart, testing::Values(draw(bars()), draw(lines()), draw(matrix()), draw(tree()), draw(waterfall()), draw(weights())));

TEST(Bars, every_value_stands_in_the_picture_and_in_the_table) {
  const Figure figure = draw(bars());
  const auto texts = checking::MarkupReader::read(figure.svg).texts;
  for (const BarGroup& group : bars().groups)
    for (const Bar& bar : group.bars) {
      EXPECT_TRUE(in_table(figure.table, bar.shown));
      EXPECT_NE(std::find(texts.begin(), texts.end(), bar.shown), texts.end());
    }
}

TEST(Bars, what_is_certain_is_solid_and_what_is_only_possible_is_hatched) {
  BarChart chart = bars();
  chart.groups = {{{""}, {{{"only"}, 50, 100, "50 to 100"}}}};
  const std::string svg = draw(chart).svg;
  EXPECT_NE(svg.find("fill=\"#0072B2\" stroke=\"#0072B2\"/>"), std::string::npos);
  EXPECT_NE(svg.find("fill=\"url(#summary-hatch-1)\""), std::string::npos);
  chart.groups[0].bars[0] = {{"only"}, 100, 100, "100"};
  EXPECT_EQ(draw(chart).svg.find("hatch-1"), std::string::npos) << "nothing is only possible here";
}

TEST(Bars, the_same_reading_has_the_same_colour_under_every_definition) {
  BarChart chart = bars();
  std::swap(chart.groups[1].bars[0], chart.groups[1].bars[1]);
  const std::string svg = draw(chart).svg;
  EXPECT_EQ(svg.find(std::string(kSeries[2])), std::string::npos) << "two readings need two colours";
}

TEST(Lines, every_value_stands_in_the_table_under_its_year) {
  const Figure figure = draw(lines());
  ASSERT_EQ(figure.table.rows.size(), 3u);
  EXPECT_EQ(figure.table.rows[1], (std::vector<std::string>{"2011", "20 to 95", "60", ""}));
  for (const LineSeries& series : lines().series)
    for (const YearPoint& point : series.points) EXPECT_TRUE(in_table(figure.table, point.shown));
}

TEST(Lines, nothing_is_drawn_across_a_year_that_is_missing) {
  LineChart chart = lines();
  chart.series.resize(1);
  const std::string broken = draw(chart).svg;
  EXPECT_EQ(std::count(broken.begin(), broken.end(), 'Z'), 1) << "2010-2011 is a band, 2014 stands alone";
  chart.series[0].points[2].year = 2012;
  EXPECT_EQ(draw(chart).svg.find("<circle"), std::string::npos);
}

TEST(Lines, values_that_are_not_between_two_ends_have_no_key) {
  LineChart chart = lines();
  chart.words = {};
  chart.series = {{{"only"}, {{1, 40, 40, "40%"}, {2, 50, 50, "50%"}}}};
  EXPECT_EQ(draw(chart).svg.find("width=\"22\""), std::string::npos);
}

TEST(MatrixChart, every_share_stands_in_the_table_and_a_withheld_one_says_so) {
  const Figure figure = draw(matrix());
  for (const char* share : {"40%", "55%", "5%", "not shown"}) EXPECT_TRUE(in_table(figure.table, share));
  EXPECT_TRUE(figure.data.contains("Shelter North"));
  EXPECT_FALSE(figure.data.contains("act"));
}

TEST(TreeChart, numbers_its_steps_and_names_every_mark) {
  const Figure figure = draw(tree());
  ASSERT_EQ(figure.table.rows.size(), 5u);
  EXPECT_EQ(figure.table.rows[2], (std::vector<std::string>{"1.1.1", "act.recruit", "true"}));
}

TEST(WaterfallChart, every_step_stands_in_the_picture_and_in_the_table) {
  for (const Waterfall& chart : {waterfall(), weights()}) {
    const Figure figure = draw(chart);
    const auto texts = checking::MarkupReader::read(figure.svg).texts;
    for (const StepGroup& group : chart.groups)
      for (const Step& step : group.steps) {
        EXPECT_TRUE(in_table(figure.table, step.shown));
        EXPECT_NE(std::find(texts.begin(), texts.end(), step.shown), texts.end());
      }
  }
  EXPECT_EQ(draw(waterfall()).table.columns.size(), 2u);
  EXPECT_EQ(draw(weights()).table.columns.size(), 3u);
  EXPECT_TRUE(draw(weights()).data.contains("Shelter North"));
}

TEST(WaterfallChart, what_speaks_against_is_hatched_and_not_only_of_another_colour) {
  Waterfall chart = waterfall();
  EXPECT_NE(draw(chart).svg.find("fill=\"url(#why-hatch-0)\""), std::string::npos);
  chart.groups[0].steps = {{.label = {"up"}, .to = 3, .shown = "+3.0"}};
  chart.down = "";
  EXPECT_EQ(draw(chart).svg.find("hatch"), std::string::npos) << "nothing speaks against here";
}

TEST(WaterfallChart, its_axis_holds_zero_and_both_ends) {
  const auto texts = checking::MarkupReader::read(draw(waterfall()).svg).texts;
  for (const char* tick : {"-15", "0", "5"}) EXPECT_NE(std::find(texts.begin(), texts.end(), tick), texts.end()) << tick;
}

TEST(WaterfallChart, steps_of_nothing_are_drawn_without_a_fault) {
  Waterfall chart = weights();
  chart.groups = {{{"Sex"}, {{.label = {"same"}, .shown = "0.0"}}}};
  EXPECT_EQ(checking::MarkupReader::read(draw(chart).svg).problem, "");
}

TEST(Svg, text_is_escaped_and_data_is_marked_as_not_to_be_translated) {
  EXPECT_EQ(escape_xml("a<b & \"c\" 'd'\x01"), "a&lt;b &amp; &quot;c&quot; &#39;d&#39;\xEF\xBF\xBD");
  const std::string svg = draw(bars()).svg;
  EXPECT_NE(svg.find("lang=\"en\" translate=\"no\">Protocol &lt;A&gt; &amp; B</text>"), std::string::npos);
}

TEST(Svg, marks_of_direction_take_no_room) {
  EXPECT_EQ(text_width("\u200F\u202Eabc\u202C\u200F", 10), text_width("abc", 10));
  EXPECT_EQ(wrap("one two three", text_width("one two", 10), 10), (std::vector<std::string>{"one two", "three"}));
}

TEST(Palette, every_series_colour_stands_out_from_white) {
  for (const std::string_view colour : kSeries) EXPECT_GE(contrast_with_white(colour), 3.0) << colour;
  for (const std::string_view colour : {kText, kQuiet}) EXPECT_GE(contrast_with_white(colour), 4.5) << colour;
  EXPECT_GE(contrast_with_white(kAxis), 3.0);
}

TEST(ScaleOfValues, ends_at_a_round_number_above_the_largest) {
  EXPECT_EQ(make_scale(4560, 0, 1).ticks, (std::vector<double>{0, 1000, 2000, 3000, 4000, 5000}));
  EXPECT_EQ(make_scale(0, 0, 1).top, 1);
  EXPECT_EQ(make_scale(3, 0, 1).ticks, (std::vector<double>{0, 1, 2, 3}));
  EXPECT_EQ(year_ticks(2002, 2023, 8), (std::vector<int>{2003, 2008, 2013, 2018, 2023}));
}

}  // namespace
}  // namespace palermo::chart
