// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/release_verbs.hpp"

#include <fmt/format.h>

#include <chrono>

#include "palermo/cli/verbs.hpp"

namespace palermo::cli {

std::string utc_now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  const auto days = std::chrono::floor<std::chrono::days>(now);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss time(now - days);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

core::Day utc_today() { return static_cast<core::Day>(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count()); }

void add_release_verbs(CLI::App& app, Context& context) {
  CLI::App& family = add_family(app, context, "release");
  add_release_plan(family, context);
  add_release_key(family, context);
  add_release_ledger(family, context);
  add_release_make(family, context);
  add_release_check(family, context);
  add_release_utility(family, context);
  add_release_attack(family, context);
  add_release_risk(family, context);
}

}  // namespace palermo::cli
