// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/dependence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/estimate/dense_poisson.hpp"
#include "palermo/estimate/population_test.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

const std::vector<PeopleClass> kAlike{{1, {0.25, 0.3, 0.2, 0.25}}};

// Two programs that share no code agree: a dense matrix, and sums over supersets.
TEST(DensePoisson, agrees_with_the_log_linear_engine_on_published_tables) {
  for (const char* name : {"uk5", "kosovo4", "western5", "netherlands6", "korea3"}) {
    const HistoryCounts table = published_table(name);
    const std::vector<double> counts(table.counts().begin(), table.counts().end());
    const auto dense = fit_dense(DenseDesign::main_effects(table.lists()), counts);
    const auto fit = fit_loglinear(table, Hierarchy(table.lists()));
    ASSERT_TRUE(dense && fit) << name;
    EXPECT_NEAR(dense->unseen() / fit->unseen(), 1, 1e-7) << name;
    EXPECT_NEAR(dense->unseen_log_error / fit->intercept_error, 1, 1e-6) << name;
    EXPECT_NEAR(dense->deviance, fit->deviance, 1e-6 * (1 + fit->deviance)) << name;
  }
}

TEST(DensePoisson, has_no_answer_where_the_likelihood_grows_for_ever) {
  // Nobody on two lists: the intercept runs away.
  const std::vector<double> counts{0, 40, 30, 0, 20, 0, 0, 0};
  EXPECT_FALSE(fit_dense(DenseDesign::main_effects(3), counts));
}

// p values under the null hypothesis are uniform: of 400 tables 5 % fall below 0.05, give or take 4 sqrt(0.05 0.95 / 400) = 0.0436.
TEST(Dependence, independent_lists_are_suspected_as_often_as_said) {
  constexpr int kRuns = 400;
  int positive = 0, negative = 0, any = 0;
  core::Silence silence;
  for (std::uint64_t run = 0; run < kRuns; ++run) {
    const auto found = test_dependence(simulate_people(1, run, 1000, kAlike).table, {.replicates = 99, .threads = 1}, silence);
    ASSERT_TRUE(found);
    positive += found->p_positive <= 0.05 ? 1 : 0;
    negative += found->p_negative <= 0.05 ? 1 : 0;
    any += found->p_any <= 0.05 ? 1 : 0;
  }
  const double bound = 4 * std::sqrt(0.05 * 0.95 / kRuns);
  EXPECT_NEAR(positive / double{kRuns}, 0.05, bound);
  EXPECT_NEAR(negative / double{kRuns}, 0.05, bound);
  EXPECT_NEAR(any / double{kRuns}, 0.05, bound);
}

TEST(Dependence, people_who_differ_are_seen_to_differ) {
  core::Silence silence;
  const auto found = test_dependence(simulate_people(2, 0, 10'000, {{0.7, {0.05, 0.05, 0.05, 0.05, 0.05}}, {0.3, {0.2, 0.2, 0.2, 0.2, 0.2}}}).table, {}, silence);
  ASSERT_TRUE(found && found->shared_interval);
  EXPECT_LE(found->p_positive, 0.01);
  EXPECT_GT(*found->tau, 0);
  EXPECT_LT(found->main_interval.hi, 10'000);  // the trap: a short interval that ends far below the truth
  EXPECT_GT(found->shared_interval->hi, found->main_interval.hi);
}

TEST(Dependence, groups_that_go_to_different_lists_are_seen_to_keep_apart) {
  core::Silence silence;
  const auto found = test_dependence(simulate_people(3, 0, 10'000, {{0.5, {0.3, 0.3, 0.05, 0.05}}, {0.5, {0.05, 0.05, 0.3, 0.3}}}).table, {}, silence);
  ASSERT_TRUE(found);
  EXPECT_LE(found->p_negative, 0.01);
  EXPECT_LE(found->p_any, 0.01);
}

TEST(Dependence, does_not_depend_on_the_number_of_threads) {
  core::Silence silence;
  const HistoryCounts table = published_table("western5");
  const auto one = test_dependence(table, {.seed = 5, .replicates = 199, .threads = 1}, silence), three = test_dependence(table, {.seed = 5, .replicates = 199, .threads = 3}, silence);
  ASSERT_TRUE(one && three);
  EXPECT_EQ(one->p_positive, three->p_positive);
  EXPECT_EQ(one->p_any, three->p_any);
}

}  // namespace
}  // namespace palermo::estimate
