// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/conflicts.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<Conflict> conflicts_of(const std::string& facts, const ForceOf& force = by_everything) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2020-05-01\nfacts: {" + facts + "}");
  auto all = conflicts(practices(), catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = Assume::as_recorded, .force = force});
  if (!all) ADD_FAILURE() << describe(all.error());
  return all ? std::move(*all) : std::vector<Conflict>{};
}

// "K01 VT04 breach"
std::vector<std::string> found(const std::string& facts, const ForceOf& force = by_everything) {
  std::vector<std::string> told;
  for (const Conflict& one : conflicts_of(facts, force))
    told.push_back(one.practice->id + " " + one.against->entitlement + " " + std::string(word(one.grade)));
  return told;
}

// "K07 AN04" -> the article that is shown.
std::string ground_of(const std::vector<Conflict>& all, const std::string& which) {
  for (const Conflict& one : all)
    if (one.practice->id + " " + one.against->entitlement == which) return one.ground().ground->law + one.ground().ground->soft + " " + one.ground().ground->cite;
  return "none";
}

ForceOf bound_by(std::set<std::string> laws) {
  return [laws = std::move(laws)](const law::Law& law) { return InForce{laws.contains(law.id) ? Force::binding : Force::not_binding, {}, law::Mark::verified}; };
}

TEST(Conflicts, help_that_depends_on_cooperation_is_a_breach_and_a_permit_that_does_a_tension) {
  EXPECT_THAT(found("is_true: [authority.reasonable_grounds_victim, authority.assistance_conditional_on_cooperation, authority.permit_conditional_on_cooperation], "
                    "is_false: [person.national_of_dest]"),
              ElementsAre("K01 VT03 tension", "K01 VT04 breach", "K01 VT09 tension"));
}

TEST(Conflicts, name_the_other_grounds_that_stand_against_the_practice_too) {
  const auto all = conflicts_of("is_true: [authority.reasonable_grounds_victim, authority.assistance_conditional_on_cooperation]");
  const auto one = std::find_if(all.begin(), all.end(), [](const Conflict& c) { return c.against->entitlement == "VT04"; });
  ASSERT_NE(one, all.end());
  EXPECT_EQ(one->grade, Grade::breach);
  EXPECT_EQ(one->ground().ground->law, "coe.cets197");
  std::set<std::string> also;
  for (const std::size_t other : one->also) also.insert(one->owed.grounds[other].ground->law + " " + one->owed.grounds[other].ground->cite);
  EXPECT_TRUE(also.contains("eu.2011-36 art. 11(3)")) << "its words leave room, and it stands against the practice all the same";
  EXPECT_FALSE(also.contains("coe.cets197 art. 12(6)")) << "named already";
  for (const Conflict& question : conflicts_of("is_true: [authority.detained_person]"))
    if (question.grade == Grade::question) {
      EXPECT_TRUE(question.also.empty());
    }
}

TEST(Conflicts, name_only_the_grounds_that_forbid_the_practice) {
  EXPECT_EQ(ground_of(conflicts_of("is_true: [authority.identity_disclosed], is_false: [authority.person_agreed_to_disclosure]"), "K07 AN04"), "un.iccpr art. 17(1), (2)");
  const std::string child = "values: {person.age: 15}, is_true: [authority.detained_person], is_false: [authority.detention_decided_and_reviewed]";
  EXPECT_EQ(ground_of(conflicts_of(child, bound_by({"un.crc"})), "K02 CH05"), "un.crc art. 37(b)");
  // The permit of a law that is itself tied to the proceedings forbids no such tie.
  EXPECT_THAT(found("is_true: [authority.reasonable_grounds_victim, authority.permit_conditional_on_cooperation], is_false: [person.national_of_dest, authority.assistance_conditional_on_cooperation]",
                    bound_by({"de.aufenthg", "us.t-status"})),
              IsEmpty());
  // Where the article of the practice does not bind, no other article of the entitlement stands in for it.
  EXPECT_THAT(found("is_true: [authority.detained_person, work.worked, authority.detention_decided_and_reviewed], is_false: [person.national_of_dest, authority.informed_of_consular_rights], values: {person.age: 30}", bound_by({"un.icrmw"})), IsEmpty())
      << "ICRMW art. 16(7)(a) is about telling the post, and not the person";
}

TEST(Conflicts, a_practice_that_cites_what_the_entitlement_does_not_stand_on_is_refused) {
  const std::string text = "format: palermo-practices/1\npractices: [{id: K99, says: x, when: authority.identity_disclosed, against: [{entitlement: AN04, cites: [\"un.iccpr art. 9(1)\"]}]}]";
  const auto refused = parse_practices(*core::parse_yaml(text, "practices.yaml"), catalogue(), corpus());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind.code, "rights.unknown_article");
}

