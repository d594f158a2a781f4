// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/partial_date.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace palermo::core {
namespace {

Day day(int year, int month, int d) { return *day_of(year, month, d); }

PartialDate exactly(Day d) { return PartialDate{{d, d}}; }

const Day kFirst = day(1000, 1, 1);
const Day kLast = day(9999, 12, 31);

rc::Gen<Day> any_day() { return rc::gen::inRange(kFirst, kLast + 1); }

// Mostly whole months and years, as case files have them; also single days and open ends.
rc::Gen<PartialDate> any_date() {
  return rc::gen::map(rc::gen::tuple(any_day(), any_day(), rc::gen::inRange(0, 7)), [](const std::tuple<Day, Day, int>& t) {
    const Day a = std::min(std::get<0>(t), std::get<1>(t));
    const Day b = std::max(std::get<0>(t), std::get<1>(t));
    switch (std::get<2>(t)) {
      case 0: return exactly(a);
      case 1: return whole_year(year_of(a));
      case 2: return between(year_of(a), year_of(b));
      case 3: return PartialDate{{a, b}};
      case 4: return PartialDate{{a, std::nullopt}};
      case 5: return PartialDate{{std::nullopt, b}};
      default: return PartialDate{};
    }
  });
}

TEST(PartialDate, reads_what_case_files_write) {
  EXPECT_EQ(parse_date("2019-05-03")->days, (Interval<Day>{day(2019, 5, 3), day(2019, 5, 3)}));
  EXPECT_EQ(parse_date("2019-05")->days, (Interval<Day>{day(2019, 5, 1), day(2019, 5, 31)}));
  EXPECT_EQ(parse_date("2020-02")->days.max, day(2020, 2, 29));
  EXPECT_EQ(parse_date("2019")->days, (Interval<Day>{day(2019, 1, 1), day(2019, 12, 31)}));
  EXPECT_EQ(*parse_date("about 2017"), between(2016, 2018));
  EXPECT_EQ(*parse_date("2016..2018"), between(2016, 2018));
  EXPECT_EQ(parse_date("2016-03..2018-05-02")->days, (Interval<Day>{day(2016, 3, 1), day(2018, 5, 2)}));
  EXPECT_FALSE(parse_date("unknown")->known());
  EXPECT_FALSE(parse_date("")->known());
  EXPECT_EQ(*parse_date(" 2019 "), whole_year(2019));
}

TEST(PartialDate, day_0_is_the_first_of_january_1970) {
  EXPECT_EQ(day(1970, 1, 1), 0);
  EXPECT_EQ(day(2000, 3, 1), 11017);
  EXPECT_EQ(year_of(-1), 1969);
}

TEST(PartialDate, refuses_what_is_no_date_and_repeats_none_of_it) {
  for (const char* text : {"2019-02-29", "2019-13", "2019-00-01", "2019-5-3", "19", "0999", "10000", "2019-05-03T00:00", "3 May 2019",
                           "..", "2018..2016", "about 1000", "about 9999", "about", "about 2017-05", "2019-", "-2019", "x"}) {
    const auto date = parse_date(text);
    ASSERT_FALSE(date) << text;
    EXPECT_EQ(date.error().kind.code, "date.unreadable");
    EXPECT_TRUE(date.error().args.empty()) << "an error must not carry a cell's content";
  }
}

TEST(PartialDate, is_written_as_coarsely_as_it_is_known) {
  EXPECT_EQ(exactly(day(2019, 1, 1)).text(), "2019-01-01");
  EXPECT_EQ(whole_year(2019).text(), "2019");
  EXPECT_EQ(parse_date("2019-01")->text(), "2019-01");
  EXPECT_EQ(parse_date("about 2017")->text(), "2016..2018");
  EXPECT_EQ(parse_date("2016-03..2018-05-02")->text(), "2016-03..2018-05-02");
  EXPECT_EQ(parse_date("2019-01..2019-03")->text(), "2019-01..2019-03");
  EXPECT_EQ(parse_date("..2018")->text(), "..2018");
  EXPECT_EQ(PartialDate{}.text(), "unknown");
}

RC_GTEST_PROP(PartialDate, reading_what_was_written_gives_the_same_date, ()) {
  const PartialDate date = *any_date();
  const auto again = parse_date(date.text());
  RC_ASSERT(again.has_value());
  RC_ASSERT(*again == date);
}

RC_GTEST_PROP(PartialDate, an_age_on_a_day_gives_years_of_birth_that_hold_the_true_one, ()) {
  const Day birth = *rc::gen::inRange(day(1900, 1, 1), day(2020, 1, 1));
  const Day seen = birth + *rc::gen::inRange(0, 36000);
  const Day slack = *rc::gen::inRange(0, 800);
  const PartialDate reference{{seen - slack, seen + *rc::gen::inRange(0, 800)}};
  const Interval<int> age = age_years(exactly(birth), exactly(seen));
  RC_ASSERT(age.exact());
  RC_ASSERT(birth_years(*age.min, reference).contains(year_of(birth)));
}

RC_GTEST_PROP(PartialDate, ages_from_vague_dates_hold_the_true_age, ()) {
  const Day birth = *rc::gen::inRange(day(1900, 1, 1), day(2020, 1, 1));
  const Day seen = birth + *rc::gen::inRange(0, 36000);
  const PartialDate vague_birth{{birth - *rc::gen::inRange(0, 800), birth + *rc::gen::inRange(0, 800)}};
  const PartialDate vague_seen{{seen - *rc::gen::inRange(0, 800), seen + *rc::gen::inRange(0, 800)}};
  const int age = *age_years(exactly(birth), exactly(seen)).min;
  RC_ASSERT(age_years(vague_birth, vague_seen).contains(age));
  const Interval<int> from_year = age_years(whole_year(year_of(birth)), whole_year(year_of(seen)));
  RC_ASSERT(from_year.contains(age));
  RC_ASSERT(*from_year.max - *from_year.min <= 1);
}

TEST(PartialDate, the_eighteenth_birthday_is_the_first_day_as_an_adult) {
  const PartialDate birth = exactly(day(2001, 6, 15));
  EXPECT_EQ(age_years(birth, exactly(day(2019, 6, 14))), (Interval<int>{17, 17}));
  EXPECT_EQ(age_years(birth, exactly(day(2019, 6, 15))), (Interval<int>{18, 18}));
  EXPECT_EQ(age_years(birth, whole_year(2019)), (Interval<int>{17, 18}));
}

TEST(PartialDate, somebody_aged_17_during_2019_was_born_in_2001_or_2002) {
  EXPECT_EQ(birth_years(17, whole_year(2019)), (Interval<int>{2001, 2002}));
  EXPECT_EQ(birth_years(17, exactly(day(2019, 12, 31))), (Interval<int>{2002, 2002}));
  EXPECT_FALSE(birth_years(17, PartialDate{}).known());
}

TEST(Interval, the_intersection_of_two_apart_is_empty) {
  EXPECT_TRUE(intersect(between(2001, 2003).days, between(2005, 2006).days).empty());
  EXPECT_EQ(intersect(Interval<int>{1, std::nullopt}, Interval<int>{std::nullopt, 4}), (Interval<int>{1, 4}));
  EXPECT_FALSE(Interval<int>{}.known());
  EXPECT_FALSE((Interval<int>{1, 4}).contains(5));
}

}  // namespace
}  // namespace palermo::core
