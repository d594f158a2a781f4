// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/budget.hpp"

#include <fmt/format.h>

namespace palermo::privacy {

core::Result<Budget> Budget::of(double epsilon, double delta, Recorder record) {
  const bool meant = epsilon > 0 && epsilon <= 100 && delta > 0 && delta < 1;
  if (!meant) return core::fail(kBadGuarantee);
  return Budget(Rho::down(rho_of(epsilon, delta)), std::move(record));
}

core::Done Budget::spend(Rho rho, std::string what) {
  if (rho > left())
    return core::fail(kBudgetGone, {},
                      {{"asked", fmt::format("{:.6f}", rho.to_double())}, {"left", fmt::format("{:.6f}", left().to_double())}});
  Spending step{std::move(what), rho};
  if (record_) PALERMO_CHECK_DONE(record_(step));
  spent_ = spent_ + rho;
  spendings_.push_back(std::move(step));
  return {};
}

}  // namespace palermo::privacy
