// SPDX-License-Identifier: Apache-2.0
// What a newcomer heard when sheets were read aloud to her: a promise that no State made, and words that were not for her.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "palermo/rights/any_case_test.hpp"
#include "palermo/rights/sheet.hpp"

namespace palermo::rights::testing {
namespace {

SheetAbout about(const std::string& facts) { return about_person(law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: " + facts), corpus().vocabulary()); }

// The line of this id, for somebody of whom `facts` are recorded, where these laws bind here, and those of the own State there.
std::optional<SheetLine> line(std::string_view id, const std::string& facts, const ForceOf& here, const ForceOf& own = {}) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: " + facts);
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = here, .force_of_origin = own});
  if (!all) ADD_FAILURE() << describe(all.error());
  const std::vector<SheetPart> parts = sheet_parts(*all, corpus().vocabulary(), 0, about_person(stated, corpus().vocabulary()));
  for (const SheetPart& part : parts)
    for (const SheetLine& one : part.lines)
      if (one.entitlement->id == id) return one;
  return std::nullopt;
}

// These bind, of every other one nothing is known.
ForceOf only(std::set<std::string> bound) {
  return [bound = std::move(bound)](const law::Law& law) { return bound.contains(law.id) ? InForce{Force::binding, {}, law::Mark::secondary} : InForce{}; };
}

const std::string kForeigner = "{values: {person.age: 28}, is_false: [person.national_of_dest]}";

TEST(Sheet, a_fisher_from_abroad_is_not_told_that_the_country_where_he_is_must_let_him_into_his_own) {
  const auto here = line("VT11", kForeigner, only({"un.iccpr", "un.tip-protocol"}));
  ASSERT_TRUE(here);
  EXPECT_FALSE(here->sure) << "the Covenant binds Thailand, and he is no citizen of it";
  EXPECT_FALSE(here->may_refuse);
  const auto own = line("VT11", kForeigner, only({}), only({"un.iccpr"}));
  ASSERT_TRUE(own);
  EXPECT_TRUE(own->sure) << "it is his own State that owes it";
}

TEST(Sheet, where_a_state_made_enslaving_a_crime_nobody_hears_that_maybe_she_is_not_owned) {
  const auto owned = line("AN06", "{}", only({"un.slavery1956"}));
  ASSERT_TRUE(owned);
  EXPECT_TRUE(owned->sure);
  const auto forced = line("AN07", "{}", only({"un.slavery1956"}));
  ASSERT_TRUE(forced);
  EXPECT_FALSE(forced->sure) << "that Convention is about slavery; of forced labour nothing was read that binds this State";
  EXPECT_TRUE(line("AN07", "{}", only({"ilo.c29"}))->sure);
}

TEST(Sheet, a_state_that_only_has_to_try_may_say_no_and_one_that_nobody_checked_is_a_maybe) {
  const auto step_by_step = line("AN05", "{}", only({"un.icescr"}));
  ASSERT_TRUE(step_by_step);
  EXPECT_TRUE(step_by_step->may_refuse && !step_by_step->sure);
  const auto unknown = line("AN05", "{}", only({}));
  ASSERT_TRUE(unknown);
  EXPECT_TRUE(!unknown->may_refuse && !unknown->sure);
}

RC_GTEST_PROP(Sheet, it_never_says_of_what_nobody_checked_that_they_may_say_no, ()) {
  const law::Case stated = any_case();
  const ForceOf unread = *rc::gen::arbitrary<bool>() ? ForceOf{[](const law::Law&) { return InForce{Force::binding, {}, law::Mark::unverified}; }}
                                                     : ForceOf{[](const law::Law&) { return InForce{}; }};
  const auto all = owed(catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .force = unread});
  RC_PRE(all.has_value());
  for (const Owed& one : *all)
    for (const OwedGround& ground : one.grounds)
      if (ground.article) RC_ASSERT(!ground.leaves_room() && !ground.firm());
}

TEST(Sheet, a_child_of_known_age_is_not_told_what_holds_when_the_age_is_not_sure_and_one_who_is_doubted_is) {
  EXPECT_FALSE(line("CH02", "{values: {person.age: 12}, is_true: [authority.reasonable_grounds_victim]}", by_everything));
  EXPECT_TRUE(line("CH01", "{values: {person.age: 12}}", by_everything));
  EXPECT_TRUE(line("CH02", "{values: {person.age: 12}, is_true: [authority.reasonable_grounds_victim, authority.age_doubted]}", by_everything));
  EXPECT_TRUE(line("CH02", "{values: {person.age.min: 16, person.age.max: 19}, is_true: [authority.reasonable_grounds_victim]}", by_everything));
}

TEST(SheetAbout, takes_no_age_for_known_that_is_presumed_doubted_or_a_range_over_eighteen) {
  EXPECT_EQ(about("{values: {person.age: 17}}").age, AgeKnown::child);
  EXPECT_EQ(about("{values: {person.age.min: 18}}").age, AgeKnown::adult);
  for (const std::string facts : {"{}", "{values: {person.age.min: 16, person.age.max: 19}}", "{values: {person.age.min: 9}}", "{values: {person.age: 17}, is_true: [authority.age_doubted]}",
                                  "{values: {person.age: 30}, is_true: [authority.age_doubted]}"})
    EXPECT_EQ(about(facts).age, AgeKnown::not_known) << facts;
}

TEST(SheetAbout, of_a_journey_it_knows_only_what_was_recorded_of_who_brought_the_person) {
  EXPECT_FALSE(about("{is_true: [harm.violence, work.forced]}").brought) << "to have been beaten says nothing about a border";
  EXPECT_TRUE(about("{is_true: [facilitation.procured_entry]}").brought);
}

std::vector<Contact> contacts(std::initializer_list<std::string> purposes) {
  std::vector<Contact> list;
  for (const std::string& purpose : purposes) list.push_back({.purpose = purpose, .organisation = "Desk", .phone = "555", .hours = {}, .languages = {}});
  return list;
}

std::string purposes(const std::vector<Contact>& list) {
  std::string text;
  for (const Contact& one : list) text += (text.empty() ? "" : " ") + one.purpose;
  return text;
}

TEST(SheetContacts, a_boy_of_twelve_is_not_sent_to_the_union_of_fishers_first) {
  const auto list = contacts({"work", "lawyer", "child", "danger"});
  EXPECT_EQ(purposes(contacts_for(list, about("{values: {person.age: 12}}"))), "danger child work lawyer");
  EXPECT_EQ(purposes(contacts_for(list, about("{values: {person.age: 30}, is_true: [work.wages_due]}"))), "danger work lawyer child");
}

TEST(SheetContacts, a_long_list_drops_those_for_pay_where_there_was_no_work_and_nothing_else) {
  const auto list = contacts({"work", "help_line", "shelter", "doctor", "lawyer", "child", "danger"});
  EXPECT_EQ(purposes(contacts_for(list, about("{is_true: [need.urgent_medical_care]}"))), "danger doctor help_line shelter lawyer child");
  EXPECT_EQ(contacts_for(list, about("{is_true: [work.worked]}")).size(), 7U);
  EXPECT_EQ(contacts_for(contacts({"work", "help_line", "shelter", "doctor", "lawyer", "danger"}), about("{}")).size(), 6U) << "a short list is left whole";
}

}  // namespace
}  // namespace palermo::rights::testing
