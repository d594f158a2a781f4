// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "palermo/core/value.hpp"
#include "palermo/simulate/lists_test.hpp"
#include "palermo/simulate/world_test.hpp"

namespace palermo::simulate {
namespace {

using enum ListColumn;

ListsOptions seeded(std::uint64_t seed) {
  ListsOptions options = default_lists();
  options.seed = seed;
  return options;
}

// One list of all people, without mistakes.
ListsOptions plain(std::int64_t people, bool full_name = false) {
  ListsOptions options = seeded(11);
  options.people = people;
  options.lists = {{.name = "all", .role = "research", .share = 1, .full_name = full_name, .passport = 1, .phone = 1, .address = 1}};
  options.referrals.clear();
  options.errors = no_errors();
  return options;
}

std::string family_of(const ListedPerson& person) {
  std::string text;
  for (const NamePart& part : person.name())
    if (part.role == NameRole::family) text = part.latin();
  return text;
}

core::Result<InventedLists> tried(const ListsOptions& options) {
  core::Silence silence;
  return invent_lists(our_book(), options, silence);
}

TEST(Lists, each_rate_is_recovered_within_four_standard_errors) {
  ListsOptions options = seeded(1);
  options.people = 20000;
  options.errors.buddhist_year = 0.1;
  for (ListPlan& list : options.lists) list.address = 0.5;
  const InventedLists made = invented(options);
  for (std::size_t bit = 0; bit < kErrorRates.size(); ++bit) {
    double could = 0;
    double did = 0;
    for (const InventedList& list : made.lists)
      for (const ListRow& row : list.rows) {
        could += row.marks.could[bit] ? 1 : 0;
        did += row.marks.did[bit] ? 1 : 0;
        EXPECT_TRUE(row.marks.could[bit] || !row.marks.did[bit]);
      }
    const double rate = options.errors.*kErrorRates[bit].rate;
    ASSERT_GT(could, 200) << kErrorRates[bit].key;
    EXPECT_NEAR(did / could, rate, 4 * std::sqrt(rate * (1 - rate) / could) + 1e-12) << kErrorRates[bit].key;
  }
}

TEST(Lists, what_can_be_counted_in_the_files_has_the_rates_too) {
  ListsOptions options = seeded(2);
  options.people = 20000;
  const InventedLists made = invented(options);
  std::map<std::string, std::pair<double, double>> seen;  // could, did
  const auto count = [&](const std::string& what, bool did) {
    ++seen[what].first;
    seen[what].second += did ? 1 : 0;
  };
  for (const InventedList& list : made.lists)
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
      const ListRow& row = list.rows[i];
      count("nothing", row[dob].empty() && row[age].empty());
      count("age", !row[age].empty());
      if (!row[dob].empty()) count("january", row[dob].ends_with("-01-01"));
      if (list.plan.passport > 0) count("passport", !row[passport_no].empty());
      if (list.plan.name == "hotline") count("phone", !row[phone].empty());
      const std::string name = row[given_name] + row[family_name] + row[full_name];
      const bool marks = static_cast<unsigned char>(*std::max_element(name.begin(), name.end(), [](char a, char b) {
                           return static_cast<unsigned char>(a) < static_cast<unsigned char>(b); })) >= 0x80;
      const Naming& naming = *person_of(made, list, i).naming;
      EXPECT_FALSE(marks && naming.script == "Latin") << "Latin names stay in ASCII";
      if (naming.script != "Latin" && naming.script != "Vietnamese") count("script", marks);
    }
  const auto near = [&](const std::string& what, double rate) {
    const auto [could, did] = seen[what];
    EXPECT_NEAR(did / could, rate, 4 * std::sqrt(rate * (1 - rate) / could)) << what;
  };
  near("nothing", 0.20);
  near("age", 0.25);
  near("january", 0.12 + 0.88 / 365);
  near("passport", 0.25);
  near("phone", 0.5);
  near("script", 0.20);
}

TEST(Lists, have_between_300_and_700_records_and_overlap) {
  const InventedLists made = invented(seeded(3));
  ASSERT_EQ(made.lists.size(), 5U);
  std::set<std::string> roles;
  std::int64_t records = 0;
  for (const InventedList& list : made.lists) {
    EXPECT_GE(list.rows.size(), 300U) << list.plan.name;
    EXPECT_LE(list.rows.size(), 700U) << list.plan.name;
    EXPECT_TRUE(list.duplicate_free);
    EXPECT_EQ(std::set<std::int64_t>(list.person.begin(), list.person.end()).size(), list.person.size());
    roles.insert(list.plan.role);
    records += static_cast<std::int64_t>(list.rows.size());
  }
  EXPECT_EQ(roles, (std::set<std::string>{"service", "health", "labour_inspection", "enforcement"}));
  EXPECT_LT(made.captures.observed(), records) << "somebody is on two lists";
  EXPECT_LT(made.captures.observed(), 2000) << "somebody is on none";
}

TEST(Lists, the_truth_agrees_with_itself) {
  ListsOptions options = seeded(4);
  options.duplicates = 0.1;
  const InventedLists made = invented(options);
  const Rows truth = read_rows(truth_csv(made));
  std::map<std::string, std::string> person;
  for (const auto& row : truth.rows) EXPECT_TRUE(person.emplace(row.at("record_id"), row.at("person_id")).second) << "an id twice";
  std::map<std::string, std::uint32_t> histories;
  for (std::size_t i = 0; i < made.lists.size(); ++i)
    for (const auto& row : read_rows(to_csv(made.lists[i])).rows) histories[person.at(row.at("record_id"))] |= 1U << i;
  std::vector<core::CaptureCell> cells;
  for (const auto& [id, history] : histories) cells.push_back({history, 1, {}, 0});
  EXPECT_EQ(core::CaptureTable::make(made.captures.lists(), cells)->cells(), made.captures.cells());
  const Rows people = read_rows(truth_people_csv(made));
  EXPECT_EQ(people.rows.size(), 2000U);
  EXPECT_EQ(people.rows.at(16).at("person_id"), person_id(17));
}

TEST(Lists, second_records_are_as_many_as_asked_for) {
  ListsOptions options = seeded(5);
  options.duplicates = 0.2;
  for (const InventedList& list : invented(options).lists) {
    const std::set<std::int64_t> people(list.person.begin(), list.person.end());
    EXPECT_FALSE(list.duplicate_free);
    EXPECT_EQ(list.rows.size() - people.size(), static_cast<std::size_t>(std::floor(0.2 * static_cast<double>(list.rows.size()))));
  }
}

TEST(Lists, lists_depend_through_referrals_and_through_people) {
  const auto on_both = [](double heterogeneity, double boost) {
    ListsOptions options = seeded(6);
    options.people = 20000;
    options.heterogeneity = heterogeneity;
    options.lists = {{.name = "a", .role = "service", .share = 0.2}, {.name = "b", .role = "health", .share = 0.2}};
    options.referrals = {{"a", "b", boost}};
    return static_cast<double>(invented(options).captures.on_both(0, 1));
  };
  const double alone = on_both(0, 0);
  EXPECT_NEAR(alone, 800, 4 * std::sqrt(800.0)) << "a fifth of a fifth";
  EXPECT_GT(on_both(1.5, 0), alone * 1.3);
  EXPECT_GT(on_both(0, 2), alone * 1.8);
  EXPECT_LT(on_both(0, -2), alone * 0.5);
}

TEST(Lists, without_mistakes_a_record_says_what_the_person_says) {
  const InventedLists made = invented(plain(1000));
  const InventedList& list = made.lists[0];
  for (std::size_t i = 0; i < list.rows.size(); ++i) {
    const ListedPerson& person = person_of(made, list, i);
    const ListRow& row = list.rows[i];
    EXPECT_TRUE(!person.naming->has_family() || row[family_name] == family_of(person));
    EXPECT_NE((row[given_name] + " " + row[family_name]).find(person.parts[0].latin()), std::string::npos);
    EXPECT_EQ(row[sex], person.woman ? "F" : "M");
    EXPECT_EQ(std::stoi(row[dob].substr(0, 4)), person.birth.year);
    EXPECT_TRUE(row[age].empty());
    EXPECT_EQ(row[nationality], person.naming->nationality);
    EXPECT_TRUE(row.marks.did.none());
  }
}

// A slip of the pen in a Vietnamese name once cut a letter in half, and the list ended there for every reader.
TEST(Lists, a_typo_never_cuts_a_letter_in_half) {
  ListsOptions options = default_lists();
  options.errors.typo = 1;
  core::Silence silence;
  for (const std::uint64_t seed : {1U, 3U, 12U}) {
    options.seed = seed;
    const auto invented = invent_lists(our_book(), options, silence);
    ASSERT_TRUE(invented);
    for (const auto& list : invented->lists)
      for (const auto& row : list.rows)
        for (const std::string& cell : row.cells) ASSERT_EQ(core::first_invalid_utf8(cell), std::string::npos) << seed;
  }
}

TEST(Lists, a_swapped_name_stands_in_the_other_field) {
  for (const bool full : {false, true}) {
    ListsOptions options = plain(1000, full);
    options.errors.swapped = 1;
    const InventedLists made = invented(options);
    const InventedList& list = made.lists[0];
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
      const ListedPerson& person = person_of(made, list, i);
      if (!person.naming->has_family()) continue;
      const ListRow& row = list.rows[i];
      const std::string family = family_of(person);
      const bool first = !full ? row[given_name] == family : row[full_name].starts_with(family + " ");
      EXPECT_TRUE(full && person.naming->family_first ? row[full_name].ends_with(" " + family) : first);
    }
  }
}

