// SPDX-License-Identifier: Apache-2.0
// Doubly robust two-list estimation: coverage of a known truth where covariates move both lists, and what is refused.
#include "palermo/estimate/doubly_robust.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/core/random.hpp"

namespace palermo::estimate {
namespace {

constexpr int kPeople = 2000;

// Both lists like the same kinds of people; given the kind they are independent.
CovariateTable simulated(std::uint64_t run) {
  core::Stream stream(11, "doubly_robust.test", run);
  std::string csv = "a,b,kind,age\n";
  for (int i = 0; i < kPeople; ++i) {
    const auto kind = static_cast<int>(stream.below(3)), age = static_cast<int>(stream.below(10));
    const double log_odds = -1.8 + 0.9 * kind + 0.15 * age;
    const bool a = stream.chance(1 / (1 + std::exp(-log_odds))), b = stream.chance(1 / (1 + std::exp(-log_odds - 0.3)));
    if (a || b) csv += std::string(a ? "1," : "0,") + (b ? "1," : "0,") + "k" + std::to_string(kind) + "," + std::to_string(age) + "\n";
  }
  return CovariateTable::parse_csv(csv, "simulated.csv", {"a", "b"}, {{.name = "kind"}, {.name = "age", .kind = CovariateColumn::Kind::number, .step = 1}}).value();
}

TEST(DoublyRobust, covers_the_truth_as_often_as_it_says_where_taking_all_for_alike_misses_it) {
  constexpr int kRuns = 150;
  int covered = 0, naive_near = 0;
  double bias = 0, error = 0;
  for (int run = 0; run < kRuns; ++run) {
    const auto estimate = doubly_robust(simulated(static_cast<std::uint64_t>(run)), {.splits = 3, .seed = static_cast<std::uint64_t>(run)});
    ASSERT_TRUE(estimate.has_value());
    covered += estimate->lower <= kPeople && kPeople <= estimate->upper ? 1 : 0;
    naive_near += estimate->without_covariates > 0.95 * kPeople ? 1 : 0;
    bias += (estimate->estimate / kPeople - 1) / kRuns;
    error += estimate->standard_error / kPeople / kRuns;
  }
  // Nominal 95 %: 4 standard errors of a share in 150 runs are 0.071, and 0.02 are granted to the method's own approximation.
  EXPECT_GE(covered, static_cast<int>(kRuns * (0.95 - 0.02 - 4 * std::sqrt(0.95 * 0.05 / kRuns))));
  EXPECT_LT(std::fabs(bias), 0.01 + 4 * error / std::sqrt(kRuns));
  EXPECT_LT(naive_near, kRuns / 20);
}

TEST(DoublyRobust, the_seed_decides_the_folds_and_nothing_else_does) {
  const CovariateTable table = simulated(1);
  EXPECT_EQ(doubly_robust(table, {.seed = 4})->estimate, doubly_robust(table, {.seed = 4})->estimate);
  EXPECT_NE(doubly_robust(table, {.seed = 4})->estimate, doubly_robust(table, {.seed = 5})->estimate);
}

TEST(DoublyRobust, refuses_two_lists_that_hardly_overlap) {
  std::string csv = "a,b\n1,1\n";
  for (int i = 0; i < 50; ++i) csv += "1,0\n0,1\n";
  const auto table = CovariateTable::parse_csv(csv, "a.csv", {"a", "b"}, {});
  const auto estimate = doubly_robust(*table, {});
  ASSERT_FALSE(estimate.has_value());
  EXPECT_EQ(estimate.error().kind.code, kTooFewOnBoth.code);
  EXPECT_EQ(estimate.error().args.at("both"), "1");
  EXPECT_EQ(doubly_robust(*table, {.first = 1, .second = 1}).error().kind.code, kBadFolds.code);
}

TEST(DoublyRobust, without_covariates_it_is_nearly_lincoln_and_petersen) {
  std::string csv = "a,b\n";
  for (int i = 0; i < 200; ++i) csv += i % 4 == 0 ? "1,1\n" : i % 2 == 0 ? "1,0\n" : "0,1\n";
  const auto table = CovariateTable::parse_csv(csv, "a.csv", {"a", "b"}, {});
  const auto estimate = doubly_robust(*table, {});
  EXPECT_NEAR(estimate->without_covariates, 100.0 * 150 / 50, 1e-9);
  EXPECT_NEAR(estimate->estimate, estimate->without_covariates, 0.03 * estimate->without_covariates);
}

}  // namespace
}  // namespace palermo::estimate
