// SPDX-License-Identifier: Apache-2.0
// The checker must notice every wrong step: each value and each basis of real derivations is flipped, one at a time.
#include <functional>
#include <iostream>

#include "palermo/law/random_law_test.hpp"

namespace palermo::law::testing {
namespace {

struct Tally {
  int tried = 0, caught = 0;
};

void each_node(Node& node, const std::function<void(Node&)>& visit) {
  visit(node);
  for (Node& child : node.children) each_node(child, visit);
}

// Flips every value and every basis of the derivation in turn.
void mutate(const Corpus& corpus, const Case& stated, Finding finding, Tally& tally) {
  const auto attempt = [&] {
    ++tally.tried;
    if (check(corpus, stated, finding)) ++tally.caught;
  };
  each_node(finding.derivation, [&](Node& node) {
    const Outcome value = node.value;
    for (const Outcome other : {Outcome::unknown, Outcome::yes, Outcome::no, Outcome::not_in_force}) {
      if (other == value) continue;
      node.value = other;
      attempt();
    }
    node.value = value;
    const Because because = node.because;
    for (int other = 0; other <= static_cast<int>(Because::date); ++other) {
      if (static_cast<Because>(other) == because) continue;
      node.because = static_cast<Because>(other);
      attempt();
    }
    node.because = because;
  });
}

TEST(Checker, catches_every_flipped_value_and_basis_of_real_derivations) {
  const Corpus& corpus = project_corpus();
  const std::vector<std::string> cases = {
      "date: 2024-05-01\nfacts: {values: {person.age: 30}, is_true: [actor.intentional, act.recruit, means.force, "
      "purpose.debt_bondage], closed: [act, means]}",
      "date: 2024-05-01\nfacts: {values: {person.age.max: 20}, is_true: [actor.intentional, act.recruit, "
      "purpose.begging], one_of: [[means.threat, means.other_coercion]]}\n"
      "answers: [{law: un.tip-protocol, term: tip_other_exploitation, answer: true, by: Rapporteur, reason: x}]",
      "date: 2003..2005\nexceptions_not_raised: true\nfacts: {is_true: [actor.intentional, "
      "facilitation.procured_entry, movement.border_crossed, benefit.received_or_promised, "
      "danger.life_or_safety_endangered], is_false: [movement.entry_requirements_met, person.national_of_dest, "
      "person.permanent_resident_of_dest]}",
      "date: unknown\nfacts: {is_true: [actor.humanitarian_only, actor.is_object_of_conduct_only], unknown: "
      "[purpose.serfdom], closed: [purpose]}"};
  Tally tally;
  for (const std::string& body : cases) {
    const Case stated = case_of(corpus, body);
    for (const std::string_view id : {"un.tip-protocol#trafficking", "un.som-protocol#aggravated_smuggling",
                                      "asean.actip#aggravated_trafficking", "us.7102-11"}) {
      const auto finding = checked(corpus, stated, id);
      ASSERT_TRUE(finding) << describe(finding.error());
      mutate(corpus, stated, *finding, tally);
    }
  }
  std::cout << tally.caught << " of " << tally.tried << " mutations caught\n";
  EXPECT_GT(tally.tried, 5000);
  EXPECT_EQ(tally.caught, tally.tried);
}

TEST(Checker, catches_every_flip_in_derivations_of_random_laws) {
  Tally tally;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    RandomLaw random(seed);
    const Corpus corpus = small_corpus({random.law()});
    Case stated = random.a_case(corpus.vocabulary(), 0.4);
    stated.exceptions_not_raised = random.chance(0.3);
    for (const FindingId& id : corpus.findings()) {
      const auto finding = checked(corpus, stated, id.text(), OnContradiction::set_aside);
      ASSERT_TRUE(finding) << seed;
      mutate(corpus, stated, *finding, tally);
    }
  }
  std::cout << tally.caught << " of " << tally.tried << " mutations caught\n";
  EXPECT_EQ(tally.caught, tally.tried);
}

TEST(Checker, can_be_read_in_one_go) {
  const std::string text = read(std::filesystem::path(PALERMO_SOURCE_DIR) / "palermo" / "law" / "checker.cpp");
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 200);
  for (const std::string_view other : {"evaluate.hpp", "facts.hpp", "evaluator.hpp"})
    EXPECT_EQ(text.find(other), std::string::npos) << other;
}

TEST(Checker, refuses_another_case_another_law_text_and_a_missing_step) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus,
                              "date: 2024-05-01\nfacts: {values: {person.age: 30}, is_true: [actor.intentional, "
                              "act.recruit, means.force, purpose.servitude]}");
  const Finding finding = *checked(corpus, stated, "un.tip-protocol");
  Case other = stated;
  other.statements.pop_back();
  EXPECT_TRUE(check(corpus, other, finding));
  other = stated;
  other.subject = Role::person_moved;
  EXPECT_TRUE(check(corpus, other, finding));
  Finding wrong = finding;
  wrong.content_hash[0] = wrong.content_hash[0] == '0' ? '1' : '0';
  EXPECT_TRUE(check(corpus, stated, wrong));
  wrong = finding;
  wrong.outcome = Outcome::no;
  EXPECT_TRUE(check(corpus, stated, wrong));
  wrong = finding;
  each_node(wrong.derivation, [](Node& node) {
    if (node.rule == Rule::any) node.children.pop_back();
  });
  EXPECT_TRUE(check(corpus, stated, wrong));
  wrong = finding;
  each_node(wrong.derivation, [](Node& node) {
    if (node.rule == Rule::element) node.says += "!";
  });
  EXPECT_TRUE(check(corpus, stated, wrong));
}

}  // namespace
}  // namespace palermo::law::testing