TEST(Lists, another_spelling_is_always_another_and_a_name_of_one_word_loses_no_part) {
  ListsOptions options = plain(2000, true);
  const InventedLists right = invented(options);
  options.errors.respelt = 1;
  options.errors.part_missing = 0;
  const InventedLists respelt = invented(options);
  options.errors = no_errors();
  options.errors.part_missing = 1;
  const InventedLists shorter = invented(options);
  for (std::size_t i = 0; i < right.lists[0].rows.size(); ++i) {
    ASSERT_EQ(right.lists[0].person[i], respelt.lists[0].person[i]) << "the order is that of the ids";
    EXPECT_FALSE(shorter.lists[0].rows[i][full_name].empty());
    EXPECT_FALSE(respelt.lists[0].rows[i][full_name].empty());
    if (right.lists[0].rows[i][full_name] == respelt.lists[0].rows[i][full_name]) ADD_FAILURE() << "row " << i;
  }
}

TEST(Lists, dates_are_possible_and_an_age_fits_the_birth) {
  ListsOptions options = plain(4000);
  options.errors.wrong_year = options.errors.day_month_swapped = 0.5;
  const InventedLists mistaken = invented(options);
  for (const ListRow& row : mistaken.lists[0].rows) EXPECT_TRUE(core::parse_date(row[dob])) << row[dob];
  options.errors = no_errors();
  options.errors.only_age = 1;
  const InventedLists made = invented(options);
  for (std::size_t i = 0; i < made.lists[0].rows.size(); ++i) {
    const ListRow& row = made.lists[0].rows[i];
    EXPECT_TRUE(row[dob].empty());
    const auto years = core::birth_years(std::stoi(row[age]), *core::parse_date(row[ref_date]));
    const int born = person_of(made, made.lists[0], i).birth.year;
    EXPECT_TRUE(born >= *years.min && born <= *years.max);
  }
}

