// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/register.hpp"

#include <algorithm>
#include <map>

#include "palermo/figures/register_fixture_test.hpp"

namespace palermo::figures {
namespace {

TEST(FiguresRegister, D30_every_figure_says_what_it_counts_and_where_it_was_read) {
  ASSERT_EQ(shipped().figures().size(), 163U);
  for (const PublishedFigure& one : shipped().figures()) {
    EXPECT_FALSE(one.source.empty()) << one.id;
    EXPECT_FALSE(one.concept_name.empty()) << one.id;
    EXPECT_FALSE(one.unit.empty()) << one.id;
    EXPECT_FALSE(one.publisher.empty()) << one.id;
    EXPECT_FALSE(shipped().kind(one.kind).not_use.empty()) << one.id;
  }
}

TEST(FiguresRegister, the_four_forms_of_a_value_are_told_apart) {
  EXPECT_EQ(figure("ilo22_fl").value, (FigureValue{{}, 27'600'000, {}}));
  EXPECT_EQ(figure("koser_trafficked_flow").value, (FigureValue{700'000, {}, 4'000'000}));
  EXPECT_TRUE(figure("escap_ilo_over20m").value.one_sided());
  EXPECT_FALSE(figure("escap_ilo_over20m").value.hi().has_value());
  EXPECT_EQ(figure("koser_domestic_share").value.lo(), 0);
  EXPECT_EQ(figure("koser_domestic_share").value.hi(), 10);
}

// 20.9 = 11.4 + 9.5 and so on: a digit that was typed wrongly would show. Publishers round each part by itself, so parts of n may miss by n half units.
TEST(FiguresRegister, parts_of_a_whole_add_up_to_it_within_rounding) {
  std::map<std::pair<std::string, std::string>, std::pair<double, int>> sums;
  for (const PublishedFigure& one : shipped().figures())
    if (!one.part_of.empty()) {
      auto& [sum, parts] = sums[{one.part_of, one.split}];
      sum += *one.value.value;
      ++parts;
    }
  ASSERT_GE(sums.size(), 10U);
  for (const auto& [key, sum] : sums) {
    if (key.first == "ilo22_fm") continue;  // two regions of it are not in the register
    const double unit = key.first == "ilo24_total" ? 1e9 : 1e5;
    EXPECT_NEAR(sum.first, *figure(key.first).value.value, unit * (sum.second + 1) / 2.0) << key.first << " by " << key.second;
  }
}

TEST(FiguresRegister, D31_figures_of_countries_stand_by_name_and_never_by_value) {
  std::vector<std::string> places;
  for (const PublishedFigure& one : shipped().figures())
    if (one.concept_name == "prevalence of modern slavery") places.push_back(one.place);
  ASSERT_GE(places.size(), 10U);
  EXPECT_TRUE(std::ranges::is_sorted(places));
}

TEST(FiguresRegister, a_question_a_theme_and_a_concept_name_the_same_figures_in_any_case) {
  const auto by_question = shipped().about("forced-labour", "world"), by_concept = shipped().about("People in Forced Labour", "World");
  ASSERT_TRUE(by_question && by_concept);
  EXPECT_EQ(*by_question, *by_concept);
  EXPECT_GT(shipped().about("exploited", "world")->size(), by_question->size());
  const auto unknown = shipped().about("happiness", "");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind.code, kNoQuestion.code);
}

std::string refused(std::string row) {
  std::string text = file_text("figures.csv");
  const std::string header = text.substr(text.find("id,question"));
  const auto parsed = FigureRegister::parse(header.substr(0, header.find('\n') + 1) + row + "\n", file_text("questions.yaml"));
  return parsed ? "accepted" : parsed.error().args.at("reason");
}

TEST(FiguresRegister, refuses_a_figure_without_source_or_with_two_forms) {
  const auto row = [](const char* low, const char* value, const char* mark, const char* source, const char* kind) {
    return std::string("x,,") + kind + ",,concept," + low + "," + value + ",,persons,all,2020,world,def,method,pub,title,2020,1," + mark + "," + source + ",,,";
  };
  EXPECT_EQ(refused(row("", "5", "V", "page 1", "modelled")), "accepted");
  EXPECT_EQ(refused(row("", "5", "V", "", "modelled")), "empty");
  EXPECT_EQ(refused(row("", "", "V", "page 1", "modelled")), "form");
  EXPECT_EQ(refused(row("4", "5", "V", "page 1", "modelled")), "form");
  EXPECT_EQ(refused(row("", "-5", "V", "page 1", "modelled")), "number");
  EXPECT_EQ(refused(row("", "5", "K", "page 1", "modelled")), "mark");
  EXPECT_EQ(refused(row("", "5", "V", "page 1", "felt")), "kind");
}

}  // namespace
}  // namespace palermo::figures
