// SPDX-License-Identifier: Apache-2.0
// Could the text reach the person moved? Asked of the solver, in the facts of a story; no finding about her is made.
#include <limits>
#include <optional>

#include "palermo/compare/check.hpp"
#include "palermo/compare/solver.hpp"
#include "palermo/law/facts.hpp"

namespace palermo::compare {

namespace {

// What a story says of its facts, as formulas.
core::Result<std::vector<Formula>> formulas_of(const law::Case& story, const law::Vocabulary& vocabulary, Solver& solver) {
  PALERMO_TRY(const law::FactBase facts, law::FactBase::derive(story, vocabulary));
  std::vector<Formula> all;
  for (law::FactId f = 0; f < vocabulary.facts().size(); ++f) {
    if (vocabulary[f].number) {
      const auto& range = facts.number(f).range;
      if (range.min) all.push_back(solver.at_least(f, *range.min));
      if (range.max && *range.max < std::numeric_limits<std::int64_t>::max()) all.push_back(solver.negation(solver.at_least(f, *range.max + 1)));
    } else if (facts.fact(f).truth != law::Truth::unknown) {
      const Formula fact = solver.fact(f);
      all.push_back(facts.fact(f).truth == law::Truth::yes ? fact : solver.negation(fact));
    }
  }
  return all;
}

class MovedQuestion {
 public:
  MovedQuestion(const Edition& edition, Solver& solver, std::vector<Formula> story)
      : edition_(edition), solver_(solver), story_(std::move(story)) {}

  core::Result<Reach> ask() {
    std::optional<Reach> best;
    for (const law::Offence& offence : edition_.version->offences) {
      PALERMO_TRY(const Reach found, ask(offence));
      if (found.caught == Caught::yes) return found;
      const auto by_exception = [](const Reach& r) { return !r.hinges.empty() && r.hinges.front().kind == Hinge::Kind::exception; };
      if (!best || (by_exception(found) && !by_exception(*best))) best = found;
    }
    return best.value_or(Reach{});
  }

 private:
  core::Result<Sat> with(const std::vector<Formula>& more) {
    std::vector<Formula> all = story_;
    all.insert(all.end(), more.begin(), more.end());
    return solver_.check(all);
  }

  core::Result<Reach> ask(const law::Offence& offence) {
    Reach reach{.caught = Caught::no, .offence = offence.id, .cite = offence.cite, .says = offence.says, .hinges = {}};
    PALERMO_TRY(const Sat story, with({}));
    if (story != Sat::yes) {  // numbers beyond what the solver holds: it cannot be told
      reach.caught = Caught::open;
      return reach;
    }
    PALERMO_TRY(const Sat reached, with({solver_.offence(offence, Reading::held)}));
    if (reached != Sat::no) {
      reach.caught = reached == Sat::yes ? Caught::yes : Caught::open;
      return reach;
    }
    std::vector<Formula> elements;
    for (const law::Element& e : offence.elements) elements.push_back(solver_.element(e, Reading::held));
    for (const law::Exception& e : offence.exceptions) {
      elements.push_back(solver_.negation(solver_.exception(e, Reading::held)));
      PALERMO_TRY(const Sat open, with(elements));
      elements.pop_back();
      if (open == Sat::no) reach.hinges.push_back({Hinge::Kind::exception, e.id, e.cite, e.says});
    }
    PALERMO_TRY(const Sat without, with(elements));
    if (without == Sat::no) reach.hinges.clear();  // no element can be met of her: the exceptions are not needed
    for (const law::Element& e : offence.elements) {
      if (without != Sat::no) break;
      PALERMO_TRY(const Sat met, with({solver_.element(e, Reading::held)}));
      if (met == Sat::no) reach.hinges.push_back({Hinge::Kind::element, e.id, e.cite, e.says});
    }
    return reach;
  }

  const Edition& edition_;
  Solver& solver_;
  std::vector<Formula> story_;
};

}  // namespace

core::Result<Reach> reach_of_moved(const Edition& edition, const law::Case& story, const Patience& patience) {
  Solver solver(*edition.corpus, {.patience = patience, .hold_mental = false});
  PALERMO_TRY(std::vector<Formula> facts, formulas_of(story, edition.corpus->vocabulary(), solver));
  return MovedQuestion(edition, solver, std::move(facts)).ask();
}

MovedReach reach_of_moved_within(const Patience& patience) {
  return [patience](const Edition& edition, const law::Case& story) { return reach_of_moved(edition, story, patience); };
}

}  // namespace palermo::compare