TEST(Lists, D33_every_row_and_every_number_says_that_it_is_invented) {
  const InventedLists made = invented(plain(500));
  for (const ListRow& row : made.lists[0].rows) {
    EXPECT_TRUE(row[record_id].starts_with("sim-"));
    EXPECT_EQ(row[record_id].size(), 20U);
    EXPECT_TRUE(row[passport_no].starts_with("Z"));
    EXPECT_TRUE(row[phone].starts_with("+999") || row[phone].starts_with("06")) << "a telephone number of Velmora";
  }
  const Scratch scratch;
  core::Silence silence;
  auto folder = core::OutputFolder::open(scratch.path("lists"), "lists");
  ASSERT_TRUE(folder && write_lists(made, *folder, silence) && folder->commit());
  const std::string readme = *core::read_file(scratch.path("lists/README.md"));
  EXPECT_NE(readme.find("invented: no real person"), std::string::npos);
  EXPECT_NE(readme.find("seed 11"), std::string::npos);
  EXPECT_EQ(readme.find("⟦"), std::string::npos);
  const auto yaml = core::parse_yaml(*core::read_file(scratch.path("lists/lists.yaml")), "lists.yaml");
  ASSERT_TRUE(yaml);
  EXPECT_TRUE((*yaml)["simulated"].as_bool());
  EXPECT_EQ((*yaml)["lists"].items().at(0)["role"].as_text(), "research");
}

