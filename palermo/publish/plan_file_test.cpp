// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/plan_file.hpp"

#include <gtest/gtest.h>

#include "palermo/core/bytes.hpp"
#include "palermo/publish/release_forecast.hpp"
#include "palermo/publish/release_safeguards.hpp"

namespace palermo::publish {
namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

const std::string kFolder = std::string(PALERMO_SOURCE_DIR) + "/data/demo/release/";
std::string demo_plan() { return *core::read_file(kFolder + "plan.yaml"); }
std::string demo_codebook() { return *core::read_file(kFolder + "codebook.yaml"); }

std::string code_of(const std::string& plan, const std::string& codebook = demo_codebook()) {
  const auto read = parse_plan(plan, codebook, "plan.yaml");
  return read ? "" : std::string(read.error().kind.code);
}

core::Day day(int year, int month, int of_month) { return *core::day_of(year, month, of_month); }

TEST(ReleasePlan, the_ready_plans_are_read) {
  for (const char* path : {"/data/demo/release/plan.yaml", "/data/release/ctdc-27.yaml", "/data/release/ctdc-16.yaml"})
    EXPECT_TRUE(read_plan(std::string(PALERMO_SOURCE_DIR) + path).has_value()) << path;
  const auto ctdc = read_plan(std::string(PALERMO_SOURCE_DIR) + "/data/release/ctdc-27.yaml");
  EXPECT_EQ(ctdc->codebook->columns.size(), 27U);
  EXPECT_EQ(read_plan(std::string(PALERMO_SOURCE_DIR) + "/data/release/ctdc-16.yaml")->codebook->columns.size(), 16U);
}

TEST(ReleasePlan, its_hash_changes_with_the_plan_and_with_the_codebook) {
  const auto plan = parse_plan(demo_plan(), demo_codebook(), "plan.yaml");
  ASSERT_TRUE(plan.has_value());
  EXPECT_NE(parse_plan(replaced(demo_plan(), "epsilon: 4", "epsilon: 5"), demo_codebook(), "plan.yaml")->hash, plan->hash);
  EXPECT_NE(parse_plan(demo_plan(), replaced(demo_codebook(), "Invented cases", "Other cases"), "plan.yaml")->hash, plan->hash);
}

TEST(ReleasePlan, D5_a_place_or_a_time_finer_than_may_leave_is_refused) {
  EXPECT_EQ(code_of(replaced(demo_plan(), "citizenship: country", "citizenship: town")), "release.too_fine");
  EXPECT_EQ(code_of(replaced(demo_plan(), "places: {", "times: {ageBroad: day}\nplaces: {")), "release.too_fine");
  EXPECT_EQ(code_of(demo_plan(), replaced(demo_codebook(), "\"0--8\"", "\"2019-05-03\"")), "release.too_fine");
}

// A band that begins in the period was taken for its first year: people of 2022 in a release of 2021, at the cost of 2021 alone.
TEST(ReleasePlan, D29_D34_a_band_of_years_that_reaches_out_of_the_period_is_refused) {
  const std::string ready = std::string(PALERMO_SOURCE_DIR) + "/data/release/ctdc-16";
  const std::string plan = *core::read_file(ready + ".yaml"), codebook = *core::read_file(ready + "-codebook.yaml");
  const auto with = [&](const std::string& period) { return code_of(replaced(plan, "first: 2005, last: 2022", period), codebook); };
  EXPECT_EQ(with("first: 2005, last: 2022"), "");
  EXPECT_EQ(with("first: 2014, last: 2020"), "");
  EXPECT_EQ(with("first: 2021, last: 2021"), "release.bad_plan");
  EXPECT_EQ(with("first: 2005, last: 2005"), "release.bad_plan");
  EXPECT_EQ(code_of(plan, replaced(codebook, "\"2019\"", "\"the year 2026\"")), "release.bad_plan");
  EXPECT_EQ(years_in("2014-2018")->last, 2018);
  EXPECT_EQ(years_in("2019-05")->last, 2019);
  EXPECT_EQ(years_in("2019-Q2")->last, 2019);
  for (const char* none : {"2021-22", "20190", "2019 -2020", "year", "2018-2014", "+019"}) EXPECT_FALSE(years_in(none).has_value()) << none;
}

TEST(ReleasePlan, D5_days_times_and_positions_are_known_and_years_ages_and_bands_are_not_taken_for_them) {
  for (const char* fine : {"2019-05-03", "3.5.2019", "03/05/19", "2019-05-03T12:30:00Z", "12:30", "48.2082, 16.3738", "-1.286389"}) EXPECT_TRUE(looks_too_fine(fine)) << fine;
  for (const char* coarse : {"2019", "2019-05", "2019-Q2", "30--38", "48+", "0--12 (0-1 yr)", "2014-2018", "Phnom Penh", "13--24 (1-2 yrs)", "1.5", "", "0--29;30--38", "Americas/Oceania"})
    EXPECT_FALSE(looks_too_fine(coarse)) << coarse;
}

TEST(ReleasePlan, D31_nationality_without_a_purpose_is_refused) {
  const std::string plan = demo_plan();
  const std::size_t from = plan.find("nationality:"), to = plan.find("places:");
  EXPECT_EQ(code_of(plan.substr(0, from) + plan.substr(to)), "release.nationality");
  EXPECT_EQ(code_of(replaced(plan, "columns: [citizenship]", "columns: [gender]")), "release.nationality");
  EXPECT_EQ(code_of(replaced(plan, "purpose: To plan in which languages interpreters and leaflets are needed.", "purpose: \"\"")), "release.nationality");
  EXPECT_EQ(code_of(replaced(plan, "minimum_shown: 10", "minimum_shown: 4")), "release.bad_plan");
}

TEST(ReleasePlan, D34_a_route_finer_than_admin_1_is_refused_and_one_place_may_be_a_district) {
  const std::string fine = replaced(demo_plan(), "CountryOfExploitation: country", "CountryOfExploitation: district");
  EXPECT_EQ(code_of(fine), "release.route_too_fine");
  EXPECT_EQ(code_of(replaced(fine, "citizenship: country, ", "")), "");
}

TEST(ReleasePlan, D34_nothing_is_released_before_its_delay) {
  const auto plan = parse_plan(demo_plan(), demo_codebook(), "plan.yaml");  // until the end of 2023, three months
  EXPECT_FALSE(check_delay(*plan, day(2024, 3, 31)).has_value());
  EXPECT_TRUE(check_delay(*plan, day(2024, 4, 1)).has_value());
  EXPECT_EQ(check_delay(*plan, day(2024, 3, 31)).error().kind.rule, "D34");
  EXPECT_EQ(code_of(replaced(demo_plan(), "delay_months: 3", "delay_months: 2")), "release.bad_plan");
}

TEST(ReleasePlan, a_closed_circle_has_an_agreement_and_no_epsilon) {
  const std::string circle = replaced(demo_plan(), "mode: dp", "mode: closed-circle");
  EXPECT_EQ(code_of(circle), "release.bad_plan");
}

TEST(ReleasePlan, the_forecast_costs_no_more_than_the_plan_and_is_exact_where_it_is_certain) {
  const auto plan = parse_plan(demo_plan(), demo_codebook(), "plan.yaml");
  const Forecast told = forecast(*plan);
  double certain = 0;
  for (const TableForecast& table : told.tables) {
    if (table.kind != TableForecast::Kind::pair) certain += table.rho.to_double();
    EXPECT_NEAR(2 * table.rho.to_double() * table.standard_error * table.standard_error, 1, 1e-6);
  }
  EXPECT_LE(certain, told.rho.to_double());
  EXPECT_LE(told.rho.to_double(), privacy::rho_of(4, 1e-6));
  // A quarter of rho for two tables: an eighth each.
  EXPECT_NEAR(told.tables[0].rho.to_double(), told.rho.to_double() / 8, 1e-6);
  EXPECT_EQ(told.tables[0].cells, 5U * 11U);
}

}  // namespace
}  // namespace palermo::publish
