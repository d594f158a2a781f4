// SPDX-License-Identifier: Apache-2.0
// palermo release plan PLAN: what each table will cost and how exact it will be. Touches no data.
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "palermo/cli/context.hpp"
#include "palermo/cli/release_verbs.hpp"
#include "palermo/cli/verbs.hpp"
#include "palermo/core/table.hpp"
#include "palermo/publish/ledger_file.hpp"
#include "palermo/publish/release_forecast.hpp"

namespace palermo::cli {
namespace {

using core::Result;
using core::Value;

constexpr std::size_t kMostPairs = 12;  // of those shown on a terminal

struct PlanCall {
  std::string plan, ledger;
  std::optional<std::int64_t> people;
};

struct Looked {
  std::optional<std::int64_t> people;
  publish::ReleasePlan plan;
  publish::Forecast forecast;
  std::optional<publish::Ledger> ledger;
};

Result<Looked> look(const PlanCall& call) {
  PALERMO_TRY(publish::ReleasePlan plan, publish::read_plan(call.plan));
  PALERMO_CHECK_DONE(publish::check_delay(plan, utc_today()));
  publish::Forecast forecast = publish::forecast(plan, call.people);
  Looked looked{.people = call.people, .plan = std::move(plan), .forecast = std::move(forecast), .ledger = {}};
  if (call.ledger.empty()) return looked;
  PALERMO_TRY(looked.ledger, publish::read_ledger(call.ledger));
  PALERMO_CHECK_DONE(looked.ledger->check_budget(publish::intent_of(looked.plan, "", "", false)));
  return looked;
}

std::string joined(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, " × ")); }

double rounded(double x) { return std::round(x * 100) / 100; }

Value to_value(const Looked& looked) {
  const publish::ReleasePlan& plan = looked.plan;
  Value value, tables(Value::Array{});
  value.set("format", "palermo-release-plan-forecast/1");
  value.set("id", plan.id);
  value.set("title", plan.title);
  value.set("plan", plan.hash);
  value.set("mode", publish::word(plan.mode));
  value.set("first_year", plan.first_year);
  value.set("last_year", plan.last_year);
  value.set("epsilon", plan.epsilon);
  value.set("delta", plan.delta);
  value.set("rho", looked.forecast.rho.to_double());
  value.set("confidence", plan.confidence);
  value.set("minimum_shown", plan.minimum_shown);
  for (const publish::TableForecast& table : looked.forecast.tables) {
    Value one, columns(Value::Array{});
    one.set("kind", publish::word(table.kind));
    for (const std::string& name : table.columns) columns.push(name);
    one.set("columns", std::move(columns));
    one.set("cells", static_cast<std::int64_t>(table.cells));
    one.set("rho", table.rho.to_double());
    one.set("standard_error", rounded(table.standard_error));
    one.set("half_width", rounded(table.half_width));
    one.set("told_within_a_tenth", rounded(table.told_within_a_tenth()));
    tables.push(std::move(one));
  }
  value.set("tables", std::move(tables));
  const bool rows = looked.forecast.rows_from > 0;
  value.set("people", looked.people ? Value(*looked.people) : Value());
  value.set("rows_from", rows ? Value(looked.forecast.rows_from) : Value());
  value.set("rows_expected_to_tell_pairs", rows && looked.people ? Value(*looked.people >= looked.forecast.rows_from) : Value());
  Value approved{Value::Array{}};
  if (looked.ledger)
    for (const std::string& officer : looked.ledger->approvers(plan.hash)) approved.push(officer);
  value.set("ledger", looked.ledger ? Value(looked.ledger->id()) : Value());
  value.set("approved_by", std::move(approved));
  return value;
}

// To two figures: it is a rule of thumb.
std::int64_t rounded_up(std::int64_t people) {
  std::int64_t unit = 1;
  while (people / unit >= 100) unit *= 10;
  return (people + unit - 1) / unit * unit;
}

