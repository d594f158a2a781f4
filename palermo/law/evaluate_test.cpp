// SPDX-License-Identifier: Apache-2.0
// What the laws of this repository say of invented facts, as claims that a lawyer could sign.
#include "palermo/law/law_test.hpp"

namespace palermo::law::testing {
namespace {

constexpr std::string_view kTip = "un.tip-protocol#trafficking";
constexpr std::string_view kSmuggling = "un.som-protocol#smuggling";

Case project_case(std::string_view facts, std::string_view date = "2024-05-01") {
  return case_of(project_corpus(), "date: " + std::string(date) + "\nfacts: {" + std::string(facts) + "}");
}

std::string outcome(std::string_view id, const Case& stated) { return outcome_of(project_corpus(), stated, id); }

Finding finding(std::string_view id, const Case& stated) {
  auto found = checked(project_corpus(), stated, id);
  EXPECT_TRUE(found) << describe(found.error());
  return found ? *found : Finding{};
}

constexpr std::string_view kAdult =
    "values: {person.age: 30}, is_true: [actor.intentional, act.recruit, purpose.forced_labour";
constexpr std::string_view kSmuggler =
    "is_true: [actor.intentional, facilitation.procured_entry, movement.border_crossed, benefit.sought], "
    "is_false: [movement.entry_requirements_met, person.national_of_dest, person.permanent_resident_of_dest, "
    "actor.is_object_of_conduct_only]";

TEST(TipProtocol, a_child_needs_no_means) {
  const std::string facts = "is_true: [actor.intentional, act.recruit, purpose.forced_labour], closed: [means]";
  EXPECT_EQ(outcome(kTip, project_case("values: {person.age: 17}, " + facts)), "true");
  EXPECT_EQ(outcome(kTip, project_case("values: {person.age: 18}, " + facts)), "false");
  EXPECT_EQ(outcome(kTip, project_case("values: {person.age.min: 17, person.age.max: 18}, " + facts)), "unknown");
}

TEST(TipProtocol, an_adult_needs_one_means_and_one_is_enough) {
  EXPECT_EQ(outcome(kTip, project_case(std::string(kAdult) + "], closed: [means]")), "false");
  EXPECT_EQ(outcome(kTip, project_case(std::string(kAdult) + ", means.deception]")), "true");
  EXPECT_EQ(outcome(kTip, project_case(std::string(kAdult) + "]")), "unknown");
}

TEST(TipProtocol, consent_is_irrelevant) {
  for (const std::string_view consent : {"", ", consent.to_exploitation, consent.to_movement"})
    EXPECT_EQ(outcome(kTip, project_case(std::string(kAdult) + ", means.deception" + std::string(consent) + "]")),
              "true");
}

TEST(TipProtocol, a_border_is_no_element) {
  for (const std::string_view border :
       {"is_false: [movement.border_crossed]", "closed: [movement]", "unknown: [movement.border_crossed]"})
    EXPECT_EQ(outcome(kTip, project_case(std::string(kAdult) + ", means.force], " + std::string(border))), "true");
}

TEST(TipProtocol, a_purpose_outside_the_list_waits_for_a_named_human) {
  const std::string facts =
      "date: 2024-05-01\nfacts: {values: {person.age: 30}, is_true: [actor.intentional, act.recruit, means.force, "
      "purpose.begging], closed: [purpose]}";
  const auto with = [&](std::string_view answers) {
    return case_of(project_corpus(), facts + "\n" + std::string(answers));
  };
  EXPECT_EQ(outcome(kTip, with("")), "unknown");
  const std::string answer =
      "answers: [{law: un.tip-protocol, term: tip_other_exploitation, answer: true, by: Rapporteur, reason: forced "
      "begging}]";
  EXPECT_EQ(outcome(kTip, with(answer)), "true");
  EXPECT_EQ(outcome("asean.actip#trafficking", with(answer)), "true")
      << "the ASEAN definition refers to the Protocol's, whose term was answered";
  EXPECT_EQ(
      outcome(
          kTip,
          with("answers: [{law: asean.actip, term: tip_other_exploitation, answer: true, by: Rapporteur, reason: x}]")),
      "unknown")
      << "an answer for one law says nothing of another";
}

TEST(TipProtocol, a_merged_positive_shows_a_means_without_saying_which) {
  const std::string facts = std::string(kAdult) + "], one_of: [[means.threat, means.other_coercion]], closed: [means]";
  const Finding found = finding(kTip, project_case(facts));
  EXPECT_EQ(found.outcome, Outcome::yes);
  EXPECT_EQ(outcome(kTip, project_case(std::string(kAdult) + "], one_of: [[means.threat, act.buy]]")), "unknown")
      << "one of the two would not be a means of the Protocol";
  EXPECT_EQ(outcome("asean.actip#trafficking", project_case(facts)), "true") << "seen through the reference";
}

TEST(SmugglingProtocol, a_material_benefit_is_an_element) {
  EXPECT_EQ(outcome(kSmuggling, project_case(kSmuggler)), "true");
  std::string unpaid(kSmuggler);
  unpaid.replace(unpaid.find(", benefit.sought]"), 17, "]");
  EXPECT_EQ(outcome(kSmuggling, project_case(unpaid)), "unknown");
  EXPECT_EQ(outcome(kSmuggling, project_case(unpaid + ", closed: [benefit]")), "false");
}

TEST(SmugglingProtocol, trafficking_and_smuggling_are_two_findings_about_the_same_facts) {
  std::string facts(kSmuggler);
  facts.insert(facts.find("benefit.sought") + 14, ", act.harbour, means.force, purpose.forced_labour");
  EXPECT_EQ(outcome(kSmuggling, project_case(facts)), "true");
  EXPECT_EQ(outcome(kTip, project_case(facts)), "true");
}

TEST(SmugglingProtocol, art_5_the_person_moved_was_the_object_of_smuggling) {
  std::string facts(kSmuggler);
  facts.replace(facts.find(", actor.is_object_of_conduct_only]"), 34, "]");
  facts.insert(facts.find("benefit.sought") + 14, ", actor.is_object_of_conduct_only");
  for (const std::string_view id : {"un.som-protocol#smuggling", "un.som-protocol#document_offence",
                                    "un.som-protocol#enabling_stay", "un.som-protocol#aggravated_smuggling"}) {
    const Finding found = finding(id, project_case(facts));
    EXPECT_EQ(found.outcome, Outcome::no) << id;
    EXPECT_EQ(found.subject.refused, "was the object of smuggling");
    EXPECT_EQ(found.subject.cite, "art. 5");
    EXPECT_EQ(found.subject.role, ActorRole::not_stated);
  }
}

TEST(SmugglingProtocol, art_5_a_case_about_the_person_moved_is_refused) {
  const Case stated = case_of(project_corpus(), "subject: person_moved\nfacts: {is_true: [movement.border_crossed]}");
  for (const FindingId& id : project_corpus().findings()) {
    const auto found = checked(project_corpus(), stated, id.text());
    ASSERT_FALSE(found) << id.text();
    EXPECT_EQ(found.error().kind.code, "law.person_moved_is_not_a_subject");
    EXPECT_EQ(found.error().kind.exit, core::Exit::refused);
    EXPECT_EQ(found.error().kind.rule, "un.som-protocol:5");
  }
}

TEST(SmugglingProtocol, art_5_is_no_defence_to_be_raised_and_has_to_be_settled) {
  std::string facts(kSmuggler);
  facts.replace(facts.find(", actor.is_object_of_conduct_only]"), 34, "]");
  Case stated = project_case(facts);
  EXPECT_EQ(outcome(kSmuggling, stated), "unknown");
  stated.exceptions_not_raised = true;
  EXPECT_EQ(outcome(kSmuggling, stated), "unknown");
}

TEST(Exceptions, that_nobody_settled_keep_the_finding_unknown_unless_the_user_says_so) {
  Case stated = project_case(
      "is_true: [actor.intentional, actor.knows_illegality, facilitation.procured_entry, movement.border_crossed],"
      " is_false: [movement.entry_requirements_met, person.national_of_dest, person.permanent_resident_of_dest,"
      " actor.is_object_of_conduct_only]");
  EXPECT_EQ(outcome("ca.117", stated), "unknown");
  stated.exceptions_not_raised = true;
  const Finding found = finding("ca.117", stated);
  EXPECT_EQ(found.outcome, Outcome::yes);
  EXPECT_EQ(found.readings, std::vector<std::string>{"exceptions_not_raised"});
}

TEST(Subject, is_the_conduct_of_an_actor_in_a_role) {
  const auto role = [](std::string_view facts) {
    return std::string(word(finding(kSmuggling, project_case(facts)).subject.role));
  };
  EXPECT_EQ(role("is_true: [facilitation.organised_or_directed, benefit.sought]"), "organiser");
  EXPECT_EQ(role("is_true: [benefit.received_or_promised]"), "paid_facilitator");
  EXPECT_EQ(role("is_true: [actor.close_family_of_person], is_false: [benefit.sought]"), "family_member");
  EXPECT_EQ(role("is_true: [actor.humanitarian_only]"), "unpaid_helper");
  EXPECT_EQ(role(""), "not_stated");
}

TEST(Versions, the_date_of_the_conduct_decides) {
  EXPECT_EQ(outcome(kSmuggling, project_case(kSmuggler, "2004-01-27")), "not_in_force");
  EXPECT_EQ(outcome(kSmuggling, project_case(kSmuggler, "2004-01-28")), "true");
  EXPECT_EQ(outcome(kSmuggling, project_case(kSmuggler, "2004")), "unknown")
      << "it may have happened before the Protocol was in force";
  EXPECT_EQ(outcome(kSmuggling, project_case(kSmuggler, "2004-02")), "true");
  EXPECT_EQ(outcome(kSmuggling, project_case(kSmuggler, "unknown")), "unknown");
  EXPECT_EQ(outcome(kSmuggling, project_case(kSmuggler, "1999..2003")), "not_in_force");
}

// Two versions with a gap between them; the second drops an element and adds an offence.
constexpr std::string_view kTwoVersions = R"(format: palermo-law/1
id: two
title: Two versions
jurisdiction: INT
mark: verified
versions:
  - id: first
    in_force: {from: 2000-01-01, to: 2005-01-01}
    offences: [{id: o, cite: a, elements: [{id: e, cite: a, expr: act.recruit}, {id: f, cite: a, expr: means.force}]}]
  - id: second
    in_force: {from: 2010-01-01, to: null}
    offences:
      - {id: o, cite: a, elements: [{id: e, cite: a, expr: act.recruit}]}
      - {id: later, cite: a, elements: [{id: e, cite: a, expr: {at_least: {n: 2, of: [act.recruit, act.transport, act.harbour]}}}]}
)";

TEST(Versions, a_date_that_leaves_several_open_is_judged_by_all_of_them) {
  const Corpus corpus = small_corpus({std::string(kTwoVersions)});
  const auto with = [&](std::string_view id, std::string_view date, std::string_view facts) {
    return outcome_of(corpus, case_of(corpus, "date: " + std::string(date) + "\nfacts: {" + std::string(facts) + "}"),
                      id);
  };
  EXPECT_EQ(with("two#o", "2003", "is_true: [act.recruit], is_false: [means.force]"), "false");
  EXPECT_EQ(with("two#o", "2012", "is_true: [act.recruit], is_false: [means.force]"), "true");
  EXPECT_EQ(with("two#o", "2004..2010", "is_true: [act.recruit, means.force]"), "unknown") << "the gap of 2005 to 2009";
  EXPECT_EQ(with("two#o", "2006..2009", "is_true: [act.recruit, means.force]"), "not_in_force");
  EXPECT_EQ(with("two#later", "2003", "is_true: [act.recruit, act.harbour]"), "not_in_force");
  EXPECT_EQ(with("two#later", "2012", "is_true: [act.recruit, act.harbour]"), "true");
  EXPECT_EQ(with("two#later", "2012", "is_true: [act.recruit], is_false: [act.transport, act.harbour]"), "false");
  EXPECT_EQ(with("two#later", "2012", "is_true: [act.recruit], is_false: [act.transport]"), "unknown");
}

// One element whose text was read, one known from a secondary source, and an exception nobody read.
constexpr std::string_view kHalfRead = R"(format: palermo-law/1
id: half
title: Half read
jurisdiction: INT
mark: verified
versions:
  - id: only
    definitions: [{id: harm, cite: art. 9, mark: unverified, expr: {any: [means.force, means.threat]}}]
    offences:
      - id: o
        cite: art. 1
        elements:
          - {id: act, cite: art. 2, expr: act.recruit}
          - {id: means, cite: art. 3, mark: secondary, expr: means.deception}
        exceptions: [{id: x, cite: art. 4, mark: unverified, expr: actor.humanitarian_only}]
      - {id: by_harm, cite: art. 8, elements: [{id: e, cite: art. 8, expr: {ref: harm}}, {id: f, cite: art. 8, expr: act.recruit}]}
)";

