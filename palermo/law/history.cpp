// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/history.hpp"

#include <algorithm>
#include <set>

#include "palermo/law/facts.hpp"

namespace palermo::law {

namespace {

void apply(const Change& change, Case& to) {
  for (const Statement& s : change.statements) std::erase_if(to.statements, [&](const Statement& t) { return t.fact == s.fact; });
  for (const NumberStatement& n : change.numbers)
    std::erase_if(to.numbers, [&](const NumberStatement& t) { return t.fact == n.fact; });
  to.statements.insert(to.statements.end(), change.statements.begin(), change.statements.end());
  to.numbers.insert(to.numbers.end(), change.numbers.begin(), change.numbers.end());
  auto& days = to.date.days;
  if (change.kind == Change::Kind::became_so && days.known() && days.max) days.max = std::max(*days.max, change.on);
}

Outcome opposite(Outcome value) { return outcome(negate(static_cast<Truth>(value))); }

// The facts and numbers on which the value of a node rests; of an unknown node those for want of which it is unknown.
void rests_on(const Node& node, const Vocabulary& vocabulary, std::set<FactId>& facts) {
  if (node.rule == Rule::fact || node.rule == Rule::less || node.rule == Rule::not_less) {
    facts.insert(*vocabulary.find(node.id));
    return;
  }
  if (node.rule == Rule::one_of) facts.insert(node.merged.begin(), node.merged.end());
  for (const Node& child : node.children) {
    const bool against = node.rule == Rule::negation || (node.rule == Rule::offence && child.rule == Rule::exceptions);
    const Outcome value = against ? opposite(child.value) : child.value;
    if (value == node.value || node.rule == Rule::versions || node.rule == Rule::at_least) rests_on(child, vocabulary, facts);
  }
}

// What of it is another thing after than before.
std::vector<Moved> moved(const Finding& before, const FactBase& facts_before, const FactBase& facts_after, const Vocabulary& vocabulary) {
  std::set<FactId> facts;
  rests_on(before.derivation, vocabulary, facts);
  std::vector<Moved> found;
  for (const FactId fact : facts) {
    Moved one{fact, facts_before.fact(fact).truth, facts_after.fact(fact).truth, facts_before.number(fact).range,
              facts_after.number(fact).range, false};
    const bool number = vocabulary[fact].number;
    one.was_unknown = number ? !one.range_before.known() : one.before == Truth::unknown;
    if (number ? one.range_before != one.range_after : one.before != one.after) found.push_back(std::move(one));
  }
  return found;
}

core::Value end_of(const std::optional<std::int64_t>& end) { return end ? core::Value(*end) : core::Value{}; }

core::Value to_value(const core::Interval<std::int64_t>& range) {
  core::Value value;
  value.set("min", end_of(range.min));
  value.set("max", end_of(range.max));
  return value;
}

core::Value to_value(const Moved& moved, const Vocabulary& vocabulary) {
  core::Value value;
  const FactDef& fact = vocabulary[moved.fact];
  value.set("fact", fact.id);
  value.set("before", fact.number ? to_value(moved.range_before) : core::Value(word(moved.before)));
  value.set("after", fact.number ? to_value(moved.range_after) : core::Value(word(moved.after)));
  value.set("was_unknown", moved.was_unknown);
  return value;
}

core::Value to_value(const Entry& entry, const Vocabulary& vocabulary) {
  core::Value value;
  if (entry.change) {
    const core::Day on = entry.change->on;
    value.set("on", core::PartialDate{{on, on}}.text());
    value.set("kind", word(entry.change->kind));
    value.set("says", entry.change->says);
  }
  value.set("outcome", word(entry.outcome));
  value.set("how", word(entry.how));
  value.set("look_again", entry.look_again());
  value.set("outcome_changed", entry.outcome_changed);
  core::Value list{core::Value::Array{}};
  for (const Moved& one : entry.moved) list.push(to_value(one, vocabulary));
  value.set("moved", std::move(list));
  return value;
}

}  // namespace

Case after_changes(const Case& stated, std::size_t changes) {
  Case then = recorded_first(stated);
  for (std::size_t i = 0; i < std::min(changes, stated.changes.size()); ++i) apply(stated.changes[i], then);
  return then;
}

core::Result<std::vector<History>> history(const Corpus& corpus, const Case& stated, const std::vector<FindingId>& ids,
                                           const Look& look) {
  std::vector<History> all;
  for (const FindingId& id : ids) all.push_back({id, {}});
  std::vector<Completion> before(ids.size());
  std::optional<FactBase> facts_before;
  Case then = recorded_first(stated);
  for (std::size_t changes = 0; changes <= stated.changes.size(); ++changes) {
    const Change* change = changes == 0 ? nullptr : &stated.changes[changes - 1];
    if (change) apply(*change, then);
    PALERMO_TRY(FactBase facts, FactBase::derive(then, corpus.vocabulary()));
    for (std::size_t i = 0; i < ids.size(); ++i) {
      PALERMO_TRY(Completion completion, complete(corpus, then, ids[i]));
      PALERMO_CHECK_DONE(look(then, completion));
      Entry entry{change, completion.outcome, completion.how, false, {}};
      if (change) {
        entry.outcome_changed = before[i].outcome != completion.outcome;
        entry.moved = moved(before[i].finding, *facts_before, facts, corpus.vocabulary());
      }
      all[i].entries.push_back(std::move(entry));
      before[i] = std::move(completion);
    }
    facts_before = std::move(facts);
  }
  return all;
}

core::Value to_value(const History& history, const Vocabulary& vocabulary) {
  core::Value value;
  value.set("finding", history.id.text());
  core::Value entries{core::Value::Array{}};
  for (const Entry& entry : history.entries) entries.push(to_value(entry, vocabulary));
  value.set("entries", std::move(entries));
  return value;
}

}  // namespace palermo::law
