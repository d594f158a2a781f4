// SPDX-License-Identifier: Apache-2.0
// What holds of completions and decisive facts for every case, shown on random ones; with random rules too.
#include <rapidcheck.h>

#include <iostream>
#include <set>

#include "palermo/law/decisive.hpp"
#include "palermo/law/reasoning_test.hpp"

namespace palermo::law::testing {
namespace {

struct Drawn {
  Corpus corpus;
  Case stated;
};

Drawn draw(RandomLaw& random, double known) {
  Drawn drawn{random.chance(0.5) ? narrow_corpus(random) : small_corpus({random.law()}), {}};
  drawn.stated = consistent_case(random, drawn.corpus.vocabulary(), known);
  return drawn;
}

// A random case about the laws we hold, on a day when most of them are in force.
Case case_about_our_laws(RandomLaw& random, double known) {
  Case drawn = consistent_case(random, project_corpus().vocabulary(), known);
  drawn.date = *core::parse_date("2024-05-05");
  return drawn;
}

TEST(Completion, only_turns_unknown_into_true_or_false_and_agrees_with_every_way_of_settling) {
  int settled = 0, compared = 0;
  EXPECT_TRUE(rc::check("completion and brute force", [&](std::uint64_t seed) {
    RandomLaw random(seed);
    for (int i = 0; i < 25; ++i) {
      const Drawn drawn = draw(random, 0.5);
      for (const FindingId& id : drawn.corpus.findings()) {
        const auto found = completed(drawn.corpus, drawn.stated, id.text());
        RC_ASSERT(found.has_value());
        if (found->finding.outcome != Outcome::unknown) {
          RC_ASSERT(found->outcome == found->finding.outcome && found->how == How::plainly);
          continue;
        }
        RC_ASSERT(found->outcome != Outcome::not_in_force);
        if (found->atoms.size() > 8) continue;
        std::set<Outcome> outcomes;
        for (const auto& [way, outcome] : every_way(drawn.corpus, drawn.stated, id, found->atoms)) outcomes.insert(outcome);
        RC_ASSERT(found->outcome == (outcomes.size() == 1 ? *outcomes.begin() : Outcome::unknown));
        ++compared;
        settled += found->how == How::by_case_split;
      }
    }
  }));
  std::cout << compared << " unknown findings compared with every way of settling, " << settled << " of them settled by a case split\n";
  EXPECT_GT(settled, 50);
}

// The case with one more thing known. Nothing when all is known, or when it would contradict the rest.
std::optional<Case> with_more_known(RandomLaw& random, const Corpus& corpus, const Case& stated, const std::vector<Atom>& atoms) {
  Case more = stated;
  const auto facts = FactBase::derive(stated, corpus.vocabulary());
  if (!atoms.empty() && random.chance(0.5)) {
    put(more, {random.pick(atoms), random.chance(0.5)});
  } else if (const auto fact = static_cast<FactId>(random.below(corpus.vocabulary().facts().size())); corpus.vocabulary()[fact].number) {
    more.numbers.push_back({fact, random.range(), ""});
  } else if (facts->fact(fact).truth == Truth::unknown) {
    more.statements.push_back({fact, random.chance(0.5) ? Truth::yes : Truth::no, ""});
  }
  if (random.chance(0.2)) {
    const core::Day day = stated.date.days.min.value_or(12000);
    more.date.days = {day, day};
  }
  if (!FactBase::derive(more, corpus.vocabulary())) return std::nullopt;
  return more;
}

void expect_monotone(RandomLaw& random, const Corpus& corpus, Case stated, const FindingId& id) {
  std::optional<Outcome> said;
  std::optional<std::vector<Atom>> rested_on;
  for (int step = 0; step < 6; ++step) {
    const auto found = completed(corpus, stated, id.text());
    RC_ASSERT(found.has_value());
    if (said) RC_ASSERT(found->outcome == *said);
    if (found->outcome != Outcome::unknown) said = found->outcome;
    const std::vector<Atom>& atoms = found->atoms;
    if (rested_on) RC_ASSERT(std::includes(rested_on->begin(), rested_on->end(), atoms.begin(), atoms.end()));
    rested_on = atoms;
    auto more = with_more_known(random, corpus, stated, found->atoms);
    if (more) stated = std::move(*more);
  }
}

TEST(Completion, never_turns_round_or_is_taken_back_when_more_is_known_whatever_the_rule) {
  EXPECT_TRUE(rc::check("monotone, random rules", [](std::uint64_t seed) {
    RandomLaw random(seed);
    for (int i = 0; i < 8; ++i) {
      const Drawn drawn = draw(random, 0.4);
      for (const FindingId& id : drawn.corpus.findings()) expect_monotone(random, drawn.corpus, drawn.stated, id);
    }
  }));
}

TEST(Completion, never_turns_round_or_is_taken_back_when_more_is_known_under_the_laws_we_hold) {
  EXPECT_TRUE(rc::check("monotone, our laws", [](std::uint64_t seed) {
    RandomLaw random(seed);
    const Corpus& corpus = project_corpus();
    for (int i = 0; i < 5; ++i) expect_monotone(random, corpus, case_about_our_laws(random, 0.8), random.pick(corpus.findings()));
  }));
}

// The slower program for decisive facts: all sets, all answers, all ways of settling the rest.
struct Plain {
  std::set<std::vector<std::pair<std::size_t, bool>>> to_true, to_false;
  std::set<std::vector<std::size_t>> whatever;
};

Plain decisive_plainly(const std::map<std::size_t, Outcome>& ways, std::size_t atoms) {
  Plain found;
  for (std::size_t size = 1; size <= atoms; ++size) {
    Plain here;
    for (std::size_t set = 0; set < std::size_t{1} << atoms; ++set) {
      if (static_cast<std::size_t>(__builtin_popcountll(set)) != size) continue;
      bool always = true, any = false;
      for (std::size_t values = 0; values < std::size_t{1} << atoms; ++values) {
        if (values & ~set) continue;
        std::set<Outcome> outcomes;
        for (const auto& [way, outcome] : ways)
          if ((way & set) == values) outcomes.insert(outcome);
        if (outcomes.empty()) continue;
        any = true;
        const Outcome only = outcomes.size() == 1 ? *outcomes.begin() : Outcome::unknown;
        std::vector<std::pair<std::size_t, bool>> settings;
        for (std::size_t i = 0; i < atoms; ++i)
          if (set >> i & 1) settings.emplace_back(i, values >> i & 1);
        if (only == Outcome::yes) here.to_true.insert(settings);
        if (only == Outcome::no) here.to_false.insert(settings);
        always &= only != Outcome::unknown;
      }
      std::vector<std::size_t> members;
      for (std::size_t i = 0; i < atoms; ++i)
        if (set >> i & 1) members.push_back(i);
      if (always && any) here.whatever.insert(members);
    }
    if (found.to_true.empty()) found.to_true = here.to_true;
    if (found.to_false.empty()) found.to_false = here.to_false;
    if (found.whatever.empty()) found.whatever = here.whatever;
  }
  return found;
}

std::set<std::vector<std::pair<std::size_t, bool>>> as_indices(const std::vector<DecisiveSet>& sets, const std::vector<Atom>& atoms) {
  std::set<std::vector<std::pair<std::size_t, bool>>> found;
  for (const DecisiveSet& set : sets) {
    std::vector<std::pair<std::size_t, bool>> settings;
    for (const auto& [atom, value] : set.settings)
      settings.emplace_back(static_cast<std::size_t>(std::find(atoms.begin(), atoms.end(), atom) - atoms.begin()), value);
    found.insert(settings);
  }
  return found;
}

TEST(DecisiveFacts, are_those_of_a_slower_program_that_tries_every_set_on_random_small_laws) {
  int compared = 0;
  EXPECT_TRUE(rc::check("decisive facts and brute force", [&](std::uint64_t seed) {
    RandomLaw random(seed);
    for (int i = 0; i < 4; ++i) {
      const Drawn drawn = draw(random, 0.5);
      for (const FindingId& id : drawn.corpus.findings()) {
        const auto found = decisive_facts(drawn.corpus, drawn.stated, id);
        RC_ASSERT(found.has_value());
        const std::vector<Atom>& atoms = found->completion.atoms;
        if (found->completion.outcome != Outcome::unknown || atoms.empty() || atoms.size() > 6) continue;
        const Plain plain = decisive_plainly(every_way(drawn.corpus, drawn.stated, id, atoms), atoms.size());
        RC_ASSERT(found->exact);
        RC_ASSERT(as_indices(found->to_true, atoms) == plain.to_true);
        RC_ASSERT(as_indices(found->to_false, atoms) == plain.to_false);
        std::set<std::vector<std::size_t>> whatever;
        for (const auto& set : found->whatever) {
          std::vector<std::size_t> members;
          for (const Atom& atom : set) members.push_back(static_cast<std::size_t>(std::find(atoms.begin(), atoms.end(), atom) - atoms.begin()));
          whatever.insert(members);
        }
        RC_ASSERT(whatever == plain.whatever);
        ++compared;
      }
    }
  }));
  std::cout << compared << " findings compared\n";
  EXPECT_GT(compared, 100);
}

TEST(DecisiveFacts, once_settled_as_a_set_says_decide_the_finding) {
  int tried = 0;
  EXPECT_TRUE(rc::check("decisive facts decide", [&](std::uint64_t seed) {
    RandomLaw random(seed);
    const Corpus& corpus = project_corpus();
    Case stated = case_about_our_laws(random, 0.8);
    for (FactId f = 0; f < corpus.vocabulary().facts().size(); ++f)  // nothing of what most laws ask first
      if (corpus.vocabulary()[f].id.starts_with("act.")) std::erase_if(stated.statements, [&](const Statement& s) { return s.fact == f; });
    std::erase_if(stated.closed, [&](const ClosedGroup& c) { return corpus.vocabulary().groups()[c.group] == "act"; });
    if (!FactBase::derive(stated, corpus.vocabulary())) return;
    const FindingId id = random.pick(corpus.findings());
    const auto found = decisive_facts(corpus, stated, id);
    RC_ASSERT(found.has_value());
    for (const auto* list : {&found->to_true, &found->to_false})
      for (std::size_t i = 0; i < std::min<std::size_t>(list->size(), 4); ++i) {
        Case answered = stated;
        for (const Setting& setting : (*list)[i].settings) put(answered, setting);
        if (!FactBase::derive(answered, corpus.vocabulary())) continue;
        const auto after = completed(corpus, answered, id.text());
        RC_ASSERT(after && after->outcome == (*list)[i].outcome);
        ++tried;
      }
  }));
  std::cout << tried << " sets tried\n";
  EXPECT_GT(tried, 20);
}

}  // namespace
}  // namespace palermo::law::testing