TEST(Marks, a_rule_that_was_not_read_never_makes_a_finding_false) {
  const Corpus corpus = small_corpus({std::string(kHalfRead)});
  const auto found = [&](const std::string& facts, std::string_view id = "half#o") {
    return *checked(corpus, case_of(corpus, "date: 2020\nfacts: {" + facts + "}"), id);
  };
  const Finding by_element = found("is_true: [act.recruit], is_false: [means.deception]");
  EXPECT_EQ(by_element.outcome, Outcome::unknown) << "art. 3 is known from a secondary source only";
  EXPECT_EQ(by_element.as_encoded, Outcome::no);
  EXPECT_EQ(by_element.to_check, std::vector<std::string>{"art. 3"});
  const Finding by_exception = found("is_true: [act.recruit, means.deception, actor.humanitarian_only]");
  EXPECT_EQ(by_exception.outcome, Outcome::unknown) << "nobody read the exception of art. 4";
  EXPECT_EQ(by_exception.as_encoded, Outcome::no);
  EXPECT_EQ(found("is_false: [act.recruit, means.deception]").outcome, Outcome::no) << "art. 2 was read, and suffices";
  EXPECT_EQ(found("is_true: [act.recruit], is_false: [means.force, means.threat]", "half#by_harm").outcome, Outcome::unknown)
      << "the element was read, the definition behind it was not";
  const Finding true_all_the_same = found("is_true: [act.recruit, means.deception], is_false: [actor.humanitarian_only]");
  EXPECT_EQ(true_all_the_same.outcome, Outcome::yes);
  EXPECT_EQ(true_all_the_same.mark, Mark::unverified) << "and it carries the mark";
}

