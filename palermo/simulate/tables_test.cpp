// SPDX-License-Identifier: Apache-2.0
// Invented tables: the truth that stands beside them is true of them.
#include "palermo/simulate/tables.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

namespace palermo::simulate {
namespace {

InventedTable invent(const TablesOptions& options) {
  core::Silence silence;
  return invent_table(options, silence).value();
}

TablesOptions plain(std::int64_t people) {
  TablesOptions options;
  options.people = people;
  options.lists = {{"a", 0.3}, {"b", 0.2}, {"c", 0.25}};
  options.classes = {TableClass{}};
  return options;
}

double share(double count, std::int64_t people) { return count / static_cast<double>(people); }

// 4 standard errors of a share.
double tolerance(double p, std::int64_t people) { return 4 * std::sqrt(p * (1 - p) / static_cast<double>(people)); }

TEST(Tables, independent_lists_meet_people_by_their_chances) {
  const InventedTable made = invent(plain(100'000));
  for (std::size_t i = 0; i < 3; ++i) {
    const double p = std::vector<double>{0.3, 0.2, 0.25}[i];
    EXPECT_NEAR(share(static_cast<double>(made.table.on_list(i)), made.people), p, tolerance(p, made.people));
  }
  EXPECT_NEAR(share(static_cast<double>(made.table.on_both(0, 1)), made.people), 0.06, tolerance(0.06, made.people));
  EXPECT_NEAR(share(static_cast<double>(made.people - made.observed), made.people), 0.7 * 0.8 * 0.75, tolerance(0.42, made.people));
}

TEST(Tables, a_dependence_is_the_odds_ratio_that_was_asked_for) {
  TablesOptions options = plain(200'000);
  options.dependences = {{"a", "b", 1.0}};
  const InventedTable made = invent(options);
  const auto both = static_cast<double>(made.table.on_both(0, 1)), a = static_cast<double>(made.table.on_list(0)) - both,
             b = static_cast<double>(made.table.on_list(1)) - both, none = static_cast<double>(made.people) - a - b - both;
  const double log_odds = std::log(both * none / (a * b)), error = std::sqrt(1 / both + 1 / a + 1 / b + 1 / none);
  EXPECT_NEAR(log_odds, 1.0, 4 * error);
}

TEST(Tables, a_forbidden_pair_has_no_overlap) {
  TablesOptions options = plain(20'000);
  options.forbidden = {{"a", "c"}};
  EXPECT_EQ(invent(options).table.on_both(0, 2), 0);
}

TEST(Tables, referrals_fire_by_their_chance_and_are_part_of_the_overlap) {
  TablesOptions options = plain(100'000);
  options.referrals = {{"a", "b", 0.4}};
  const InventedTable made = invent(options);
  EXPECT_NEAR(share(static_cast<double>(made.referred[0]), made.table.on_list(0)), 0.4, tolerance(0.4, made.table.on_list(0)));
  EXPECT_LE(made.referred[0], made.table.on_both(0, 1));
  EXPECT_NEAR(share(static_cast<double>(made.table.on_both(0, 1)), made.table.on_list(0)), 0.2 + 0.4 * 0.8, tolerance(0.52, made.table.on_list(0)));
  options.recorded = 0.5;
  EXPECT_LT(invent(options).referred[0], made.referred[0] * 6 / 10);
  EXPECT_NE(referrals_csv(options, made).find("a,b," + std::to_string(made.referred[0])), std::string::npos);
}

TEST(Tables, missed_links_make_more_people_and_false_links_fewer) {
  TablesOptions options = plain(20'000);
  options.missed_links = 0.1;
  const InventedTable missed = invent(options);
  EXPECT_GT(missed.split, 0);
  EXPECT_EQ(missed.table.observed(), missed.observed + missed.split);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(missed.table.on_list(i), missed.before_linkage.on_list(i));  // no record is lost
  options.missed_links = 0;
  options.false_links = 0.1;
  const InventedTable wrong = invent(options);
  EXPECT_GT(wrong.merged, 0);
  EXPECT_EQ(wrong.table.observed(), wrong.observed - wrong.merged);
}

TEST(Tables, classes_add_up_and_the_same_seed_gives_the_same_bytes) {
  const TablesOptions options = default_tables();
  const InventedTable made = invent(options), again = invent(options);
  EXPECT_EQ(std::accumulate(made.class_people.begin(), made.class_people.end(), std::int64_t{0}), made.people);
  EXPECT_EQ(std::accumulate(made.class_observed.begin(), made.class_observed.end(), std::int64_t{0}), made.observed);
  EXPECT_EQ(made.table.to_csv(), again.table.to_csv());
  EXPECT_EQ(truth_json(options, made), truth_json(options, again));
  TablesOptions other = options;
  other.seed = 2;
  EXPECT_NE(invent(other).table.to_csv(), made.table.to_csv());
}

TEST(Tables, the_file_of_defaults_says_what_the_defaults_are) {
  TablesOptions read = parse_tables_options("format: palermo-simulate-tables/1\npeople: 5000\nlists:\n  - {name: hotline, chance: 0.12}\n", "a.yaml").value();
  EXPECT_EQ(read.lists.size(), 1U);
  EXPECT_TRUE(read.referrals.empty());  // the defaults' are between the defaults' lists
  EXPECT_TRUE(check(default_tables()).has_value());
}

TEST(Tables, settings_that_cannot_be_are_refused_by_name) {
  const auto why = [](TablesOptions options) { return check(options).error().args.at("why"); };
  TablesOptions options = plain(1000);
  options.people = 1;
  EXPECT_EQ(why(options), "people");
  options = plain(1000);
  options.lists[1].name = "a";
  EXPECT_EQ(why(options), "list_twice");
  options = plain(1000);
  options.referrals = {{"c", "a", 0.1}};
  EXPECT_EQ(why(options), "order");
  options = plain(1000);
  options.referrals = {{"a", "c", 0.1}};
  options.forbidden = {{"a", "c"}};
  EXPECT_EQ(why(options), "forbidden");
  options = plain(1000);
  options.missed_links = NAN;
  EXPECT_EQ(why(options), "rate");
}

}  // namespace
}  // namespace palermo::simulate
