// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/lists_options.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/schema.hpp"

namespace palermo::simulate {
namespace {

using core::Reader;
using core::Value;

constexpr std::string_view kFormat = "palermo-simulate-lists/1";
constexpr double kMostLogOdds = 10;
constexpr double kMostDuplicates = 0.5;  // a second record each, no third

const std::vector<std::string>& roles() {
  static const std::vector<std::string> words{"service", "health", "labour_inspection", "research", "enforcement", "immigration"};
  return words;
}

// `why`: a word of error.simulate.bad_lists.
core::Done refuse(std::string field, std::string_view why, core::Place place = {}) {
  place.field = std::move(field);
  return core::fail(kBadLists, std::move(place), {{"why", std::string(why)}});
}

bool within(double x, double least, double most) { return x >= least && x <= most; }  // false for NaN

core::Done read_number(Reader& reader, std::string_view key, double& into) {
  const Value* found = reader.any(key);
  if (!found) return {};
  if (!found->is_number()) return refuse(std::string(key), "number", found->place());
  into = found->as_number();
  return {};
}

core::Result<ListPlan> read_list(const Value& node) {
  Reader reader(node, "map", core::Quote::settings);
  ListPlan list;
  list.name = reader.text("name");
  list.role = reader.choice("role", roles(), "service");
  list.full_name = reader.choice("name_columns", {"parts", "full"}, "parts") == "full";
  for (const auto& [key, into] : std::initializer_list<std::pair<std::string_view, double*>>{
           {"share", &list.share}, {"passport", &list.passport}, {"phone", &list.phone}, {"address", &list.address}, {"women", &list.women}})
    PALERMO_CHECK_DONE(read_number(reader, key, *into));
  PALERMO_CHECK_DONE(reader.finish());
  return list;
}

core::Result<Referral> read_referral(const Value& node) {
  Reader reader(node, "map", core::Quote::settings);
  Referral referral{reader.text("from"), reader.text("to"), 0};
  PALERMO_CHECK_DONE(read_number(reader, "boost", referral.boost));
  PALERMO_CHECK_DONE(reader.finish());
  return referral;
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

core::Done read_nationalities(const Value* map, std::vector<NationalityShare>& into) {
  if (!map) return {};
  into.clear();
  for (const auto& [code, weight] : map->members()) {
    if (!weight.is_number()) return refuse("nationalities." + code, "number", weight.place());
    into.push_back({code, weight.as_number()});
  }
  return {};
}

core::Done read_errors(const Value* map, ListErrors& errors) {
  if (!map) return {};
  Reader reader(*map, "map", core::Quote::settings);
  for (const ErrorRate& one : kErrorRates) PALERMO_CHECK_DONE(read_number(reader, one.key, errors.*one.rate));
  return reader.finish();
}

bool names_a_file(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

core::Done check_list(const ListsOptions& options, const ListPlan& list) {
  const std::string at = "lists." + list.name + ".";
  // Its file would stand where the truth stands.
  if (!names_a_file(list.name) || list.name.starts_with("truth")) return refuse("lists.name", "list_name");
  if (std::find(roles().begin(), roles().end(), list.role) == roles().end()) return refuse(at + "role", "role");
  if (!within(list.share, 0, 1) || records_on(options, list) < 1) return refuse(at + "share", "list_size");
  for (const double rate : {list.passport, list.phone, list.address})
    if (!within(rate, 0, 1)) return refuse(at + "passport, phone, address", "rate");
  if (!within(list.women, -kMostLogOdds, kMostLogOdds)) return refuse(at + "women", "log_odds");
  return {};
}

core::Done check_lists(const ListsOptions& options) {
  if (options.lists.empty() || options.lists.size() > core::CaptureTable::kMostLists) return refuse("lists", "number_of_lists");
  std::vector<std::string> names;
  for (const ListPlan& list : options.lists) {
    PALERMO_CHECK_DONE(check_list(options, list));
    if (std::find(names.begin(), names.end(), list.name) != names.end()) return refuse("lists." + list.name, "list_twice");
    names.push_back(list.name);
  }
  for (const Referral& referral : options.referrals) {
    const auto from = std::find(names.begin(), names.end(), referral.from);
    if (from == names.end() || std::find(from + 1, names.end(), referral.to) == names.end()) return refuse("referrals", "referral");
    if (!within(referral.boost, -kMostLogOdds, kMostLogOdds)) return refuse("referrals", "log_odds");
  }
  return {};
}

core::Done check_nationalities(const ListsOptions& options, const NameBook& book) {
  double sum = 0;
  std::set<std::string> seen;
  for (const NationalityShare& one : options.nationalities) {
    if (!book.find(one.nationality) || !seen.insert(one.nationality).second) return refuse("nationalities", "nationality");
    if (!within(one.weight, 0, 1e9)) return refuse("nationalities", "weight");
    sum += one.weight;
  }
  return sum > 0 ? core::Done{} : refuse("nationalities", "weight");
}

}  // namespace

ListsOptions default_lists() {
  ListsOptions options;
  options.lists = {
      {.name = "hotline", .role = "service", .share = 0.31, .full_name = true, .phone = 0.5, .women = 0.2},
      {.name = "shelter", .role = "service", .share = 0.22, .phone = 0.3, .women = 0.8},
      {.name = "health", .role = "health", .share = 0.26, .phone = 0.3, .women = 0.4},
      {.name = "labour_inspection", .role = "labour_inspection", .share = 0.24, .full_name = true, .passport = 0.25, .women = -0.5},
      {.name = "police", .role = "enforcement", .share = 0.18, .passport = 0.25},
  };
  options.referrals = {{"hotline", "shelter", 1.2}, {"shelter", "health", 0.8}, {"labour_inspection", "police", 0.6}};
  options.nationalities = {{"BD", 0.07}, {"ID", 0.08}, {"KH", 0.17}, {"LA", 0.10}, {"MM", 0.18}, {"NP", 0.05},
                           {"PH", 0.08}, {"SY", 0.03}, {"TH", 0.08}, {"UA", 0.03}, {"VN", 0.13}};
  return options;
}

core::Result<ListsOptions> parse_lists_options(std::string_view text, std::string_view file) {
  PALERMO_TRY(const Value document, core::parse_yaml(text, file));
  Reader reader(document, "map", core::Quote::settings);
  ListsOptions options = default_lists();
  static_cast<void>(reader.choice("format", {std::string(kFormat)}, kFormat));
  options.people = reader.optional_integer("people").value_or(options.people);
  PALERMO_CHECK_DONE(read_number(reader, "heterogeneity", options.heterogeneity));
  PALERMO_CHECK_DONE(read_number(reader, "duplicates", options.duplicates));
  const Value* lists = reader.array("lists");
  if (lists) options.referrals.clear();  // the defaults' are between the defaults' lists
  PALERMO_CHECK_DONE(read_all(lists, options.lists, read_list));
  PALERMO_CHECK_DONE(read_all(reader.array("referrals"), options.referrals, read_referral));
  PALERMO_CHECK_DONE(read_nationalities(reader.object("nationalities"), options.nationalities));
  PALERMO_CHECK_DONE(read_errors(reader.object("errors"), options.errors));
  PALERMO_CHECK_DONE(reader.finish());
  return options;
}

std::int64_t records_on(const ListsOptions& options, const ListPlan& list) {
  return std::llround(list.share * static_cast<double>(options.people));
}

core::Done check(const ListsOptions& options, const NameBook& book) {
  if (options.people < kFewestListed || options.people > kMostListed) return refuse("people", "people");
  if (!within(options.heterogeneity, 0, kMostLogOdds)) return refuse("heterogeneity", "log_odds");
  if (!within(options.duplicates, 0, kMostDuplicates)) return refuse("duplicates", "duplicates");
  for (const ErrorRate& one : kErrorRates)
    if (!within(options.errors.*one.rate, 0, 1)) return refuse("errors." + std::string(one.key), "rate");
  if (options.errors.date_missing + options.errors.only_age > 1) return refuse("errors.date_missing, errors.only_age", "dates");
  PALERMO_CHECK_DONE(check_nationalities(options, book));
  return check_lists(options);
}

}  // namespace palermo::simulate
