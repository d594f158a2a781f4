// SPDX-License-Identifier: Apache-2.0
#include "palermo/figures/attrition.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/core/schema.hpp"

namespace palermo::figures {
namespace {

core::Result<Attrition> parsed(const std::string& stages, const std::string& follows = "cohort") {
  const auto document = core::parse_yaml("format: palermo-attrition/1\ntitle: Invented\nfollows: " + follows +
                                             "\nconcept: {definition: offence, unit: case, population: cases reported in 2019, place: Velmora, period: \"2019\", method: followed to 2024}\n"
                                             "stages:\n" + stages, "attrition.yaml");
  EXPECT_TRUE(document.has_value());
  return parse_attrition(*document);
}

const char* kWhole =
    "  - {stage: reported, count: 412, source: police}\n  - {stage: investigated, count: 233, source: police}\n"
    "  - {stage: charged, unknown: not published}\n  - {stage: tried, count: 61, source: courts}\n  - {stage: convicted, count: 19, source: courts}\n";

TEST(Attrition, shares_of_a_cohort_have_intervals) {
  const auto file = parsed(kWhole);
  ASSERT_TRUE(file);
  const auto shares = funnel(*file, IntervalBy::wilson);
  ASSERT_TRUE(shares);
  ASSERT_EQ(shares->of_first.size(), 3U);
  EXPECT_NEAR(shares->of_first[2].share.share, 19.0 / 412, 1e-12);
  EXPECT_LT(shares->of_first[2].share.lo, 19.0 / 412);
  EXPECT_GT(shares->of_first[2].share.hi, 19.0 / 412);
}

TEST(Attrition, a_stage_that_is_not_known_lies_between_its_neighbours_and_is_not_filled_in) {
  const auto file = parsed(kWhole);
  ASSERT_TRUE(file);
  const auto shares = funnel(*file, IntervalBy::wilson);
  EXPECT_FALSE(file->stages[2].count.has_value());
  EXPECT_EQ(shares->counts[2], (core::Interval<std::int64_t>{61, 233}));
  EXPECT_TRUE(shares->steps[1].over_unknown);
  EXPECT_FALSE(shares->steps[2].over_unknown);
}

// None of 40 was charged, so none was convicted: 0 of 40, and no share of nobody.
TEST(Attrition, where_nobody_went_on_the_later_stages_are_still_shares_of_the_first) {
  const auto file = parsed("  - {stage: reported, count: 40, source: police}\n  - {stage: charged, count: 0, source: courts}\n  - {stage: convicted, count: 0, source: courts}\n");
  ASSERT_TRUE(file);
  const auto shares = funnel(*file, IntervalBy::exact);
  ASSERT_TRUE(shares);
  EXPECT_EQ(shares->steps.size(), 1U);
  ASSERT_EQ(shares->of_first.size(), 2U);
  EXPECT_EQ(shares->of_first[1].whole, 40);
  EXPECT_EQ(shares->of_first[1].to, StageName::convicted);
  EXPECT_NEAR(shares->of_first[1].share.hi, 1 - std::pow(0.025, 1.0 / 40), 1e-9);
}

TEST(Attrition, stages_that_the_file_does_not_name_are_not_known) {
  const auto file = parsed("  - {stage: investigated, count: 50, source: police}\n  - {stage: charged, count: 20, source: police}\n");
  ASSERT_TRUE(file);
  const auto shares = funnel(*file, IntervalBy::wilson);
  EXPECT_EQ(shares->counts[0], (core::Interval<std::int64_t>{50, {}}));
  EXPECT_EQ(shares->counts[4], (core::Interval<std::int64_t>{0, 20}));
}

TEST(Attrition, D30_counts_of_a_year_at_every_stage_make_no_rate) {
  const auto file = parsed(kWhole, "yearly");
  ASSERT_TRUE(file);
  const auto shares = funnel(*file, IntervalBy::wilson);
  ASSERT_TRUE(shares);
  EXPECT_TRUE(shares->steps.empty());
  EXPECT_TRUE(shares->of_first.empty());
  EXPECT_FALSE(shares->counts[2].known());
}

TEST(Attrition, D30_persons_convicted_are_not_divided_by_cases_reported) {
  const auto file = parsed("  - {stage: reported, count: 412, source: police}\n  - {stage: convicted, count: 19, source: courts, unit: person}\n");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind.code, core::kUnlikeConcepts.code);
  EXPECT_EQ(file.error().args.at("part"), "unit");
  EXPECT_EQ(file.error().args.at("right"), "person");
}

TEST(Attrition, D30_a_count_without_source_is_refused) {
  const auto file = parsed("  - {stage: reported, count: 412}\n  - {stage: convicted, count: 19, source: courts}\n");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind.code, kBareStage.code);
}

