// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/survey_sample.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::estimate {
namespace {

using core::Done;
using core::Place;
using Fields = std::span<const std::string_view>;

constexpr std::string_view kFormat = "palermo-scaleup/1";
constexpr std::size_t kMostGroups = 64;
constexpr double kMostPeople = 1e10;
constexpr double kMostWeight = 1e9;
constexpr std::int64_t kMostCluster = 99'999;

auto refuse(std::string_view reason, Place place, std::string_view column = {}) {
  place.field = column;
  return core::fail(kBadSurvey, std::move(place), {{"reason", std::string(reason)}});
}

auto bad(const core::Value& at, std::string_view key) { return core::fail(kBadGroups, at.place(), {{"key", std::string(key)}}); }

bool is_people(const core::Value& value) { return value.is_number() && value.as_number() > 0 && value.as_number() <= kMostPeople; }

core::Result<KnownGroup> parse_group(const core::Value& value, double population) {
  for (const auto& [key, member] : value.members())
    if (key != "name" && key != "people") return bad(member, key);
  if (!value["name"].is_text() || value["name"].as_text().empty()) return bad(value, "name");
  if (!is_people(value["people"]) || value["people"].as_number() > population) return bad(value, "people");
  return KnownGroup{value["name"].as_text(), value["people"].as_number()};
}

// A share or a ratio that may be left out.
core::Result<double> factor(const core::Value& document, std::string_view key, double most) {
  const core::Value* value = document.find(key);
  if (value == nullptr) return 1.0;
  if (!value->is_number() || !(value->as_number() > 0) || value->as_number() > most) return bad(*value, key);
  return value->as_number();
}

template <class Number>
std::optional<Number> parsed(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

// What the columns of the file are.
struct Layout {
  enum class Of { weight, cluster, degree, hidden, group };
  std::vector<std::pair<Of, std::size_t>> columns;  // with the number of the group
};

std::optional<Layout::Of> fixed_column(std::string_view name, SurveyOf whom) {
  if (name == "weight") return Layout::Of::weight;
  if (name == "cluster") return Layout::Of::cluster;
  if (name == "hidden" && whom == SurveyOf::everybody) return Layout::Of::hidden;
  if (name == "degree" && whom == SurveyOf::members) return Layout::Of::degree;
  return {};
}

core::Result<Layout> layout_of(const std::vector<std::string>& header, SurveyOf whom, const SurveyGroups& groups, const Place& place) {
  Layout layout;
  std::size_t found = 0;
  bool hidden = false, weight = false, degree = false;
  for (const std::string& column : header) {
    const auto fixed = fixed_column(column, whom);
    const auto group = std::ranges::find(groups.known, column, &KnownGroup::name);
    if (!fixed && group == groups.known.end()) return refuse("undeclared", place, column);
    layout.columns.emplace_back(fixed.value_or(Layout::Of::group), static_cast<std::size_t>(group - groups.known.begin()));
    found += fixed ? 0 : 1;
    hidden = hidden || fixed == Layout::Of::hidden;
    weight = weight || fixed == Layout::Of::weight;
    degree = degree || fixed == Layout::Of::degree;
  }
  if (found != groups.known.size()) return refuse("missing_group", place);
  if (whom == SurveyOf::everybody && !hidden) return refuse("no_hidden", place, "hidden");
  if (weight && degree) return refuse("two_weights", place, "degree");
  return layout;
}

core::Result<std::int64_t> whole_number(std::string_view text, std::int64_t least, std::int64_t most, std::string_view column, const Place& here) {
  const auto number = parsed<std::int64_t>(text);
  if (!number || *number < least || *number > most) return refuse("number", here, column);
  return *number;
}

}  // namespace

core::Result<SurveyGroups> parse_groups(const core::Value& document) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  if (document["format"] != core::Value(kFormat)) return bad(document, "format");
  static const std::set<std::string_view> kKeys{"format", "population", "known", "transmission", "degree_ratio"};
  for (const auto& [key, member] : document.members())
    if (!kKeys.contains(key)) return bad(member, key);
  SurveyGroups groups;
  if (!is_people(document["population"])) return bad(document, "population");
  groups.population = document["population"].as_number();
  std::set<std::string> names{"weight", "cluster", "degree", "hidden"};
  for (const core::Value& value : document["known"].items()) {
    PALERMO_TRY(KnownGroup group, parse_group(value, groups.population));
    if (!names.insert(group.name).second) return bad(value, "name");
    groups.known.push_back(std::move(group));
  }
  if (groups.known.empty() || groups.known.size() > kMostGroups) return bad(document, "known");
  constexpr double kMostRatio = 10;
  PALERMO_TRY(groups.transmission, factor(document, "transmission", 1));
  PALERMO_TRY(groups.degree_ratio, factor(document, "degree_ratio", kMostRatio));
  return groups;
}

core::Result<std::vector<SurveyAnswer>> parse_survey(std::string_view text, std::string_view file, SurveyOf whom, const SurveyGroups& groups) {
  const Place place{.file = std::string(file)};
  std::vector<SurveyAnswer> answers;
  std::vector<std::string> names;
  Layout layout;
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    names = header;
    PALERMO_TRY(layout, layout_of(header, whom, groups, Place{.file = place.file, .row = 1}));
    return {};
  };
  sink.row = [&](std::int64_t row, Fields fields) -> Done {
    const Place here{.file = place.file, .row = row};
    SurveyAnswer answer;
    answer.known.resize(groups.known.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto [of, group] = layout.columns[i];
      if (of == Layout::Of::weight || of == Layout::Of::degree) {
        const auto number = parsed<double>(fields[i]);
        if (!number || !(*number > 0) || *number > kMostWeight) return refuse("weight", here, names[i]);
        answer.weight = of == Layout::Of::weight ? *number : 1 / *number;
      } else if (of == Layout::Of::cluster) {
        PALERMO_TRY(answer.cluster, whole_number(fields[i], 1, kMostCluster, names[i], here));
      } else if (of == Layout::Of::hidden) {
        PALERMO_TRY(answer.hidden, whole_number(fields[i], 0, kMostKnown, names[i], here));
      } else {
        PALERMO_TRY(answer.known[group], whole_number(fields[i], 0, kMostKnown, names[i], here));
      }
    }
    answers.push_back(std::move(answer));
    return {};
  };
  const auto source = core::from_memory(text, place.file);
  core::Silence silence;
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, {}, sink, silence));
  if (!summary.set_aside.empty()) return refuse("fields", Place{.file = place.file, .row = summary.set_aside.front().row});
  if (answers.empty()) return refuse("nobody", place);
  std::sort(answers.begin(), answers.end());
  return answers;
}

}  // namespace palermo::estimate
