// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/like.hpp"

#include "palermo/figures/register_fixture_test.hpp"

namespace palermo::figures {
namespace {

core::Result<FigureSum> sum(const std::vector<std::string>& ids) {
  std::vector<const PublishedFigure*> parts;
  for (const std::string& id : ids) parts.push_back(&figure(id));
  return add(shipped(), parts);
}

// The code, and the part in which the two differ.
std::string refusal(const std::vector<std::string>& ids) {
  const auto result = sum(ids);
  if (result) return "added";
  const auto part = result.error().args.find("part");
  return std::string(result.error().kind.code) + (part == result.error().args.end() ? "" : " " + part->second);
}

TEST(UnlikeFigures, women_and_men_of_one_estimate_are_added) {
  const auto both = sum({"ilo12_women", "ilo12_men"});
  ASSERT_TRUE(both);
  EXPECT_EQ(both->sum.count, (core::Interval<std::int64_t>{20'900'000, 20'900'000}));
  EXPECT_EQ(both->whole->id, "ilo12_fl");
}

TEST(UnlikeFigures, all_regions_are_added_and_may_miss_the_whole_by_rounding) {
  const auto regions = sum({"ilo22_fl_ap", "ilo22_fl_eca", "ilo22_fl_af", "ilo22_fl_am", "ilo22_fl_arab"});
  ASSERT_TRUE(regions);
  EXPECT_EQ(regions->sum.count.min, 27'500'000);
  EXPECT_EQ(regions->whole->value.value, 27'600'000);
}

TEST(UnlikeFigures, D30_people_who_were_seen_are_never_added_to_a_model) {
  EXPECT_EQ(refusal({"glotip24_detected", "ilo22_fl"}), "figures.unlike kind");
  EXPECT_EQ(refusal({"ilo22_fl", "escap_identified_2016"}), "figures.unlike kind");
}

TEST(UnlikeFigures, D30_the_ilo_editions_of_2012_2016_and_2021_are_no_series_and_the_reason_is_told) {
  for (const auto& [a, b] : {std::pair("ilo12_fl", "ilo17_fl"), std::pair("ilo17_fl", "ilo22_fl"), std::pair("ilo12_fl", "ilo22_fl")}) {
    const auto result = sum({a, b});
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().args.at("part"), "edition");
    EXPECT_NE(result.error().args.at("why").find("Global Estimate"), std::string::npos);
    EXPECT_NE(result.error().args.at("also").find("period"), std::string::npos);
  }
}

TEST(UnlikeFigures, D30_the_same_people_are_not_counted_twice) {
  EXPECT_EQ(refusal({"ilo22_fl", "ilo22_fl"}), "figures.same_people");
  EXPECT_EQ(refusal({"ilo12_women", "ilo12_child"}), "figures.unlike concept");  // half of the children are girls
  EXPECT_EQ(refusal({"ilo12_women", "ilo12_men", "ilo12_women"}), "figures.same_people");
}

TEST(UnlikeFigures, D30_a_part_is_not_added_to_its_whole) { EXPECT_NE(refusal({"ilo22_ms", "ilo22_fl"}), "added"); }

TEST(UnlikeFigures, D30_profits_are_not_people_and_forced_labour_is_not_slavery) {
  EXPECT_EQ(refusal({"ilo24_total", "ilo22_fl"}), "figures.unlike edition");
  EXPECT_EQ(refusal({"gsi13_total", "gsi16_total"}), "figures.unlike edition");
  EXPECT_EQ(refusal({"ilo22_fl_child", "ilo22_fl_women"}), "figures.unlike concept");
}

TEST(UnlikeFigures, shares_are_no_amounts) {
  PublishedFigure a = figure("ilo12_women_pct"), b = figure("ilo12_men_pct");
  a.part_of = b.part_of = "ilo12_fl", a.split = b.split = "sex";
  const std::vector<const PublishedFigure*> parts{&a, &b};
  const auto result = add(shipped(), parts);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind.code, kNotAnAmount.code);
}

// Whatever two figures of the register: either they are declared parts of one whole, or they are not added.
TEST(UnlikeFigures, D30_no_two_figures_are_added_that_are_not_declared_parts_of_one_whole) {
  std::size_t added = 0;
  for (const PublishedFigure& a : shipped().figures())
    for (const PublishedFigure& b : shipped().figures()) {
      const std::vector<const PublishedFigure*> two{&a, &b};
      const auto result = add(shipped(), two);
      if (!result) continue;
      ++added;
      EXPECT_TRUE(disjoint_parts(a, b)) << a.id << " " << b.id;
      EXPECT_EQ(a.kind, b.kind);
      EXPECT_EQ(a.edition, b.edition);
    }
  EXPECT_GT(added, 0U);
}

}  // namespace
}  // namespace palermo::figures
