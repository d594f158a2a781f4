// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/organisations.hpp"

#include <cmath>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace palermo::simulate {
namespace {

constexpr std::int64_t kPersons = 60000;

// Captures against the sum of their chances. Given the earlier lists, each capture less its chance has mean 0 and
// variance p(1 - p), so the difference lies within 5 standard deviations but for one case in 1.7 million.
struct Tally {
  double captured = 0, expected = 0, variance = 0;
  void add(bool on_list, double p) {
    captured += on_list ? 1 : 0;
    expected += p;
    variance += p * (1 - p);
  }
  void check(const std::string& what) const {
    EXPECT_GT(expected, 20) << what << ": too few to tell";
    EXPECT_NEAR(captured, expected, 5 * std::sqrt(variance)) << what;
  }
};

// A woman, a grown-up, trafficked for domestic work abroad; not isolated.
Person somebody() {
  Person person;
  person.birth = *core::day_of(1990, 1, 1);
  person.seen = *core::day_of(2020, 6, 1);
  person.conduct.age_years = 29;
  person.sector = Sector::domestic_work;
  person.citizenship = "PH";
  person.country = "AE";
  person.entry = Event{};
  for (const Fact fact : {Fact::actor_intentional, Fact::act_recruit, Fact::means_deception, Fact::purpose_forced_labour}) person.conduct.facts.set(fact);
  return person;
}

TEST(Capture, frequencies_match_the_stated_chances_on_every_list_and_in_every_group) {
  std::map<std::string, Tally> tallies;
  for (std::int64_t i = 0; i < kPersons; ++i) {
    const Person person = draw_person(11, i, kWorldMix);
    const Captured captured = draw_captures(11, person);
    Captured earlier;
    for (const Organisation organisation : kAllOrganisations) {
      const auto list = static_cast<std::size_t>(organisation);
      const double p = capture_probability(organisation, person, earlier);
      const std::string id(id_of(organisation));
      for (const std::string& group : {id + " all", id + (person.isolated ? " isolated" : " reachable"), id + (person.sex == Sex::male ? " men" : " others"),
                                       id + (trafficking(person) != Answer::no ? " trafficked" : " not")})
        tallies[group].add(captured[list], p);
      earlier.set(list, captured[list]);
    }
  }
  EXPECT_EQ(tallies.size(), kOrganisations * 7);
  for (const auto& [group, tally] : tallies) tally.check(group);
}

TEST(Capture, chances_are_those_that_the_readme_states) {
  Person person = somebody();
  const Captured nobody;
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::hotline, person, nobody), 0.14);
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::labour_inspection, person, nobody), 0.20 * 0.05);
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::shelter_north, person, nobody), 0.16 * 1.3);
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::ctdc_contributor, person, nobody), 0.22 * 1.4);
  person.sex = Sex::male;
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::shelter_north, person, nobody), 0.16 * 1.3 * 0.5);
  person.isolated = true;
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::shelter_north, person, nobody), 0.16 * 1.3 * 0.5 * 0.4);
  person.sector = Sector::construction;
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::labour_inspection, person, nobody), 0.20 * 1.3 * 0.4);
}

TEST(Capture, a_referral_raises_the_chance_on_the_second_list_only) {
  const Person person = somebody();
  Captured called;
  called.set(static_cast<std::size_t>(Organisation::hotline));
  const double alone = 0.16 * 1.3;
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::shelter_north, person, called), alone + (1 - alone) * 0.25);
  EXPECT_DOUBLE_EQ(capture_probability(Organisation::ctdc_contributor, person, called), 0.22 * 1.4);
}

TEST(Capture, lists_depend_on_each_other_as_the_readme_says) {
  double both = 0, hotline = 0, shelter = 0, trafficked = 0;
  for (std::int64_t i = 0; i < kPersons; ++i) {
    const Person person = draw_person(12, i, kWorldMix);
    if (trafficking(person) == Answer::no) continue;
    const Captured captured = draw_captures(12, person);
    ++trafficked;
    hotline += captured[0] ? 1 : 0;
    shelter += captured[2] ? 1 : 0;
    both += captured[0] && captured[2] ? 1 : 0;
  }
  EXPECT_GT(both * trafficked, 1.5 * hotline * shelter) << "an estimate that takes the lists for independent must go wrong here";
}

}  // namespace
}  // namespace palermo::simulate
