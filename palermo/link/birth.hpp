// SPDX-License-Identifier: Apache-2.0
// Birth: what a list says about when somebody was born, and how well two such statements agree.
//
// A date in parts (year, month, day, each may be unknown) and the closed interval of birth years, also from an age at
// a reference date. Years are Gregorian 1501-2100; Buddhist Era (+543) and Hijri years (tabular Islamic calendar,
// civil epoch) are converted and the guess is kept. Days that registrars write for an unknown day (1 January,
// 15 June, 1 July) are marked: agreeing on one is agreeing on the year. Pure functions; nothing allocates.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace palermo::link {

enum class Calendar : std::uint8_t { gregorian, buddhist, hijri };

enum class DateOrder : std::uint8_t { day_first, month_first };  // of 03/04/1999

// Cells as they stand; empty where there is no such column. Digits of any script (Thai, Lao, Khmer, Burmese, Arabic,
// Devanagari, Bengali) are read. dob: 1999-04-03, 1999/4/3, 03/04/1999, 3.4.1999, 19990403, 1999-04, 04/1999, 1999,
// "about 1999", 1998..2000. A part 00, 99 or ?? is unknown. year, month and day are read when dob gives nothing.
struct BirthParts {
  std::string_view dob = {};
  std::string_view age = {};       // "17", "17 years", "15-17"
  std::string_view ref_date = {};  // the day on which the age was stated
  std::string_view ref_year = {};  // or its year
  std::string_view year = {};
  std::string_view month = {};
  std::string_view day = {};
  DateOrder order = DateOrder::day_first;
};

struct Birth {
  std::int16_t year = 0;  // 0: unknown, as are month and day
  std::int8_t month = 0;
  std::int8_t day = 0;
  std::int16_t first_year = 0;  // closed interval of birth years; 0, 0: unknown. year, when known, is both.
  std::int16_t last_year = 0;
  Calendar calendar = Calendar::gregorian;  // in which it was written, by its year
  bool placeholder_day = false;             // 1 January and the like: the day may mean "unknown"
  bool ambiguous = false;                   // written with slashes, day and month both <= 12 and different
  bool from_age = false;                    // the interval comes from an age
  bool heaped_age = false;                  // the age ended in 0 or 5: the interval is 2 years wider on both sides

  [[nodiscard]] bool known() const { return first_year != 0; }
  [[nodiscard]] bool whole() const { return year != 0 && month != 0 && day != 0; }
  bool operator==(const Birth&) const = default;
};

// Never fails: what cannot be read is unknown.
[[nodiscard]] Birth read_birth(const BirthParts& parts);

// Ordered: a higher level is closer. missing stands apart: one side knows nothing.
enum class BirthLevel : std::uint8_t {
  missing,
  different,
  within_10_years,    // both years known
  age_within_3,       // an age on one side; the intervals come within 3 years
  age_within_1,       // an age on one side; the intervals meet or come within 1 year
  within_1_year,      // both years known, 1 apart
  same_day_month,     // same day and month (no placeholder), another year
  same_year,          // both dates whole and otherwise different
  same_year_default,  // same year; one side knows no more, or its day is a placeholder
  calendar_shift,     // the years are 543 apart: a Buddhist year that was converted twice or not at all
  same_year_month,    // same year and month, one side without a day or the days differ
  one_digit,          // whole dates, one digit or one swap of neighbours apart (yyyymmdd)
  day_month_swapped,  // whole dates, day and month exchanged
  exact,              // same whole date, no placeholder
};

inline constexpr int kBirthLevels = 14;

// Symmetric. Cost: some 10 ns.
[[nodiscard]] BirthLevel birth_level(const Birth& a, const Birth& b);

// Gregorian year in which the tabular Islamic year begins: 622 for 1, 2005 for 1426 (approximately 0.970225 y +
// 621.54).
[[nodiscard]] int gregorian_year_of_hijri(int hijri_year);

}  // namespace palermo::link
