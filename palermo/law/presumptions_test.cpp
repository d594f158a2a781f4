// SPDX-License-Identifier: Apache-2.0
// A presumption (of being a child, of reasonable grounds) protects; it is no fact about the conduct and never alters a finding.
#include <rapidcheck.h>

#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

bool is_presumption(FactId fact) {
  const Vocabulary& words = project_corpus().vocabulary();
  return words.groups()[words[fact].group] == "authority";
}

// Every fact that an expression asks for, also through definitions.
void asked(const Expression& e, std::vector<FactId>& facts) {
  using Kind = Expression::Kind;
  if (e.kind == Kind::fact || e.kind == Kind::less || e.kind == Kind::not_less) facts.push_back(e.fact);
  if (e.kind == Kind::reference) asked(project_corpus().definition(e).expression, facts);
  for (const Expression& item : e.items) asked(item, facts);
}

std::vector<FactId> asked_by(const Version& version) {
  std::vector<FactId> facts;
  const auto elements = [&](const std::vector<Element>& list) {
    for (const Element& element : list) {
      asked(element.expression, facts);
      if (element.not_required_if) asked(element.not_required_if->expression, facts);
    }
  };
  for (const Offence& offence : version.offences) {
    elements(offence.elements);
    for (const Exception& exception : offence.exceptions) asked(exception.expression, facts);
  }
  for (const Aggravation& aggravation : version.aggravations) elements(aggravation.grounds);
  return facts;
}

TEST(Presumptions, no_offence_of_any_law_asks_what_the_authorities_found_or_did) {
  std::size_t seen = 0;
  for (const Law& law : project_corpus().laws())
    for (const Version& version : law.versions)
      for (const FactId fact : asked_by(version)) {
        ++seen;
        EXPECT_FALSE(is_presumption(fact)) << law.id << "@" << version.id << ": " << project_corpus().vocabulary()[fact].id;
      }
  EXPECT_GT(seen, 500U);
}

TEST(Presumptions, no_fact_about_the_conduct_follows_from_what_the_authorities_found_or_did) {
  for (const Implication& i : project_corpus().vocabulary().implications())
    EXPECT_FALSE(is_presumption(i.premise) || is_presumption(i.consequence)) << i.cite;
}

TEST(Presumptions, of_a_child_or_of_reasonable_grounds_never_alter_a_finding) {
  EXPECT_TRUE(rc::check("presumptions", [](std::uint64_t seed) {
    RandomLaw random(seed);
    const Corpus& corpus = project_corpus();
    Case without = random.a_case(corpus.vocabulary(), 0.7);
    std::erase_if(without.statements, [](const Statement& s) { return is_presumption(s.fact); });
    std::erase_if(without.one_of, [](const OneOf& set) { return std::any_of(set.facts.begin(), set.facts.end(), is_presumption); });
    if (!FactBase::derive(without, corpus.vocabulary())) return;
    Case with = without;
    for (FactId fact = 0; fact < corpus.vocabulary().facts().size(); ++fact)
      if (is_presumption(fact)) with.statements.push_back({fact, random.chance(0.5) ? Truth::yes : Truth::no, ""});
    for (const FindingId& id : corpus.findings()) {
      const auto before = checked(corpus, without, id.text()), after = checked(corpus, with, id.text());
      RC_ASSERT(before && after);
      RC_ASSERT(core::to_json(to_value(*before, corpus.vocabulary())) == core::to_json(to_value(*after, corpus.vocabulary())));
    }
    const FindingId some = random.pick(corpus.findings());
    RC_ASSERT(completed_text(corpus, without, some.text()) == completed_text(corpus, with, some.text()));
  }));
}

TEST(Presumptions, an_age_that_is_only_presumed_is_not_known) {
  const Corpus& corpus = project_corpus();
  const Case stated = case_of(corpus, "date: 2024-05-01\nfacts: {is_true: [actor.intentional, act.recruit, purpose.forced_labour, "
                                      "authority.reasonable_grounds_victim, authority.best_interests_assessed, authority.guardian_appointed], "
                                      "is_false: [authority.age_assessed], closed: [means]}");
  EXPECT_EQ(completed_text(corpus, stated, "un.tip-protocol"), "unknown, both_ways");
}

}  // namespace
}  // namespace palermo::law::testing
