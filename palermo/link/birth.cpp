// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/birth.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "palermo/link/fold.hpp"

namespace palermo::link {
namespace {

constexpr int kFirstYear = 1501;
constexpr int kLastYear = 2100;
constexpr int kBuddhistEra = 543;
constexpr std::size_t kRuns = 6;

// The runs of digits in a cell, and what stands between them.
struct Digits {
  struct Run {
    int value = 0;
    int length = 0;
  };
  std::array<Run, kRuns> runs{};
  std::size_t count = 0;
  bool slashes = false;  // some separator is / or .
  bool range = false;    // ".." or "to" between years
  bool about = false;
};

Digits digits_of(std::string_view text) {
  Digits out;
  bool inside = false;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    int digit = digit_value(c);
    if (digit < 0 && (c == '?' || c == 'x' || c == 'X')) digit = 0;  // ?? and xx: an unknown part
    if (digit >= 0) {
      if (!inside && out.count == kRuns) return out;
      if (!inside) ++out.count;
      Digits::Run& run = out.runs[out.count - 1];
      if (run.length < 8) run.value = run.value * 10 + digit;
      run.length = std::min(run.length + 1, 9);
    }
    inside = digit >= 0;
    if (c == '/' || (c == '.' && before != '.')) out.slashes = true;
    if (c == '.' && before == '.') out.range = true;
    if ((c == 'T' || c == 't') && out.count == 3) return out;  // 1999-04-03T00:00:00
    if (c == ' ' && out.count == 3) return out;                // 1999-04-03 00:00
    if (c == '~') out.about = true;
    before = c;
  }
  return out;
}

bool leap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && (year == 0 || leap(year)) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

struct Ymd {
  int year = 0, month = 0, day = 0;
};

// Julian day number of a day of the tabular Islamic calendar, civil epoch; and the Gregorian date of a Julian day
// number
// ([reingold2018], chapter 7; [richards2013]).
Ymd gregorian_of_hijri(const Ymd& hijri) {
  const int jdn =
      hijri.day + (295 * (hijri.month - 1) + 9) / 10 + (hijri.year - 1) * 354 + (3 + 11 * hijri.year) / 30 + 1948439;
  const int f = jdn + 1401 + (((4 * jdn + 274277) / 146097) * 3) / 4 - 38;
  const int e = 4 * f + 3;
  const int h = 5 * ((e % 1461) / 4) + 2;
  const int month = (h / 153 + 2) % 12 + 1;
  return {e / 1461 - 4716 + (12 + 2 - month) / 12, month, (h % 153) / 5 + 1};
}

void set_years(Birth& birth, int first, int last) {
  birth.first_year = static_cast<std::int16_t>(std::clamp(first, kFirstYear, kLastYear));
  birth.last_year = static_cast<std::int16_t>(std::clamp(last, kFirstYear, kLastYear));
}

bool placeholder(int month, int day) {
  return (day == 1 && (month == 1 || month == 7)) || (day == 15 && month == 6) || (day == 31 && month == 12);
}

// A date as written -> Birth, nothing when no part makes sense. The year says the calendar.
std::optional<Birth> from_parts(Ymd d) {
  if (d.month < 1 || d.month > 12) d.month = 0;
  if (d.month == 0 || d.day < 1 || d.day > 31) d.day = 0;
  Birth birth;
  if (d.year >= 2300 && d.year <= 2650) {
    birth.calendar = Calendar::buddhist;
    d.year -= kBuddhistEra;
  } else if (d.year >= 1250 && d.year <= 1500) {
    birth.calendar = Calendar::hijri;
    const bool new_year = d.month == 0;
    const int first = gregorian_year_of_hijri(d.year);
    if (new_year) {
      set_years(birth, first, gregorian_of_hijri({d.year, 12, 29}).year);
      if (birth.first_year == birth.last_year) birth.year = birth.first_year;
      return birth;
    }
    const bool default_day = placeholder(d.month, d.day) && d.month == 1;
    const bool no_day = d.day == 0;
    d = gregorian_of_hijri({d.year, d.month, no_day ? 15 : d.day});
    if (no_day) d.day = d.month = 0;
    birth.placeholder_day = default_day;
  }
  if (d.year < kFirstYear || d.year > kLastYear) return std::nullopt;
  if (d.day != 0 && d.day > days_in(d.year, d.month)) d.day = 0;
  birth.year = static_cast<std::int16_t>(d.year);
  birth.month = static_cast<std::int8_t>(d.month);
  birth.day = static_cast<std::int8_t>(d.day);
  birth.placeholder_day = birth.placeholder_day || (d.day != 0 && placeholder(d.month, d.day));
  set_years(birth, d.year, d.year);
  return birth;
}

bool year_like(const Digits::Run& run) { return run.length == 4; }

// Two digits of a year: up to 29 is of this century, else of the last; of nobody's certainty, but registers write it.
int full_year(const Digits::Run& run) {
  if (run.length == 4) return run.value;
  return run.length == 2 && run.value > 0 ? (run.value < 30 ? 2000 : 1900) + run.value : 0;
}

std::optional<Birth> with_slashes(const Digits& d, DateOrder order) {
  int day = d.runs[0].value;
  int month = d.runs[1].value;
  const int year = full_year(d.runs[2]);
  if (year == 0) return std::nullopt;
  if (order == DateOrder::month_first) std::swap(day, month);
  if (month > 12 && day <= 12) std::swap(day, month);
  auto birth = from_parts({year, month, day});
  if (birth && birth->calendar != Calendar::hijri)
    birth->ambiguous = day <= 12 && month <= 12 && day != month && day > 0 && month > 0;
  return birth;
}

std::optional<Birth> compact(const Digits::Run& run) {
  if (run.length == 8) {
    const Ymd forward{run.value / 10000, run.value / 100 % 100, run.value % 100};
    const bool sensible = forward.month <= 12 && forward.day <= 31;
    if (auto birth = from_parts(forward); birth && sensible) return birth;
    return from_parts({run.value % 10000, run.value / 10000 % 100, run.value / 1000000});  // ddmmyyyy
  }
  if (run.length == 6 && run.value / 100 >= 1800) return from_parts({run.value / 100, run.value % 100, 0});
  return run.length == 4 ? from_parts({run.value, 0, 0}) : std::nullopt;
}

std::optional<Birth> of_range(const Digits& d, std::size_t last) {
  const auto from = from_parts({d.runs[0].value, 0, 0});
  const auto to = from_parts({d.runs[last].value, 0, 0});
  if (!from || !to) return std::nullopt;
  Birth birth = *from;
  if (to->last_year == from->first_year) return birth;
  birth.year = 0;
  set_years(birth, std::min(from->first_year, to->first_year), std::max(from->last_year, to->last_year));
  return birth;
}

bool says_about(std::string_view text) {
  for (const std::string_view word : {"about", "circa", "approx", "ca.", "c."})
    if (text.substr(0, word.size()) == word) return true;
  return false;
}

std::optional<Birth> read_dob(std::string_view text, DateOrder order) {
  const Digits d = digits_of(text);
  if (d.count == 0) return std::nullopt;
  if (d.count == 1) {
    auto birth = compact(d.runs[0]);
    if (birth && birth->year != 0 && birth->month == 0 && (d.about || says_about(text))) {
      set_years(*birth, birth->year - 1, birth->year + 1);
      birth->year = 0;
    }
    return birth;
  }
  if (d.count == 2) {
    const bool both_years = year_like(d.runs[0]) && year_like(d.runs[1]);
    if (both_years) return of_range(d, 1);
    if (year_like(d.runs[0])) return from_parts({d.runs[0].value, d.runs[1].value, 0});
    return year_like(d.runs[1]) ? from_parts({d.runs[1].value, d.runs[0].value, 0}) : std::nullopt;
  }
  if (!year_like(d.runs[0])) return with_slashes(d, order);
  int month = d.runs[1].value;
  int day = d.runs[2].value;
  if (month > 12 && day <= 12) std::swap(month, day);
  return from_parts({d.runs[0].value, month, day});
}

struct AgeRange {
  int youngest = 0, oldest = 0;
  bool heaped = false;
};

std::optional<AgeRange> read_age(std::string_view text) {
  const Digits d = digits_of(text);
  if (d.count == 0 || d.count > 2) return std::nullopt;
  const int low = d.runs[0].value;
  const int high = d.runs[d.count - 1].value;
  if (low > high || high > 120) return std::nullopt;
  return AgeRange{low, high, d.count == 1 && low >= 10 && low % 5 == 0};
}

// Years in which the age was stated: of the day, else of the year.
std::optional<Birth> reference(const BirthParts& parts) {
  if (auto date = read_dob(parts.ref_date, parts.order)) return date;
  return read_dob(parts.ref_year, parts.order);
}

std::optional<Birth> from_age(const BirthParts& parts) {
  const auto age = read_age(parts.age);
  if (!age) return std::nullopt;
  const auto ref = reference(parts);
  if (!ref || !ref->known()) return std::nullopt;
  Birth birth;
  birth.from_age = true;
  birth.heaped_age = age->heaped;
  const int wider = age->heaped ? 2 : 0;
  set_years(birth, ref->first_year - age->oldest - 1 - wider, ref->last_year - age->youngest + wider);
  return birth;
}

int number_of(std::string_view text) {
  const Digits d = digits_of(text);
  return d.count >= 1 && d.runs[0].length <= 4 ? d.runs[0].value : 0;
}

bool one_digit_apart(const Birth& a, const Birth& b) {
  const auto spell = [](const Birth& x) {
    std::array<int, 8> out{};
    int n = x.year * 10000 + x.month * 100 + x.day;
    for (std::size_t i = 8; i-- > 0; n /= 10) out[i] = n % 10;
    return out;
  };
  const auto x = spell(a);
  const auto y = spell(b);
  std::size_t first = 0;
  while (first < 8 && x[first] == y[first]) ++first;
  std::size_t last = 7;
  while (last > first && x[last] == y[last]) --last;
  if (first == last) return true;
  return last == first + 1 && x[first] == y[last] && x[last] == y[first];
}

int gap_of(const Birth& a, const Birth& b) {
  return std::max({0, a.first_year - b.last_year, b.first_year - a.last_year});
}

// A Buddhist year that was converted twice or not at all. (A Hijri year is known by its number and always converted.)
bool calendars_apart(int a, int b) { return std::abs(a - b) == kBuddhistEra; }

}  // namespace

