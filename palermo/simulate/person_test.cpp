// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/person.hpp"

#include <gtest/gtest.h>

#include "palermo/core/bytes.hpp"
#include "palermo/core/country.hpp"

namespace palermo::simulate {
namespace {

constexpr std::int64_t kPersons = 20000;

Facts facts_of(std::initializer_list<Fact> these) {
  Facts facts;
  for (const Fact fact : these) facts.set(fact);
  return facts;
}

TEST(Truth, a_child_needs_no_means) {
  const Facts facts = facts_of({Fact::actor_intentional, Fact::act_recruit, Fact::purpose_forced_labour});
  EXPECT_EQ(trafficking(facts, 17), Answer::yes);
  EXPECT_EQ(trafficking(facts, 18), Answer::no);
}

TEST(Truth, a_purpose_that_article_3_does_not_name_leaves_the_case_open) {
  EXPECT_EQ(trafficking(facts_of({Fact::actor_intentional, Fact::act_harbour, Fact::means_force, Fact::purpose_begging}), 30), Answer::open);
  EXPECT_EQ(trafficking(facts_of({Fact::actor_intentional, Fact::act_harbour, Fact::means_force}), 30), Answer::no);
}

TEST(Truth, smuggling_needs_unlawful_entry_of_a_non_national_and_a_benefit) {
  const Facts facts = facts_of({Fact::actor_intentional, Fact::facilitation_procured_entry, Fact::movement_border_crossed, Fact::benefit_sought});
  EXPECT_TRUE(smuggling(facts));
  for (const Fact taken : {Fact::actor_intentional, Fact::facilitation_procured_entry, Fact::movement_border_crossed, Fact::benefit_sought}) {
    Facts less = facts;
    less.set(taken, false);
    EXPECT_FALSE(smuggling(less)) << id_of(taken);
  }
  for (const Fact added : {Fact::movement_entry_requirements_met, Fact::person_national_of_dest, Fact::person_permanent_resident_of_dest}) {
    Facts more = facts;
    more.set(added);
    EXPECT_FALSE(smuggling(more)) << id_of(added);
  }
}

TEST(Person, can_be_drawn_again_without_the_others) {
  const Person a = draw_person(3, 500, kWorldMix);
  for (std::int64_t i = 600; i > 400; --i) (void)draw_person(3, i, kWorldMix);
  const Person b = draw_person(3, 500, kWorldMix);
  EXPECT_EQ(a.birth, b.birth);
  EXPECT_EQ(a.controls, b.controls);
  EXPECT_EQ(a.citizenship, b.citizenship);
}

TEST(Person, a_life_is_in_order_and_its_places_exist) {
  const std::string codes = std::string(PALERMO_SOURCE_DIR) + "/data/codes/";
  const auto countries = core::Countries::parse(*core::read_file(codes + "countries.csv"), *core::read_file(codes + "legacy.csv"));
  ASSERT_TRUE(countries);
  for (std::int64_t i = 0; i < kPersons; ++i) {
    const Person p = draw_person(1, i, kWorldMix);
    ASSERT_LT(p.birth, p.conduct.from);
    ASSERT_LE(p.conduct.from, p.conduct.until);
    ASSERT_LE(p.conduct.until, p.seen);
    ASSERT_GE(p.conduct.age_years, 4);
    ASSERT_LE(p.conduct.age_years, 60);
    ASSERT_TRUE(core::year_of(p.seen) >= 2015 && core::year_of(p.seen) <= 2024);
    ASSERT_TRUE(countries->find(p.citizenship) && countries->find(p.country));
    ASSERT_EQ(p.entry.has_value(), p.citizenship != p.country);
    ASSERT_TRUE(!p.entry || p.entry->from <= p.conduct.from);
  }
}

TEST(Person, every_combination_of_findings_and_the_near_misses_occur) {
  int trafficked = 0, smuggled = 0, both = 0, neither = 0, open = 0, child_without_means = 0, adult_without_means = 0, unpaid_help = 0;
  for (std::int64_t i = 0; i < kPersons; ++i) {
    const Person p = draw_person(1, i, kWorldMix);
    const Answer answer = trafficking(p);
    const bool means = p.conduct.facts.any(Fact::means_threat, Fact::means_benefit_to_controller);
    const bool purpose = p.conduct.facts.any(Fact::purpose_prostitution_of_others, Fact::purpose_organ_removal);
    trafficked += answer == Answer::yes && !smuggling(p);
    smuggled += answer == Answer::no && smuggling(p);
    both += answer == Answer::yes && smuggling(p);
    neither += answer == Answer::no && !smuggling(p);
    open += answer == Answer::open;
    child_without_means += answer == Answer::yes && !means;
    adult_without_means += answer == Answer::no && purpose && !means;
    unpaid_help += p.entry && p.entry->facts.has(Fact::facilitation_procured_entry) && !smuggling(p);
  }
  for (const int n : {trafficked, smuggled, both, neither, open, child_without_means, adult_without_means, unpaid_help}) EXPECT_GT(n, 40);
}

}  // namespace
}  // namespace palermo::simulate