TEST(Conflicts, an_id_twice_is_refused) {
  const std::string one = "{id: K99, says: x, when: authority.identity_disclosed, against: []}";
  const auto refused = parse_practices(*core::parse_yaml("format: palermo-practices/1\npractices: [" + one + ", " + one + "]", "practices.yaml"), catalogue(), corpus());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().kind.code, "rights.twice");
}

TEST(Conflicts, whether_the_practice_touches_the_person_being_unknown_is_a_question_that_names_the_fact) {
  const auto all = conflicts_of("is_true: [authority.detained_person]", bound_by({"un.iccpr"}));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[1].against->entitlement, "AN02");
  EXPECT_EQ(all[1].grade, Grade::question);
  ASSERT_EQ(all[1].missing.size(), 1U);
  EXPECT_EQ(corpus().vocabulary()[all[1].missing.front()].id, "authority.detention_decided_and_reviewed");
}

TEST(Conflicts, what_is_owed_only_if_somebody_is_no_citizen_is_a_question_and_for_a_citizen_nothing) {
  const std::string facts = "is_true: [work.wages_due, authority.remedy_refused, authority.removed_from_territory]";
  const auto migrants = bound_by({"un.icrmw"});
  EXPECT_THAT(found(facts + ", is_false: [authority.papers_refused]", migrants), ElementsAre("K09 MW04 question"));
  EXPECT_THAT(found(facts + ", is_false: [authority.papers_refused, person.national_of_dest]", migrants), ElementsAre("K09 MW04 breach"));
  EXPECT_THAT(found("is_true: [work.wages_due, authority.remedy_refused, person.national_of_dest], is_false: [authority.papers_refused]", migrants), IsEmpty());
}

TEST(Conflicts, a_claim_of_somebody_who_was_not_expelled_is_no_breach_of_what_is_owed_on_expulsion) {
  EXPECT_THAT(found("is_true: [work.wages_due, authority.remedy_refused], is_false: [authority.removed_from_territory, authority.papers_refused, person.national_of_dest]", bound_by({"un.icrmw"})),
              ElementsAre("K09 MW04 tension"));
}

TEST(Conflicts, the_protocol_of_1967_is_no_stricter_than_the_convention_that_it_applies) {
  const std::string held = "is_true: [person.seeks_asylum, person.came_directly_from_danger, person.reported_without_delay, authority.detained_person], is_false: [authority.detention_decided_and_reviewed]";
  for (const std::string law : {"un.refugees1951", "un.refugees1967"})
    EXPECT_THAT(found(held, bound_by({law})), ::testing::Contains("K02 RF03 tension")) << law;
}

TEST(Conflicts, a_reading_that_nobody_checked_makes_no_more_than_a_question) {
  const std::string back = "is_true: [return.considered], is_false: [authority.individual_assessment_before_return]";
  EXPECT_THAT(found(back, bound_by({"un.iccpr"})), ::testing::Contains("K03 AN01 question"));
  EXPECT_THAT(found(back, bound_by({"un.cat"})), ::testing::Contains("K03 AN01 tension"));
}

TEST(Conflicts, a_return_of_a_child_that_is_only_thought_of_is_a_tension_and_one_that_was_looked_at_is_none) {
  const std::string child = "values: {person.age: 9}, is_true: [return.considered";
  const std::string rest = "], is_false: [authority.removed_from_territory, authority.family_separated, return.parts_child_from_family, return.against_best_interests";
  EXPECT_THAT(found(child + rest + ", authority.best_interests_assessed]", bound_by({"un.crc"})), ElementsAre("K03 CH01 tension", "K03 CH08 tension"));
  EXPECT_THAT(found(child + ", authority.best_interests_assessed, authority.individual_assessment_before_return" + rest + "]", bound_by({"un.crc"})), IsEmpty());
  EXPECT_THAT(found("values: {person.age: 9}, is_true: [authority.removed_from_territory], is_false: [authority.best_interests_assessed, authority.family_separated, return.parts_child_from_family]", bound_by({"un.crc"})),
              ElementsAre("K03 CH01 breach", "K03 CH08 breach"));
}

TEST(Conflicts, one_who_is_identified_is_no_longer_being_identified) {
  const std::string told = "is_true: [authority.reasonable_grounds_victim, authority.removed_during_identification_or_reflection";
  EXPECT_THAT(found(told + "], is_false: [person.national_of_dest, authority.identified_as_victim]", bound_by({"coe.cets197"})), ElementsAre("K04 VT19 breach", "K04 VT02 tension"));
  EXPECT_THAT(found(told + ", authority.identified_as_victim], is_false: [person.national_of_dest]", bound_by({"coe.cets197"})), ElementsAre("K04 VT02 tension"));
}

TEST(Conflicts, a_practice_that_nobody_recorded_is_none) {
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("is_true: [authority.reasonable_grounds_victim], is_false: [authority.assistance_conditional_on_cooperation]"), IsEmpty());
}

}  // namespace
}  // namespace palermo::rights::testing
