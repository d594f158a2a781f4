// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/facts.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>

namespace palermo::law {

namespace {

// What has been said or follows of each fact, for both values apart, so that a contradiction can be seen.
struct Literals {
  std::vector<bool> yes, no, pinned;  // pinned: contradictory, stays unknown and passes nothing on

  explicit Literals(std::size_t facts) : yes(facts), no(facts), pinned(facts) {}
  [[nodiscard]] bool unknown(FactId f) const { return !yes[f] && !no[f]; }
  [[nodiscard]] bool both(FactId f) const { return yes[f] && no[f]; }

  // Notes a value; true when it is new.
  bool set(FactId f, bool value) {
    auto held = value ? yes[f] : no[f];
    if (held || pinned[f]) return false;
    held = true;
    return true;
  }
};

void state(const std::vector<Statement>& statements, Literals& literals) {
  for (const Statement& s : statements)
    if (s.truth != Truth::unknown) literals.set(s.fact, s.truth == Truth::yes);
}

// Forwards (premise true) and backwards (consequence refuted, so premise false), to the end.
void close_under(const std::vector<Implication>& implications, Literals& literals) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const Implication& i : implications) {
      if (literals.yes[i.premise] && literals.set(i.consequence, !i.negated)) changed = true;
      const bool refuted = i.negated ? literals.yes[i.consequence] : literals.no[i.consequence];
      if (refuted && literals.set(i.premise, false)) changed = true;
    }
  }
}

bool all_false(const OneOf& one_of, const Literals& literals) {
  return std::all_of(one_of.facts.begin(), one_of.facts.end(),
                     [&](FactId f) { return literals.no[f] && !literals.both(f); });
}

bool none_true(const OneOf& one_of, const Literals& literals) {
  return std::none_of(one_of.facts.begin(), one_of.facts.end(), [&](FactId f) { return literals.yes[f]; });
}

std::vector<FactId> contradictory_facts(const Case& stated, const Literals& literals) {
  std::vector<FactId> found;
  for (FactId f = 0; f < literals.yes.size(); ++f)
    if (literals.both(f)) found.push_back(f);
  for (const OneOf& one_of : stated.one_of)
    if (all_false(one_of, literals)) found.insert(found.end(), one_of.facts.begin(), one_of.facts.end());
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// The sets that say something, sorted; of equal sets the one whose source comes first.
std::vector<OneOf> usable(const std::vector<OneOf>& all, const Literals& before) {
  std::vector<OneOf> used;
  for (const OneOf& one_of : all)
    if (!all_false(one_of, before)) used.push_back(one_of);
  std::sort(used.begin(), used.end(),
            [](const OneOf& a, const OneOf& b) { return std::tie(a.facts, a.source) < std::tie(b.facts, b.source); });
  used.erase(std::unique(used.begin(), used.end(), [](const OneOf& a, const OneOf& b) { return a.facts == b.facts; }),
             used.end());
  return used;
}

// The still unknown facts of closed groups that nothing unknown stands behind: they are false.
std::vector<FactId> closable(const Case& stated, const Vocabulary& vocabulary, const std::vector<OneOf>& one_of,
                             const Literals& literals) {
  std::vector<bool> closed(vocabulary.groups().size());
  for (const ClosedGroup& group : stated.closed) closed[group.group] = true;
  std::vector<bool> close(literals.yes.size());
  for (FactId f = 0; f < close.size(); ++f)
    close[f] = closed[vocabulary[f].group] && !vocabulary[f].number && literals.unknown(f) && !literals.pinned[f];
  for (const Statement& s : stated.statements)
    if (s.truth == Truth::unknown) close[s.fact] = false;
  for (const OneOf& set : one_of)
    if (none_true(set, literals))
      for (const FactId f : set.facts) close[f] = false;
  for (bool changed = true; changed;) {
    changed = false;
    for (const Implication& i : vocabulary.implications()) {
      if (i.negated || !close[i.consequence] || !literals.unknown(i.premise) || close[i.premise]) continue;
      close[i.consequence] = false;
      changed = true;
    }
  }
  std::vector<FactId> facts;
  for (FactId f = 0; f < close.size(); ++f)
    if (close[f]) facts.push_back(f);
  return facts;
}

KnownNumber known_number(FactId fact, const std::vector<NumberStatement>& numbers) {
  KnownNumber known;
  for (const NumberStatement& n : numbers)
    if (n.fact == fact) known.range = core::intersect(known.range, n.range);
  // An end rests on the first source, the file before any reading, that reaches it.
  const auto add_source = [&](auto end) {
    std::optional<std::string> first;
    for (const NumberStatement& n : numbers)
      if (n.fact == fact && end(n.range) && end(n.range) == end(known.range) && (!first || n.source < *first))
        first = n.source;
    if (first && !first->empty()) known.sources.push_back(*first);
  };
  add_source([](const auto& range) { return range.min; });
  add_source([](const auto& range) { return range.max; });
  std::sort(known.sources.begin(), known.sources.end());
  known.sources.erase(std::unique(known.sources.begin(), known.sources.end()), known.sources.end());
  return known;
}

std::optional<std::string> first_statement(const std::vector<Statement>& statements, FactId fact, Truth truth) {
  std::optional<std::string> first;
  for (const Statement& s : statements)
    if (s.fact == fact && s.truth == truth && (!first || s.source < *first)) first = s.source;
  return first;
}

// The first implication by which `fact` has its value; the others are looked at only if it was not stated.
std::uint32_t first_implication(const std::vector<Implication>& implications, FactId fact, const Literals& literals) {
  for (std::uint32_t i = 0; i < implications.size(); ++i) {
    const Implication& rule = implications[i];
    const bool forwards = rule.consequence == fact && literals.yes[rule.premise] && literals.yes[fact] != rule.negated;
    const bool refuted = rule.negated ? literals.yes[rule.consequence] : literals.no[rule.consequence];
    if (forwards || (rule.premise == fact && literals.no[fact] && refuted)) return i;
  }
  return 0;
}

std::string closing_source(const std::vector<ClosedGroup>& closed, GroupId group) {
  std::optional<std::string> first;
  for (const ClosedGroup& c : closed)
    if (c.group == group && (!first || c.source < *first)) first = c.source;
  return first.value_or("");
}

bool answers_contradict(const std::vector<Answer>& answers) {
  std::map<std::pair<std::string_view, std::string_view>, Truth> first;
  return std::any_of(answers.begin(), answers.end(), [&](const Answer& answer) {
    return first.try_emplace({answer.law, answer.term}, answer.truth).first->second != answer.truth;
  });
}

}  // namespace

