// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/batch_rules.hpp"

#include <algorithm>

namespace palermo::law {
namespace {

constexpr Known kNeverKnown{};

std::vector<GraphNode> all_yes(const std::vector<Known>& of) {
  std::vector<GraphNode> nodes;
  for (const Known& k : of) nodes.push_back(k.yes);
  return nodes;
}
std::vector<GraphNode> all_no(const std::vector<Known>& of) {
  std::vector<GraphNode> nodes;
  for (const Known& k : of) nodes.push_back(k.no);
  return nodes;
}

}  // namespace

BatchRules::BatchRules(const Corpus& corpus, const std::vector<Answer>& answers, bool exceptions_not_raised, BatchFacts& facts,
                       Graph& graph, Compare compare)
    : corpus_(corpus), answers_(answers), exceptions_not_raised_(exceptions_not_raised), facts_(facts), graph_(graph),
      compare_(std::move(compare)) {}

Known BatchRules::either(const std::vector<Known>& of) { return {graph_.any(all_yes(of)), graph_.all(all_no(of))}; }
Known BatchRules::both(const std::vector<Known>& of) { return {graph_.all(all_yes(of)), graph_.any(all_no(of))}; }

Known BatchRules::expression(const Expression& e, std::uint32_t law) {
  switch (e.kind) {
    case Expression::Kind::fact: return facts_.fact(e.fact);
    case Expression::Kind::any: return any(e, law);
    case Expression::Kind::all: {
      std::vector<Known> items;
      for (const Expression& item : e.items) items.push_back(expression(item, law));
      return both(items);
    }
    case Expression::Kind::negation: return negate(expression(e.items.front(), law));
    case Expression::Kind::at_least: return at_least(e, law);
    case Expression::Kind::less: return compare_(e.fact, e.number);
    case Expression::Kind::not_less: return negate(compare_(e.fact, e.number));
    case Expression::Kind::reference: return reference(e);
    case Expression::Kind::open: return open_term(e, law);
  }
  return kNeverKnown;
}

// The facts that an `any` ranges over, through nested `any` and references; whether all those references may be used.
bool BatchRules::flatten(const Expression& e, std::vector<FactId>& into) const {
  bool usable = true;
  if (e.kind == Expression::Kind::fact) into.push_back(e.fact);
  if (e.kind == Expression::Kind::reference) {
    usable = !unread(corpus_.definition(e).mark);
    usable &= flatten(corpus_.definition(e).expression, into);
  }
  if (e.kind == Expression::Kind::any) {
    for (const Expression& item : e.items) usable &= flatten(item, into);
  }
  return usable;
}

// True also where a merged positive lies wholly among the operands. Then not all operands are false.
Known BatchRules::any(const Expression& e, std::uint32_t law) {
  std::vector<Known> items;
  for (const Expression& item : e.items) items.push_back(expression(item, law));
  Known known = either(items);
  std::vector<FactId> facts;
  const bool usable = flatten(e, facts);
  std::vector<GraphNode> yes{known.yes};
  for (std::size_t slot = 0; usable && slot < facts_.statements().one_of.size(); ++slot) {
    const std::vector<FactId>& set = facts_.statements().one_of[slot];
    const bool within = std::all_of(set.begin(), set.end(),
                                    [&](FactId f) { return std::find(facts.begin(), facts.end(), f) != facts.end(); });
    if (within) yes.push_back(facts_.one_of(slot));
  }
  known.yes = graph_.any(std::move(yes));
  return known;
}

Known BatchRules::reference(const Expression& e) {
  if (unread(corpus_.definition(e).mark)) return kNeverKnown;
  const std::tuple key{read_only_, e.law, e.version, e.definition};
  const auto found = definitions_.find(key);
  if (found != definitions_.end()) return found->second;
  const Known known = expression(corpus_.definition(e).expression, e.law);
  definitions_.emplace(key, known);
  return known;
}

// At least n of k are true; false when at least k - n + 1 are false.
Known BatchRules::at_least(const Expression& e, std::uint32_t law) {
  std::vector<Known> items;
  for (const Expression& item : e.items) items.push_back(expression(item, law));
  return {graph_.at_least(e.number, all_yes(items)),
          graph_.at_least(static_cast<std::int64_t>(items.size()) - e.number + 1, all_no(items))};
}

// Answers yes and no to one term are no answer.
Known BatchRules::open_term(const Expression& e, std::uint32_t law) const {
  bool yes = false, no = false;
  for (const Answer& answer : answers_) {
    if (answer.law != corpus_.laws()[law].id || answer.term != e.name) continue;
    yes |= answer.truth == Truth::yes;
    no |= answer.truth == Truth::no;
  }
  if (yes == no) return kNeverKnown;
  return yes ? Known{kOne, kZero} : Known{kZero, kOne};
}

Known BatchRules::element(const Element& element, std::uint32_t law) {
  if (unread(element.mark)) return kNeverKnown;
  const Known asked = expression(element.expression, law);
  if (!element.not_required_if) return asked;
  const Waiver& waiver = *element.not_required_if;
  return either({asked, unread(waiver.mark) ? kNeverKnown : expression(waiver.expression, law)});
}

template <class Walk>
Known BatchRules::false_only_if_read(const Walk& walk) {
  Known known = walk();
  read_only_ = true;
  known.no = walk().no;
  read_only_ = false;
  return known;
}

Known BatchRules::offence(const Offence& offence, std::uint32_t law) {
  return false_only_if_read([&] { return whole_offence(offence, law); });
}

Known BatchRules::whole_offence(const Offence& offence, std::uint32_t law) {
  if (unread(offence.mark)) return kNeverKnown;
  std::vector<Known> parts;
  for (const Element& e : offence.elements) parts.push_back(element(e, law));
  if (!offence.exceptions.empty()) {
    std::vector<Known> exceptions;
    for (const Exception& e : offence.exceptions) {
      exceptions.push_back(unread(e.mark) ? kNeverKnown : expression(e.expression, law));
      if (exceptions_not_raised_ && !e.must_be_settled) exceptions.back().no = graph_.without(kOne, exceptions.back().yes);
    }
    parts.push_back(negate(either(exceptions)));
  }
  return both(parts);
}

Known BatchRules::aggravation(const Aggravation& aggravation, const Offence& of, std::uint32_t law) {
  return false_only_if_read([&] {
    if (unread(aggravation.mark)) return kNeverKnown;
    std::vector<Known> grounds;
    for (const Element& ground : aggravation.grounds) grounds.push_back(element(ground, law));
    return both({whole_offence(of, law), either(grounds)});
  });
}

}  // namespace palermo::law
