// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/finder.hpp"

#include <algorithm>

#include "palermo/compare/witness.hpp"

namespace palermo::compare {

using law::FactId;

namespace {

void append(std::vector<Formula>& to, const std::vector<Formula>& more) { to.insert(to.end(), more.begin(), more.end()); }

// Everything that follows from `fact` being true, itself among it.
std::set<FactId> consequences(const law::Vocabulary& vocabulary, FactId fact) {
  std::set<FactId> found{fact};
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const law::Implication& i : vocabulary.implications())
      if (!i.negated && found.count(i.premise)) found.insert(i.consequence);
  }
  return found;
}

}  // namespace

Finder::Finder(Solver& solver, const Side& covers, const Side& lacks, Direction direction)
    : solver_(solver),
      covers_(covers),
      lacks_(lacks),
      vocabulary_(covers.edition.corpus->vocabulary()),
      direction_(direction),
      found_(lacks.rules.size()) {
  mentioned_.add(covers.mentions);
  mentioned_.add(lacks.mentions);
}

core::Done Finder::prepare() {
  for (const bool sure : {true, false}) {
    Mode& mode = modes_[sure ? 0 : 1];
    mode.sure = sure;
    PALERMO_TRY(const SideFormulas covers, formulas(solver_, covers_, sure ? Reading::narrow : Reading::held));
    PALERMO_TRY(mode.lacks, formulas(solver_, lacks_, sure ? Reading::broad : Reading::held));
    mode.gap = solver_.all({covers.covered, solver_.negation(mode.lacks.covered)});
    std::vector<Formula> acts;
    for (const RuleFormulas& rule : mode.lacks.rules) acts.push_back(rule.acts);
    mode.no_conduct = solver_.negation(solver_.any(acts));
    mode.bare = bare(mode.gap);
  }
  return {};
}

Formula Finder::bare(Formula gap) {
  std::vector<Formula> conditions{gap};
  for (const FactId fact : mentioned_.facts) {
    if (!vocabulary_[fact].conduct) continue;
    std::vector<Formula> undone{solver_.fact(fact), solver_.given(gap, {{fact, false}})};
    for (const law::Implication& i : vocabulary_.implications())
      if (i.consequence == fact && !i.negated) undone.push_back(solver_.negation(solver_.fact(i.premise)));
    conditions.push_back(solver_.negation(solver_.all(undone)));
  }
  return solver_.all(conditions);
}

core::Result<bool> Finder::can(const std::vector<Formula>& conditions) {
  if (stopped_) return false;
  PALERMO_TRY(const Sat found, solver_.check(conditions));
  stopped_ = found == Sat::not_decided;
  return found == Sat::yes;
}

core::Done Finder::find(std::vector<Gap>& gaps, bool& complete) {
  PALERMO_CHECK_DONE(prepare());
  PALERMO_CHECK_DONE(conduct_gaps(gaps));
  for (const Mode& mode : modes_) PALERMO_CHECK_DONE(search(mode));
  for (std::size_t rule = 0; rule < found_.size(); ++rule)
    for (const Failing& failing : found_[rule]) PALERMO_CHECK_DONE(tell(rule, failing, gaps));
  if (stopped_) complete = false;
  return {};
}

std::vector<FactId> Finder::own_conduct() const {
  std::vector<FactId> own;
  for (const FactId fact : covers_.mentions.asked)
    if (vocabulary_[fact].conduct) own.push_back(fact);
  return own;
}

// `fact`, and of `among` nothing else that does not follow from it.
std::vector<Formula> Finder::alone(FactId fact, const std::vector<FactId>& among) {
  const std::set<FactId> follow = consequences(vocabulary_, fact);
  std::vector<Formula> conditions{solver_.fact(fact)};
  for (const FactId other : among)
    if (!follow.count(other)) conditions.push_back(solver_.negation(solver_.fact(other)));
  return conditions;
}

core::Done Finder::conduct_gaps(std::vector<Gap>& gaps) {
  const std::vector<FactId> own = own_conduct();
  for (const FactId conduct : own)
    for (const Mode& mode : modes_) {
      const Alternative alternative{conduct, alone(conduct, own)};
      PALERMO_TRY(const bool found,
                  emit(mode, {mode.bare, mode.no_conduct}, alternative, false, conduct_skeleton(), gaps));
      if (!found) continue;
      conduct_told_[1] = true;
      conduct_told_[0] |= mode.sure;
      break;
    }
  // Where no conduct is enough alone: the smallest of what is.
  for (const Mode& mode : modes_) {
    if (conduct_told_[mode.sure ? 0 : 1]) continue;
    PALERMO_TRY(const bool found, emit(mode, {mode.bare, mode.no_conduct}, {}, false, conduct_skeleton(), gaps));
    conduct_told_[1] |= found;
  }
  return {};
}

