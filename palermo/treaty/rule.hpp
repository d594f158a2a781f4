// SPDX-License-Identifier: Apache-2.0
// Rule: from which day an instrument binds a State that has deposited.
//
// "The thirtieth day after the deposit" is the day of the deposit plus 30; "three months after" is the same day of the
// month, or the last one where the month is shorter; "the first day of the month following a period of three months"
// is the first of the month after that day's. A rule never brings the day before the instrument's entry into force:
// that is the caller's to see to (standing.cpp).
#pragma once

#include <string>

#include "palermo/core/partial_date.hpp"
#include "palermo/treaty/mark.hpp"

namespace palermo::treaty {

struct Rule {
  enum class Wait { days, months, first_of_month_after_months };
  Wait wait = Wait::days;
  int count = 0;
  std::string cite;  // "art. 17(2)"
  Mark mark = Mark::unverified;
  std::string read;  // where its text was read; empty when nowhere
};

[[nodiscard]] std::string_view word(Rule::Wait wait);  // "days", "months", "first_of_month_after_months"
// The first day on which a State that deposits on `deposit` is bound, if the instrument is in force then.
[[nodiscard]] core::Day takes_effect(const Rule& rule, core::Day deposit);

}  // namespace palermo::treaty