TEST(Lists, the_same_seed_gives_the_same_lists_and_another_seed_others) {
  const InventedLists first = invented(seeded(7));
  const InventedLists again = invented(seeded(7));
  const InventedLists other = invented(seeded(8));
  EXPECT_EQ(truth_csv(first), truth_csv(again));
  for (std::size_t i = 0; i < first.lists.size(); ++i) {
    EXPECT_EQ(to_csv(first.lists[i]), to_csv(again.lists[i]));
    EXPECT_NE(to_csv(first.lists[i]), to_csv(other.lists[i]));
  }
}

TEST(Lists, the_settings_that_we_ship_are_the_defaults) {
  const auto text = core::read_file(std::string(PALERMO_SOURCE_DIR) + "/data/simulate/lists.yaml");
  ASSERT_TRUE(text);
  const auto shipped = parse_lists_options(*text, "lists.yaml");
  ASSERT_TRUE(shipped);
  EXPECT_EQ(truth_csv(invented(*shipped)), truth_csv(invented(default_lists())));
  EXPECT_EQ(to_csv(invented(*shipped).lists[3]), to_csv(invented(default_lists()).lists[3]));
  for (const ErrorRate& one : kErrorRates) {
    EXPECT_EQ(shipped->errors.*one.rate, ListErrors{}.*one.rate) << one.key;
    EXPECT_NE(text->find("\n  " + std::string(one.key) + ": "), std::string::npos) << one.key << " is not in the file";
  }
}

TEST(Lists, refuses_settings_that_cannot_be) {
  const auto refused = [](const auto& change) {
    ListsOptions options = seeded(1);
    change(options);
    const auto made = tried(options);
    return made ? std::string("made") : std::string(made.error().kind.code) + " " + made.error().args.at("why");
  };
  EXPECT_EQ(refused([](auto& o) { o.people = 10; }), "simulate.bad_lists people");
  EXPECT_EQ(refused([](auto& o) { o.errors.swapped = 1.2; }), "simulate.bad_lists rate");
  EXPECT_EQ(refused([](auto& o) { o.errors.typo = std::nan(""); }), "simulate.bad_lists rate");
  EXPECT_EQ(refused([](auto& o) { o.errors.only_age = o.errors.date_missing = 0.6; }), "simulate.bad_lists dates");
  EXPECT_EQ(refused([](auto& o) { o.duplicates = 0.6; }), "simulate.bad_lists duplicates");
  EXPECT_EQ(refused([](auto& o) { o.lists.clear(); }), "simulate.bad_lists number_of_lists");
  EXPECT_EQ(refused([](auto& o) { o.lists[0].name = "../truth"; }), "simulate.bad_lists list_name");
  EXPECT_EQ(refused([](auto& o) { o.lists[0].name = "truth"; }), "simulate.bad_lists list_name");
  EXPECT_EQ(refused([](auto& o) { o.lists[0].role = "spy"; }), "simulate.bad_lists role");
  EXPECT_EQ(refused([](auto& o) { o.lists[1].name = o.lists[2].name; }), "simulate.bad_lists list_twice");
  EXPECT_EQ(refused([](auto& o) { o.lists[0].share = 1.5; }), "simulate.bad_lists list_size");
  EXPECT_EQ(refused([](auto& o) { o.lists[0].share = 0; }), "simulate.bad_lists list_size");
  EXPECT_EQ(refused([](auto& o) { o.referrals = {{"police", "hotline", 1}}; }), "simulate.bad_lists referral");
  EXPECT_EQ(refused([](auto& o) { o.nationalities = {{"XX", 1}}; }), "simulate.bad_lists nationality");
  EXPECT_EQ(refused([](auto& o) { o.nationalities = {{"KH", 0}}; }), "simulate.bad_lists weight");
  EXPECT_EQ(parse_lists_options("errors: {swaped: 0.1}", "x.yaml").error().kind.code, "schema.unknown_key");
  EXPECT_EQ(parse_lists_options("errors: {swapped: often}", "x.yaml").error().kind.code, "simulate.bad_lists");
  EXPECT_EQ(parse_lists_options("format: palermo-study/1", "x.yaml").error().kind.code, "schema.unknown_word");
}

}  // namespace
}  // namespace palermo::simulate
