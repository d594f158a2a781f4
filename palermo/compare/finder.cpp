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
  for (const Certainty certainty : {Certainty::sure, Certainty::possible, Certainty::left_out}) {
    PALERMO_TRY(Mode mode, prepared(certainty));
    modes_.push_back(std::move(mode));
  }
  return {};
}

core::Result<Finder::Mode> Finder::prepared(Certainty certainty) {
  const bool sure = certainty == Certainty::sure;
  Mode mode{.certainty = certainty, .lacks = {}, .no_conduct = {}, .bare = {}};
  PALERMO_TRY(const SideFormulas covers, formulas(solver_, covers_, sure ? Reading::narrow : Reading::held));
  PALERMO_TRY(mode.lacks, formulas(solver_, lacks_, sure ? Reading::broad : Reading::held));
  std::vector<Formula> gap{covers.covered, solver_.negation(mode.lacks.covered)}, acts;
  if (sure) whatever_the_terms_ = solver_.all(gap);
  if (sure) gap.push_back(solver_.is_all_it_may_be(mentioned_.facts));
  for (const RuleFormulas& rule : mode.lacks.rules) acts.push_back(rule.acts);
  mode.no_conduct = solver_.negation(solver_.any(acts));
  const Formula met = touches_left_out(solver_, lacks_);
  mode.bare = solver_.all({bare(solver_.all(gap)), certainty == Certainty::left_out ? met : solver_.negation(met)});
  return mode;
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
  std::optional<Certainty> told;  // the most
  const auto tell = [&](const Mode& mode, const Alternative& alternative) -> core::Result<bool> {
    PALERMO_TRY(const bool found, emit(mode, {mode.bare, mode.no_conduct}, alternative, false, conduct_skeleton(), gaps));
    if (found) told = told ? std::min(*told, mode.certainty) : mode.certainty;
    return found;
  };
  for (const FactId conduct : own)
    for (const Mode& mode : modes_) {
      PALERMO_TRY(const bool found, tell(mode, {conduct, alone(conduct, own)}));
      if (found) break;
    }
  // Where no conduct is enough alone: the smallest of what is.
  for (const Mode& mode : modes_)
    if (!told || mode.certainty < *told) PALERMO_CHECK_DONE(tell(mode, {}).map([](bool) {}));
  return {};
}

// For each set of the rule that is known: something of it holds.
std::vector<Formula> Finder::blocks(const Mode& mode, std::size_t rule) const {
  std::vector<Formula> made;
  for (const Failing& failing : found_[rule]) {
    if (failing.certainty > mode.certainty) continue;
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
    if (found) found_[rule].push_back({{part}, mode.certainty});
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
    found_[rule].push_back({parts, mode.certainty});
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
  std::optional<Certainty> told;  // the most
  const auto attempt = [&](const Alternative& alternative) -> core::Done {
    for (const Mode& mode : modes_) {
      if (mode.certainty < failing.certainty) continue;
      std::vector<Formula> conditions{mode.bare, mode.lacks.rules[rule].acts};
      append(conditions, exactly(mode, rule, failing.parts));
      PALERMO_TRY(const bool found, emit(mode, conditions, alternative, several, skeleton(rule, failing), gaps));
      if (!found) continue;
      told = told ? std::min(*told, mode.certainty) : mode.certainty;
      return {};
    }
    return {};
  };
  for (const Alternative& alternative : others) PALERMO_CHECK_DONE(attempt(alternative));
  if (!told || *told != failing.certainty) PALERMO_CHECK_DONE(attempt({}));  // it takes several of them at once
  return {};
}

// It would be a gap however terms are read, and the parts of the rule that do not fail hold by the narrow reading, where that can be.
std::vector<Formula> Finder::wishes(const Gap& gap) const {
  std::vector<Formula> made;
  if (!gap.sure()) made.push_back(whatever_the_terms_);
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
  gap.certainty = mode.certainty;
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
  if (solver_.over()) {  // before it was described to the end
    stopped_ = true;
    return false;
  }
  PALERMO_CHECK_DONE(confirm(covers_, lacks_, mode.certainty == Certainty::sure, *world, mentioned_, gap.witness));
  if (mode.certainty == Certainty::left_out) gap.left_out = left_out_met(gap.witness);
  for (const FactId fact : gap.witness.facts_true)
    if (vocabulary_[fact].conduct) gap.acts.push_back(fact);
  gaps.push_back(std::move(gap));
  return true;
}

std::vector<const law::NotEncoded*> Finder::left_out_met(const Witness& witness) const {
  std::set<FactId> so;
  for (const FactId fact : witness.facts_true) so.merge(consequences(vocabulary_, fact));
  std::vector<const law::NotEncoded*> met;
  for (const law::NotEncoded& part : lacks_.edition.version->not_encoded)
    if (std::any_of(part.facts.begin(), part.facts.end(), [&](FactId fact) { return so.count(fact) > 0; })) met.push_back(&part);
  return met;
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
      if (modes_.front().lacks.rules[rule].act[part]) {
        const Part& of = lacks_.rules[rule].parts[part];
        gap.parts.push_back({lacks_.rules[rule].id, of.id, of.cite, of.kind});
        gap.mark = law::weaker(gap.mark, of.mentions.mark);
      }
  return gap;
}

}  // namespace palermo::compare