// The first day of the only version, and the day that parts two versions, were read nowhere.
TEST(Marks, days_that_nobody_read_never_end_a_question) {
  const auto unread = [](std::string text) {
    for (std::size_t at = 0; (at = text.find("in_force", at)) != std::string::npos; at += 40) text.insert(at, "date_mark: unverified\n    ");
    return text;
  };
  const auto found = [](const Corpus& corpus, std::string_view id, const std::string& date, const std::string& facts) {
    return *checked(corpus, case_of(corpus, "date: " + date + "\nfacts: {" + facts + "}"), id);
  };
  const std::string one_version = R"(format: palermo-law/1
id: one
title: One version
jurisdiction: INT
mark: verified
versions:
  - id: only
    in_force: {from: 2000-01-01, to: null}
    offences: [{id: o, cite: a, elements: [{id: e, cite: a, expr: act.recruit}]}]
)";
  const Corpus one = small_corpus({unread(one_version)});
  const Finding before = found(one, "one#o", "1999", "is_true: [act.recruit]");
  EXPECT_EQ(before.outcome, Outcome::unknown) << "the law may have been in force already";
  EXPECT_EQ(before.as_encoded, Outcome::not_in_force);
  EXPECT_EQ(before.to_check, std::vector<std::string>{"in_force"});
  EXPECT_EQ(found(one, "one#o", "2001", "is_false: [act.recruit]").outcome, Outcome::no) << "false on whatever day it entered into force";
  const Finding after = found(one, "one#o", "2001", "is_true: [act.recruit]");
  EXPECT_EQ(after.outcome, Outcome::yes);
  EXPECT_EQ(after.mark, Mark::unverified) << "and it carries the mark of the day";
  EXPECT_EQ(found(small_corpus({one_version}), "one#o", "1999", "is_true: [act.recruit]").outcome, Outcome::not_in_force);

  const Corpus two = small_corpus({unread(std::string(kTwoVersions))});
  const Finding first = found(two, "two#o", "2003", "is_true: [act.recruit], is_false: [means.force]");
  EXPECT_EQ(first.outcome, Outcome::unknown) << "under the second version it would be true";
  EXPECT_EQ(first.as_encoded, Outcome::no);
  EXPECT_EQ(found(two, "two#later", "2003", "is_true: [act.recruit, act.harbour]").outcome, Outcome::unknown);
}

