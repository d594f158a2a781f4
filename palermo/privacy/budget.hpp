// SPDX-License-Identifier: Apache-2.0
// Budget: what may still be learnt about the people of a period; it refuses when it is gone (D29).
//
// Invariants: spent <= total, always; a refused step spends nothing; a step is paid, and told to whoever keeps the ledger, before its
// noise is drawn, so that an interrupted run has recorded at least what it used. A budget is moved, never copied: two copies would be
// two budgets. Not thread-safe: noise is paid for in one place, in an order that does not depend on the data.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/privacy/zcdp.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kBudgetGone{"privacy.budget_gone", core::Exit::refused, "D29"};
inline constexpr core::ErrorKind kBadGuarantee{"privacy.bad_guarantee", core::Exit::usage};

// One step that was paid. `what` is of our own vocabulary and of names of columns: it is published.
struct Spending {
  std::string what;
  Rho rho;
};

class Budget {
 public:
  // Called with each step before it happens; an error stops the step, which then counts as not taken.
  using Recorder = std::function<core::Done(const Spending&)>;

  explicit Budget(Rho total, Recorder record = {}) : total_(total), record_(std::move(record)) {}
  // The greatest rho that implies (epsilon, delta). Errors: privacy.bad_guarantee unless 0 < epsilon <= 100, 0 < delta < 1.
  [[nodiscard]] static core::Result<Budget> of(double epsilon, double delta, Recorder record = {});

  Budget(Budget&&) = default;
  Budget& operator=(Budget&&) = default;
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;

  // Errors: privacy.budget_gone (D29), and those of the recorder.
  [[nodiscard]] core::Done spend(Rho rho, std::string what);

  [[nodiscard]] Rho total() const { return total_; }
  [[nodiscard]] Rho spent() const { return spent_; }
  [[nodiscard]] Rho left() const { return total_ - spent_; }
  [[nodiscard]] const std::vector<Spending>& spendings() const { return spendings_; }

 private:
  Rho total_;
  Rho spent_;
  std::vector<Spending> spendings_;
  Recorder record_;
};

}  // namespace palermo::privacy
