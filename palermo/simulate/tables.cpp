// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "palermo/core/random.hpp"
#include "palermo/core/value.hpp"

namespace palermo::simulate {
namespace {

using core::Value;

constexpr std::string_view kPersonStream = "simulate.tables.person";
constexpr std::string_view kLinkageStream = "simulate.tables.linkage";
constexpr std::int64_t kAskAfter = 1 << 14;  // people between two questions whether to go on

// The options by list number.
struct Plan {
  struct Step {
    std::size_t from, to;
    double value;
  };
  std::vector<double> log_odds;
  std::vector<double> weights;
  std::vector<Step> dependences, referrals, forbidden;
};

Plan plan_of(const TablesOptions& options) {
  const auto at = [&](std::string_view name) {
    const auto found = std::find_if(options.lists.begin(), options.lists.end(), [&](const TableList& list) { return list.name == name; });
    return static_cast<std::size_t>(found - options.lists.begin());
  };
  Plan plan;
  for (const TableList& list : options.lists) plan.log_odds.push_back(std::log(list.chance / (1 - list.chance)));
  for (const TableClass& one : options.classes) plan.weights.push_back(one.weight);
  for (const TableDependence& one : options.dependences) plan.dependences.push_back({at(one.from), at(one.to), one.log_odds});
  for (const TableReferral& one : options.referrals) plan.referrals.push_back({at(one.from), at(one.to), one.chance});
  for (const TableForbidden& one : options.forbidden) plan.forbidden.push_back({at(one.first), at(one.second), 0});
  return plan;
}

bool on(std::uint32_t history, std::size_t list) { return (history >> list & 1U) != 0; }

double shift_of(const TableClass& one, std::size_t list) { return one.shift.empty() ? 0 : one.shift.size() == 1 ? one.shift[0] : one.shift[list]; }

struct Person {
  std::uint32_t history = 0;
  std::size_t kind = 0;
};

// Lists in their order: who is forbidden does not come; else own ways, then referrals, which count whether the list had met her or not.
Person live(const TablesOptions& options, const Plan& plan, core::Stream& stream, std::vector<std::int64_t>& referred) {
  Person person{0, stream.pick(plan.weights)};
  for (std::size_t list = 0; list < options.lists.size(); ++list) {
    double log_odds = plan.log_odds[list] + shift_of(options.classes[person.kind], list);
    for (const Plan::Step& step : plan.dependences)
      if (step.to == list && on(person.history, step.from)) log_odds += step.value;
    bool comes = stream.chance(1 / (1 + std::exp(-log_odds)));
    const bool kept_out = std::any_of(plan.forbidden.begin(), plan.forbidden.end(), [&](const Plan::Step& step) { return step.to == list && on(person.history, step.from); });
    if (kept_out) continue;
    for (std::size_t r = 0; r < plan.referrals.size(); ++r) {
      const Plan::Step& step = plan.referrals[r];
      if (step.to != list || !on(person.history, step.from) || !stream.chance(step.value)) continue;
      comes = true;
      if (stream.chance(options.recorded)) ++referred[r];
    }
    if (comes) person.history |= std::uint32_t{1} << list;
  }
  return person;
}

// One person on several lists becomes two: each list goes to either half, neither half empty.
std::pair<std::uint32_t, std::uint32_t> split(std::uint32_t history, core::Stream& stream) {
  for (;;) {
    const std::uint32_t part = history & static_cast<std::uint32_t>(stream());
    if (part != 0 && part != history) return {part, history & ~part};
  }
}

// Linkage errs: on histories, one a person; leaves the histories that estimation will see.
std::vector<std::uint32_t> link(const TablesOptions& options, const std::vector<std::uint32_t>& people, InventedTable& made) {
  core::Stream stream(options.seed, kLinkageStream);
  std::vector<std::uint32_t> seen;
  std::vector<std::size_t> waiting;  // entries of `seen` on one list that will be taken for somebody else
  for (const std::uint32_t history : people) {
    if (std::popcount(history) > 1 && stream.chance(options.missed_links)) {
      const auto [one, other] = split(history, stream);
      seen.push_back(one);
      seen.push_back(other);
      ++made.split;
      continue;
    }
    if (std::popcount(history) == 1 && stream.chance(options.false_links)) {
      const auto partner = std::find_if(waiting.begin(), waiting.end(), [&](std::size_t i) { return seen[i] != history; });
      if (partner != waiting.end()) {
        seen[*partner] |= history;
        waiting.erase(partner);
        ++made.merged;
        continue;
      }
      waiting.push_back(seen.size());
    }
    seen.push_back(history);
  }
  return seen;
}

core::Result<core::CaptureTable> tabulate(const TablesOptions& options, const std::vector<std::uint32_t>& histories) {
  std::vector<std::int64_t> counts(std::size_t{1} << options.lists.size());
  for (const std::uint32_t history : histories) ++counts[history];
  std::vector<std::string> names;
  for (const TableList& list : options.lists) names.push_back(list.name);
  std::vector<core::CaptureCell> cells;
  for (std::uint32_t history = 1; history < counts.size(); ++history) cells.push_back({history, counts[history], {}, 0});
  return core::CaptureTable::make(std::move(names), std::move(cells));
}

Value classes_value(const TablesOptions& options, const InventedTable& made) {
  Value classes(Value::Array{});
  for (std::size_t k = 0; k < options.classes.size(); ++k) {
    Value one;
    one.set("weight", options.classes[k].weight);
    Value shift(Value::Array{});
    for (std::size_t list = 0; list < options.lists.size(); ++list) shift.push(shift_of(options.classes[k], list));
    one.set("shift", std::move(shift));
    one.set("people", made.class_people[k]);
    one.set("observed", made.class_observed[k]);
    classes.push(std::move(one));
  }
  return classes;
}

Value step_value(std::string_view from, std::string_view to, std::string_view key, double number) {
  Value one;
  one.set("from", from);
  one.set("to", to);
  one.set(key, number);
  return one;
}

}  // namespace

core::Result<InventedTable> invent_table(const TablesOptions& options, core::Progress& progress) {
  PALERMO_CHECK_DONE(check(options));
  const Plan plan = plan_of(options);
  progress.begin("progress.inventing", "", options.people, "unit.persons");
  std::vector<std::int64_t> referred(options.referrals.size()), people(options.classes.size()), observed(options.classes.size());
  std::vector<std::uint32_t> histories;
  core::Stream stream(options.seed, kPersonStream);
  for (std::int64_t i = 0; i < options.people; ++i) {
    if (i % kAskAfter == 0) {
      if (progress.cancelled()) return core::fail(core::kCancelled);
      progress.report(i);
    }
    const Person person = live(options, plan, stream, referred);
    ++people[person.kind];
    if (person.history == 0) continue;
    ++observed[person.kind];
    histories.push_back(person.history);
  }
  progress.end();
  PALERMO_TRY(core::CaptureTable before, tabulate(options, histories));
  InventedTable made{before, before, options.people, static_cast<std::int64_t>(histories.size()), 0, 0, referred, people, observed};
  PALERMO_TRY(made.table, tabulate(options, link(options, histories, made)));
  return made;
}

std::string truth_json(const TablesOptions& options, const InventedTable& made) {
  Value truth;
  truth.set("format", "palermo-simulated-table/1");
  truth.set("simulated", true);
  truth.set("seed", static_cast<std::int64_t>(options.seed));
  truth.set("people", made.people);
  truth.set("observed", made.observed);
  truth.set("never_seen", made.people - made.observed);
  Value lists(Value::Array{});
  for (std::size_t i = 0; i < options.lists.size(); ++i) {
    Value one;
    one.set("name", options.lists[i].name);
    one.set("chance", options.lists[i].chance);
    one.set("people", made.before_linkage.on_list(i));
    lists.push(std::move(one));
  }
  truth.set("lists", std::move(lists));
  truth.set("classes", classes_value(options, made));
  Value dependences(Value::Array{}), referrals(Value::Array{}), forbidden(Value::Array{});
  for (const TableDependence& one : options.dependences) dependences.push(step_value(one.from, one.to, "log_odds", one.log_odds));
  for (std::size_t r = 0; r < options.referrals.size(); ++r) {
    Value one = step_value(options.referrals[r].from, options.referrals[r].to, "chance", options.referrals[r].chance);
    one.set("recorded", made.referred[r]);
    referrals.push(std::move(one));
  }
  for (const TableForbidden& one : options.forbidden) {
    Value pair;
    pair.set("first", one.first);
    pair.set("second", one.second);
    forbidden.push(std::move(pair));
  }
  truth.set("dependences", std::move(dependences));
  truth.set("referrals", std::move(referrals));
  truth.set("forbidden", std::move(forbidden));
  Value linkage;
  linkage.set("missed_links", options.missed_links);
  linkage.set("false_links", options.false_links);
  linkage.set("split", made.split);
  linkage.set("merged", made.merged);
  linkage.set("observed_after", made.table.observed());
  truth.set("linkage", std::move(linkage));
  truth.set("recorded", options.recorded);
  return core::to_json(truth) + "\n";
}

std::string referrals_csv(const TablesOptions& options, const InventedTable& made) {
  std::string csv = "from,to,count\n";
  for (std::size_t r = 0; r < options.referrals.size(); ++r)
    csv += fmt::format("{},{},{}\n", options.referrals[r].from, options.referrals[r].to, made.referred[r]);
  return csv;
}

core::Done write_table(const TablesOptions& options, const InventedTable& made, core::OutputFolder& out) {
  PALERMO_CHECK_DONE(out.write("table.csv", made.table.to_csv()));
  PALERMO_CHECK_DONE(out.write("truth.json", truth_json(options, made)));
  return out.write("referrals.csv", referrals_csv(options, made));
}

}  // namespace palermo::simulate
