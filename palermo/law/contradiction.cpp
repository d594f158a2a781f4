// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/contradiction.hpp"

#include <algorithm>
#include <deque>
#include <map>

namespace palermo::law {

namespace {

// Every literal that follows from the statements, each with the one it was first reached from.
class Reach {
 public:
  Reach(const Case& stated, const Vocabulary& vocabulary) : from_(2 * vocabulary.facts().size()) {
    for (const Statement& s : stated.statements)
      if (s.truth != Truth::unknown) add({s.fact, s.truth == Truth::yes}, std::nullopt);
    for (; !queue_.empty(); queue_.pop_front()) follow(queue_.front(), vocabulary.implications());
  }

  [[nodiscard]] bool has(Literal literal) const { return from_[key(literal)].has_value(); }

  [[nodiscard]] Chain chain(Literal literal) const {
    Chain found{literal};
    while (const std::optional<Literal>& before = *from_[key(found.back())]) found.push_back(*before);
    std::reverse(found.begin(), found.end());
    return found;
  }

 private:
  static std::size_t key(Literal literal) { return 2 * literal.fact + (literal.value ? 0 : 1); }

  void add(Literal literal, std::optional<Literal> before) {
    if (has(literal)) return;
    from_[key(literal)] = before;
    queue_.push_back(literal);
  }

  void follow(Literal literal, const std::vector<Implication>& implications) {
    for (const Implication& i : implications) {
      if (literal == Literal{i.premise, true}) add({i.consequence, !i.negated}, literal);
      if (literal == Literal{i.consequence, i.negated}) add({i.premise, false}, literal);
    }
  }

  std::vector<std::optional<std::optional<Literal>>> from_;  // by key: not reached; stated; reached from another
  std::deque<Literal> queue_;
};

std::optional<Contradiction> of_facts(const Case& stated, const Vocabulary& vocabulary) {
  const Reach reach(stated, vocabulary);
  for (FactId f = 0; f < vocabulary.facts().size(); ++f)
    if (reach.has({f, true}) && reach.has({f, false}))
      return Contradiction{Contradiction::Kind::fact, f, {reach.chain({f, true}), reach.chain({f, false})}};
  for (const OneOf& set : stated.one_of) {
    if (!std::all_of(set.facts.begin(), set.facts.end(), [&](FactId f) { return reach.has({f, false}); })) continue;
    Contradiction found{Contradiction::Kind::one_of, set.facts.front(), {}};
    for (const FactId f : set.facts) found.chains.push_back(reach.chain({f, false}));
    return found;
  }
  return std::nullopt;
}

std::optional<Contradiction> of_numbers(const Case& stated) {
  for (const NumberStatement& first : stated.numbers) {
    core::Interval<std::int64_t> range;
    for (const NumberStatement& n : stated.numbers)
      if (n.fact == first.fact) range = core::intersect(range, n.range);
    if (range.empty()) return Contradiction{Contradiction::Kind::number, first.fact, {}};
  }
  return std::nullopt;
}

std::optional<Contradiction> of_answers(const Case& stated) {
  std::map<std::pair<std::string_view, std::string_view>, Truth> first;
  for (const Answer& answer : stated.answers)
    if (first.try_emplace({answer.law, answer.term}, answer.truth).first->second != answer.truth)
      return Contradiction{Contradiction::Kind::answers, 0, {}};
  return std::nullopt;
}

}  // namespace

std::string_view word(Contradiction::Kind kind) {
  constexpr std::string_view kWords[] = {"fact", "one_of", "number", "answers"};
  return kWords[static_cast<std::size_t>(kind)];
}

std::optional<Contradiction> find_contradiction(const Case& stated, const Vocabulary& vocabulary) {
  if (auto found = of_facts(stated, vocabulary)) return found;
  if (auto found = of_numbers(stated)) return found;
  return of_answers(stated);
}

std::vector<FactId> facts_of(const Contradiction& contradiction) {
  std::vector<FactId> facts;
  for (const Chain& chain : contradiction.chains)
    for (const Literal& literal : chain)
      if (!std::count(facts.begin(), facts.end(), literal.fact)) facts.push_back(literal.fact);
  if (facts.empty()) facts.push_back(contradiction.fact);
  return facts;
}

core::Value to_value(const Contradiction& contradiction, const Vocabulary& vocabulary) {
  core::Value value{core::Value::Object{}};
  value.set("kind", word(contradiction.kind));
  if (contradiction.kind == Contradiction::Kind::number) value.set("fact", vocabulary[contradiction.fact].id);
  core::Value chains{core::Value::Array{}};
  for (const Chain& chain : contradiction.chains) {
    core::Value steps{core::Value::Array{}};
    for (const Literal& literal : chain) {
      core::Value step{core::Value::Object{}};
      step.set("fact", vocabulary[literal.fact].id);
      step.set("is", literal.value);
      steps.push(std::move(step));
    }
    chains.push(std::move(steps));
  }
  value.set("chains", std::move(chains));
  return value;
}

}  // namespace palermo::law
