// SPDX-License-Identifier: Apache-2.0
// Period: a calendar year, quarter or month. There is no finer one: a day is refused (SAFEGUARDS.md, D5, D34).
//
// Format: "2024", "2024-Q1", "2024-03".
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "palermo/core/partial_date.hpp"

namespace palermo::flows {

inline constexpr core::ErrorKind kTooFine{"flows.too_fine", core::Exit::refused, "D34"};     // args: what (place, time)
inline constexpr core::ErrorKind kBadPeriod{"flows.bad_period", core::Exit::unreadable};

enum class Grain { year, quarter, month };

struct Period {
  Grain grain = Grain::year;
  int index = 0;  // of periods of this grain since year 0: 2024, 2024 * 4 + 0, 2024 * 12 + 2

  [[nodiscard]] std::string text() const;
  [[nodiscard]] Period next() const { return {grain, index + 1}; }
  [[nodiscard]] core::Day first_day() const;
  [[nodiscard]] core::Day last_day() const;  // the day before the next one begins
  auto operator<=>(const Period&) const = default;
};

// Errors: flows.too_fine for a day; flows.bad_period.
[[nodiscard]] core::Result<Period> parse_period(std::string_view text);

// The period of `grain` in which `day` lies.
[[nodiscard]] Period period_of(core::Day day, Grain grain);

// Whether a period ended at least `months` whole months before `today`.
[[nodiscard]] bool ended_before(const Period& period, int months, core::Day today);

}  // namespace palermo::flows
