// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/partial_date.hpp"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace palermo::core {
namespace {

constexpr int kFirstYear = 1000;
constexpr int kLastYear = 9999;
constexpr std::string_view kUnknown = "unknown";

struct Civil {
  int year, month, day;
};

Civil civil_of(Day day) {
  const std::chrono::year_month_day date{std::chrono::sys_days{std::chrono::days{day}}};
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

Day day_number(std::chrono::year_month_day date) {
  return static_cast<Day>(std::chrono::sys_days{date}.time_since_epoch().count());
}

Day first_of(int year, int month) {
  return day_number(std::chrono::year{year} / std::chrono::month{static_cast<unsigned>(month)} / 1);
}

Day last_of(int year, int month) {
  return month == 12 ? first_of(year + 1, 1) - 1 : first_of(year, month + 1) - 1;
}

std::string_view trimmed(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

// Exactly `width` digits at the front of `text`, taken off it; -1 when they are not there.
int take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return -1;
  int number = 0;
  for (std::size_t i = 0; i < width; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(width);
  return number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool possible_year(int year) { return kFirstYear <= year && year <= kLastYear; }

// "2019", "2019-05" or "2019-05-03".
Result<PartialDate> parse_point(std::string_view text) {
  const int year = take_digits(text, 4);
  if (!possible_year(year)) return fail(kBadDate);
  if (text.empty()) return whole_year(year);
  if (!take(text, '-')) return fail(kBadDate);
  const int month = take_digits(text, 2);
  if (month < 1 || month > 12) return fail(kBadDate);
  if (text.empty()) return PartialDate{{first_of(year, month), last_of(year, month)}};
  if (!take(text, '-')) return fail(kBadDate);
  const int day = take_digits(text, 2);
  if (!text.empty()) return fail(kBadDate);
  PALERMO_TRY(const Day exact, day_of(year, month, day));
  return PartialDate{{exact, exact}};
}

// "A..B", "A.." or "..B".
Result<PartialDate> parse_range(std::string_view left, std::string_view right) {
  PartialDate range;
  if (left.empty() && right.empty()) return fail(kBadDate);
  if (!left.empty()) {
    PALERMO_TRY(const PartialDate from, parse_point(left));
    range.days.min = from.days.min;
  }
  if (!right.empty()) {
    PALERMO_TRY(const PartialDate to, parse_point(right));
    range.days.max = to.days.max;
  }
  if (range.days.empty()) return fail(kBadDate);
  return range;
}

Result<PartialDate> parse_about(std::string_view text) {
  const int year = take_digits(text, 4);
  if (!text.empty() || !possible_year(year - 1) || !possible_year(year + 1)) return fail(kBadDate);
  return between(year - 1, year + 1);
}

std::string year_text(const Civil& c) { return fmt::format("{:04}", c.year); }
std::string month_text(const Civil& c) { return fmt::format("{:04}-{:02}", c.year, c.month); }
std::string day_text(const Civil& c) { return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day); }

bool begins_year(Day day) { return day == first_of(year_of(day), 1); }
bool ends_year(Day day) { return day == last_of(year_of(day), 12); }

// The coarsest text whose first day is `day`; a year only where `years` allows it.
std::string beginning(Day day, bool years) {
  const Civil c = civil_of(day);
  if (c.day != 1) return day_text(c);
  return years && c.month == 1 ? year_text(c) : month_text(c);
}

// The coarsest text whose last day is `day`; a year only where `years` allows it.
std::string ending(Day day, bool years) {
  const Civil c = civil_of(day);
  if (day != last_of(c.year, c.month)) return day_text(c);
  return years && c.month == 12 ? year_text(c) : month_text(c);
}

// Completed years at `at` of somebody born on `birth`; born on 29 February: birthday on 1 March of common years.
int completed_years(Day birth, Day at) {
  const Civil b = civil_of(birth);
  const Civil t = civil_of(at);
  const bool before_birthday = t.month < b.month || (t.month == b.month && t.day < b.day);
  return t.year - b.year - (before_birthday ? 1 : 0);
}

}  // namespace

std::string PartialDate::text() const {
  if (!days.known()) return std::string(kUnknown);
  if (!days.min) return ".." + ending(*days.max, true);
  if (!days.max) return beginning(*days.min, true) + "..";
  if (days.exact()) return day_text(civil_of(*days.min));
  const bool years = begins_year(*days.min) && ends_year(*days.max);
  const std::string from = beginning(*days.min, years);
  const std::string to = ending(*days.max, years);
  return from == to ? from : from + ".." + to;
}

Result<PartialDate> parse_date(std::string_view text) {
  constexpr std::string_view about = "about ";
  text = trimmed(text);
  if (text.empty() || text == kUnknown) return PartialDate{};
  if (text.starts_with(about)) return parse_about(trimmed(text.substr(about.size())));
  if (const std::size_t dots = text.find(".."); dots != std::string_view::npos)
    return parse_range(trimmed(text.substr(0, dots)), trimmed(text.substr(dots + 2)));
  return parse_point(text);
}

Result<Day> day_of(int year, int month, int day) {
  if (!possible_year(year) || month < 1 || day < 1) return fail(kBadDate);
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return fail(kBadDate);
  return day_number(date);
}

int year_of(Day day) { return civil_of(day).year; }

PartialDate whole_year(int year) { return between(year, year); }

PartialDate between(int first_year, int last_year) {
  return PartialDate{{first_of(first_year, 1), last_of(last_year, 12)}};
}

Interval<int> birth_years(int age_years, const PartialDate& reference) {
  Interval<int> born;
  // Only on 31 December has everybody of one age had the birthday of that year.
  if (reference.days.min) born.min = year_of(*reference.days.min + 1) - age_years - 1;
  if (reference.days.max) born.max = year_of(*reference.days.max) - age_years;
  return born;
}

Interval<int> age_years(const PartialDate& birth, const PartialDate& at) {
  Interval<int> age;
  if (birth.days.max && at.days.min) age.min = std::max(0, completed_years(*birth.days.max, *at.days.min));
  if (birth.days.min && at.days.max) age.max = completed_years(*birth.days.min, *at.days.max);
  return age;
}

}  // namespace palermo::core
