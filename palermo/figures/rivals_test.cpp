// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/rivals.hpp"

#include <algorithm>

#include "palermo/figures/register_fixture_test.hpp"

namespace palermo::figures {
namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(RivalFigures, competing_values_of_forced_labour_stand_on_one_axis_by_year) {
  const auto found = rivals(shipped(), "forced-labour", "");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->place, "world");
  const RivalPanel& panel = found->panels.front();
  ASSERT_GE(panel.figures.size(), 3U);
  EXPECT_TRUE(std::ranges::is_sorted(panel.figures, {}, [](const PublishedFigure* one) { return one->year; }));
}

TEST(RivalFigures, D30_detected_and_modelled_are_never_one_panel) {
  const auto found = rivals(shipped(), "exploited", "");
  ASSERT_TRUE(found);
  bool detected = false, modelled = false;
  for (const RivalPanel& panel : found->panels) {
    detected = detected || panel.kind == FigureKind::detected;
    modelled = modelled || panel.kind == FigureKind::modelled;
    for (const PublishedFigure* one : panel.figures) {
      EXPECT_EQ(one->kind, panel.kind) << one->id;
      EXPECT_EQ(one->unit, panel.unit) << one->id;
      EXPECT_EQ(one->question, panel.question->id) << one->id;
    }
  }
  EXPECT_TRUE(detected && modelled);
}

TEST(RivalFigures, D31_two_places_never_stand_on_one_page_and_countries_are_not_ranked) {
  const auto countries = rivals(shipped(), "modern-slavery-rate", "");
  ASSERT_FALSE(countries);
  EXPECT_EQ(countries.error().kind.rule, "D31");
  for (const Question& question : shipped().questions()) {
    const auto all = shipped().about(question.id, "");
    for (const PublishedFigure* one : *all) {
      const auto page = rivals(shipped(), question.id, one->place);
      ASSERT_TRUE(page) << question.id;
      for (const RivalPanel& panel : page->panels)
        for (const PublishedFigure* shown : panel.figures) EXPECT_EQ(shown->place, one->place);
    }
  }
}

TEST(RivalFigures, the_picture_has_its_table_and_tells_each_form_of_value) {
  const core::Catalogue catalogue;
  const auto found = rivals(shipped(), "exploited", "");
  ASSERT_TRUE(found);
  const chart::Figure figure = draw(*found, catalogue);
  std::size_t figures = 0;
  for (const RivalPanel& panel : found->panels) figures += panel.figures.size();
  EXPECT_EQ(figure.table.rows.size(), figures);
  EXPECT_TRUE(has(figure.svg, "700,000 to 4,000,000"));
  EXPECT_TRUE(has(figure.svg, "more than 20,000,000"));
  EXPECT_FALSE(has(figure.svg, "⟦"));
}

}  // namespace
}  // namespace palermo::figures
