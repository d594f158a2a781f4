// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/linked_tables.hpp"

#include <algorithm>

#include "palermo/core/schema.hpp"

namespace palermo::study {
namespace {

using core::Reader;
using core::Result;
using core::Value;

void add(OwnCounts& people, const OwnHistory& own, std::int64_t count) {
  const auto at = people.try_emplace(own, 0).first;
  at->second += count;
  if (at->second == 0) people.erase(at);
}

void add_joined(OwnTable& table, law::Outcome outcome, std::int64_t count) {
  if (outcome == law::Outcome::yes) table.certain += count;
  if (outcome == law::Outcome::yes || outcome == law::Outcome::unknown) table.possible += count;
}

// Every record alone first, then every group; a set's number is its place.
std::vector<std::vector<std::uint32_t>> sets_of(const Roster& roster) {
  std::vector<std::vector<std::uint32_t>> sets;
  for (std::uint32_t record = 0; record < roster.records.size(); ++record) sets.push_back({record});
  sets.insert(sets.end(), roster.groups.begin(), roster.groups.end());
  return sets;
}

// What the record alone says.
OwnHistory own_of(const Roster& roster, const std::vector<law::Outcome>& outcomes, std::uint32_t record) {
  const std::uint32_t list = 1U << roster.records[record].list;
  return {list, outcomes[record] == law::Outcome::yes ? list : 0, outcomes[record] == law::Outcome::no ? list : 0};
}

// Counts the people of each partition: all records as people of their own, and then, for each group, one instead of several.
LinkedTable count(const Roster& roster, const std::vector<law::Outcome>& outcomes) {
  const auto records = static_cast<std::uint32_t>(roster.records.size());
  OwnTable alone;
  for (std::uint32_t r = 0; r < records; ++r) {
    add(alone.people, own_of(roster, outcomes, r), 1);
    add_joined(alone, outcomes[r], 1);
  }
  LinkedTable table;
  for (std::size_t p = 0; p < roster.partitions.size(); ++p) {
    OwnTable people = alone;
    for (const std::uint32_t group : roster.partitions[p]) {
      OwnHistory together;
      for (const std::uint32_t record : roster.groups[group]) {
        const OwnHistory own = own_of(roster, outcomes, record);
        together = {together.on | own.on, together.shows | own.shows, together.excludes | own.excludes};
        add(people.people, own, -1);
        add_joined(people, outcomes[record], -1);
      }
      add(people.people, together, 1);
      add_joined(people, outcomes[records + group], 1);
    }
    if (p == 0) table.point = std::move(people);
    else table.draws.push_back(std::move(people));
  }
  return table;
}

void count_contradictions(LinkedTables& tables, const CaseFacts& cases, const law::Vocabulary& vocabulary, const Roster& roster) {
  for (std::size_t reading = 0; reading < cases.readings.size(); ++reading) {
    auto& by_fact = tables.contradictions.emplace_back();
    std::int64_t people = 0;
    for (const std::uint32_t group : roster.partitions.front()) {
      const auto facts = join(cases, reading, roster, roster.groups[group]).contradicted(cases.layout);
      for (const law::FactId fact : facts) ++by_fact[vocabulary[fact].id];
      people += facts.empty() ? 0 : 1;
    }
    tables.contradicted_people.push_back(people);
  }
}

Value own_value(const OwnTable& table) {
  Value cells(Value::Array{});
  for (const auto& [own, people] : table.people) {
    Value cell(Value::Array{});
    for (const std::uint32_t bits : {own.on, own.shows, own.excludes}) cell.push(static_cast<std::int64_t>(bits));
    cell.push(people);
    cells.push(std::move(cell));
  }
  Value value;
  value.set("certain", table.certain);
  value.set("possible", table.possible);
  value.set("cells", std::move(cells));
  return value;
}

// A cell: on, shows, excludes, people.
bool is_cell(const Value& cell, std::size_t lists) {
  const auto& all = cell.items();
  if (all.size() != 4 || !std::all_of(all.begin(), all.end(), [](const Value& one) { return one.is_int(); })) return false;
  const std::int64_t on = all[0].as_int(), shows = all[1].as_int(), excludes = all[2].as_int();
  return on > 0 && on < (std::int64_t{1} << lists) && shows >= 0 && excludes >= 0 && ((shows | excludes) & ~on) == 0 && all[3].as_int() > 0;
}

Result<OwnTable> read_own(const Value& node, std::size_t lists) {
  Reader reader(node, "table");
  OwnTable table;
  table.certain = reader.integer("certain");
  table.possible = reader.integer("possible");
  const Value* cells = reader.array("cells");
  PALERMO_CHECK_DONE(reader.finish());
  if (!cells) return table;
  for (const Value& cell : cells->items()) {
    if (!is_cell(cell, lists)) return core::fail(core::kWrongValue, node.place(), {{"key", "cells"}});
    const auto bits = [&](std::size_t i) { return static_cast<std::uint32_t>(cell.items()[i].as_int()); };
    table.people.emplace(OwnHistory{bits(0), bits(1), bits(2)}, cell.items()[3].as_int());
  }
  return table;
}

Result<LinkedTable> read_table(const Value& node, std::size_t lists) {
  Reader reader(node, "table");
  LinkedTable table;
  table.definition = static_cast<std::size_t>(reader.integer("definition"));
  table.reading = static_cast<std::size_t>(reader.integer("reading"));
  const Value* point = reader.object("point");
  const Value* draws = reader.array("draws");
  PALERMO_CHECK_DONE(reader.finish());
  if (point) {
    PALERMO_TRY(table.point, read_own(*point, lists));
  }
  if (draws)
    for (const Value& draw : draws->items()) {
      PALERMO_TRY(auto one, read_own(draw, lists));
      table.draws.push_back(std::move(one));
    }
  return table;
}

std::vector<std::int64_t> integers(const Value* node) {
  std::vector<std::int64_t> all;
  if (node)
    for (const Value& item : node->items()) all.push_back(item.is_int() ? item.as_int() : 0);
  return all;
}

Value integers_value(const std::vector<std::int64_t>& all) {
  Value value(Value::Array{});
  for (const std::int64_t one : all) value.push(one);
  return value;
}

}  // namespace

Result<LinkedTables> linked_tables(const law::Corpus& corpus, const CountPlan& plan, const StudyFile& study, const CaseFacts& cases,
                                   const Roster& roster, const Linkage& linkage, core::Progress& progress) {
  LinkedTables tables;
  for (const Source& source : study.sources) tables.lists.push_back(source.id);
  tables.records = static_cast<std::int64_t>(roster.records.size());
  tables.linkable = static_cast<std::int64_t>(linkage.linkable);
  tables.without_name = roster.without_name;
  tables.without_case = roster.without_case;
  tables.people = roster.people(0);
  for (std::size_t p = 1; p < roster.partitions.size(); ++p) tables.people_drawn.push_back(roster.people(p));
  count_contradictions(tables, cases, corpus.vocabulary(), roster);
  const auto sets = sets_of(roster);
  for (std::size_t reading = 0; reading < study.readings.size(); ++reading) {
    PALERMO_TRY(const Outcomes outcomes, joined_findings(corpus, plan, study.readings[reading], cases, reading, roster, sets, progress));
    for (std::size_t f = 0; f < plan.findings.size(); ++f) {
      LinkedTable table = count(roster, outcomes[f]);
      table.definition = f;
      table.reading = reading;
      tables.tables.push_back(std::move(table));
    }
  }
  return tables;
}

Value to_value(const LinkedTables& tables) {
  Value lists(Value::Array{}), all(Value::Array{}), contradictions(Value::Array{});
  for (const std::string& list : tables.lists) lists.push(list);
  for (const auto& by_fact : tables.contradictions) {
    Value one(Value::Object{});
    for (const auto& [fact, people] : by_fact) one.set(fact, people);
    contradictions.push(std::move(one));
  }
  for (const LinkedTable& table : tables.tables) {
    Value draws(Value::Array{});
    for (const OwnTable& draw : table.draws) draws.push(own_value(draw));
    Value one;
    one.set("definition", static_cast<std::int64_t>(table.definition));
    one.set("reading", static_cast<std::int64_t>(table.reading));
    one.set("point", own_value(table.point));
    one.set("draws", std::move(draws));
    all.push(std::move(one));
  }
  Value value;
  value.set("not for release", true);
  value.set("format", kLinkedTablesFormat);
  value.set("lists", std::move(lists));
  value.set("records", tables.records);
  value.set("linkable", tables.linkable);
  value.set("without_name", tables.without_name);
  value.set("without_case", tables.without_case);
  value.set("people", tables.people);
  value.set("people_drawn", integers_value(tables.people_drawn));
  value.set("contradictions", std::move(contradictions));
  value.set("contradicted_people", integers_value(tables.contradicted_people));
  value.set("tables", std::move(all));
  return value;
}

Result<LinkedTables> parse_linked_tables(const Value& document) {
  Reader reader(document, "linked tables");
  LinkedTables tables;
  reader.ignore("not for release");
  (void)reader.choice("format", {std::string(kLinkedTablesFormat)}, "");
  tables.lists = reader.texts("lists");
  tables.records = reader.integer("records");
  tables.linkable = reader.integer("linkable");
  tables.without_name = reader.integer("without_name");
  tables.without_case = reader.integer("without_case");
  tables.people = reader.integer("people");
  tables.people_drawn = integers(reader.array("people_drawn"));
  const Value* contradictions = reader.array("contradictions");
  tables.contradicted_people = integers(reader.array("contradicted_people"));
  const Value* all = reader.array("tables");
  PALERMO_CHECK_DONE(reader.finish());
  if (contradictions)
    for (const Value& node : contradictions->items()) {
      auto& by_fact = tables.contradictions.emplace_back();
      for (const auto& [fact, people] : node.members()) by_fact[fact] = people.is_int() ? people.as_int() : 0;
    }
  if (all)
    for (const Value& node : all->items()) {
      PALERMO_TRY(LinkedTable table, read_table(node, tables.lists.size()));
      tables.tables.push_back(std::move(table));
    }
  return tables;
}

}  // namespace palermo::study
