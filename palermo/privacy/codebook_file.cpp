// SPDX-License-Identifier: Apache-2.0
// Reading a codebook: palermo-codebook/1, as codebook.hpp says.
#include <algorithm>
#include <array>

#include "palermo/core/schema.hpp"
#include "palermo/privacy/codebook.hpp"

namespace palermo::privacy {
namespace {

using core::Reader;
using core::Value;

constexpr std::string_view kFormat = "palermo-codebook/1";
constexpr std::string_view kMissingWord = "missing";

[[nodiscard]] tl::unexpected<core::Error> bad(const Value& node, std::string_view reason) {
  return core::fail(kBadCodebook, node.place(), {{"reason", std::string(reason)}});
}

core::Result<std::string> text_of(const Value& value) {
  if (value.is_text()) return value.as_text();
  if (value.is_int()) return std::to_string(value.as_int());
  if (value.is_bool()) return std::string(value.as_bool() ? "true" : "false");
  return bad(value, "not_a_value");
}

core::Done add_value(CodebookColumn& column, std::string text, const Value& node) {
  if (text.empty()) return bad(node, "empty_value");
  if (column.levels.size() + 2 >= kMostLevels) return bad(node, "too_many_levels");
  if (!column.level_of.emplace(text, static_cast<Level>(column.levels.size())).second) return bad(node, "value_twice");
  column.levels.push_back(std::move(text));
  return {};
}

core::Done read_range(CodebookColumn& column, const Value& node) {
  Reader reader(node, "range", core::Quote::settings);
  const std::int64_t from = reader.integer("from"), to = reader.integer("to");
  const std::int64_t step = reader.optional_integer("step").value_or(1);
  PALERMO_CHECK_DONE(reader.finish());
  constexpr std::int64_t kFar = 1'000'000'000;
  if (step < 1 || from > to || from < -kFar || to > kFar) return bad(node, "range");
  for (std::int64_t x = from; x <= to; x += step) PALERMO_CHECK_DONE(add_value(column, std::to_string(x), node));
  return {};
}

// `other` is a level of its own, or the value that is called so.
void add_other(CodebookColumn& column, bool wanted) {
  if (!wanted) return;
  const auto [at, made] = column.level_of.emplace(kOtherText, static_cast<Level>(column.levels.size()));
  if (made) column.levels.emplace_back(kOtherText);
  column.other = at->second;
}

core::Done add_missing(CodebookColumn& column, const Value* node) {
  if (node != nullptr && node->is_bool() && !node->as_bool()) {
    if (!column.other) return bad(*node, "no_level_outside");
    return {};
  }
  const auto level = static_cast<Level>(column.levels.size());
  column.missing = level;
  column.levels.emplace_back(kMissingText);
  column.level_of.emplace(kMissingText, level);
  if (node == nullptr || node->is_bool()) return {};
  if (!node->is_array()) return bad(*node, "missing");
  for (const Value& item : node->items()) {
    PALERMO_TRY(std::string text, text_of(item));
    if (!column.level_of.emplace(text, level).second && !text.empty()) return bad(item, "value_twice");
    column.missing_texts.push_back(std::move(text));
  }
  return {};
}

Level group_called(Hierarchy& hierarchy, std::string_view name) {
  const auto found = std::ranges::find(hierarchy.groups, name);
  if (found != hierarchy.groups.end()) return static_cast<Level>(found - hierarchy.groups.begin());
  hierarchy.groups.emplace_back(name);
  return static_cast<Level>(hierarchy.groups.size() - 1);
}

core::Result<Hierarchy> read_hierarchy(const CodebookColumn& column, const Value& node) {
  Reader reader(node, "hierarchy", core::Quote::settings);
  Hierarchy hierarchy{.name = reader.text("name"), .groups = {}, .group_of = std::vector<Level>(column.size())};
  const Value* levels = reader.object("levels");
  PALERMO_CHECK_DONE(reader.finish());
  if (levels == nullptr) return bad(node, "hierarchy_gap");
  std::vector<bool> told(column.size(), false);
  for (const auto& [value, group] : levels->members()) {
    const auto level = column.level_of.find(value);
    if (level == column.level_of.end()) return bad(group, "unknown_value");
    PALERMO_TRY(std::string name, text_of(group));
    if (name.empty()) return bad(group, "empty_value");
    hierarchy.group_of[level->second] = group_called(hierarchy, name);
    told[level->second] = true;
  }
  for (std::size_t level = 0; level < column.size(); ++level) {
    if (told[level]) continue;
    if (level != column.other && level != column.missing) return bad(node, "hierarchy_gap");
    hierarchy.group_of[level] = group_called(hierarchy, column.levels[level]);
  }
  return hierarchy;
}

core::Done read_hierarchies(CodebookColumn& column, const Value* node) {
  if (node == nullptr) return {};
  const std::span<const Value> all = node->is_array() ? std::span<const Value>(node->items()) : std::span<const Value>(node, 1);
  for (const Value& one : all) {
    PALERMO_TRY(Hierarchy hierarchy, read_hierarchy(column, one));
    column.hierarchies.push_back(std::move(hierarchy));
  }
  return {};
}

Join join_of(std::string_view word) {
  if (word == "lowest") return Join::lowest;
  return word == "highest" ? Join::highest : Join::unknown;
}

core::Result<CodebookColumn> read_column(const Value& node) {
  Reader reader(node, "column", core::Quote::settings);
  CodebookColumn column;
  column.name = reader.text("name");
  column.title = reader.optional_text("title").value_or(column.name);
  column.starred = reader.flag("starred", false);
  column.join = join_of(reader.choice("join", {"unknown", "lowest", "highest"}, "unknown"));
  const bool other = reader.flag("other", true);
  const Value* values = reader.array("values");
  const Value* range = reader.object("range");
  const Value* missing = reader.any("missing");
  const Value* hierarchy = reader.any("hierarchy");
  PALERMO_CHECK_DONE(reader.finish());
  if ((values == nullptr) == (range == nullptr)) return bad(node, "no_values");
  if (range != nullptr) PALERMO_CHECK_DONE(read_range(column, *range));
  if (values != nullptr) {
    for (const Value& item : values->items()) {
      PALERMO_TRY(std::string text, text_of(item));
      PALERMO_CHECK_DONE(add_value(column, std::move(text), item));
    }
  }
  if (column.levels.empty()) return bad(node, "no_values");
  add_other(column, other);
  PALERMO_CHECK_DONE(add_missing(column, missing));
  PALERMO_CHECK_DONE(read_hierarchies(column, hierarchy));
  return column;
}

core::Result<Level> named_level(const CodebookColumn& column, const Value& node) {
  PALERMO_TRY(const std::string text, text_of(node));
  if (const auto found = column.level_of.find(text); found != column.level_of.end()) return found->second;
  if (text == kMissingWord && column.missing) return *column.missing;
  return bad(node, "unknown_value");
}

core::Result<std::vector<Condition>> read_conditions(const Codebook& codebook, const Value* node, const Value& rule) {
  if (node == nullptr || node->members().empty()) return bad(rule, "empty_rule");
  std::vector<Condition> conditions;
  for (const auto& [name, values] : node->members()) {
    const auto column = codebook.find(name);
    if (!column) return bad(values, "unknown_column");
    Condition condition{*column, {}};
    const std::span<const Value> all = values.is_array() ? std::span<const Value>(values.items()) : std::span<const Value>(&values, 1);
    for (const Value& value : all) {
      PALERMO_TRY(const Level level, named_level(codebook.columns[*column], value));
      condition.levels.push_back(level);
    }
    if (condition.levels.empty()) return bad(values, "empty_rule");
    std::ranges::sort(condition.levels);
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

core::Result<Rule> read_rule(const Codebook& codebook, const Value& node) {
  Reader reader(node, "rule", core::Quote::settings);
  const Value* when = reader.object("when");
  const Value* then = reader.object("then");
  reader.ignore("because");
  PALERMO_CHECK_DONE(reader.finish());
  Rule rule;
  PALERMO_TRY(rule.when, read_conditions(codebook, when, node));
  PALERMO_TRY(rule.then, read_conditions(codebook, then, node));
  return rule;
}

}  // namespace

core::Result<Codebook> Codebook::read(const core::Value& value) {
  Reader reader(value, "codebook", core::Quote::settings);
  const std::string format = reader.text("format");
  Codebook codebook;
  codebook.id = reader.text("id");
  codebook.title = reader.optional_text("title").value_or(codebook.id);
  codebook.subject = reader.optional_text("subject");
  for (const char* known : {"source", "licence", "note"}) reader.ignore(known);
  const Value* columns = reader.array("columns");
  const Value* rules = reader.array("rules");
  PALERMO_CHECK_DONE(reader.finish());
  if (format != kFormat) return bad(value, "format");
  if (columns == nullptr || columns->items().empty()) return bad(value, "no_columns");
  if (columns->items().size() > kMostColumns) return bad(*columns, "too_many_columns");
  for (const Value& node : columns->items()) {
    PALERMO_TRY(CodebookColumn column, read_column(node));
    if (codebook.find(column.name) || codebook.subject == column.name) return bad(node, "name_twice");
    codebook.columns.push_back(std::move(column));
  }
  if (rules == nullptr) return codebook;
  for (const Value& node : rules->items()) {
    PALERMO_TRY(Rule rule, read_rule(codebook, node));
    codebook.rules.push_back(std::move(rule));
  }
  return codebook;
}

}  // namespace palermo::privacy
