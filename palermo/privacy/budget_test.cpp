// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/budget.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <type_traits>

namespace palermo::privacy {
namespace {

static_assert(!std::is_copy_constructible_v<Budget> && !std::is_copy_assignable_v<Budget>);

TEST(Budget, D29_a_spent_budget_refuses_and_a_refused_step_costs_nothing) {
  Budget budget(Rho::of_units(10));
  ASSERT_TRUE(budget.spend(Rho::of_units(7), "measure gender"));
  const auto refused = budget.spend(Rho::of_units(4), "measure age");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind.code, kBudgetGone.code);
  EXPECT_EQ(refused.error().kind.exit, core::Exit::refused);
  EXPECT_EQ(refused.error().kind.rule, "D29");
  EXPECT_EQ(budget.spent().units(), 7U);
  EXPECT_TRUE(budget.spend(Rho::of_units(3), "measure year"));
  EXPECT_EQ(budget.left().units(), 0U);
  EXPECT_FALSE(budget.spend(Rho::of_units(1), "measure year"));
  EXPECT_TRUE(budget.spend(Rho(), "look at the codebook"));
  ASSERT_EQ(budget.spendings().size(), 3U);
  EXPECT_EQ(budget.spendings()[1].what, "measure year");
}

TEST(Budget, an_endless_cost_is_refused_by_any_budget) {
  Budget budget(Rho::of_units(UINT64_MAX - 1));
  EXPECT_FALSE(budget.spend(kUnlimitedRho, "no noise"));
}

TEST(Budget, a_step_is_recorded_before_it_happens_and_not_taken_when_that_fails) {
  std::vector<std::string> ledger;
  bool disk_full = false;
  Budget budget(Rho::of_units(10), [&](const Spending& step) -> core::Done {
    if (disk_full) return core::fail(core::kInternal);
    ledger.push_back(step.what);
    return {};
  });
  EXPECT_TRUE(budget.spend(Rho::of_units(1), "measure gender"));
  EXPECT_FALSE(budget.spend(Rho::of_units(100), "too much"));
  disk_full = true;
  EXPECT_EQ(budget.spend(Rho::of_units(1), "measure age").error().kind.code, "core.internal");
  EXPECT_EQ(ledger, std::vector<std::string>{"measure gender"});
  EXPECT_EQ(budget.spent().units(), 1U);
}

TEST(Budget, of_a_guarantee_is_the_greatest_rho_that_implies_it) {
  const auto budget = Budget::of(4, 1e-6);
  ASSERT_TRUE(budget);
  EXPECT_NEAR(budget->total().to_double(), 0.3111, 5e-5);
  EXPECT_LE(delta_of(budget->total().to_double(), 4), 1e-6);
  for (const auto& [epsilon, delta] : {std::pair{0.0, 1e-6}, {-1.0, 1e-6}, {101.0, 1e-6}, {1.0, 0.0}, {1.0, 1.0}, {std::nan(""), 1e-6}, {1.0, std::nan("")}})
    EXPECT_EQ(Budget::of(epsilon, delta).error().kind.code, kBadGuarantee.code);
}

}  // namespace
}  // namespace palermo::privacy
