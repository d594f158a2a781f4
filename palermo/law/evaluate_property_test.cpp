// SPDX-License-Identifier: Apache-2.0
// What holds for every case, shown on random ones; with random rules too. Each assessment passes the checker.
#include <rapidcheck.h>

#include "palermo/law/random_law_test.hpp"

namespace palermo::law::testing {
namespace {

bool settled(Outcome outcome) { return outcome == Outcome::yes || outcome == Outcome::no; }

Outcome outcome_or(const Corpus& corpus, const Case& stated, const FindingId& id, Outcome otherwise) {
  const auto found = checked(corpus, stated, id.text());
  return found ? found->outcome : otherwise;
}

// The case with one more thing known: a fact, a number, an open term or the date. Nothing when all is known.
std::optional<Case> with_more_known(RandomLaw& random, const Corpus& corpus, const Case& stated,
                                    const FactBase& facts) {
  Case more = stated;
  const std::size_t what = random.below(8);
  if (what == 0) {
    for (const Answer& answer : stated.answers)
      if (answer.law == "random") return std::nullopt;
    more.answers.push_back({"random", "term", random.chance(0.5) ? Truth::yes : Truth::no, "somebody", "a reason"});
    return more;
  }
  if (what == 1) {
    const auto day = stated.date.days.min.value_or(static_cast<core::Day>(random.below(20000)));
    more.date.days = {day, day};
    return more;
  }
  std::vector<FactId> unknown;
  for (FactId f = 0; f < corpus.vocabulary().facts().size(); ++f)
    if (corpus.vocabulary()[f].number || facts.fact(f).truth == Truth::unknown) unknown.push_back(f);
  if (unknown.empty()) return std::nullopt;
  const FactId fact = random.pick(unknown);
  if (corpus.vocabulary()[fact].number)
    more.numbers.push_back({fact, random.range(), ""});
  else
    more.statements.push_back({fact, random.chance(0.5) ? Truth::yes : Truth::no, ""});
  return more;
}

void expect_monotone(RandomLaw& random, const Corpus& corpus, double known) {
  const Case stated = random.a_case(corpus.vocabulary(), known);
  const auto facts = FactBase::derive(stated, corpus.vocabulary());
  if (!facts) return;  // it contradicts itself
  const auto more = with_more_known(random, corpus, stated, *facts);
  if (!more || !FactBase::derive(*more, corpus.vocabulary())) return;
  for (const FindingId& id : corpus.findings()) {
    const Outcome before = outcome_or(corpus, stated, id, Outcome::unknown);
    const Outcome after = outcome_or(corpus, *more, id, before);
    if (settled(before)) RC_ASSERT(after == before);
  }
}

TEST(Findings, never_turn_round_when_an_unknown_is_settled_whatever_the_rule) {
  EXPECT_TRUE(rc::check("monotone, random rules", [](std::uint64_t seed) {
    RandomLaw random(seed);
    const Corpus corpus = small_corpus({random.law()});
    for (int i = 0; i < 20; ++i) expect_monotone(random, corpus, 0.5);
  }));
}

TEST(Findings, never_turn_round_when_an_unknown_is_settled_under_the_laws_we_hold) {
  EXPECT_TRUE(rc::check("monotone, our laws", [](std::uint64_t seed) {
    RandomLaw random(seed);
    expect_monotone(random, project_corpus(), 0.6);
  }));
}

void shuffle_all(RandomLaw& random, Case& stated) {
  random.shuffle(stated.statements);
  random.shuffle(stated.numbers);
  random.shuffle(stated.one_of);
  random.shuffle(stated.closed);
  random.shuffle(stated.answers);
}

TEST(Findings, do_not_depend_on_the_order_of_statements) {
  EXPECT_TRUE(rc::check("order", [](std::uint64_t seed) {
    RandomLaw random(seed);
    const Corpus corpus = small_corpus({random.law()});
    Case stated = random.a_case(corpus.vocabulary(), 0.7);
    const Case again = random.a_case(corpus.vocabulary(), 0.3);
    stated.statements.insert(stated.statements.end(), again.statements.begin(), again.statements.end());
    Case shuffled = stated;
    shuffle_all(random, shuffled);
    for (const FindingId& id : corpus.findings()) {
      const auto one = checked(corpus, stated, id.text(), OnContradiction::set_aside);
      const auto other = checked(corpus, shuffled, id.text(), OnContradiction::set_aside);
      RC_ASSERT(one && other);
      RC_ASSERT(core::to_json(to_value(*one, corpus.vocabulary())) ==
                core::to_json(to_value(*other, corpus.vocabulary())));
    }
  }));
}

TEST(Findings, with_contradictions_set_aside_every_derivation_still_holds) {
  EXPECT_TRUE(rc::check("set aside", [](std::uint64_t seed) {
    RandomLaw random(seed);
    const Corpus corpus = small_corpus({random.law()});
    for (int i = 0; i < 20; ++i) {
      Case stated = random.a_case(corpus.vocabulary(), 0.9);
      stated.exceptions_not_raised = random.chance(0.3);
      for (const FindingId& id : corpus.findings())
        RC_ASSERT(checked(corpus, stated, id.text(), OnContradiction::set_aside).has_value());
    }
  }));
}

// A random case of the project, with some facts that make trafficking likely enough to be worth asking.
Case likely_trafficking(RandomLaw& random) {
  Case stated = random.a_case(project_corpus().vocabulary(), 0.1);
  stated.date = *core::parse_date("2024-05-01");
  for (const std::string_view id : {"actor.intentional", "act.recruit", "means.force", "purpose.forced_labour"})
    if (random.chance(0.7)) stated.statements.push_back({*project_corpus().vocabulary().find(id), Truth::yes, ""});
  return stated;
}

void expect_no_difference(RandomLaw& random, const std::vector<std::string>& facts) {
  const Corpus& corpus = project_corpus();
  Case without = likely_trafficking(random);
  std::vector<FactId> ids;
  for (const std::string& fact : facts) ids.push_back(*corpus.vocabulary().find(fact));
  std::erase_if(without.statements, [&](const Statement& s) { return std::count(ids.begin(), ids.end(), s.fact); });
  std::erase_if(without.one_of, [&](const OneOf& set) {
    return std::any_of(set.facts.begin(), set.facts.end(),
                       [&](FactId f) { return std::count(ids.begin(), ids.end(), f); });
  });
  Case with = without;
  for (const FactId id : ids) with.statements.push_back({id, random.chance(0.5) ? Truth::yes : Truth::no, ""});
  if (!FactBase::derive(without, corpus.vocabulary()) || !FactBase::derive(with, corpus.vocabulary())) return;
  for (const std::string_view id : {"un.tip-protocol#trafficking", "asean.actip#trafficking"})
    RC_ASSERT(outcome_of(corpus, without, id) == outcome_of(corpus, with, id));
}

TEST(TipProtocol, facts_about_borders_never_change_the_finding) {
  EXPECT_TRUE(rc::check("borders", [](std::uint64_t seed) {
    RandomLaw random(seed);
    expect_no_difference(random, {"movement.border_crossed", "movement.entry_requirements_met",
                                  "movement.stay_requirements_met", "person.national_of_dest"});
  }));
}

TEST(TipProtocol, consent_never_changes_the_finding) {
  EXPECT_TRUE(rc::check("consent", [](std::uint64_t seed) {
    RandomLaw random(seed);
    expect_no_difference(random, {"consent.to_exploitation", "consent.to_movement"});
  }));
}

TEST(Findings, of_the_smuggling_protocol_are_never_true_of_the_person_moved) {
  EXPECT_TRUE(rc::check("art. 5", [](std::uint64_t seed) {
    RandomLaw random(seed);
    const Corpus& corpus = project_corpus();
    Case stated = random.a_case(corpus.vocabulary(), 0.5);
    stated.exceptions_not_raised = random.chance(0.5);
    const FactId object = *corpus.vocabulary().find("actor.is_object_of_conduct_only");
    std::erase_if(stated.statements, [&](const Statement& s) { return s.fact == object; });
    stated.statements.push_back({object, Truth::yes, ""});
    for (const FindingId& id : corpus.findings()) {
      if (id.law != "un.som-protocol") continue;
      const auto found = checked(corpus, stated, id.text());
      if (found) RC_ASSERT(found->outcome != Outcome::yes);
    }
  }));
}

}  // namespace
}  // namespace palermo::law::testing
