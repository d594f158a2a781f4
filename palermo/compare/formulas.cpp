// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/formulas.hpp"

namespace palermo::compare {

Formula holds(Solver& solver, const Part& part, Reading reading) {
  if (part.kind == Part::Kind::element) return solver.element(*part.element, reading);
  if (part.kind == Part::Kind::exception)
    return solver.negation(solver.exception(*part.exception, opposite(reading)));
  std::vector<Formula> grounds;
  for (const law::Element& ground : part.grounds->grounds) grounds.push_back(solver.element(ground, reading));
  return solver.any(grounds);
}

Formula touches_left_out(Solver& solver, const Side& side) {
  std::vector<Formula> facts;
  for (const law::FactId fact : side.left_out) facts.push_back(solver.fact(fact));
  return solver.any(facts);
}

namespace {

// An element that nobody fulfils who does nothing of what the vocabulary calls conduct.
core::Result<bool> is_act(Solver& solver, const law::Vocabulary& vocabulary, const Part& part) {
  if (part.kind != Part::Kind::element) return false;
  std::vector<Formula> idle{holds(solver, part, Reading::broad)};
  for (const law::FactId fact : part.mentions.facts)
    if (vocabulary[fact].conduct) idle.push_back(solver.negation(solver.fact(fact)));
  if (idle.size() == 1) return false;
  PALERMO_TRY(const Sat found, solver.check(idle));
  return found == Sat::no;
}

}  // namespace

core::Result<SideFormulas> formulas(Solver& solver, const Side& side, Reading reading) {
  SideFormulas made;
  std::vector<Formula> wholes;
  for (const Rule& rule : side.rules) {
    RuleFormulas of;
    std::vector<Formula> acts;
    for (const Part& part : rule.parts) {
      of.parts.push_back(holds(solver, part, reading));
      PALERMO_TRY(const bool act, is_act(solver, side.edition.corpus->vocabulary(), part));
      of.act.push_back(act);
      if (act) acts.push_back(of.parts.back());
    }
    of.acts = solver.all(acts);
    of.whole = solver.all(of.parts);
    wholes.push_back(of.whole);
    made.rules.push_back(std::move(of));
  }
  made.covered = solver.any(wholes);
  return made;
}

}  // namespace palermo::compare
