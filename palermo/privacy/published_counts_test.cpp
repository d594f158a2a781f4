// SPDX-License-Identifier: Apache-2.0
// Whether intervals cover among the counts that are shown: levels of a large column are named because their noisy count was large.
#include "palermo/privacy/published_counts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "palermo/core/random.hpp"
#include "palermo/core/value.hpp"
#include "palermo/privacy/aim.hpp"
#include "palermo/privacy/shown_interval.hpp"

namespace palermo::privacy {
namespace {

constexpr std::size_t kCountries = 150;

// A country and one yes or no: what buys the country's table with a known noise.
std::shared_ptr<const Codebook> codebook() {
  std::string text = "format: palermo-codebook/1\nid: test\ntitle: Test\ncolumns:\n  - {name: country, values: [";
  for (std::size_t i = 0; i < kCountries; ++i) text += (i == 0 ? "C" : ", C") + std::to_string(i);
  text += "]}\n  - {name: labour, values: [\"1\"], other: false}\n";
  return std::make_shared<Codebook>(Codebook::read(core::parse_yaml(text, "test.yaml").value()).value());
}

struct Coverage {
  double shown = 0, covered = 0, too_high = 0;
};

// Country i has `people(i)` people; σ of its table is 10.
template <class People>
Coverage coverage_of(People people, std::uint64_t seeds, bool again, double least_shown = -INFINITY) {
  CodedRows rows{std::vector<std::vector<Level>>(2)};
  for (std::size_t i = 0; i < kCountries; ++i)
    for (std::size_t k = 0; k < people(i); ++k) {
      rows.columns[0].push_back(static_cast<Level>(i));
      rows.columns[1].push_back(static_cast<Level>(k % 2));
    }
  const PersonTable table(codebook(), std::move(rows));
  const Rho cost = Rho::of_gaussian(core::Rational(100, 1));
  Coverage found;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Budget budget(kUnlimitedRho);
    Randomness randomness{TestSeed{seed}};
    Survey survey(table, budget, randomness, std::nullopt);
    EXPECT_TRUE(survey.measure({0}, cost));
    EXPECT_TRUE(survey.measure({1}, cost));
    survey.coarsen();
    if (again) {
      EXPECT_TRUE(survey.measure({0, 1}, cost));
    }
    for (const PublishedCount& count : published_counts(survey, CodedRows{{{}, {}}}, 0.95, least_shown)) {
      if (count.columns != std::vector<std::size_t>{0} || count.levels[0] >= kCountries || count.people < least_shown) continue;
      const auto exact = static_cast<std::int64_t>(people(count.levels[0]));
      ++found.shown;
      found.covered += count.least <= exact && exact <= count.most ? 1 : 0;
      found.too_high += exact < count.least ? 1 : 0;
    }
  }
  return found;
}

void expect_covers(const Coverage& found) {
  ASSERT_GT(found.shown, 400);
  EXPECT_GT(found.covered / found.shown, 0.95 - 4 * std::sqrt(0.95 * 0.05 / found.shown)) << found.shown;
  EXPECT_LT(found.too_high / found.shown, 0.025 + 4 * std::sqrt(0.025 * 0.975 / found.shown)) << found.shown;
}

// Three standard deviations are 30 people. Countries of 0 to 25 people are named only when their noise was large: then a plain interval
// around the noisy count lies above the truth nearly always.
TEST(PublishedCounts, a_country_that_chance_brought_over_the_bar_is_not_told_too_large) {
  expect_covers(coverage_of([](std::size_t i) { return i % 26; }, 200, false));
  expect_covers(coverage_of([](std::size_t i) { return i % 26; }, 200, true));
}

TEST(PublishedCounts, countries_about_the_bar_are_covered_as_often_as_said) {
  expect_covers(coverage_of([](std::size_t i) { return 20 + i % 30; }, 20, false));
  expect_covers(coverage_of([](std::size_t i) { return 20 + i % 30; }, 20, true));
}

// A column without a bar of its own: most of its cells are empty, and only counts from 20 on are shown, two standard deviations of noise.
TEST(PublishedCounts, empty_cells_that_chance_brought_over_the_least_shown_are_not_told_as_people) {
  core::Stream stream(3, "published_counts_test");
  double shown = 0, covered = 0, plain = 0;
  Randomness randomness{TestSeed{4}};
  for (int i = 0; i < 60'000; ++i) {
    const std::int64_t exact = i % 5 == 0 ? static_cast<std::int64_t>(stream.below(60)) : 0;
    const std::int64_t told = exact + core::discrete_gaussian(core::Rational(100, 1), randomness);
    if (told < 20) continue;
    const CountInterval interval = interval_of({.value = static_cast<double>(told), .standard_error = 10, .least_shown = 19.5}, 0.95);
    ++shown;
    covered += interval.least <= exact && exact <= interval.most;
    plain += std::floor(static_cast<double>(told) - 19.6) <= static_cast<double>(exact) && exact <= interval.most;
  }
  EXPECT_GT(covered / shown, 0.95 - 4 * std::sqrt(0.95 * 0.05 / shown));
  EXPECT_LT(plain / shown, 0.93);  // value ± z σ would not do
}

// Far from every bar nothing changes; at the bar the lower end gives way, never the upper one.
TEST(PublishedCounts, a_count_far_from_the_bar_has_the_plain_interval) {
  const CountInterval far = interval_of({.value = 1000, .standard_error = 10, .least_shown = 9.5, .bar = 30, .bar_error = 12}, 0.95);
  EXPECT_EQ(far.least, 980);
  EXPECT_EQ(far.most, 1020);
  const CountInterval near = interval_of({.value = 31, .standard_error = 10, .bar = 30, .bar_error = 10}, 0.95);
  EXPECT_EQ(near.least, 0);
  EXPECT_EQ(near.most, 51);
}

}  // namespace
}  // namespace palermo::privacy
