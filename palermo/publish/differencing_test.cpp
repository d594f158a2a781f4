// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/differencing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "palermo/publish/ledger_fixture_test.hpp"

namespace palermo::publish {
namespace {

constexpr std::int64_t kMinimum = 10;
constexpr std::string_view kSubject = "person";

// People 0 .. number-1, all of one year; `changed` of them have another entry.
std::vector<PersonPrint> people(int number, int year, int first = 0, int changed = 0) {
  std::vector<PersonPrint> prints;
  for (int i = first; i < first + number; ++i) {
    PersonPrint print{.year = year, .person = {}, .row = {}};
    for (int byte = 0; byte < 4; ++byte) print.person[static_cast<std::size_t>(byte)] = static_cast<std::uint8_t>(i >> (8 * byte));
    print.row = print.person;
    if (i - first < changed) print.row[15] = 1;
    prints.push_back(print);
  }
  std::ranges::sort(prints);
  return prints;
}

std::vector<PersonPrint> both(std::vector<PersonPrint> a, const std::vector<PersonPrint>& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::ranges::sort(a);
  return a;
}

Intent circle(int first_year = 2019, int last_year = 2019) {
  Intent intent = release_of("0123456789abcdef", first_year, last_year, 0);
  intent.mode = Mode::closed_circle;
  intent.minimum = kMinimum;
  return intent;
}

bool allowed(const Intent& wanted, const std::vector<PersonPrint>& a, const Intent& earlier, const std::vector<PersonPrint>& b) {
  const bool one = check_difference({wanted, a}, {earlier, b}).has_value();
  EXPECT_EQ(one, check_difference({earlier, b}, {wanted, a}).has_value()) << "the rule is the same whichever came first";
  return one;
}

TEST(Difference, D29_people_who_came_or_went_are_many_or_none) {
  EXPECT_TRUE(allowed(circle(), people(100, 2019), circle(), people(100, 2019)));
  EXPECT_FALSE(allowed(circle(), people(101, 2019), circle(), people(100, 2019)));
  EXPECT_FALSE(allowed(circle(), people(109, 2019), circle(), people(100, 2019)));
  EXPECT_TRUE(allowed(circle(), people(110, 2019), circle(), people(100, 2019)));
  // Twelve came and three went: the three would be seen.
  EXPECT_FALSE(allowed(circle(), people(109, 2019, 3), circle(), people(100, 2019)));
}

TEST(Difference, D29_entries_that_changed_are_many_or_none) {
  EXPECT_FALSE(allowed(circle(), people(100, 2019, 0, 1), circle(), people(100, 2019)));
  EXPECT_FALSE(allowed(circle(), people(100, 2019, 0, 9), circle(), people(100, 2019)));
  EXPECT_TRUE(allowed(circle(), people(100, 2019, 0, 10), circle(), people(100, 2019)));
}

TEST(Difference, D29_the_same_year_with_a_filter_is_refused_whatever_the_size) {
  Intent filtered = circle();
  filtered.where = R"({"sex":["female"]})";
  EXPECT_FALSE(allowed(filtered, people(50, 2019), circle(), people(100, 2019)));
  EXPECT_TRUE(allowed(filtered, people(50, 2019, 200), circle(), people(100, 2019)));  // nobody in common
}

TEST(Difference, D29_other_columns_or_another_minimum_of_the_same_people_are_refused) {
  Intent other = circle(), lower = circle();
  other.shape = hash_named("year, age");
  lower.minimum = kMinimum - 1;
  EXPECT_FALSE(allowed(other, people(100, 2019), circle(), people(100, 2019)));
  EXPECT_FALSE(allowed(lower, people(100, 2019), circle(), people(100, 2019)));
}

TEST(Difference, D29_a_yearly_edition_may_follow_unless_an_old_year_was_mended_a_little) {
  const auto old = people(100, 2019), grown = both(people(100, 2019), people(80, 2020, 1000));
  EXPECT_TRUE(allowed(circle(2019, 2020), grown, circle(2019, 2019), old));
  const auto mended = both(people(102, 2019), people(80, 2020, 1000));  // two late entries of 2019 among eighty new ones of 2020
  EXPECT_FALSE(allowed(circle(2019, 2020), mended, circle(2019, 2019), old));
}

TEST(Difference, D29_years_that_do_not_meet_cannot_be_subtracted) {
  EXPECT_TRUE(allowed(circle(2020, 2020), people(101, 2020), circle(2019, 2019), people(100, 2019)));
}

TEST(Difference, D29_who_has_no_year_counts_in_every_year) {
  EXPECT_FALSE(allowed(circle(2018, 2019), both(people(50, 2018, 500), people(1, 0)), circle(2018, 2018), people(50, 2018, 500)));
}

TEST(Difference, D29_who_has_no_year_is_compared_though_the_years_do_not_meet) {
  const auto of_2019 = both(people(50, 2019, 500), people(40, 0)), of_2020 = both(people(50, 2020, 700), people(41, 0));
  EXPECT_FALSE(allowed(circle(2020, 2020), of_2020, circle(2019, 2019), of_2019));  // the one who came without a year
  EXPECT_TRUE(allowed(circle(2020, 2020), both(people(50, 2020, 700), people(40, 0)), circle(2019, 2019), of_2019));
  Intent other = circle(2020, 2020);
  other.shape = hash_named("year, age");
  EXPECT_FALSE(allowed(other, both(people(50, 2020, 700), people(40, 0)), circle(2019, 2019), of_2019));
}

TEST(Difference, D29_two_exact_tables_of_the_same_people_are_refused_whatever_years_their_plans_name) {
  Intent first = circle(2019, 2019), second = circle(2020, 2020);
  first.mode = second.mode = Mode::circle_table;
  second.plan = hash_named("the same people by other columns");
  EXPECT_FALSE(allowed(second, people(100, 0), first, people(100, 0)));  // a plan without a column of years: its period is a word
  EXPECT_FALSE(allowed(second, people(1, 2020), first, people(100, 2019)));  // the year of one was corrected in between
  EXPECT_TRUE(allowed(second, people(100, 2020, 200), first, people(100, 2019)));
}

TEST(Difference, prints_are_read_as_they_were_written_and_damage_is_found) {
  const auto prints = both(people(3, 2019), people(2, 0, 7));
  const std::string text = prints_text(prints, "0a");
  EXPECT_EQ(*parse_prints(text, "0a", "prints"), prints);
  EXPECT_FALSE(parse_prints(text.substr(0, text.size() - 1), "0a", "prints").has_value());
  EXPECT_FALSE(parse_prints("x" + text, "0a", "prints").has_value());
  EXPECT_EQ(parse_prints(text, "0b", "prints").error().kind.code, "release.prints_lost");
}

TEST(Difference, D29_an_earlier_release_whose_prints_are_gone_refuses_the_next) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  auto folder = PeopleFolder::open(officers.path, kSubject);
  ASSERT_TRUE(folder.has_value());
  Intent first = circle();
  officers.approve(file, first.plan);
  first.persons = *folder->keep(first.release, people(100, 2019));
  ASSERT_TRUE(file.append(file.ledger().intend(first, kNow)).has_value());  // interrupted: it counts all the same
  Intent next = circle();
  next.release = "fedcba9876543210";
  EXPECT_TRUE(folder->check(file.ledger(), {next, people(100, 2019)}).has_value());
  EXPECT_EQ(folder->check(file.ledger(), {next, people(103, 2019)}).error().kind.code, "release.difference");
  const std::string prints = officers.path + ".people/" + first.release + ".prints";
  ASSERT_TRUE(core::write_file(prints, prints_text(people(103, 2019), folder->key()), 0600).has_value());  // exchanged, so that the difference would vanish
  EXPECT_EQ(folder->check(file.ledger(), {next, people(103, 2019)}).error().kind.code, "release.prints_lost");
  std::filesystem::remove(prints);
  EXPECT_EQ(folder->check(file.ledger(), {next, people(100, 2019)}).error().kind.code, "release.prints_lost");
}

// A ledger with one closed circle of the hundred people, and who asks next under which secret and column of ids.
std::string_view next_under(std::string_view subject, bool secret_is_lost) {
  const TwoOfficers officers;
  LedgerFile file = officers.create();
  const auto before = PeopleFolder::open(officers.path, kSubject);
  Intent first = circle(), next = circle();
  officers.approve(file, first.plan);
  first.persons = *before->keep(first.release, people(100, 2019));
  EXPECT_TRUE(file.append(file.ledger().intend(first, kNow)).has_value());
  if (secret_is_lost) std::filesystem::remove(officers.path + ".people/secret");
  next.release = "fedcba9876543210";
  const auto after = PeopleFolder::open(officers.path, subject);
  const auto asked = after->check(file.ledger(), {next, people(103, 2019, 5000)});  // under another secret nobody looks known
  return asked ? "" : asked.error().kind.code;
}

TEST(Difference, D29_the_same_people_under_a_new_secret_or_another_column_of_ids_are_not_taken_for_others) {
  EXPECT_EQ(next_under(kSubject, false), "");
  EXPECT_EQ(next_under(kSubject, true), "release.prints_lost");
  EXPECT_EQ(next_under("case_number", false), "release.prints_lost");
}

}  // namespace
}  // namespace palermo::publish