// For each set of the rule that is known: something of it holds.
std::vector<Formula> Finder::blocks(const Mode& mode, std::size_t rule) const {
  std::vector<Formula> made;
  for (const Failing& failing : found_[rule]) {
    if (mode.sure && !failing.sure) continue;
    std::vector<Formula> holds;
    for (const std::size_t part : failing.parts) holds.push_back(mode.lacks.rules[rule].parts[part]);
    made.push_back(solver_.any(holds));
  }
  return made;
}

// Of the rule's parts these fail and the others hold.
std::vector<Formula> Finder::exactly(const Mode& mode, std::size_t rule, const std::vector<std::size_t>& parts) const {
  std::vector<Formula> made;
  const auto& all = mode.lacks.rules[rule].parts;
  for (std::size_t part = 0; part < all.size(); ++part)
    made.push_back(std::count(parts.begin(), parts.end(), part) ? solver_.negation(all[part]) : all[part]);
  return made;
}

core::Done Finder::search(const Mode& mode) {
  for (std::size_t rule = 0; rule < found_.size(); ++rule)
    PALERMO_CHECK_DONE(search_rule(mode, rule, {mode.bare, mode.lacks.rules[rule].acts}));
  return {};
}

// The smallest sets of parts that fail together in worlds of `conditions`, in which the act elements hold.
core::Done Finder::search_rule(const Mode& mode, std::size_t rule, const std::vector<Formula>& conditions) {
  const RuleFormulas& of = mode.lacks.rules[rule];
  const auto known = [&](std::size_t part) {
    return std::any_of(found_[rule].begin(), found_[rule].end(),
                       [&](const Failing& f) { return f.parts == std::vector{part}; });
  };
  for (std::size_t part = 0; part < of.parts.size(); ++part) {
    if (of.act[part] || known(part)) continue;
    auto asked = conditions;
    append(asked, exactly(mode, rule, {part}));
    PALERMO_TRY(const bool found, can(asked));
    if (found) found_[rule].push_back({{part}, mode.sure});
  }
  while (true) {
    auto asked = conditions;
    append(asked, blocks(mode, rule));
    PALERMO_TRY(bool found, can(asked));
    if (!found) return {};
    std::vector<std::size_t> parts;
    while (found) {  // fewer and fewer
      parts.clear();
      std::vector<Formula> hold, smaller = asked;
      for (std::size_t part = 0; part < of.parts.size(); ++part)
        if (solver_.holds(of.parts[part]))
          smaller.push_back(of.parts[part]);
        else
          parts.push_back(part);
      for (const std::size_t part : parts) hold.push_back(of.parts[part]);
      smaller.push_back(solver_.any(hold));
      PALERMO_TRY(found, can(smaller));
    }
    if (stopped_) return {};
    found_[rule].push_back({parts, mode.sure});
  }
}

std::vector<Finder::Alternative> Finder::alternatives(std::size_t rule, const Failing& failing) {
  std::set<law::GroupId> groups;
  bool number_asked = false;
  for (const std::size_t part : failing.parts) {
    const Mentions& asks = lacks_.rules[rule].parts[part].without_waiver;
    for (const FactId fact : asks.facts)
      if (!vocabulary_[fact].conduct) groups.insert(vocabulary_[fact].group);
    for (const auto& [number, bounds] : asks.bounds) number_asked |= covers_.mentions.bounds.count(number) > 0;
  }
  std::vector<FactId> leaves;
  for (const FactId fact : covers_.mentions.asked)
    if (!vocabulary_[fact].conduct && !vocabulary_[fact].mental && groups.count(vocabulary_[fact].group))
      leaves.push_back(fact);
  std::vector<Alternative> made;
  for (const FactId leaf : leaves) made.push_back({leaf, alone(leaf, leaves)});
  if (!leaves.empty()) {
    Alternative none;
    for (const FactId leaf : leaves) none.conditions.push_back(solver_.negation(solver_.fact(leaf)));
    made.push_back(none);
  } else if (!number_asked) {
    const std::vector<FactId> own = own_conduct();
    for (const FactId conduct : own) made.push_back({conduct, alone(conduct, own)});
  }
  return made;
}

