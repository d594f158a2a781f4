// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/evaluator.hpp"

#include <algorithm>
#include <tuple>

namespace palermo::law {

namespace {

Truth truth_of(const Node& node) { return static_cast<Truth>(node.value); }

Truth any_of(const std::vector<Node>& nodes) {
  Truth found = Truth::no;
  for (const Node& node : nodes) found = either(found, truth_of(node));
  return found;
}

Truth all_of(const std::vector<Node>& nodes) {
  Truth found = Truth::yes;
  for (const Node& node : nodes) found = both(found, truth_of(node));
  return found;
}

Truth at_least(std::int64_t n, const std::vector<Node>& nodes) {
  std::int64_t certain = 0, possible = 0;
  for (const Node& node : nodes) {
    certain += node.value == Outcome::yes;
    possible += node.value != Outcome::no;
  }
  return certain >= n ? Truth::yes : possible < n ? Truth::no : Truth::unknown;
}

Truth below(const core::Interval<std::int64_t>& range, std::int64_t bound) {
  if (range.max && *range.max < bound) return Truth::yes;
  return range.min && *range.min >= bound ? Truth::no : Truth::unknown;
}

void set(Node& node, Rule rule, Truth value) {
  node.rule = rule;
  node.value = outcome(value);
}

template <class T>
Node headed(Rule rule, const T& from) {
  Node node;
  node.rule = rule;
  if constexpr (requires { from.id; }) node.id = from.id;
  node.cite = from.cite;
  node.says = from.says;
  node.mark = from.mark;
  return node;
}

}  // namespace

Node Evaluator::expression(const Expression& e, const Law& law) const {
  using Kind = Expression::Kind;
  switch (e.kind) {
    case Kind::fact:
      return fact(e.fact);
    case Kind::less:
    case Kind::not_less:
      return comparison(e);
    case Kind::reference:
      return reference(e);
    case Kind::open:
      return open(e, law);
    default:
      break;
  }
  Node node;
  for (const Expression& item : e.items) node.children.push_back(expression(item, law));
  if (e.kind == Kind::any) set_any(node, e);
  if (e.kind == Kind::all) set(node, Rule::all, all_of(node.children));
  if (e.kind == Kind::negation) set(node, Rule::negation, negate(truth_of(node.children.front())));
  if (e.kind == Kind::at_least) {
    set(node, Rule::at_least, at_least(e.number, node.children));
    node.number = e.number;
  }
  return node;
}

Node Evaluator::offence(const Offence& offence, const Law& law) const {
  Node node = headed(Rule::offence, offence);
  for (const Element& e : offence.elements) node.children.push_back(element(e, law));
  Truth value = all_of(node.children);
  if (!offence.exceptions.empty()) {
    node.children.push_back(exceptions(offence.exceptions, law));
    value = both(value, negate(truth_of(node.children.back())));
  }
  node.value = outcome(value);
  return node;
}

Node Evaluator::aggravation(const Aggravation& aggravation, const Version& version, const Law& law) const {
  Node grounds;
  for (const Element& ground : aggravation.grounds) grounds.children.push_back(element(ground, law));
  set(grounds, Rule::grounds, any_of(grounds.children));
  Node node = headed(Rule::aggravation, aggravation);
  node.children.push_back(offence(*find_offence(version, aggravation.of), law));
  node.children.push_back(std::move(grounds));
  node.value = outcome(all_of(node.children));
  return node;
}

Node Evaluator::fact(FactId id) const {
  const KnownFact& known = facts_.fact(id);
  Node node;
  node.id = corpus_.vocabulary()[id].id;
  set(node, Rule::fact, known.truth);
  node.source = known.source;
  switch (known.basis) {
    case Basis::not_known:
      node.because = Because::not_known;
      break;
    case Basis::stated:
      node.because = Because::stated;
      break;
    case Basis::closed:
      node.because = Because::closed;
      break;
    case Basis::implied: {
      const Implication& rule = corpus_.vocabulary().implications()[known.implication];
      node.because = Because::implied;
      node.implication = known.implication;
      node.cite = rule.cite;
      node.children.push_back(fact(rule.consequence == id ? rule.premise : rule.consequence));
    }
  }
  return node;
}

Node Evaluator::comparison(const Expression& e) const {
  const KnownNumber& known = facts_.number(e.fact);
  const Truth less = below(known.range, e.number);
  Node node;
  set(node, e.kind == Expression::Kind::less ? Rule::less : Rule::not_less,
      e.kind == Expression::Kind::less ? less : negate(less));
  node.because = known.range.known() ? Because::stated : Because::not_known;
  node.id = corpus_.vocabulary()[e.fact].id;
  node.number = e.number;
  node.range = known.range;
  node.sources = known.sources;
  return node;
}

Node Evaluator::reference(const Expression& e) const {
  const Law& law = corpus_.laws()[e.law];
  const Definition& definition = corpus_.definition(e);
  Node node = headed(Rule::definition, definition);
  node.id = law.id + "@" + law.versions[e.version].id + "#" + definition.id;
  node.children.push_back(expression(definition.expression, law));
  node.value = node.children.front().value;
  return node;
}

Node Evaluator::open(const Expression& e, const Law& law) const {
  Node node;
  set(node, Rule::open, Truth::unknown);
  node.because = Because::not_known;
  node.id = law.id + "#" + e.name;
  for (const Answer& answer : case_.answers) {
    if (answer.law != law.id || answer.term != e.name || answer.truth == Truth::unknown) continue;
    if (node.because == Because::answered && node.value != outcome(answer.truth)) {
      node.value = Outcome::unknown;  // two answers that contradict each other are none
      node.because = Because::not_known;
      node.by = node.reason = "";
      break;
    }
    if (node.because == Because::answered && std::tie(node.by, node.reason) <= std::tie(answer.by, answer.reason))
      continue;
    node.value = outcome(answer.truth);
    node.because = Because::answered;
    node.by = answer.by;
    node.reason = answer.reason;
  }
  return node;
}

// The facts among the operands of an `any`, seen through nested `any` and through definitions.
void Evaluator::operands(const Expression& e, std::vector<FactId>& facts) const {
  if (e.kind == Expression::Kind::fact) facts.push_back(e.fact);
  if (e.kind == Expression::Kind::reference) operands(corpus_.definition(e).expression, facts);
  if (e.kind == Expression::Kind::any)
    for (const Expression& item : e.items) operands(item, facts);
}

void Evaluator::set_any(Node& node, const Expression& e) const {
  set(node, Rule::any, any_of(node.children));
  if (node.value != Outcome::unknown || facts_.one_of().empty()) return;
  std::vector<FactId> facts;
  operands(e, facts);
  std::sort(facts.begin(), facts.end());
  for (const OneOf& one_of : facts_.one_of()) {
    if (!std::includes(facts.begin(), facts.end(), one_of.facts.begin(), one_of.facts.end())) continue;
    set(node, Rule::one_of, Truth::yes);
    node.because = Because::stated;
    node.source = one_of.source;
    node.merged = one_of.facts;
    return;
  }
}

Node Evaluator::element(const Element& e, const Law& law) const {
  Node node = headed(Rule::element, e);
  node.children.push_back(expression(e.expression, law));
  if (e.not_required_if) {
    Node waiver = headed(Rule::waiver, *e.not_required_if);
    waiver.children.push_back(expression(e.not_required_if->expression, law));
    waiver.value = waiver.children.front().value;
    node.children.push_back(std::move(waiver));
  }
  node.value = outcome(any_of(node.children));
  return node;
}

Node Evaluator::exceptions(const std::vector<Exception>& exceptions, const Law& law) const {
  Node node;
  for (const Exception& exception : exceptions) {
    Node child = headed(Rule::exception, exception);
    child.children.push_back(expression(exception.expression, law));
    child.value = child.children.front().value;
    node.children.push_back(std::move(child));
  }
  set(node, Rule::exceptions, any_of(node.children));
  // Who may be liable at all is no defence that somebody raises (Smuggling Protocol, art. 5): it has to be settled.
  bool unsettled = false;
  for (std::size_t i = 0; i < exceptions.size(); ++i)
    unsettled |= exceptions[i].must_be_settled && node.children[i].value == Outcome::unknown;
  if (node.value == Outcome::unknown && case_.exceptions_not_raised && !unsettled) {
    node.value = Outcome::no;
    node.because = Because::not_raised;
  }
  return node;
}

}  // namespace palermo::law
