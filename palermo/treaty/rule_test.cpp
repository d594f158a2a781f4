// SPDX-License-Identifier: Apache-2.0
// From deposit to binding force, as the articles count.
#include "palermo/treaty/treaty_test.hpp"

namespace palermo::treaty::testing {
namespace {

std::string effect(Rule::Wait wait, int count, std::string_view deposit) {
  const core::Day from =
      takes_effect({.wait = wait, .count = count, .cite = "", .mark = Mark::verified, .read = ""}, day(deposit));
  return core::PartialDate{{from, from}}.text();
}

constexpr auto kDays = Rule::Wait::days;
constexpr auto kMonths = Rule::Wait::months;
constexpr auto kFirst = Rule::Wait::first_of_month_after_months;

TEST(Rule, the_thirtieth_day_after_the_deposit) {
  EXPECT_EQ(effect(kDays, 30, "2004-03-09"), "2004-04-08");
  EXPECT_EQ(effect(kDays, 90, "1954-01-22"), "1954-04-22");
  EXPECT_EQ(effect(kDays, 0, "1968-11-04"), "1968-11-04");
}

TEST(Rule, months_end_on_the_last_day_of_a_shorter_month) {
  EXPECT_EQ(effect(kMonths, 3, "1975-12-23"), "1976-03-23");
  EXPECT_EQ(effect(kMonths, 12, "2017-09-28"), "2018-09-28");
  EXPECT_EQ(effect(kMonths, 3, "2018-11-30"), "2019-02-28");
  EXPECT_EQ(effect(kMonths, 12, "2012-02-29"), "2013-02-28");
}

TEST(Rule, the_first_of_the_month_after_three_months) {
  EXPECT_EQ(effect(kFirst, 3, "2007-10-24"), "2008-02-01");
  EXPECT_EQ(effect(kFirst, 3, "2003-03-14"), "2003-07-01");
  EXPECT_EQ(effect(kFirst, 3, "2007-09-30"), "2008-01-01");
  EXPECT_EQ(effect(kFirst, 3, "2007-10-31"), "2008-02-01");
}

// Entry into force for these States as the Dutch Treaty Database prints it for the Trafficking Protocol.
TEST(Rule, agrees_with_the_published_days_of_the_trafficking_protocol) {
  for (const auto& [state, printed] : std::vector<std::pair<const char*, const char*>>{
           {"ALB", "2003-12-25"}, {"DZA", "2004-04-08"}, {"AND", "2022-10-21"}, {"AGO", "2014-10-19"},
           {"ATG", "2010-03-19"}, {"ARG", "2003-12-25"}, {"AUS", "2005-10-14"}, {"BHS", "2008-10-26"},
           {"BHR", "2004-07-07"}, {"BGD", "2019-10-12"}, {"BEL", "2004-09-10"}, {"BLZ", "2003-12-25"},
           {"BEN", "2004-09-29"}, {"BTN", "2023-03-22"}, {"BOL", "2006-06-17"}, {"BRA", "2004-02-28"},
           {"BRN", "2020-04-29"}, {"BDI", "2012-06-23"}, {"KHM", "2007-08-01"}, {"CAN", "2003-12-25"},
           {"CAF", "2006-11-05"}, {"CHL", "2004-12-29"}, {"CHN", "2010-03-10"}, {"COL", "2004-09-03"},
           {"COM", "2020-07-23"}, {"COD", "2005-11-27"}, {"CRI", "2003-12-25"}, {"CUB", "2013-07-20"},
           {"CYP", "2003-12-25"}, {"DNK", "2003-12-25"}, {"DJI", "2005-05-20"}, {"DMA", "2013-06-16"},
           {"DOM", "2008-03-06"}})
    EXPECT_EQ(bound_from("un.tip-protocol", state), printed) << state;
}

// Deposits and entries into force that the Council of Europe, Switzerland and Germany publish.
TEST(Rule, agrees_with_the_published_days_of_the_council_of_europe_convention) {
  EXPECT_EQ(bound_from("coe.cets197", "GRC"), "2014-08-01");
  EXPECT_EQ(bound_from("coe.cets197", "TUR"), "2016-09-01");
  EXPECT_EQ(bound_from("coe.cets197", "CHE"), "2013-04-01");
  EXPECT_EQ(bound_from("coe.cets197", "DEU"), "2013-04-01");
  EXPECT_EQ(bound_from("coe.cets197", "ALB"), "2008-02-01");
}

}  // namespace
}  // namespace palermo::treaty::testing
