// SPDX-License-Identifier: Apache-2.0
#include "palermo/treaty/answer.hpp"

namespace palermo::treaty {
namespace {

using core::Value;

Value text_or_null(const core::PartialDate& date) { return date.known() ? Value(date.text()) : Value{}; }
Value text_or_null(const std::string& text) { return text.empty() ? Value{} : Value(text); }

Value to_value(const Rule& rule) {
  Value value;
  value.set("wait", word(rule.wait));
  value.set("count", rule.count);
  value.set("cite", rule.cite);
  value.set("mark", word(rule.mark));
  value.set("read", text_or_null(rule.read));
  return value;
}

Value to_value(const Complete& complete, const Table& table) {
  Value value;
  value.set("until", day_text(complete.until));
  value.set("of", complete.un_members_only ? "un_members" : "everybody");
  value.set("mark", word(complete.mark));
  value.set("source", table.sources().at(complete.source).name);
  return value;
}

Value to_value(const Row& row, const Table& table) {
  Value value;
  value.set("kind", word(row.kind));
  value.set("date", row.date.text());
  value.set("dated", row.dated);
  value.set("mark", word(row.mark));
  value.set("source", table.sources().at(row.source).name);
  value.set("only_for", text_or_null(row.only_for));
  return value;
}

Value to_value(const Circle& circle, const Table& table) {
  Value value, states{Value::Array{}}, apart{Value::Array{}};
  for (const std::string& state : circle.states) states.push(state);
  for (const Apart& one : circle.apart) {
    Value entry;
    entry.set("state", one.state);
    entry.set("answer", word(one.answer));
    entry.set("from", one.days.min ? Value(day_text(*one.days.min)) : Value{});
    entry.set("until", one.days.max ? Value(day_text(*one.days.max)) : Value{});
    entry.set("why", one.why);
    apart.push(std::move(entry));
  }
  value.set("says", circle.says);
  value.set("mark", word(circle.mark));
  value.set("source", table.sources().at(circle.source).name);
  value.set("states", std::move(states));
  value.set("apart", std::move(apart));
  return value;
}

}  // namespace

std::string day_text(core::Day day) { return core::PartialDate{{day, day}}.text(); }

std::string name_of(const Table& table, const core::Countries& countries, const std::string& participant) {
  const auto organisation = table.organisations().find(participant);
  if (organisation != table.organisations().end()) return organisation->second;
  const core::Country* country = countries.find(participant);
  return country ? country->name : participant;
}

Value to_value(const Instrument& instrument, const Table& table) {
  Value value;
  value.set("id", instrument.id);
  value.set("title", instrument.title);
  value.set("depositary", text_or_null(instrument.depositary));
  value.set("adopted", instrument.adopted.text());
  Value in_force;
  in_force.set("date", instrument.in_force.text());
  in_force.set("mark", word(instrument.in_force_mark));
  value.set("in_force", std::move(in_force));
  value.set("rule", instrument.rule.cite.empty() ? Value{} : to_value(instrument.rule));
  value.set("open_to_organisations", instrument.open_to_organisations);
  Value complete{Value::Array{}};
  for (const Complete& one : instrument.complete) complete.push(to_value(one, table));
  value.set("complete", std::move(complete));
  value.set("open_to", instrument.open_to ? to_value(*instrument.open_to, table) : Value{});
  value.set("binds", instrument.binds ? to_value(*instrument.binds, table) : Value{});
  value.set("complete_for", text_or_null(instrument.complete_for));
  value.set("parties_known", text_or_null(instrument.parties_known));
  value.set("denunciations", table.denunciations());
  return value;
}

Value to_value(const Standing& standing, const Table& table, const core::Countries& countries) {
  Value value;
  value.set("state", standing.state);
  value.set("name", name_of(table, countries, standing.state));
  value.set("organisation", standing.organisation);
  value.set("party", word(standing.party));
  value.set("party_because", word(standing.party_because));
  value.set("bound", word(standing.bound));
  value.set("bound_because", word(standing.bound_because));
  value.set("bound_from", text_or_null(standing.bound_from));
  value.set("deposit", standing.row ? to_value(*standing.row, table) : Value{});
  value.set("signature", standing.signature ? to_value(*standing.signature, table) : Value{});
  Value to_check{Value::Array{}};
  for (const Row* row : standing.to_check) to_check.push(to_value(*row, table));
  value.set("to_check", std::move(to_check));
  value.set("why", text_or_null(standing.why));
  return value;
}

void add_status(Value& answer, const Status& status, const Table& table, const core::Countries& countries) {
  answer.set("parties", status.parties.all());
  answer.set("states", status.parties.states);
  answer.set("regional_organisations", status.parties.organisations);
  answer.set("bound", status.bound.all());
  answer.set("unknown", status.parties_unknown.all());
  answer.set("bound_unknown", status.bound_unknown.all());
  Value list{Value::Array{}};
  for (const Standing& one : status.list)
    if (one.party != Answer::no) list.push(to_value(one, table, countries));
  answer.set("list", std::move(list));
}

Value to_value(const Changes& changes, const Table& table, const core::Countries& countries) {
  Value value;
  value.set("from", day_text(changes.from));
  value.set("to", day_text(changes.to));
  value.set("entered_into_force", changes.entered_into_force);
  for (const auto& [key, list] : {std::pair{"deposited", &changes.deposited}, std::pair{"bound", &changes.bound}}) {
    Value entries{Value::Array{}};
    for (const Standing& one : *list) entries.push(to_value(one, table, countries));
    value.set(key, std::move(entries));
  }
  Value lost{Value::Array{}};
  for (const std::string& state : changes.lost) lost.push(state);
  value.set("no_longer_known", std::move(lost));
  return value;
}

}  // namespace palermo::treaty