TEST(Attrition, a_cohort_does_not_grow) {
  const auto file = parsed("  - {stage: reported, count: 10, source: police}\n  - {stage: charged, count: 19, source: courts}\n");
  ASSERT_TRUE(file);
  const auto shares = funnel(*file, IntervalBy::wilson);
  ASSERT_FALSE(shares);
  EXPECT_EQ(shares.error().kind.code, kNotACohort.code);
}

TEST(Attrition, refuses_stages_out_of_order_and_a_count_with_a_reason_for_none) {
  EXPECT_EQ(parsed("  - {stage: tried, count: 10, source: x}\n  - {stage: charged, count: 19, source: x}\n").error().args.at("reason"), "order");
  EXPECT_EQ(parsed("  - {stage: reported, count: 10, source: x}\n").error().args.at("reason"), "few");
  EXPECT_EQ(parsed("  - {stage: reported, count: 10, unknown: y, source: x}\n").error().args.at("reason"), "both");
}

TEST(Attrition, whether_the_same_cases_were_followed_must_be_said) {
  const auto document = core::parse_yaml("format: palermo-attrition/1\ntitle: Invented\nconcept: {definition: a, unit: b, population: c, place: d, period: e, method: f}\n"
                                         "stages:\n  - {stage: reported, count: 2, source: x}\n  - {stage: charged, count: 1, source: x}\n", "attrition.yaml");
  ASSERT_TRUE(document);
  const auto file = parse_attrition(*document);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind.code, core::kMissingKey.code);
}

// newcombe-1998, table I: method 3 (score) and method 5 (exact).
TEST(Proportion, reproduces_the_published_table) {
  struct Row { std::int64_t x, n; double wilson_lo, wilson_hi, exact_lo, exact_hi; };
  for (const Row& row : {Row{81, 263, .2553, .3662, .2527, .3676}, Row{15, 148, .0624, .1605, .0578, .1617}, Row{0, 20, .0000, .1611, .0000, .1684},
                         Row{1, 29, .0061, .1718, .0009, .1776}}) {
    const Proportion score = wilson(row.x, row.n), exact = clopper_pearson(row.x, row.n);
    EXPECT_NEAR(score.lo, row.wilson_lo, 5e-5) << row.x;
    EXPECT_NEAR(score.hi, row.wilson_hi, 5e-5) << row.x;
    EXPECT_NEAR(exact.lo, row.exact_lo, 5e-5) << row.x;
    EXPECT_NEAR(exact.hi, row.exact_hi, 5e-5) << row.x;
  }
}

TEST(Proportion, binomial_tails_agree_with_the_plain_sum) {
  for (const std::int64_t n : {1, 7, 40}) {
    for (const double p : {.03, .5, .9})
      for (std::int64_t x = 0; x <= n; ++x) {
        double sum = 0;
        for (std::int64_t k = x; k <= n; ++k)
          sum += std::exp(std::lgamma(n + 1.0) - std::lgamma(k + 1.0) - std::lgamma(n - k + 1.0) + static_cast<double>(k) * std::log(p) + static_cast<double>(n - k) * std::log1p(-p));
        EXPECT_NEAR(binomial_at_least(x, n, p), sum, 1e-12) << x << " of " << n << " at " << p;
      }
  }
}

// What "exact" promises: for every share the interval covers with at least 95 %.
TEST(Proportion, the_exact_interval_covers_every_share_with_at_least_95_per_cent) {
  constexpr std::int64_t kN = 23;
  for (int i = 1; i < 100; ++i) {
    const double p = i / 100.0;
    double covered = 0;
    for (std::int64_t x = 0; x <= kN; ++x) {
      const Proportion interval = clopper_pearson(x, kN);
      if (interval.lo <= p && p <= interval.hi) covered += binomial_at_least(x, kN, p) - binomial_at_least(x + 1, kN, p);
    }
    EXPECT_GE(covered, .95 - 1e-9) << p;
  }
}

}  // namespace
}  // namespace palermo::figures
