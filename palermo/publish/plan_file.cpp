// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/plan_file.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/publish/release_safeguards.hpp"

namespace palermo::publish {
namespace {

using core::Done;
using core::Result;
using core::Value;

constexpr std::string_view kFormat = "palermo-release-plan/1";
constexpr double kMostEpsilon = 20;
constexpr double kMostDelta = 1e-3;

auto bad(const Value& node, std::string_view problem) { return core::fail(kBadPlan, node.place(), {{"problem", std::string(problem)}}); }

double number(core::Reader& reader, std::string_view key, double otherwise) {
  const Value* value = reader.any(key);
  if (value == nullptr) return otherwise;
  if (value->is_number()) return value->as_number();
  reader.fail_at(*value, core::kWrongType, {{"key", std::string(key)}, {"expected", "number"}, {"what", "plan"}});
  return otherwise;
}

Done need_column(const ReleasePlan& plan, const std::string& name, const Value& node) {
  if (plan.codebook->find(name)) return {};
  return core::fail(kBadPlan, node.place(), {{"problem", "the codebook has no column “" + name + "”"}});
}

Done read_period(ReleasePlan& plan, const Value* node, const Value& root) {
  if (node == nullptr) return bad(root, "a plan has a period");
  core::Reader reader(*node, "period", core::Quote::settings);
  const std::int64_t first = reader.integer("first"), last = reader.integer("last");
  plan.year_column = reader.optional_text("column").value_or("");
  PALERMO_CHECK_DONE(reader.finish());
  if (first < 1900 || last > 2200 || first > last) return bad(*node, "a period has a first and a last year, from 1900 on");
  plan.first_year = static_cast<int>(first);
  plan.last_year = static_cast<int>(last);
  if (plan.year_column.empty()) return {};
  PALERMO_CHECK_DONE(need_column(plan, plan.year_column, *node));
  // Or people of other years would be counted, who have neither paid for it nor waited for it (D29, D34).
  for (const std::string& level : plan.codebook->columns[*plan.codebook->find(plan.year_column)].levels) {
    if (level == privacy::kOtherText || level == privacy::kMissingText) continue;
    const std::optional<YearSpan> years = years_in(level);
    if (!years) return bad(*node, "the column of years has a level that is no year, month, quarter or band of years");
    const bool outside = years->last < plan.first_year || years->first > plan.last_year;
    const bool inside = years->first >= plan.first_year && years->last <= plan.last_year;
    if (!outside && !inside) return bad(*node, "the band " + level + " lies partly outside the period");
  }
  return {};
}

Done read_workload(ReleasePlan& plan, const Value* node) {
  if (node == nullptr) return {};
  core::Reader reader(*node, "workload", core::Quote::settings);
  (void)reader.choice("pairs", {"all"}, "all");
  plan.starred = reader.texts("starred");
  plan.tables_share = number(reader, "tables_share", plan.tables_share);
  const bool is_table = plan.mode == Mode::circle_table;
  plan.microdata = reader.flag("microdata", !is_table);
  const std::string counts = reader.choice("counts", {"gaps", "floor", "random"}, "gaps");
  plan.circle_counts = counts == "gaps" ? CircleCounts::gaps : counts == "floor" ? CircleCounts::floor : CircleCounts::random;
  const bool says_counts = node->find("counts") != nullptr;
  const Value* tables = reader.array("tables");
  PALERMO_CHECK_DONE(reader.finish());
  for (const std::string& name : plan.starred) PALERMO_CHECK_DONE(need_column(plan, name, *node));
  if (tables != nullptr) {
    for (const Value& table : tables->items()) {
      std::vector<std::string> columns;
      for (const Value& name : table.items()) {
        if (!name.is_text()) return bad(table, "a table is a list of columns");
        PALERMO_CHECK_DONE(need_column(plan, name.as_text(), name));
        columns.push_back(name.as_text());
      }
      if (!table.is_array() || columns.size() > 4 || std::set<std::string>(columns.begin(), columns.end()).size() != columns.size())
        return bad(table, "a table is a list of at most four different columns");
      plan.tables.push_back(std::move(columns));
    }
  }
  if (says_counts && !is_table) return bad(*node, "counts is for a closed circle's table");
  if (!(plan.tables_share > 0 && plan.tables_share < 1)) return bad(*node, "tables_share lies between 0 and 1");
  if (!plan.microdata && plan.tables.empty()) return bad(*node, "a plan without microdata counts at least one table");
  return {};
}

Done read_nationality(ReleasePlan& plan, const Value* node) {
  if (node == nullptr) return {};
  core::Reader reader(*node, "nationality", core::Quote::settings);
  plan.nationality = reader.texts("columns");
  plan.purpose = reader.text("purpose");
  PALERMO_CHECK_DONE(reader.finish());
  for (const std::string& name : plan.nationality) PALERMO_CHECK_DONE(need_column(plan, name, *node));
  return {};
}

template <class Grain>
Done read_grains(const ReleasePlan& plan, const Value* node, const std::vector<Grain>& allowed, std::map<std::string, Grain>& out) {
  if (node == nullptr) return {};
  if (!node->is_object()) return bad(*node, "places and times are maps of a column to how fine it is");
  for (const auto& [column, grain] : node->members()) {
    PALERMO_CHECK_DONE(need_column(plan, column, grain));
    const auto at = std::ranges::find_if(allowed, [&](Grain one) { return grain.is_text() && word(one) == grain.as_text(); });
    if (at == allowed.end()) return core::fail(kTooFine, grain.place(), {{"column", column}, {"grain", grain.is_text() ? grain.as_text() : "?"}});
    out.emplace(column, *at);
  }
  return {};
}

Done read_where(ReleasePlan& plan, const Value* node) {
  if (node == nullptr) return {};
  if (!node->is_object()) return bad(*node, "where is a map of a column to the values that are kept");
  for (const auto& [column, values] : node->members()) {
    PALERMO_CHECK_DONE(need_column(plan, column, values));
    const privacy::CodebookColumn& of = plan.codebook->columns[*plan.codebook->find(column)];
    std::vector<std::string>& kept = plan.where[column];
    for (const Value& value : values.items()) {
      if (!value.is_text() || !of.level_of.contains(value.as_text())) return bad(values, "where names values of the codebook, in quotes where they are numbers");
      kept.push_back(value.as_text());
    }
    if (kept.empty()) return bad(values, "where names at least one value of each of its columns");
    std::ranges::sort(kept);
  }
  return {};
}

Done check_circle(const ReleasePlan& plan, const Value& root) {
  if (plan.epsilon != 0 || plan.delta != 0) return bad(root, "a closed circle has no epsilon and no delta: it has no such guarantee");
  if (plan.agreement.empty()) return bad(root, "a closed circle has an agreement: with whom, and under what");
  if (!plan.codebook->subject) return bad(root, "a closed circle needs a codebook with a subject column, or nobody could tell whether the same people are released twice");
  if (plan.mode == Mode::circle_table) {
    if (plan.tables.size() != 1 || plan.tables.front().empty()) return bad(root, "a closed circle's table is one table: two of the same people can solve each other");
    if (plan.microdata) return bad(root, "a closed circle's table has no rows beside it: they would tell which of its gaps are small");
    for (const std::string& name : plan.nationality) {
      const privacy::CodebookColumn& column = plan.codebook->columns[*plan.codebook->find(name)];
      if (!column.other && !column.missing) return bad(root, "a nationality in a closed circle's table needs other or missing in its codebook: few people are counted there (D31)");
    }
    return {};
  }
  for (const privacy::CodebookColumn& column : plan.codebook->columns)
    if (!column.missing) return bad(root, "a closed circle needs a missing level in every column of its codebook: what too few people share is left out");
  if (!plan.tables.empty()) return bad(root, "a closed circle gets rows; for one exact table there is closed-circle-table");
  return {};
}

Done check_whole(const ReleasePlan& plan, const Value& root) {
  if (!is_officer_name(plan.id)) return bad(root, "an id has only a to z, 0 to 9 and -, at most 40 of them");
  if (plan.title.empty() || plan.publisher.empty() || plan.register_name.empty()) return bad(root, "a plan has a title, a publisher and a register");
  if (plan.is_dp()) {
    if (!(plan.epsilon > 0 && plan.epsilon <= kMostEpsilon)) return bad(root, "epsilon lies above 0, and at 20 at most");
    if (!(plan.delta > 0 && plan.delta <= kMostDelta)) return bad(root, "delta lies above 0, and at 0.001 at most");
  } else {
    PALERMO_CHECK_DONE(check_circle(plan, root));
  }
  if (plan.minimum_shown < kLeastMinimum) return bad(root, "minimum_shown is at least 5");
  if (plan.delay_months < kLeastDelayMonths) return bad(root, "delay_months is at least 3 (D34)");
  if (!(plan.confidence >= 0.5 && plan.confidence < 1)) return bad(root, "confidence lies from 0.5 to below 1");
  return {};
}

std::string where_text(const ReleasePlan& plan) {
  Value value(Value::Object{});
  for (const auto& [column, kept] : plan.where) {
    Value list{Value::Array{}};
    for (const std::string& one : kept) list.push(one);
    value.set(column, std::move(list));
  }
  return plan.where.empty() ? "" : core::to_json(value, -1);
}

}  // namespace

std::optional<YearSpan> years_in(std::string_view level) {
  const auto number = [&](std::size_t from, std::size_t digits) -> int {
    int value = 0;
    const std::string_view text = level.substr(std::min(from, level.size()), digits);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && text.size() == digits && end == text.data() + digits && value >= 0 ? value : -1;
  };
  const int year = number(0, 4);
  if (year < 1900 || year > 2200) return {};
  if (level.size() == 4) return YearSpan{year, year};
  if (level[4] != '-') return {};
  const int month = number(5, 2), last = number(5, 4);
  if (level.size() == 7 && ((month >= 1 && month <= 12) || (level[5] == 'Q' && level[6] >= '1' && level[6] <= '4'))) return YearSpan{year, year};
  if (level.size() == 9 && last >= year && last <= 2200) return YearSpan{year, last};
  return {};
}

std::string shape_of(const privacy::Codebook& codebook) {
  std::string text;
  for (const privacy::CodebookColumn& column : codebook.columns) {
    text += column.name + "\n";
    for (const std::string& level : column.levels) text += " " + level + "\n";
    for (const auto& [value, level] : column.level_of) text += " " + value + "=" + std::to_string(level) + "\n";
  }
  return core::sha256_hex(text);
}

std::string_view word(CircleCounts counts) {
  static constexpr std::array<std::string_view, 3> kWords{"gaps", "floor", "random"};
  return kWords[static_cast<std::size_t>(counts)];
}

std::string_view word(PlaceGrain grain) {
  static constexpr std::array<std::string_view, 4> kWords{"region", "country", "admin-1", "district"};
  return kWords[static_cast<std::size_t>(grain)];
}

std::string_view word(TimeGrain grain) {
  static constexpr std::array<std::string_view, 3> kWords{"year", "quarter", "month"};
  return kWords[static_cast<std::size_t>(grain)];
}

Result<ReleasePlan> parse_plan(std::string_view text, std::string_view codebook_text, std::string_view file) {
  PALERMO_TRY(const Value root, core::parse_yaml(text, file));
  PALERMO_CHECK_DONE(core::require_one_line(root));
  core::Reader reader(root, "plan", core::Quote::settings);
  (void)reader.choice("format", {std::string(kFormat)}, "");
  ReleasePlan plan;
  plan.text = text;
  plan.codebook_text = codebook_text;
  plan.id = reader.text("id");
  plan.title = reader.text("title");
  plan.publisher = reader.text("publisher");
  plan.contact = reader.optional_text("contact").value_or("");
  plan.register_name = reader.text("register");
  plan.codebook_file = reader.text("codebook");
  plan.input_file = reader.optional_text("input").value_or("");
  plan.mode = *mode_of(reader.choice("mode", {"dp", "dp-fast", "closed-circle", "closed-circle-table"}, "dp"));
  plan.epsilon = number(reader, "epsilon", 0);
  plan.delta = number(reader, "delta", 0);
  plan.agreement = reader.optional_text("agreement").value_or("");
  plan.minimum_shown = reader.optional_integer("minimum_shown").value_or(plan.minimum_shown);
  plan.confidence = number(reader, "confidence", plan.confidence);
  plan.delay_months = static_cast<int>(std::clamp<std::int64_t>(reader.optional_integer("delay_months").value_or(kLeastDelayMonths), 0, 1200));
  plan.method_note = reader.optional_text("method_note").value_or("");
  plan.simulated = reader.flag("simulated", false);
  const Value* period = reader.object("period");
  const Value* workload = reader.object("workload");
  const Value* nationality = reader.object("nationality");
  const Value* places = reader.object("places");
  const Value* times = reader.object("times");
  const Value* where = reader.object("where");
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_TRY(const Value codebook, core::parse_yaml(codebook_text, plan.codebook_file));
  PALERMO_TRY(privacy::Codebook read, privacy::Codebook::read(codebook));
  if (workload != nullptr && workload->find("starred") != nullptr)
    for (privacy::CodebookColumn& column : read.columns) column.starred = false;  // what the plan says goes before the codebook
  plan.codebook = std::make_shared<const privacy::Codebook>(read);
  PALERMO_CHECK_DONE(read_period(plan, period, root));
  PALERMO_CHECK_DONE(read_workload(plan, workload));
  for (const std::string& name : plan.starred) read.columns[*read.find(name)].starred = true;
  plan.codebook = std::make_shared<const privacy::Codebook>(std::move(read));
  PALERMO_CHECK_DONE(read_nationality(plan, nationality));
  PALERMO_CHECK_DONE(read_grains<PlaceGrain>(plan, places, {PlaceGrain::region, PlaceGrain::country, PlaceGrain::admin_1, PlaceGrain::district}, plan.places));
  PALERMO_CHECK_DONE(read_grains<TimeGrain>(plan, times, {TimeGrain::year, TimeGrain::quarter, TimeGrain::month}, plan.times));
  PALERMO_CHECK_DONE(read_where(plan, where));
  PALERMO_CHECK_DONE(check_whole(plan, root));
  PALERMO_CHECK_DONE(check_safeguards(plan));
  plan.hash = core::sha256_hex(core::sha256_hex(text) + core::sha256_hex(codebook_text));
  return plan;
}

Result<ReleasePlan> read_plan(const std::string& path) {
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  PALERMO_TRY(const Value root, core::parse_yaml(text, path));
  const Value& codebook = root["codebook"];
  if (!codebook.is_text()) return bad(root, "a plan names its codebook, a file beside it");
  const std::string codebook_path = (std::filesystem::path(path).parent_path() / codebook.as_text()).string();
  PALERMO_TRY(const std::string codebook_text, core::read_file(codebook_path, core::kHandWritten));
  return parse_plan(text, codebook_text, path);
}

Done check_delay(const ReleasePlan& plan, core::Day today) {
  const int months = plan.last_year * 12 + 12 + plan.delay_months;  // of the month in which it may be made
  PALERMO_TRY(const core::Day from, core::day_of(months / 12, months % 12 + 1, 1));
  if (today < from) return core::fail(kTooRecent, {}, {{"until", core::PartialDate{{from, from}}.text()}, {"months", std::to_string(plan.delay_months)}});
  return {};
}

Intent intent_of(const ReleasePlan& plan, std::string release, std::string persons, bool test) {
  Intent intent;
  intent.release = std::move(release);
  intent.plan = plan.hash;
  intent.title = plan.title;
  intent.mode = plan.mode;
  intent.first_year = plan.first_year;
  intent.last_year = plan.last_year;
  if (plan.mode == Mode::circle_table) {
    intent.columns = plan.tables.front();
  } else {
    for (const privacy::CodebookColumn& column : plan.codebook->columns) intent.columns.push_back(column.name);
  }
  intent.shape = shape_of(*plan.codebook);
  intent.where = where_text(plan);
  intent.minimum = plan.is_dp() ? 0 : plan.minimum_shown;
  intent.rho = plan.is_dp() ? privacy::Rho::down(privacy::rho_of(plan.epsilon, plan.delta)) : privacy::Rho();
  intent.epsilon = plan.epsilon;
  intent.delta = plan.delta;
  intent.persons = std::move(persons);
  intent.test = test;
  return intent;
}

}  // namespace palermo::publish