core::Done Finder::tell(std::size_t rule, const Failing& failing, std::vector<Gap>& gaps) {
  const std::vector<Alternative> others = alternatives(rule, failing);
  const bool several = !others.empty() && !others.back().fact;  // the last is: none of them
  bool told = false, told_sure = false;
  const auto attempt = [&](const Alternative& alternative) -> core::Done {
    for (const Mode& mode : modes_) {
      if (mode.sure && !failing.sure) continue;
      std::vector<Formula> conditions{mode.bare, mode.lacks.rules[rule].acts};
      append(conditions, exactly(mode, rule, failing.parts));
      PALERMO_TRY(const bool found, emit(mode, conditions, alternative, several, skeleton(rule, failing), gaps));
      if (!found) continue;
      told = true;
      told_sure |= mode.sure;
      return {};
    }
    return {};
  };
  for (const Alternative& alternative : others) PALERMO_CHECK_DONE(attempt(alternative));
  if (!told || (failing.sure && !told_sure)) PALERMO_CHECK_DONE(attempt({}));  // it takes several of them at once
  return {};
}

// The parts of the rule that do not fail hold by the narrow reading as well, where that can be.
std::vector<Formula> Finder::wishes(const Gap& gap) const {
  std::vector<Formula> made;
  if (gap.conduct) return made;
  for (const Rule& rule : lacks_.rules)
    for (const Part& part : rule.parts)
      if (rule.id == gap.offence && std::none_of(gap.parts.begin(), gap.parts.end(), [&](const FailingPart& f) {
            return f.id == part.id && f.kind == part.kind;
          }))
        made.push_back(holds(solver_, part, Reading::narrow));
  return made;
}

core::Result<bool> Finder::emit(const Mode& mode, const std::vector<Formula>& conditions,
                                const Alternative& alternative, bool idle, Gap gap, std::vector<Gap>& gaps) {
  std::vector<Formula> narrowed = conditions;
  append(narrowed, alternative.conditions);
  PALERMO_TRY(const bool exists, can(narrowed));
  if (!exists) return false;
  PALERMO_TRY(const std::optional<World> world, smallest(solver_, vocabulary_, narrowed, wishes(gap), mentioned_));
  if (!world) {
    stopped_ = true;
    return false;
  }
  if (idle && alternative.fact) {
    PALERMO_TRY(const bool not_needed, without(solver_, vocabulary_, conditions, *world, mentioned_, *alternative.fact));
    if (not_needed) return false;
  }
  gap.alternative = alternative.fact;
  std::set<FactId> candidates = covers_.mentions.denied;
  for (const FailingPart& failing : gap.parts)
    for (const Rule& rule : lacks_.rules)
      for (const Part& part : rule.parts)
        if (rule.id == failing.offence && part.id == failing.id && part.kind == failing.kind)
          candidates.insert(part.mentions.facts.begin(), part.mentions.facts.end());
  PALERMO_TRY(gap.witness, describe(solver_, vocabulary_, narrowed, *world, mentioned_, candidates));
  PALERMO_CHECK_DONE(confirm(covers_, lacks_, mode.sure, *world, mentioned_, gap.witness));
  gap.sure = mode.sure;
  for (const FactId fact : gap.witness.facts_true)
    if (vocabulary_[fact].conduct) gap.acts.push_back(fact);
  gaps.push_back(std::move(gap));
  return true;
}

Gap Finder::skeleton(std::size_t rule, const Failing& failing) const {
  const Rule& of = lacks_.rules[rule];
  Gap gap;
  gap.direction = direction_;
  gap.offence = of.id;
  for (const std::size_t part : failing.parts) {
    gap.parts.push_back({of.id, of.parts[part].id, of.parts[part].cite, of.parts[part].kind});
    gap.mark = law::weaker(gap.mark, of.parts[part].mentions.mark);
  }
  return gap;
}

Gap Finder::conduct_skeleton() const {
  Gap gap;
  gap.direction = direction_;
  gap.conduct = true;
  if (lacks_.rules.size() == 1) gap.offence = lacks_.rules.front().id;
  for (std::size_t rule = 0; rule < lacks_.rules.size(); ++rule)
    for (std::size_t part = 0; part < lacks_.rules[rule].parts.size(); ++part)
      if (modes_[0].lacks.rules[rule].act[part]) {
        const Part& of = lacks_.rules[rule].parts[part];
        gap.parts.push_back({lacks_.rules[rule].id, of.id, of.cite, of.kind});
        gap.mark = law::weaker(gap.mark, of.mentions.mark);
      }
  return gap;
}

}  // namespace palermo::compare
