// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/birth.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace palermo::link {
namespace {

Birth dob(std::string_view text) { return read_birth({.dob = text}); }

BirthLevel level(std::string_view a, std::string_view b) { return birth_level(dob(a), dob(b)); }

void is(const Birth& birth, int year, int month, int day) {
  EXPECT_EQ(birth.year, year);
  EXPECT_EQ(birth.month, month);
  EXPECT_EQ(birth.day, day);
}

TEST(Birth, reads_dates_as_registers_write_them) {
  is(dob("1999-04-03"), 1999, 4, 3);
  is(dob("1999/4/3"), 1999, 4, 3);
  is(dob("03/04/1999"), 1999, 4, 3);
  is(dob("3.4.1999"), 1999, 4, 3);
  is(dob("19990403"), 1999, 4, 3);
  is(dob("25121999"), 1999, 12, 25);
  is(dob("1999-04"), 1999, 4, 0);
  is(dob("04/1999"), 1999, 4, 0);
  is(dob("1999"), 1999, 0, 0);
  is(dob("1999-04-03T00:00:00"), 1999, 4, 3);
  is(dob("1999-04-03 00:00:00"), 1999, 4, 3);
  is(dob("12/25/1999"), 1999, 12, 25);
  is(dob("03/04/99"), 1999, 4, 3);
  is(dob("1999-?"
         "?-?"
         "?"),
     1999, 0, 0);
  is(dob("00/00/1999"), 1999, 0, 0);
  is(dob("1999-02-31"), 1999, 2, 0);
  is(dob("៣/៤/១៩៩៩"), 1999, 4, 3);
  is(dob("๓/๔/๒๕๔๒"), 1999, 4, 3);
  is(read_birth({.dob = "03/04/1999", .order = DateOrder::month_first}), 1999, 3, 4);
  is(read_birth({.year = "1949", .month = "7", .day = "22"}), 1949, 7, 22);
  for (const char* nothing : {"", "unknown", "-", "0000-00-00", "17", "abc", "99/99/9999"})
    EXPECT_FALSE(dob(nothing).known()) << nothing;
}

TEST(Birth, the_year_says_the_calendar) {
  const Birth thai = dob("2542-04-03");
  is(thai, 1999, 4, 3);
  EXPECT_EQ(thai.calendar, Calendar::buddhist);
  const Birth hijri = dob("1420-01-01");  // 17 April 1999 in the tabular calendar
  is(hijri, 1999, 4, 17);
  EXPECT_EQ(hijri.calendar, Calendar::hijri);
  EXPECT_TRUE(hijri.placeholder_day);
  const Birth year = dob("1420");
  EXPECT_EQ(year.first_year, 1999);
  EXPECT_EQ(year.last_year, 2000);
  is(dob("1445-09-01"), 2024, 3, 11);
  EXPECT_EQ(gregorian_year_of_hijri(1), 622);
  EXPECT_EQ(gregorian_year_of_hijri(1426), 2005);
}

TEST(Birth, days_that_stand_for_unknown_are_marked) {
  for (const char* day : {"1999-01-01", "1999-06-15", "1999-07-01", "1999-12-31"})
    EXPECT_TRUE(dob(day).placeholder_day) << day;
  EXPECT_FALSE(dob("1999-01-02").placeholder_day);
  EXPECT_EQ(level("1999-01-01", "1999-01-01"), BirthLevel::same_year_default);
  EXPECT_EQ(level("1999-01-01", "1999-08-23"), BirthLevel::same_year_default);
  EXPECT_EQ(level("1999", "1999-08-23"), BirthLevel::same_year_default);
}

TEST(Birth, an_age_is_an_interval_of_years) {
  const Birth birth = read_birth({.age = "17", .ref_date = "2020-06-10"});
  EXPECT_EQ(birth.first_year, 2002);
  EXPECT_EQ(birth.last_year, 2003);
  EXPECT_TRUE(birth.from_age);
  const Birth heaped = read_birth({.age = "20 years", .ref_year = "2020"});
  EXPECT_EQ(heaped.first_year, 1997);
  EXPECT_EQ(heaped.last_year, 2002);
  EXPECT_TRUE(heaped.heaped_age);
  const Birth range = read_birth({.age = "15-17", .ref_year = "2020"});
  EXPECT_EQ(range.first_year, 2002);
  EXPECT_EQ(range.last_year, 2005);
  EXPECT_FALSE(read_birth({.age = "17"}).known());
  EXPECT_FALSE(read_birth({.age = "999", .ref_year = "2020"}).known());
  EXPECT_EQ(birth_level(birth, dob("2003-05-01")), BirthLevel::age_within_1);
  EXPECT_EQ(birth_level(birth, dob("2006-05-01")), BirthLevel::age_within_3);
  EXPECT_EQ(birth_level(birth, dob("2012-05-01")), BirthLevel::different);
}

TEST(Birth, levels_in_their_order) {
  EXPECT_EQ(level("1999-04-23", "1999-04-23"), BirthLevel::exact);
  EXPECT_EQ(level("1999-04-03", "1999-03-04"), BirthLevel::day_month_swapped);
  EXPECT_EQ(level("1999-04-23", "1999-04-28"), BirthLevel::one_digit);
  EXPECT_EQ(level("1999-04-23", "1989-04-23"), BirthLevel::one_digit);
  EXPECT_EQ(level("1999-04-23", "1999-04-11"), BirthLevel::same_year_month);
  EXPECT_EQ(level("1999-04-23", "1999-04"), BirthLevel::same_year_month);
  EXPECT_EQ(level("1999-04-23", "1999-11-16"), BirthLevel::same_year);
  EXPECT_EQ(level("1999-04-23", "1987-04-23"), BirthLevel::same_day_month);
  EXPECT_EQ(level("1999-04-23", "1998-11-16"), BirthLevel::within_1_year);
  EXPECT_EQ(level("1999-04-23", "1993-11-16"), BirthLevel::within_10_years);
  EXPECT_EQ(level("1999-04-23", "1983-11-16"), BirthLevel::different);
  EXPECT_EQ(level("", "1983-11-16"), BirthLevel::missing);
  EXPECT_EQ(level("2542-04-23", "1999-04-23"), BirthLevel::exact);
}

rc::Gen<std::string> any_dob() {
  return rc::gen::map(rc::gen::tuple(rc::gen::inRange(1970, 1976), rc::gen::inRange(0, 13), rc::gen::inRange(0, 32),
                                     rc::gen::inRange(0, 6)),
                      [](const std::tuple<int, int, int, int>& t) {
                        const auto [y, m, d, kind] = t;
                        const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
                        switch (kind) {
                          case 0:
                            return std::to_string(y);
                          case 1:
                            return std::to_string(y) + "-" + two(m);
                          case 2:
                            return two(d) + "/" + two(m) + "/" + std::to_string(y);
                          case 3:
                            return std::to_string(y + 543) + "-" + two(m) + "-" + two(d);
                          case 4:
                            return std::to_string(y) + ".." + std::to_string(y + 3);
                          default:
                            return std::to_string(y) + "-" + two(m) + "-" + two(d);
                        }
                      });
}

RC_GTEST_PROP(Birth, levels_are_symmetric, ()) {
  const std::string a = *any_dob();
  const std::string b = *any_dob();
  RC_ASSERT(level(a, b) == level(b, a));
}

RC_GTEST_PROP(Birth, equal_whole_days_are_exact_unless_placeholders, ()) {
  const Birth a = dob(*any_dob());
  if (a.whole())
    RC_ASSERT(birth_level(a, a) == (a.placeholder_day ? BirthLevel::same_year_default : BirthLevel::exact));
  if (a.known()) RC_ASSERT(birth_level(a, a) != BirthLevel::missing);
}

RC_GTEST_PROP(Birth, exact_only_where_the_days_are_equal, ()) {
  const Birth a = dob(*any_dob());
  const Birth b = dob(*any_dob());
  if (birth_level(a, b) == BirthLevel::exact) RC_ASSERT(a.year == b.year && a.month == b.month && a.day == b.day);
}

RC_GTEST_PROP(Birth, a_swapped_day_and_month_is_found_both_ways, ()) {
  Birth a = dob("1980-03-04");
  a.month = static_cast<std::int8_t>(*rc::gen::inRange(1, 13));
  a.day = static_cast<std::int8_t>(*rc::gen::inRange(1, 13));
  Birth b = a;
  std::swap(b.month, b.day);
  if (a.month != a.day) {
    RC_ASSERT(birth_level(a, b) == BirthLevel::day_month_swapped);
    RC_ASSERT(birth_level(b, a) == BirthLevel::day_month_swapped);
  }
}

RC_GTEST_PROP(Birth, any_bytes_are_read_or_unknown, (const std::string& bytes)) {
  const Birth birth =
      read_birth({.dob = bytes, .age = bytes, .ref_date = bytes, .year = bytes, .month = bytes, .day = bytes});
  RC_ASSERT(birth.first_year <= birth.last_year);
  RC_ASSERT(birth.year == 0 || (birth.year >= 1800 && birth.year <= 2100 && birth.first_year == birth.year));
  RC_ASSERT(birth.day == 0 || birth.month != 0);
}

}  // namespace
}  // namespace palermo::link