std::string to_text(const Context& context, const Looked& looked) {
  const auto text = [&](std::string_view key, const std::vector<core::Arg>& args = {}) { return context.text("release.plan." + std::string(key), args); };
  std::string out = looked.plan.title + "\n";
  if (looked.plan.mode == publish::Mode::circle_table) return out + text("circle_table", {{"table", joined(looked.plan.tables.front())}, {"minimum", looked.plan.minimum_shown}});
  if (!looked.plan.is_dp()) return out + text("circle", {{"minimum", looked.plan.minimum_shown}});
  const std::string rho = fmt::format("{:.4f}", looked.forecast.rho.to_double());
  out += text("cost", {{"epsilon", fmt::format("{:g}", looked.plan.epsilon)}, {"delta", fmt::format("{:g}", looked.plan.delta)}, {"rho", rho}}) + "\n\n";
  core::Table table{.caption = text("table"),
                    .columns = {{text("column.table")}, {text("column.kind")}, {text("column.cells"), true}, {text("column.share"), true}, {text("column.half"), true}, {text("column.tenth"), true}},
                    .rows = {}};
  std::size_t pairs = 0;
  for (const publish::TableForecast& one : looked.forecast.tables) {
    const bool pair = one.kind == publish::TableForecast::Kind::pair;
    if (pair && ++pairs > kMostPairs) continue;
    table.rows.push_back({one.columns.empty() ? text("people") : joined(one.columns), text("kind." + std::string(publish::word(one.kind))),
                          context.catalogue().number(static_cast<std::int64_t>(one.cells)),
                          context.catalogue().percent(one.rho.to_double() / looked.forecast.rho.to_double()), fmt::format("{:.1f}", one.half_width),
                          context.catalogue().number(static_cast<std::int64_t>(std::ceil(one.told_within_a_tenth())))});
  }
  out += core::to_plain_text(table);
  if (pairs > kMostPairs) out += text("more_pairs", {{"pairs", static_cast<std::int64_t>(pairs - kMostPairs)}}) + "\n";
  if (looked.forecast.rows_from > 0) {
    out += "\n" + text("rows_from", {{"people", rounded_up(looked.forecast.rows_from)}}) + "\n";
    if (looked.people && *looked.people < looked.forecast.rows_from) out += text("rows_not_expected", {{"people", *looked.people}}) + "\n";
  }
  return out + "\n" + text("no_data", {{"confidence", context.catalogue().percent(looked.plan.confidence)}});
}

// Nothing where no ledger was named; a budget that is not enough was refused before.
std::string ledger_text(const Context& context, const Looked& looked) {
  if (!looked.ledger) return "";
  const std::vector<std::string> officers = looked.ledger->approvers(looked.plan.hash);
  return "\n" + context.text("release.plan.ledger", {{"count", static_cast<std::int64_t>(officers.size())}, {"officers", fmt::format("{}", fmt::join(officers, ", "))}});
}

int run_plan(Context& context, const PlanCall& call) {
  const auto looked = look(call);
  if (!looked) return context.fail(looked.error());
  return context.json() ? context.print_json(to_value(*looked)) : context.print(to_text(context, *looked) + ledger_text(context, *looked));
}

}  // namespace

void add_release_plan(CLI::App& family, Context& context) {
  auto call = std::make_shared<PlanCall>();
  CLI::App& verb = add_verb(family, context, "release.plan", "palermo release plan data/demo/release/plan.yaml", [&context, call] { return run_plan(context, *call); });
  verb.add_option("PLAN", call->plan, context.text("verb.release.plan.plan"))->required();
  verb.add_option("--people", call->people, context.text("verb.release.plan.people"))->option_text("N")->check(CLI::PositiveNumber);
  verb.add_option("--ledger", call->ledger, context.text("verb.release.plan.ledger"))->option_text("FILE");
}

}  // namespace palermo::cli
