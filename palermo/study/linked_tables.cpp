// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/linked_tables.hpp"

#include <numeric>

#include "palermo/core/schema.hpp"

namespace palermo::study {
namespace {

using core::Reader;
using core::Result;
using core::Value;

constexpr std::array<std::string_view, 2> kBounds{"certain", "possible"};

bool meets(law::Outcome outcome, Bound bound) {
  return outcome == law::Outcome::yes || (bound == Bound::possible && outcome == law::Outcome::unknown);
}

void add(HistoryMap& table, std::uint32_t history, std::int64_t count) {
  const auto at = table.try_emplace(history, 0).first;
  at->second += count;
  if (at->second == 0) table.erase(at);
}

// Every record alone first, then every group; a set's number is its place.
std::vector<std::vector<std::uint32_t>> sets_of(const Roster& roster) {
  std::vector<std::vector<std::uint32_t>> sets;
  for (std::uint32_t record = 0; record < roster.records.size(); ++record) sets.push_back({record});
  sets.insert(sets.end(), roster.groups.begin(), roster.groups.end());
  return sets;
}

// Counts the people of each partition: all records as people of their own, and then, for each group, one instead of several.
LinkedTable count(const Roster& roster, const std::vector<law::Outcome>& outcomes, Bound bound) {
  LinkedTable table;
  table.bound = bound;
  const std::size_t records = roster.records.size();
  HistoryMap alone;
  for (std::size_t r = 0; r < records; ++r)
    if (meets(outcomes[r], bound)) add(alone, 1U << roster.records[r].list, 1);
  std::vector<std::uint32_t> histories;
  for (const auto& group : roster.groups) histories.push_back(roster.history(group));
  for (std::size_t p = 0; p < roster.partitions.size(); ++p) {
    HistoryMap people = alone;
    for (const std::uint32_t group : roster.partitions[p]) {
      for (const std::uint32_t record : roster.groups[group])
        if (meets(outcomes[record], bound)) add(people, 1U << roster.records[record].list, -1);
      if (meets(outcomes[records + group], bound)) add(people, histories[group], 1);
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

Value cells_value(const HistoryMap& table) {
  Value cells(Value::Array{});
  for (const auto& [history, people] : table) cells.push(Value::Array{Value(static_cast<std::int64_t>(history)), Value(people)});
  return cells;
}

Result<HistoryMap> read_cells(const Value& node, std::size_t lists) {
  HistoryMap table;
  for (const Value& cell : node.items()) {
    const auto& pair = cell.items();
    const bool fits = pair.size() == 2 && pair[0].is_int() && pair[1].is_int() && pair[0].as_int() > 0 &&
                      pair[0].as_int() < (std::int64_t{1} << lists) && pair[1].as_int() > 0;
    if (!fits) return core::fail(core::kWrongValue, node.place(), {{"key", "cells"}});
    table.emplace(static_cast<std::uint32_t>(pair[0].as_int()), pair[1].as_int());
  }
  return table;
}

Result<LinkedTable> read_table(const Value& node, std::size_t lists) {
  Reader reader(node, "table");
  LinkedTable table;
  table.definition = static_cast<std::size_t>(reader.integer("definition"));
  table.reading = static_cast<std::size_t>(reader.integer("reading"));
  table.bound = reader.choice("bound", {"certain", "possible"}, "") == "possible" ? Bound::possible : Bound::certain;
  const Value* point = reader.array("point");
  const Value* draws = reader.array("draws");
  PALERMO_CHECK_DONE(reader.finish());
  if (point) {
    PALERMO_TRY(table.point, read_cells(*point, lists));
  }
  if (draws)
    for (const Value& draw : draws->items()) {
      PALERMO_TRY(auto cells, read_cells(draw, lists));
      table.draws.push_back(std::move(cells));
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

std::string_view word(Bound bound) { return kBounds[static_cast<std::size_t>(bound)]; }

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
    for (std::size_t f = 0; f < plan.findings.size(); ++f)
      for (const Bound bound : {Bound::certain, Bound::possible}) {
        LinkedTable table = count(roster, outcomes[f], bound);
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
    for (const HistoryMap& draw : table.draws) draws.push(cells_value(draw));
    Value one;
    one.set("definition", static_cast<std::int64_t>(table.definition));
    one.set("reading", static_cast<std::int64_t>(table.reading));
    one.set("bound", word(table.bound));
    one.set("point", cells_value(table.point));
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
