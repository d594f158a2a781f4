// SPDX-License-Identifier: Apache-2.0
// PartialDate: what is known of a date. "2019-05-03", "2019-05", "2019", "about 2017", or nothing.
//
// A partial date is the closed interval of days it may be. "about Y" is Y-1-01-01 .. Y+1-12-31. Days are counted in
// the proleptic Gregorian calendar; Day 0 is 1970-01-01. Years 1000 to 9999.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "palermo/core/interval.hpp"
#include "palermo/core/result.hpp"

namespace palermo::core {

inline constexpr ErrorKind kBadDate{"date.unreadable", Exit::unreadable};

using Day = std::int32_t;

struct PartialDate {
  Interval<Day> days;  // unknown at both ends when nothing is known

  [[nodiscard]] bool known() const { return days.known(); }
  [[nodiscard]] std::string text() const;  // "2019-05-03", "2019-05", "2019", "2016..2018" or "unknown"

  bool operator==(const PartialDate&) const = default;
};

// Reads "2019-05-03", "2019-05", "2019", "about 2017", "2016..2018", "2016-03..2018-05-02", "unknown", "".
[[nodiscard]] Result<PartialDate> parse_date(std::string_view text);

[[nodiscard]] Result<Day> day_of(int year, int month, int day);  // kBadDate when there is no such day
[[nodiscard]] int year_of(Day day);
[[nodiscard]] PartialDate whole_year(int year);
[[nodiscard]] PartialDate between(int first_year, int last_year);

// Years of birth of somebody who was `age_years` on some day of `reference`: the birthday may lie before or after it.
[[nodiscard]] Interval<int> birth_years(int age_years, const PartialDate& reference);
// Completed years on some day of `at` of somebody born on some day of `birth`.
[[nodiscard]] Interval<int> age_years(const PartialDate& birth, const PartialDate& at);

}  // namespace palermo::core
