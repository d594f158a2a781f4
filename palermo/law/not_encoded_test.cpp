// SPDX-License-Identifier: Apache-2.0
// What a file says it leaves out, and what a fact may be besides: read, checked, and used by no finding.
#include <gtest/gtest.h>

#include "palermo/law/law_test.hpp"

namespace palermo::law {
namespace {

using testing::describe;

std::string law_leaving_out(const std::string& facts) {
  return "format: palermo-law/1\nid: t.1\ntitle: T\njurisdiction: X\nmark: verified\nversions:\n  - id: v\n"
         "    offences: [{id: o, cite: x, elements: [{id: e, cite: x, mark: V, expr: act.recruit}]}]\n"
         "    not_encoded: [{cite: art. 2, why: another offence" + facts + "}]\n";
}

std::string code_of(const core::Result<Corpus>& corpus) { return corpus ? "" : std::string(corpus.error().kind.code); }

TEST(NotEncoded, names_the_facts_that_the_text_may_reach) {
  const Corpus corpus = testing::small_corpus({law_leaving_out(", facts: [act.harbour, act.transport]")});
  const NotEncoded& part = corpus.laws().front().versions.front().not_encoded.front();
  ASSERT_EQ(part.facts.size(), 2U);
  EXPECT_EQ(corpus.vocabulary()[part.facts.front()].id, "act.harbour");
}

TEST(NotEncoded, need_not_name_any) {
  EXPECT_TRUE(testing::small_corpus({law_leaving_out("")}).laws().front().versions.front().not_encoded.front().facts.empty());
}

TEST(NotEncoded, refuses_a_fact_that_the_vocabulary_has_not) {
  EXPECT_EQ(code_of(testing::parse_small({law_leaving_out(", facts: [act.teleport]")})), kUnknownFact.code);
  EXPECT_EQ(code_of(testing::parse_small({law_leaving_out(", facts: [person.age]")})), kWrongKindOfFact.code);
}

TEST(NotEncoded, changes_no_finding) {
  const Corpus corpus = testing::small_corpus({law_leaving_out(", facts: [act.harbour]")});
  EXPECT_EQ(testing::outcome_of(corpus, testing::case_of(corpus, "facts: {is_true: [act.harbour], is_false: [act.recruit]}"), "t.1"), "false");
}

TEST(MayBe, changes_no_finding) {
  const std::string vocabulary = std::string(testing::kSmallVocabulary) + "may_be: [{a: act.harbour, b: act.recruit, cite: x}]\n";
  const auto corpus = Corpus::parse({"vocabulary.yaml", vocabulary}, {{"law.yaml", law_leaving_out("")}});
  ASSERT_TRUE(corpus) << describe(corpus.error());
  ASSERT_EQ(corpus->vocabulary().may_be().size(), 1U);
  EXPECT_EQ(testing::outcome_of(*corpus, testing::case_of(*corpus, "facts: {is_true: [act.harbour], is_false: [act.recruit]}"), "t.1"), "false");
}

TEST(MayBe, refuses_a_fact_that_the_vocabulary_has_not) {
  const std::string vocabulary = std::string(testing::kSmallVocabulary) + "may_be: [{a: act.harbour, b: act.teleport, cite: x}]\n";
  EXPECT_EQ(code_of(Corpus::parse({"vocabulary.yaml", vocabulary}, {})), kUnknownFact.code);
}

// Files say in many ways that a stay was irregular: what is a question of reading contradicts nobody's file.
TEST(MayBe, leaves_a_file_as_it_is) {
  const Corpus& corpus = testing::project_corpus();
  const auto facts = FactBase::derive(
      testing::case_of(corpus, "facts: {is_true: [person.permanent_resident_of_dest], is_false: [movement.stay_requirements_met]}"), corpus.vocabulary());
  ASSERT_TRUE(facts) << describe(facts.error());
  EXPECT_EQ(facts->fact(*corpus.vocabulary().find("movement.stay_requirements_met")).truth, Truth::no);
}

}  // namespace
}  // namespace palermo::law
