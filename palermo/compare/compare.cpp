// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/compare.hpp"

#include <algorithm>

#include "palermo/compare/finder.hpp"

namespace palermo::compare {

std::string_view word(Relation relation) {
  constexpr std::string_view kWords[] = {"equal", "narrower", "broader", "overlapping", "disjoint", "not_decided"};
  return kWords[static_cast<std::size_t>(relation)];
}

std::string_view word(Direction direction) { return direction == Direction::a_not_b ? "a_not_b" : "b_not_a"; }

std::string_view word(Certainty certainty) {
  constexpr std::string_view kWords[] = {"sure", "possible", "left_out"};
  return kWords[static_cast<std::size_t>(certainty)];
}

Relation mirrored(Relation relation) {
  if (relation == Relation::narrower) return Relation::broader;
  return relation == Relation::broader ? Relation::narrower : relation;
}

namespace {

// What may be so of a question: surely not, surely, or as terms and facts are read and files are filled.
struct May {
  bool no = true, yes = true;
};

Formula covered_by(Solver& solver, const Side& side, Reading reading) {
  std::vector<Formula> rules;
  for (const Rule& rule : side.rules) {
    std::vector<Formula> parts;
    for (const Part& part : rule.parts) parts.push_back(holds(solver, part, reading));
    rules.push_back(solver.all(parts));
  }
  return solver.any(rules);
}

struct SideCovered {
  Formula narrow, broad, held, left_out;
};

SideCovered covered_by(Solver& solver, const Side& side) {
  return {covered_by(solver, side, Reading::narrow), covered_by(solver, side, Reading::broad), covered_by(solver, side, Reading::held),
          touches_left_out(solver, side)};
}

// nullopt: time ran out.
core::Result<std::optional<May>> may(Solver& solver, const std::vector<Formula>& sure, const std::vector<Formula>& possible) {
  PALERMO_TRY(const Sat surely, solver.check(sure));
  if (surely == Sat::yes) return May{.no = false, .yes = true};
  PALERMO_TRY(const Sat perhaps, solver.check(possible));
  if (perhaps == Sat::no) return May{.no = true, .yes = false};
  if (surely == Sat::not_decided || perhaps == Sat::not_decided) return std::nullopt;
  return May{};
}

Relation relation_of(bool a_not_b, bool b_not_a, bool common) {
  if (!a_not_b && !b_not_a) return Relation::equal;
  if (!a_not_b) return Relation::narrower;
  if (!b_not_a) return Relation::broader;
  return common ? Relation::overlapping : Relation::disjoint;
}

Verdict verdict_of(const May& a_not_b, const May& b_not_a, const May& common) {
  Verdict verdict;
  const auto allows = [](const May& m, bool value) { return value ? m.yes : m.no; };
  for (const bool ab : {false, true})
    for (const bool ba : {false, true})
      for (const bool both : {false, true})
        if (allows(a_not_b, ab) && allows(b_not_a, ba) && allows(common, both)) {
          const Relation relation = relation_of(ab, ba, both);
          if (!std::count(verdict.could_be.begin(), verdict.could_be.end(), relation)) verdict.could_be.push_back(relation);
        }
  std::sort(verdict.could_be.begin(), verdict.could_be.end());
  if (verdict.could_be.size() == 1) {
    verdict.relation = verdict.could_be.front();
    verdict.could_be.clear();
  }
  return verdict;
}

}  // namespace

core::Result<Verdict> relate(Solver& solver, const Side& a, const Side& b) {
  const SideCovered in_a = covered_by(solver, a), in_b = covered_by(solver, b);
  Mentions mentioned = a.mentions;
  mentioned.add(b.mentions);
  const Formula all = solver.is_all_it_may_be(mentioned.facts);
  const auto no = [&](Formula f) { return solver.negation(f); };
  PALERMO_TRY(const auto a_not_b, may(solver, {all, in_a.narrow, no(in_b.broad), no(in_b.left_out)}, {in_a.held, no(in_b.held)}));
  PALERMO_TRY(const auto b_not_a, may(solver, {all, in_b.narrow, no(in_a.broad), no(in_a.left_out)}, {in_b.held, no(in_a.held)}));
  PALERMO_TRY(const auto common, may(solver, {all, in_a.narrow, in_b.narrow}, {in_a.held, in_b.held}));
  if (!a_not_b || !b_not_a || !common) return Verdict{};
  return verdict_of(*a_not_b, *b_not_a, *common);
}

core::Result<Comparison> compare(const Side& a, const Side& b, const CompareOptions& options) {
  const Patience patience(options.time_limit_ms, options.listener);
  Solver solver(*a.edition.corpus, {.patience = patience, .hold_mental = true});
  Comparison found{.a = a, .b = b, .verdict = {}, .gaps = {}, .time_limit_ms = options.time_limit_ms, .complete = true};
  PALERMO_TRY(found.verdict, relate(solver, a, b));
  PALERMO_CHECK_DONE(Finder(solver, a, b, Direction::a_not_b).find(found.gaps, found.complete));
  PALERMO_CHECK_DONE(Finder(solver, b, a, Direction::b_not_a).find(found.gaps, found.complete));
  if (patience.cancelled()) return core::fail(core::kCancelled);
  return found;
}

}  // namespace palermo::compare