TEST(Readings, a_finding_names_the_assumptions_it_rests_on_and_no_others) {
  const Corpus& corpus = project_corpus();
  Case stated = project_case(std::string(kAdult) + "], closed: [means]");
  stated.statements.push_back({*corpus.vocabulary().find("means.force"), Truth::yes, "ctdc.force"});
  stated.statements.push_back({*corpus.vocabulary().find("act.harbour"), Truth::yes, "ctdc.housing"});
  const Finding found = finding(kTip, stated);
  EXPECT_EQ(found.outcome, Outcome::yes);
  EXPECT_EQ(found.readings, std::vector<std::string>{"ctdc.force"})
      << "recruitment is stated, so the finding does not rest on harbouring";
}

TEST(Marks, a_finding_carries_the_weakest_mark_it_rests_on) {
  const std::string facts =
      "values: {person.age: 30}, is_true: [actor.intentional, act.recruit, means.force, purpose.forced_labour, "
      "actor.public_official]";
  EXPECT_EQ(finding("asean.actip#aggravated_trafficking", project_case(facts)).mark, Mark::unverified);
  const Finding of_protocol = finding(kTip, project_case(facts));
  EXPECT_EQ(of_protocol.mark, Mark::secondary) << "art. 3 was read; the first day of the Protocol is known from others";
  EXPECT_EQ(of_protocol.to_check, std::vector<std::string>{"in_force"});
  EXPECT_EQ(finding(kSmuggling, project_case(kSmuggler)).mark, Mark::verified);
}

}  // namespace
}  // namespace palermo::law::testing