core::Result<FactBase> FactBase::derive(const Case& stated, const Vocabulary& vocabulary, OnContradiction policy) {
  const std::size_t count = vocabulary.facts().size();
  FactBase base;
  base.facts_.resize(count);
  base.numbers_.resize(count);
  Literals literals(count);
  state(stated.statements, literals);
  close_under(vocabulary.implications(), literals);
  base.contradictory_ = contradictory_facts(stated, literals);
  base.one_of_ = usable(stated.one_of, literals);
  std::vector<FactId> empty_numbers;
  for (const NumberStatement& n : stated.numbers) {
    base.numbers_[n.fact] = known_number(n.fact, stated.numbers);
    if (base.numbers_[n.fact].range.empty()) empty_numbers.push_back(n.fact);
  }

  if (policy == OnContradiction::refuse &&
      (!base.contradictory_.empty() || !empty_numbers.empty() || answers_contradict(stated.answers))) {
    const bool of_numbers = base.contradictory_.empty() && !empty_numbers.empty();
    const std::vector<FactId>& facts = of_numbers ? empty_numbers : base.contradictory_;
    return core::fail(of_numbers ? kNumbersTurnedRound : kContradiction, {.field = stated.id},
                      {{"case", stated.id}, {"fact", facts.empty() ? "answers" : vocabulary[facts.front()].id}});
  }
  if (!base.contradictory_.empty()) {
    literals = Literals(count);
    for (const FactId f : base.contradictory_) literals.pinned[f] = true;
    state(stated.statements, literals);
    close_under(vocabulary.implications(), literals);
  }
  for (const FactId f : empty_numbers) {
    base.numbers_[f] = {};
    base.contradictory_.push_back(f);
  }
  std::sort(base.contradictory_.begin(), base.contradictory_.end());
  base.contradictory_.erase(std::unique(base.contradictory_.begin(), base.contradictory_.end()),
                            base.contradictory_.end());

  const std::vector<FactId> closing = closable(stated, vocabulary, base.one_of_, literals);
  for (const FactId f : closing) {
    literals.no[f] = true;
    base.facts_[f] = {Truth::no, Basis::closed, closing_source(stated.closed, vocabulary[f].group), 0};
  }
  close_under(vocabulary.implications(), literals);
  for (FactId f = 0; f < count; ++f) {
    if (literals.unknown(f) || base.facts_[f].basis == Basis::closed) continue;
    const Truth truth = literals.yes[f] ? Truth::yes : Truth::no;
    if (const auto source = first_statement(stated.statements, f, truth))
      base.facts_[f] = {truth, Basis::stated, *source, 0};
    else
      base.facts_[f] = {truth, Basis::implied, "", first_implication(vocabulary.implications(), f, literals)};
  }
  return base;
}

}  // namespace palermo::law
