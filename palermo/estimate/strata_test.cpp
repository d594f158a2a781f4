// SPDX-License-Identifier: Apache-2.0
// Strata: they add up, and each agrees with a fit of its own where nothing is shared.
#include "palermo/estimate/strata.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/core/random.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {
namespace {

core::CaptureTable two_strata(std::uint64_t seed) {
  core::Stream stream(seed, "strata.test");
  std::vector<core::CaptureCell> cells;
  for (const char* stratum : {"north", "south"})
    for (std::uint32_t w = 1; w < 8; ++w) cells.push_back({w, static_cast<std::int64_t>(5 + stream.below(w < 5 ? 90 : 30)), stratum, 2020});
  return core::CaptureTable::make({"a", "b", "c"}, std::move(cells)).value();
}

HistoryCounts only(const core::CaptureTable& table, const std::string& stratum) {
  std::vector<core::CaptureCell> cells;
  for (const core::CaptureCell& cell : table.cells())
    if (cell.stratum == stratum) cells.push_back(cell);
  return HistoryCounts(core::CaptureTable::make(table.lists(), std::move(cells)).value());
}

TEST(Strata, add_up_to_the_total) {
  for (const ListChances chances : {ListChances::by_stratum, ListChances::common, ListChances::by_bic}) {
    const auto fit = fit_strata(two_strata(1), {.chances = chances, .terms = {0b011}});
    ASSERT_TRUE(fit.has_value());
    double sum = 0, ends = 0;
    for (const StratumEstimate& one : fit->strata) {
      sum += one.estimate;
      ends += one.upper;
    }
    EXPECT_NEAR(sum, fit->total.estimate, 1e-6 * sum);
    if (chances == ListChances::by_stratum) {
      EXPECT_LT(fit->total.upper, ends);  // uncertain ends are not added
    }
  }
}

TEST(Strata, that_share_nothing_are_fitted_as_if_alone) {
  const core::CaptureTable table = two_strata(2);
  const auto together = fit_strata(table, {});
  ASSERT_TRUE(together.has_value());
  for (const StratumEstimate& one : together->strata) {
    const HistoryCounts counts = only(table, one.name);
    const auto alone = fit_loglinear(counts, Hierarchy(counts.lists()));
    EXPECT_NEAR(one.estimate, alone->estimate, 1e-4 * alone->estimate);
    const Limits wald = wald_interval(*alone);
    EXPECT_NEAR(one.lower, wald.lo, 1e-4 * wald.lo);
    EXPECT_NEAR(one.upper, wald.hi, 1e-4 * wald.hi);
  }
}

TEST(Strata, one_stratum_is_the_plain_model) {
  const core::CaptureTable table = two_strata(3);
  const auto fit = fit_strata(table, {.by = StrataBy::year, .terms = {0b101}});
  const HistoryCounts counts(table);
  const auto plain = fit_loglinear(counts, *Hierarchy::parse("[ac][b]", table.lists()));
  ASSERT_TRUE(fit.has_value());
  EXPECT_NEAR(fit->total.estimate, plain->estimate, 1e-4 * plain->estimate);
  EXPECT_NEAR(fit->bic, plain->bic, 1e-5 * std::fabs(plain->bic));
}

TEST(Strata, a_list_that_nobody_of_a_stratum_is_on_is_left_out_there) {
  std::vector<core::CaptureCell> cells;
  for (std::uint32_t w = 1; w < 8; ++w) cells.push_back({w, 20, "north", 0});
  for (const std::uint32_t w : {1U, 2U, 3U}) cells.push_back({w, 30, "south", 0});  // list c does not work there
  const auto table = core::CaptureTable::make({"a", "b", "c"}, std::move(cells));
  const auto fit = fit_strata(*table, {});
  ASSERT_TRUE(fit.has_value());
  EXPECT_NEAR(fit->strata[1].unseen, 30, 1e-3);  // two lists: 30 * 30 / 30
  EXPECT_EQ(fit->parameters, 8U);                // that at -infinity counts
}

TEST(Strata, no_estimate_where_a_stratum_has_nobody_on_two_lists) {
  std::vector<core::CaptureCell> cells;
  for (std::uint32_t w = 1; w < 8; ++w) cells.push_back({w, 20, "north", 0});
  for (const std::uint32_t w : {1U, 2U, 4U}) cells.push_back({w, 30, "south", 0});
  const auto table = core::CaptureTable::make({"a", "b", "c"}, std::move(cells));
  EXPECT_EQ(fit_strata(*table, {}).error().kind.code, kStrataNoEstimate.code);
  EXPECT_TRUE(fit_strata(*table, {.chances = ListChances::common}).has_value());  // an assumption, which the caller makes
}

TEST(Strata, refuses_two_lists_and_a_dependence_of_all) {
  const auto two = core::CaptureTable::make({"a", "b"}, {{1, 3, "x", 0}, {2, 3, "x", 0}, {3, 3, "x", 0}});
  EXPECT_EQ(fit_strata(*two, {}).error().kind.code, kBadStrata.code);
  EXPECT_EQ(fit_strata(two_strata(1), {.terms = {0b111}}).error().kind.code, kBadStrata.code);
}

}  // namespace
}  // namespace palermo::estimate
