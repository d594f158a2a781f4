// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/chain_json.hpp"

#include "palermo/core/schema.hpp"

namespace palermo::study {
namespace {

using core::Reader;
using core::Result;
using core::Value;
using publish::ChainEstimate;
using publish::ChainRule;
using publish::ChainTable;
using publish::ChainVerdict;

double number(Reader& reader, std::string_view key) {
  const Value* found = reader.any(key);
  return found && found->is_number() ? found->as_number() : 0;
}

ChainVerdict verdict(Reader& reader) {
  const std::string found = reader.choice("verdict", {"usable", "usable as a lower bound", "not usable"}, "");
  return found == "usable" ? ChainVerdict::usable : found == "not usable" ? ChainVerdict::not_usable : ChainVerdict::lower_bound;
}

std::string_view bound(bool possible) { return possible ? "possible" : "certain"; }
bool possible(Reader& reader) { return reader.choice("bound", {"certain", "possible"}, "") == "possible"; }

Value table_value(const ChainTable& table) {
  Value value;
  value.set("reading", static_cast<std::int64_t>(table.reading));
  value.set("bound", bound(table.possible));
  value.set("seen", table.seen);
  value.set("contradicted", table.contradicted);
  value.set("unnoticed", table.unnoticed);
  value.set("estimated", table.estimated);
  value.set("lo", table.lo), value.set("middle", table.middle), value.set("hi", table.hi);
  value.set("linkage", table.linkage), value.set("model", table.model), value.set("chance", table.chance);
  value.set("verdict", publish::word(table.verdict));
  return value;
}

Result<ChainTable> read_table(const Value& node) {
  Reader reader(node, "table");
  ChainTable table;
  table.reading = static_cast<std::size_t>(reader.integer("reading"));
  table.possible = possible(reader);
  table.seen = reader.integer("seen");
  table.contradicted = reader.integer("contradicted");
  table.unnoticed = reader.integer("unnoticed");
  table.estimated = reader.flag("estimated", false);
  table.lo = number(reader, "lo"), table.middle = number(reader, "middle"), table.hi = number(reader, "hi");
  table.linkage = number(reader, "linkage"), table.model = number(reader, "model"), table.chance = number(reader, "chance");
  table.verdict = verdict(reader);
  PALERMO_CHECK_DONE(reader.finish());
  return table;
}

Value rule_value(const ChainRule& rule) {
  Value value;
  value.set("id", rule.id), value.set("reason", rule.reason);
  value.set("reading", static_cast<std::int64_t>(rule.reading));
  value.set("bound", bound(rule.possible));
  return value;
}

Result<ChainRule> read_rule(const Value& node) {
  Reader reader(node, "rule");
  ChainRule rule{reader.text("id"), reader.text("reason"), static_cast<std::size_t>(reader.integer("reading")), false};
  rule.possible = possible(reader);
  PALERMO_CHECK_DONE(reader.finish());
  return rule;
}

Result<ChainEstimate> read_estimate(const Value& node) {
  Reader reader(node, "estimate");
  ChainEstimate estimate;
  estimate.definition = static_cast<std::size_t>(reader.integer("definition"));
  estimate.verdict = verdict(reader);
  estimate.lo = number(reader, "lo");
  if (const Value* hi = reader.any("hi"); hi && hi->is_number()) estimate.hi = hi->as_number();
  const Value* shares = reader.object("shares");
  const Value* tables = reader.array("tables");
  const Value* rules = reader.array("rules");
  PALERMO_CHECK_DONE(reader.finish());
  if (shares) {
    Reader part(*shares, "shares");
    estimate.shares = {number(part, "definition"), number(part, "linkage"), number(part, "model"), number(part, "chance")};
    PALERMO_CHECK_DONE(part.finish());
  }
  if (tables)
    for (const Value& one : tables->items()) {
      PALERMO_TRY(ChainTable table, read_table(one));
      estimate.tables.push_back(table);
    }
  if (rules)
    for (const Value& one : rules->items()) {
      PALERMO_TRY(ChainRule rule, read_rule(one));
      estimate.rules.push_back(std::move(rule));
    }
  return estimate;
}

}  // namespace

Value to_value(const std::vector<ChainEstimate>& estimates) {
  Value all(Value::Array{});
  for (const ChainEstimate& estimate : estimates) {
    Value shares, tables(Value::Array{}), rules(Value::Array{});
    shares.set("definition", estimate.shares.definition), shares.set("linkage", estimate.shares.linkage);
    shares.set("model", estimate.shares.model), shares.set("chance", estimate.shares.chance);
    for (const ChainTable& table : estimate.tables) tables.push(table_value(table));
    for (const ChainRule& rule : estimate.rules) rules.push(rule_value(rule));
    Value value;
    value.set("definition", static_cast<std::int64_t>(estimate.definition));
    value.set("verdict", publish::word(estimate.verdict));
    value.set("lo", estimate.lo);
    if (estimate.hi) value.set("hi", *estimate.hi);
    value.set("shares", std::move(shares));
    value.set("tables", std::move(tables));
    value.set("rules", std::move(rules));
    all.push(std::move(value));
  }
  Value value;
  value.set("not for release", true);
  value.set("format", kChainEstimateFormat);
  value.set("estimates", std::move(all));
  return value;
}

Result<std::vector<ChainEstimate>> parse_chain_estimates(const Value& document) {
  Reader reader(document, "estimates");
  reader.ignore("not for release");
  (void)reader.choice("format", {std::string(kChainEstimateFormat)}, "");
  const Value* all = reader.array("estimates");
  PALERMO_CHECK_DONE(reader.finish());
  std::vector<ChainEstimate> estimates;
  if (all)
    for (const Value& node : all->items()) {
      PALERMO_TRY(ChainEstimate estimate, read_estimate(node));
      estimates.push_back(std::move(estimate));
    }
  return estimates;
}

}  // namespace palermo::study
