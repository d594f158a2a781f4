// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/explain.hpp"

#include "palermo/law/random_law_test.hpp"

namespace palermo::law::testing {
namespace {

// A case that meets nearly every kind of step: implied, closed, merged, a number, an open term, exceptions not raised.
Case rich_case(const Corpus& corpus) {
  return case_of(corpus, R"(date: 2024-05-01
exceptions_not_raised: true
facts: {values: {person.age.min: 15, person.age.max: 20}, is_true: [actor.intentional, act.recruit, purpose.debt_bondage, facilitation.procured_entry],
        one_of: [[means.threat, means.other_coercion]], closed: [act, purpose]}
answers: [{law: un.tip-protocol, term: tip_other_exploitation, answer: false, by: Rapporteur, reason: narrow reading}])");
}

TEST(Explanation, names_article_value_and_reason_of_each_step) {
  const Corpus& corpus = project_corpus();
  const auto finding = checked(corpus, rich_case(corpus), "un.tip-protocol#trafficking");
  ASSERT_TRUE(finding) << describe(finding.error());
  const std::string text = explain(*finding, corpus.vocabulary(), core::Catalogue("en"));
  for (const std::string_view part :
       {"un.tip-protocol#trafficking: true", "art. 3(a)", "stated in the file", "follows from the fact below",
        "the file says that one of these is true", "known: 15 to 20", "answered by Rapporteur: narrow reading"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(Explanation, says_which_unread_article_keeps_a_finding_open) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, "date: 2024-05-01\nfacts: {is_true: [actor.intentional, act.recruit], closed: [act, means, purpose], values: {person.age: 30}}");
  const auto finding = checked(corpus, stated, "asean.actip#trafficking");
  ASSERT_TRUE(finding) << describe(finding.error());
  EXPECT_EQ(finding->outcome, Outcome::unknown);
  const std::string text = explain(*finding, corpus.vocabulary(), core::Catalogue("en"));
  EXPECT_NE(text.find("To be checked against the text: art. 2(a)"), std::string::npos) << text;
}

TEST(Explanation, has_a_text_for_every_step_there_is) {
  const Corpus& corpus = project_corpus();
  const core::Catalogue catalogue("en");
  for (int rule = 0; rule <= static_cast<int>(Rule::versions); ++rule)
    EXPECT_TRUE(catalogue.has("law.node." + std::string(word(static_cast<Rule>(rule)))));
  Case stated = rich_case(corpus);
  stated.statements.push_back({*corpus.vocabulary().find("means.force"), Truth::yes, "a.reading"});
  for (const FindingId& id : corpus.findings()) {
    const auto finding = checked(corpus, stated, id.text());
    ASSERT_TRUE(finding);
    EXPECT_EQ(explain(*finding, corpus.vocabulary(), catalogue).find("⟦"), std::string::npos) << id.text();
  }
  RandomLaw random(7);
  for (int i = 0; i < 50; ++i) {
    const Corpus small = small_corpus({random.law()});
    const Case made = random.a_case(small.vocabulary(), 0.5);
    for (const FindingId& id : small.findings()) {
      const auto finding = checked(small, made, id.text(), OnContradiction::set_aside);
      ASSERT_TRUE(finding);
      EXPECT_EQ(explain(*finding, small.vocabulary(), catalogue).find("⟦"), std::string::npos);
    }
  }
}

TEST(Explanation, names_what_decides) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus,
                              "date: 2024-05-01\nfacts: {values: {person.age.min: 15, person.age.max: 20}, is_true: "
                              "[actor.intentional, act.recruit, "
                              "purpose.forced_labour], closed: [means]}");
  const auto finding = checked(corpus, stated, "un.tip-protocol#trafficking");
  std::vector<std::string> ids;
  for (const Node* node : decisive(finding->derivation)) ids.push_back(node->id);
  EXPECT_EQ(ids, (std::vector<std::string>{"means", "person.age"}));
}

}  // namespace
}  // namespace palermo::law::testing
