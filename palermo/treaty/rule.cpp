// SPDX-License-Identifier: Apache-2.0
#include "palermo/treaty/rule.hpp"

#include <chrono>

namespace palermo::treaty {
namespace {

using namespace std::chrono;

core::Day day_number(year_month_day date) { return static_cast<core::Day>(sys_days{date}.time_since_epoch().count()); }

year_month_day months_later(core::Day day, int count) {
  const year_month_day later = year_month_day{sys_days{days{day}}} + months{count};
  return later.ok() ? later : year_month_day{later.year() / later.month() / last};
}

}  // namespace

std::string_view word(Rule::Wait wait) {
  switch (wait) {
    case Rule::Wait::days:
      return "days";
    case Rule::Wait::months:
      return "months";
    case Rule::Wait::first_of_month_after_months:
      break;
  }
  return "first_of_month_after_months";
}

core::Day takes_effect(const Rule& rule, core::Day deposit) {
  if (rule.wait == Rule::Wait::days) return deposit + rule.count;
  const year_month_day later = months_later(deposit, rule.count);
  if (rule.wait == Rule::Wait::months) return day_number(later);
  const year_month_day next = year_month_day{later.year() / later.month() / 1} + months{1};
  return day_number(next);
}

}  // namespace palermo::treaty
