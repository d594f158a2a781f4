// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/law_test.hpp"

namespace palermo::law::testing {
namespace {

// The facts of a case written in the small vocabulary.
FactBase facts_of(std::string_view body, OnContradiction policy = OnContradiction::refuse) {
  const Corpus corpus = small_corpus();
  const auto facts = FactBase::derive(case_of(corpus, body), corpus.vocabulary(), policy);
  EXPECT_TRUE(facts) << describe(facts.error());
  return facts ? *facts : FactBase{};
}

std::string error_of(std::string_view body) {
  const Corpus corpus = small_corpus();
  const auto facts = FactBase::derive(case_of(corpus, body), corpus.vocabulary());
  return facts ? "no error" : describe(facts.error());
}

KnownFact fact(const FactBase& facts, std::string_view id) {
  static const Corpus corpus = small_corpus();
  return facts.fact(*corpus.vocabulary().find(id));
}

std::string truth(const FactBase& facts, std::string_view id) { return std::string(word(fact(facts, id).truth)); }

TEST(Facts, what_nobody_stated_is_unknown) {
  const FactBase facts = facts_of("facts: {is_true: [act.recruit]}");
  EXPECT_EQ(truth(facts, "act.recruit"), "true");
  EXPECT_EQ(truth(facts, "act.harbour"), "unknown");
}

TEST(Facts, an_implication_runs_forwards_and_backwards) {
  EXPECT_EQ(truth(facts_of("facts: {is_true: [purpose.bondage]}"), "purpose.slavery_like"), "true");
  EXPECT_EQ(truth(facts_of("facts: {is_false: [purpose.slavery_like]}"), "purpose.bondage"), "false");
  EXPECT_EQ(truth(facts_of("facts: {is_true: [purpose.slavery_like]}"), "purpose.bondage"), "unknown");
  EXPECT_EQ(fact(facts_of("facts: {is_true: [purpose.serfdom]}"), "purpose.slavery_like").implication, 1U);
}

TEST(Facts, help_for_nothing_in_return_and_a_benefit_refute_each_other) {
  const FactBase helper = facts_of("facts: {is_true: [actor.humanitarian_only]}");
  EXPECT_EQ(truth(helper, "benefit.sought"), "false");
  EXPECT_EQ(truth(helper, "benefit.received"), "false");
  EXPECT_EQ(truth(facts_of("facts: {is_true: [benefit.received]}"), "actor.humanitarian_only"), "false");
}

TEST(Facts, a_closed_group_makes_the_rest_false_and_says_so) {
  const FactBase facts = facts_of("facts: {is_true: [means.threat], closed: [means, person]}");
  EXPECT_EQ(truth(facts, "means.force"), "false");
  EXPECT_EQ(fact(facts, "means.force").basis, Basis::closed);
  EXPECT_EQ(truth(facts, "act.recruit"), "unknown");
}

TEST(Facts, a_number_is_never_closed) {
  const Corpus corpus = small_corpus();
  const auto facts = FactBase::derive(case_of(corpus, "facts: {closed: [person]}"), corpus.vocabulary());
  EXPECT_FALSE(facts->number(*corpus.vocabulary().find("person.age")).range.known());
}

TEST(Facts, asked_and_not_known_stays_unknown_in_a_closed_group) {
  EXPECT_EQ(truth(facts_of("facts: {unknown: [means.force], closed: [means]}"), "means.force"), "unknown");
}

TEST(Facts, a_closed_fact_stays_unknown_while_an_unknown_one_implies_it) {
  const FactBase facts = facts_of("facts: {unknown: [purpose.bondage], closed: [purpose]}");
  EXPECT_EQ(truth(facts, "purpose.slavery_like"), "unknown");
  EXPECT_EQ(truth(facts, "purpose.labour"), "false");
  // serfdom is closed itself, so it stands in nobody's way
  EXPECT_EQ(truth(facts_of("facts: {closed: [purpose]}"), "purpose.slavery_like"), "false");
}

TEST(Facts, a_merged_positive_keeps_its_facts_unknown_until_one_is_true) {
  EXPECT_EQ(truth(facts_of("facts: {one_of: [[means.threat, means.force]], closed: [means]}"), "means.force"),
            "unknown");
  EXPECT_EQ(truth(facts_of("facts: {one_of: [[means.threat, means.force]], is_false: [means.threat]}"), "means.force"),
            "unknown");
  EXPECT_EQ(truth(facts_of("facts: {one_of: [[means.threat, means.force]], is_true: [means.threat], closed: [means]}"),
                  "means.force"),
            "false");
}

TEST(Facts, contradictions_are_refused_with_the_fact_and_the_case) {
  for (const std::string_view body :
       {"facts: {is_true: [benefit.received], is_false: [benefit.sought]}",
        "facts: {is_true: [means.threat, purpose.bondage], is_false: [purpose.slavery_like]}",
        "facts: {is_false: [means.threat, means.force], one_of: [[means.threat, means.force]]}"})
    EXPECT_TRUE(error_of(body).starts_with("law.contradictory_facts at :0:0 C1")) << error_of(body);
}

TEST(Facts, one_fact_with_two_answers_is_a_slip_of_the_pen_and_is_refused_where_it_stands) {
  const Corpus corpus = small_corpus();
  const auto said = [&](const std::string& facts) {
    const auto document = core::parse_yaml("format: palermo-cases/1\ncases:\n  - id: C1\n    title: t\n    facts:\n" + facts, "case.yaml");
    const auto cases = parse_cases(*document, corpus.vocabulary());
    return cases ? std::string("no error") : std::string(cases.error().kind.code) + " line " + std::to_string(cases.error().place.line);
  };
  EXPECT_EQ(said("      is_true: [means.threat]\n      unknown: [means.threat]\n"), "law.two_answers line 7");
  EXPECT_EQ(said("      unknown: [means.threat]\n      is_false: [means.force,\n        means.threat]\n"), "law.two_answers line 6") << "the list that comes later in our order";
  EXPECT_EQ(said("      is_true: [means.threat]\n      is_false: [means.threat]\n"), "law.two_answers line 7");
  EXPECT_EQ(said("      is_true: [means.threat, means.threat]\n      unknown: [means.force]\n"), "no error");
}

TEST(Facts, a_least_number_above_the_most_is_said_in_plain_words) {
  const std::string error = error_of("facts: {values: {person.age.min: 20, person.age.max: 10}}");
  EXPECT_TRUE(error.starts_with("law.numbers_turned_round at :0:0 C1")) << error;
}

TEST(Facts, a_contradiction_set_aside_leaves_its_facts_unknown_and_lists_them) {
  const FactBase facts = facts_of("facts: {is_true: [purpose.bondage, act.recruit], is_false: [purpose.slavery_like]}",
                                  OnContradiction::set_aside);
  EXPECT_EQ(truth(facts, "purpose.bondage"), "unknown");
  EXPECT_EQ(truth(facts, "purpose.slavery_like"), "unknown");
  EXPECT_EQ(truth(facts, "act.recruit"), "true");
  EXPECT_EQ(facts.contradictory().size(), 2U);
}

TEST(Facts, what_rested_only_on_a_contradiction_is_unknown_too) {
  const FactBase facts =
      facts_of("facts: {is_true: [benefit.received, actor.humanitarian_only]}", OnContradiction::set_aside);
  for (const std::string_view id : {"benefit.received", "benefit.sought", "actor.humanitarian_only"})
    EXPECT_EQ(truth(facts, id), "unknown") << id;
}

TEST(Facts, the_file_comes_before_a_reading_as_the_reason) {
  const Corpus corpus = small_corpus();
  Case stated = case_of(corpus, "facts: {}");
  const FactId threat = *corpus.vocabulary().find("means.threat");
  stated.statements = {{threat, Truth::yes, "reading.b"}, {threat, Truth::yes, ""}, {threat, Truth::yes, "reading.a"}};
  EXPECT_EQ(FactBase::derive(stated, corpus.vocabulary())->fact(threat).source, "");
  stated.statements.erase(stated.statements.begin() + 1);
  EXPECT_EQ(FactBase::derive(stated, corpus.vocabulary())->fact(threat).source, "reading.a");
}

}  // namespace
}  // namespace palermo::law::testing