int gregorian_year_of_hijri(int hijri_year) { return gregorian_of_hijri({hijri_year, 1, 1}).year; }

Birth read_birth(const BirthParts& parts) {
  if (auto birth = read_dob(parts.dob, parts.order)) return *birth;
  if (const int year = number_of(parts.year); year != 0) {
    if (auto birth = from_parts({year, number_of(parts.month), number_of(parts.day)})) return *birth;
  }
  if (auto birth = from_age(parts)) return *birth;
  return {};
}

BirthLevel birth_level(const Birth& a, const Birth& b) {
  if (!a.known() || !b.known()) return BirthLevel::missing;
  const int gap = gap_of(a, b);
  if (a.year == 0 || b.year == 0) {
    if (gap <= 1) return BirthLevel::age_within_1;
    if (gap <= 3) return BirthLevel::age_within_3;
    return BirthLevel::different;
  }
  const bool defaulted = a.placeholder_day || b.placeholder_day;
  const bool whole = a.whole() && b.whole();
  const bool same_day_month = whole && a.month == b.month && a.day == b.day;
  if (a.year == b.year) {
    if (same_day_month && !defaulted) return BirthLevel::exact;
    if (defaulted || a.month == 0 || b.month == 0) return BirthLevel::same_year_default;
    if (whole && a.month == b.day && a.day == b.month) return BirthLevel::day_month_swapped;
    if (whole && one_digit_apart(a, b)) return BirthLevel::one_digit;
    return a.month == b.month ? BirthLevel::same_year_month : BirthLevel::same_year;
  }
  if (whole && !defaulted && one_digit_apart(a, b)) return BirthLevel::one_digit;
  if (calendars_apart(a.year, b.year)) return BirthLevel::calendar_shift;
  if (same_day_month && !defaulted) return BirthLevel::same_day_month;
  if (gap <= 1) return BirthLevel::within_1_year;
  return gap <= 10 ? BirthLevel::within_10_years : BirthLevel::different;
}

}  // namespace palermo::link
