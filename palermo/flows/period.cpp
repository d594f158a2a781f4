// SPDX-License-Identifier: Apache-2.0
#include "palermo/flows/period.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace palermo::flows {
namespace {

int per_year(Grain grain) { return grain == Grain::year ? 1 : grain == Grain::quarter ? 4 : 12; }

bool digits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return '0' <= c && c <= '9'; });
}

int number(std::string_view text) {
  int n = 0;
  for (const char c : text) n = n * 10 + (c - '0');
  return n;
}

// The first day of the month that is `months` months after January of year 0.
core::Day first_of_month(int months) { return *core::day_of(months / 12, months % 12 + 1, 1); }

}  // namespace

std::string Period::text() const {
  const int parts = per_year(grain), year = index / parts, part = index % parts + 1;
  if (grain == Grain::year) return std::to_string(year);
  return grain == Grain::quarter ? fmt::format("{}-Q{}", year, part) : fmt::format("{}-{:02}", year, part);
}

core::Day Period::first_day() const { return first_of_month(index * (12 / per_year(grain))); }
core::Day Period::last_day() const { return next().first_day() - 1; }

core::Result<Period> parse_period(std::string_view text) {
  const bool year = text.size() >= 4 && digits(text.substr(0, 4)) && number(text.substr(0, 4)) >= 1000 && number(text.substr(0, 4)) < 9998;
  if (year && text.size() == 10 && text[4] == '-' && digits(text.substr(5, 2)) && text[7] == '-' && digits(text.substr(8))) return core::fail(kTooFine, {}, {{"what", "time"}});
  if (!year) return core::fail(kBadPeriod);
  const int y = number(text.substr(0, 4));
  if (text.size() == 4) return Period{Grain::year, y};
  if (text.size() == 7 && text.substr(4, 2) == "-Q" && '1' <= text[6] && text[6] <= '4') return Period{Grain::quarter, y * 4 + (text[6] - '1')};
  if (text.size() == 7 && text[4] == '-' && digits(text.substr(5)) && number(text.substr(5)) >= 1 && number(text.substr(5)) <= 12)
    return Period{Grain::month, y * 12 + number(text.substr(5)) - 1};
  return core::fail(kBadPeriod);
}

Period period_of(core::Day day, Grain grain) {
  Period period{grain, core::year_of(day) * per_year(grain)};
  while (period.last_day() < day) period = period.next();
  return period;
}

bool ended_before(const Period& period, int months, core::Day today) {
  const Period after = period_of(period.last_day() + 1, Grain::month);  // the month in which the next period begins
  return Period{Grain::month, after.index + months}.first_day() <= today;
}

}  // namespace palermo::flows
