// SPDX-License-Identifier: Apache-2.0
// Settings of invented tables: read, and refused where they cannot be.
#include <algorithm>
#include <cmath>

#include "palermo/core/schema.hpp"
#include "palermo/simulate/tables.hpp"

namespace palermo::simulate {
namespace {

using core::Reader;
using core::Value;

constexpr std::string_view kFormat = "palermo-simulate-tables/1";
constexpr double kMostLogOdds = 10;
constexpr std::size_t kMostClasses = 32;
constexpr std::int64_t kFewestTabled = 10;

core::Done refuse(std::string field, std::string_view why, core::Place place = {}) {
  place.field = std::move(field);
  return core::fail(kBadTables, std::move(place), {{"why", std::string(why)}});
}

bool within(double x, double least, double most) { return x >= least && x <= most; }  // false for NaN

core::Done read_number(Reader& reader, std::string_view key, double& into) {
  const Value* found = reader.any(key);
  if (!found) return {};
  if (!found->is_number()) return refuse(std::string(key), "number", found->place());
  into = found->as_number();
  return {};
}

core::Result<TableList> read_list(const Value& node) {
  Reader reader(node, "map", core::Quote::settings);
  TableList list{reader.text("name"), 0};
  PALERMO_CHECK_DONE(read_number(reader, "chance", list.chance));
  PALERMO_CHECK_DONE(reader.finish());
  return list;
}

core::Result<TableClass> read_class(const Value& node) {
  Reader reader(node, "map", core::Quote::settings);
  TableClass one;
  PALERMO_CHECK_DONE(read_number(reader, "weight", one.weight));
  if (const Value* shifts = reader.array("shift"))
    for (const Value& shift : shifts->items()) {
      if (!shift.is_number()) return core::fail(kBadTables, shift.place(), {{"why", "number"}});
      one.shift.push_back(shift.as_number());
    }
  PALERMO_CHECK_DONE(reader.finish());
  return one;
}

core::Result<TableDependence> read_dependence(const Value& node) {
  Reader reader(node, "map", core::Quote::settings);
  TableDependence one{reader.text("from"), reader.text("to"), 0};
  PALERMO_CHECK_DONE(read_number(reader, "log_odds", one.log_odds));
  PALERMO_CHECK_DONE(reader.finish());
  return one;
}

core::Result<TableReferral> read_referral(const Value& node) {
  Reader reader(node, "map", core::Quote::settings);
  TableReferral one{reader.text("from"), reader.text("to"), 0};
  PALERMO_CHECK_DONE(read_number(reader, "chance", one.chance));
  PALERMO_CHECK_DONE(reader.finish());
  return one;
}

core::Result<TableForbidden> read_forbidden(const Value& node) {
  Reader reader(node, "map", core::Quote::settings);
  TableForbidden one{reader.text("first"), reader.text("second")};
  PALERMO_CHECK_DONE(reader.finish());
  return one;
}

template <class T, class Read>
core::Done read_all(const Value* array, std::vector<T>& into, const Read& read) {
  if (!array) return {};
  into.clear();
  for (const Value& node : array->items()) {
    PALERMO_TRY(T one, read(node));
    into.push_back(std::move(one));
  }
  return {};
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && name != "count" && name != "stratum" && name != "year" && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::size_t place_of(const TablesOptions& options, std::string_view name) {
  const auto found = std::find_if(options.lists.begin(), options.lists.end(), [&](const TableList& list) { return list.name == name; });
  return static_cast<std::size_t>(found - options.lists.begin());
}

bool in_order(const TablesOptions& options, std::string_view from, std::string_view to) {
  return place_of(options, from) < place_of(options, to) && place_of(options, to) < options.lists.size();
}

core::Done check_lists(const TablesOptions& options) {
  if (options.lists.empty() || options.lists.size() > core::CaptureTable::kMostLists) return refuse("lists", "number_of_lists");
  for (std::size_t i = 0; i < options.lists.size(); ++i) {
    const TableList& list = options.lists[i];
    if (!is_name(list.name)) return refuse("lists.name", "list_name");
    if (place_of(options, list.name) != i) return refuse("lists." + list.name, "list_twice");
    if (!(list.chance > 0 && list.chance < 1)) return refuse("lists." + list.name + ".chance", "chance");
  }
  return {};
}

core::Done check_classes(const TablesOptions& options) {
  if (options.classes.empty() || options.classes.size() > kMostClasses) return refuse("classes", "classes");
  for (const TableClass& one : options.classes) {
    if (!(one.weight > 0) || !std::isfinite(one.weight)) return refuse("classes.weight", "weight");
    if (!one.shift.empty() && one.shift.size() != 1 && one.shift.size() != options.lists.size()) return refuse("classes.shift", "shift");
    for (const double shift : one.shift)
      if (!within(shift, -kMostLogOdds, kMostLogOdds)) return refuse("classes.shift", "log_odds");
  }
  return {};
}

}  // namespace

TablesOptions default_tables() {
  TablesOptions options;
  options.lists = {{"hotline", 0.12}, {"shelter", 0.08}, {"inspection", 0.06}, {"police", 0.09}};
  options.classes = {{.weight = 0.7, .shift = {0}}, {.weight = 0.3, .shift = {-0.8, 0.4, 0.9, 0}}};
  options.dependences = {{"inspection", "police", 0.7}};
  options.referrals = {{"hotline", "shelter", 0.15}};
  return options;
}

core::Result<TablesOptions> parse_tables_options(std::string_view text, std::string_view file) {
  PALERMO_TRY(const Value document, core::parse_yaml(text, file));
  Reader reader(document, "map", core::Quote::settings);
  TablesOptions options = default_tables();
  static_cast<void>(reader.choice("format", {std::string(kFormat)}, kFormat));
  options.people = reader.optional_integer("people").value_or(options.people);
  const Value* lists = reader.array("lists");
  if (lists) {  // the defaults' are between the defaults' lists
    options.classes = {TableClass{}};
    options.dependences.clear();
    options.referrals.clear();
  }
  PALERMO_CHECK_DONE(read_all(lists, options.lists, read_list));
  PALERMO_CHECK_DONE(read_all(reader.array("classes"), options.classes, read_class));
  PALERMO_CHECK_DONE(read_all(reader.array("dependences"), options.dependences, read_dependence));
  PALERMO_CHECK_DONE(read_all(reader.array("referrals"), options.referrals, read_referral));
  PALERMO_CHECK_DONE(read_all(reader.array("forbidden"), options.forbidden, read_forbidden));
  PALERMO_CHECK_DONE(read_number(reader, "recorded", options.recorded));
  PALERMO_CHECK_DONE(read_number(reader, "missed_links", options.missed_links));
  PALERMO_CHECK_DONE(read_number(reader, "false_links", options.false_links));
  PALERMO_CHECK_DONE(reader.finish());
  return options;
}

core::Done check(const TablesOptions& options) {
  if (options.people < kFewestTabled || options.people > kMostTabled) return refuse("people", "people");
  PALERMO_CHECK_DONE(check_lists(options));
  PALERMO_CHECK_DONE(check_classes(options));
  for (const TableDependence& one : options.dependences) {
    if (!in_order(options, one.from, one.to)) return refuse("dependences", "order");
    if (!within(one.log_odds, -kMostLogOdds, kMostLogOdds)) return refuse("dependences", "log_odds");
  }
  for (const TableReferral& one : options.referrals) {
    if (!in_order(options, one.from, one.to)) return refuse("referrals", "order");
    if (!within(one.chance, 0, 1)) return refuse("referrals", "rate");
    for (const TableForbidden& other : options.forbidden)
      if (other.first == one.from && other.second == one.to) return refuse("referrals", "forbidden");
  }
  for (const TableForbidden& one : options.forbidden)
    if (!in_order(options, one.first, one.second)) return refuse("forbidden", "order");
  for (const double rate : {options.recorded, options.missed_links, options.false_links})
    if (!within(rate, 0, 1)) return refuse("recorded, missed_links, false_links", "rate");
  return {};
}

}  // namespace palermo::simulate
