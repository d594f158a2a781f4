// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/what_if.hpp"

#include "palermo/law/readings.hpp"
#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

const std::string kBody = "date: 2024-05-01\nfacts: {values: {person.age: 30}, is_true: [actor.intentional, act.recruit, purpose.forced_labour], closed: [means]}";

core::Result<WhatIf> supposed(const std::string& body, const std::vector<std::string>& settings, std::string_view id = "un.tip-protocol") {
  const Corpus& corpus = project_corpus();
  std::vector<Supposed> all;
  for (const std::string& setting : settings) {
    PALERMO_TRY(Supposed one, parse_supposed(setting, corpus));
    all.push_back(std::move(one));
  }
  return what_if(corpus, case_of(corpus, body), {*corpus.resolve(id)}, all, accepted_by_the_checkers(corpus));
}

std::string code_of(const core::Result<WhatIf>& found) { return found ? "" : std::string(found.error().kind.code); }

TEST(WhatIf, the_person_had_been_seventeen_no_means_would_have_been_asked_for) {
  const auto found = supposed(kBody, {"person.age=17"});
  ASSERT_TRUE(found) << describe(found.error());
  const FindingChange& change = found->findings.front();
  EXPECT_EQ(word(change.before.outcome), "false");
  EXPECT_EQ(word(change.after.outcome), "true");
  EXPECT_EQ(found->replaced, (std::vector<std::string>{"person.age"}));
  ASSERT_EQ(change.parts.size(), 2U);  // the means, by the waiver of art. 3(c)
  EXPECT_EQ(change.parts[0].id, "means");
  EXPECT_EQ(change.parts[1].cite, "art. 3(c)");
}

TEST(WhatIf, an_element_that_is_not_asked_for_is_not_taken_for_one_that_was_met) {
  const auto child = supposed(kBody, {"person.age=17"});
  EXPECT_FALSE(child->findings.front().parts[0].not_asked_before);
  EXPECT_TRUE(child->findings.front().parts[0].not_asked_after);
  const auto forced = supposed(kBody, {"means.force=true"});
  ASSERT_EQ(forced->findings.front().parts.size(), 1U);
  EXPECT_FALSE(forced->findings.front().parts[0].not_asked_after);
}

TEST(WhatIf, nobody_is_minus_one_or_nine_hundred_years_old) {
  for (const std::string wrong : {"person.age=-1", "person.age=151", "person.age=10..900", "person.age=-9223372036854775808..", "group.members=2000000000"})
    EXPECT_EQ(code_of(supposed(kBody, {wrong})), kBadSetting.code) << wrong;
  EXPECT_EQ(supposed(kBody, {"person.age=-1"}).error().args.at("highest"), "150");
  EXPECT_EQ(code_of(supposed(kBody, {"person.age=150"})), "");
}

TEST(WhatIf, no_supposition_makes_the_person_moved_the_author_of_the_smuggling) {
  const std::string body = "date: 2024-05-01\nfacts: {is_true: [actor.is_object_of_conduct_only]}";
  EXPECT_EQ(code_of(supposed(body, {"actor.is_object_of_conduct_only=false"}, "un.som-protocol#smuggling")), kPersonMoved.code);
  EXPECT_EQ(code_of(supposed(body, {"actor.is_object_of_conduct_only=unknown"}, "un.som-protocol#smuggling")), kPersonMoved.code);
  EXPECT_EQ(code_of(supposed(body, {"benefit.sought=true"}, "un.som-protocol#smuggling")), "");
}

TEST(WhatIf, what_the_file_does_not_state_is_added_and_nothing_is_replaced) {
  const auto found = supposed(kBody, {"means.deception=true"});
  EXPECT_EQ(word(found->findings.front().after.outcome), "true");
  EXPECT_TRUE(found->replaced.empty());
}

TEST(WhatIf, a_fact_may_be_supposed_unknown) {
  const auto found = supposed(kBody, {"act.recruit=unknown", "person.age=unknown"});
  EXPECT_EQ(word(found->findings.front().after.outcome), "unknown");  // of a child no means would be asked for
  EXPECT_EQ(found->replaced, (std::vector<std::string>{"act.recruit", "person.age"}));
}

TEST(WhatIf, settings_that_cannot_stand_with_the_file_are_refused_with_the_facts_concerned) {
  const auto found = supposed("date: 2024\nfacts: {is_true: [purpose.debt_bondage]}", {"purpose.slavery_like=false"});
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind.code, kCannotSuppose.code);
  EXPECT_EQ(found.error().args.at("facts"), "purpose.debt_bondage, purpose.slavery_like");
  EXPECT_EQ(code_of(supposed(kBody, {"benefit.sought=true", "actor.humanitarian_only=true"})), kCannotSuppose.code);
}

TEST(WhatIf, a_thing_is_supposed_once_and_written_as_it_is_measured) {
  EXPECT_EQ(code_of(supposed(kBody, {"means.threat=true", "means.threat=false"})), kBadSetting.code);
  for (const std::string wrong : {"means.threat", "means.threat=17", "person.age=true", "person.age=18..17", "person.age=..", "=true"})
    EXPECT_EQ(code_of(supposed(kBody, {wrong})), kBadSetting.code) << wrong;
  EXPECT_EQ(code_of(supposed(kBody, {"means.thread=true"})), kUnknownFact.code);
  EXPECT_EQ(code_of(supposed(kBody, {"un.tip-protocol#no_such=true"})), kUnknownTerm.code);
  for (const std::string right : {"person.age=16..18", "person.age=..18", "person.age=18..", "un.tip-protocol#tip_other_exploitation=false"})
    EXPECT_EQ(code_of(supposed(kBody, {right})), "") << right;
}

TEST(WhatIf, the_case_itself_is_never_changed) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, kBody);
  std::vector<std::string> replaced;
  ASSERT_TRUE(supposing(stated, {*parse_supposed("act.recruit=false", corpus)}, corpus.vocabulary(), replaced));
  EXPECT_EQ(outcome_of(corpus, stated, "un.tip-protocol"), "false");
  EXPECT_EQ(stated.statements.size(), 3U);
}

}  // namespace
}  // namespace palermo::law::testing
