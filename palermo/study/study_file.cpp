// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/study_file.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <tuple>

#include "palermo/core/bytes.hpp"

namespace palermo::study {
namespace {

using core::Done;
using core::Reader;
using core::Result;
using core::Value;

const std::vector<std::string> kRoles = {"", "service", "health", "labour", "research", "enforcement", "immigration"};
const std::vector<std::string> kTables = {"year", "sex", "age", "country"};

constexpr std::size_t kLongestId = 64, kMostSources = 200, kMostReadings = 50, kMostDefinitions = 100;

// Ids become file names, and some file systems do not tell capitals apart.
std::string lower(std::string id) {
  for (char& c : id) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return id;
}

Done check_list(const std::vector<std::string>& names, const char* what, std::size_t most, const Value& node) {
  if (names.size() > most) return core::fail(kTooMany, node.place(), {{"what", what}, {"limit", std::to_string(most)}});
  std::set<std::string> seen;
  for (const std::string& name : names)
    if (!seen.insert(name).second) return core::fail(kTwice, node.place(), {{"what", what}, {"name", name}});
  return {};
}

// Ids become names of files and of numbers: letters, digits, dot, dash and underscore.
Done check_id(const std::string& id, const Value& owner) {
  const bool plain = !id.empty() && id.size() <= kLongestId && id.front() != '.' && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_' || c == '.';
  });
  if (plain) return {};
  core::Place place = owner["id"].place();
  place.field = "id";
  return core::fail(kBadId, std::move(place), {{"id", id}});
}

// Where each entry of a list of texts (or a single text) stands.
std::vector<core::Place> places_of(const Value& list) {
  std::vector<core::Place> places;
  for (const Value& item : list.items()) places.push_back(item.place());
  if (!list.is_array()) places.push_back(list.place());
  return places;
}

// A period is a label of the report; it is a date or a span of dates all the same, so that it can be held against years.
Done read_period(StudyFile& study, const Value& document) {
  const auto period = core::parse_date(study.period);
  if (period && period->known()) {
    study.period_days = period->days;
    return {};
  }
  core::Place place = document["period"].place();
  place.field = "period";
  return core::fail(kBadPeriod, std::move(place), {{"period", study.period}});
}

// The lists a study cannot do without: there, and not empty.
Done check_needed(const Value& document) {
  for (const char* key : {"sources", "definitions", "readings"}) {
    const Value* list = document.find(key);
    if (!list || list->is_null()) return core::fail(core::kMissingKey, document.place(), {{"what", "study"}, {"key", key}});
    if (list->is_array() && list->items().empty()) return core::fail(kEmpty, list->place(), {{"key", key}});
  }
  return {};
}

Result<Source> parse_source(const Value& node) {
  Reader reader(node, "source", core::Quote::settings);
  Source source;
  source.id = reader.text("id");
  source.title = reader.text("title");
  source.organisation = reader.optional_text("organisation").value_or(source.title);
  source.role = reader.choice("role", kRoles, "");
  source.file = reader.text("file");
  source.mapping = reader.text("mapping");
  source.identity = reader.optional_text("identity").value_or("");
  source.key = reader.optional_text("key").value_or("record_id");
  source.consent = reader.optional_text("consent").value_or("");
  source.duplicate_free = reader.flag("duplicate_free", false);
  source.place = node.place();
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(check_id(source.id, node));
  return source;
}

Done parse_sources(StudyFile& study, const Value* sources) {
  std::set<std::string> ids;
  for (const Value& node : sources->items()) {
    PALERMO_TRY(Source source, parse_source(node));
    if (!ids.insert(lower(source.id)).second) return core::fail(kSameSourceTwice, node.place(), {{"source", source.id}});
    study.sources.push_back(std::move(source));
  }
  return {};
}

Done parse_readings(StudyFile& study, const Value* readings) {
  std::set<std::string> ids;
  for (const Value& node : readings->items()) {
    PALERMO_TRY(intake::Reading reading, intake::parse_reading(node));
    PALERMO_CHECK_DONE(check_id(reading.id, node));
    if (!ids.insert(reading.id).second) return core::fail(core::kDuplicateKey, node.place(), {{"key", reading.id}});
    study.readings.push_back(std::move(reading));
  }
  return {};
}

Done check_tables(const StudyFile& study) {
  for (std::size_t i = 0; i < study.tables.size(); ++i)
    if (std::find(kTables.begin(), kTables.end(), study.tables[i]) == kTables.end())
      return core::fail(core::kUnknownWord, study.table_places[i],
                        {{"what", "list of tables"}, {"allowed", intake::joined(kTables)}, {"found", study.tables[i]}});
  return {};
}

// Lists can be linked when each says who stands on it; estimated from three on.
Done check_lists(const StudyFile& study, const Value& document) {
  const auto within = [&](const char* stage, std::size_t least, std::size_t most) -> Done {
    const std::size_t found = study.sources.size();
    if (found >= least && found <= most) return {};
    return core::fail(kNumberOfLists, document[stage].place(),
                      {{"stage", stage}, {"least", std::to_string(least)}, {"most", std::to_string(most)}, {"found", std::to_string(found)}});
  };
  if (!study.chain.link) return {};
  for (const Source& source : study.sources)
    if (source.identity.empty()) return core::fail(kNeedsIdentity, source.place, {{"source", source.id}});
  PALERMO_CHECK_DONE(within("link", 2, kMostLinkedLists));
  return study.chain.estimate ? within("estimate", 3, kMostEstimatedLists) : Done{};
}

}  // namespace

Result<StudyFile> parse_study(std::string_view text, const std::string& path) {
  PALERMO_TRY(const Value document, core::parse_yaml(text, path));
  Reader reader(document, "study", core::Quote::settings);
  StudyFile study;
  study.content_hash = core::sha256_hex(text);
  study.folder = std::filesystem::path(path).parent_path().string();
  (void)reader.text("format");  // needed
  (void)reader.choice("format", {"palermo-study/1"}, "");
  study.id = reader.text("id");
  study.title = reader.text("title");
  study.question = reader.optional_text("question").value_or("");
  study.period = reader.text("period");
  study.place = reader.text("place");
  study.by_date = reader.choice("time", {"as_definition", "by_date"}, "as_definition") == "by_date";
  study.simulated = reader.flag("simulated", false);
  study.inside_rows = reader.flag("inside_rows", true);
  study.definitions = reader.texts("definitions");
  study.tables = reader.texts("tables");
  const Value* sources = reader.array("sources");
  const Value* readings = reader.array("readings");
  PALERMO_TRY(study.chain, parse_chain(reader));
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(check_id(study.id, document));
  PALERMO_CHECK_DONE(read_period(study, document));
  PALERMO_CHECK_DONE(check_needed(document));
  study.definition_places = places_of(document["definitions"]);
  study.table_places = places_of(document["tables"]);
  PALERMO_CHECK_DONE(check_list(study.definitions, "definitions", kMostDefinitions, document["definitions"]));
  PALERMO_CHECK_DONE(check_list(study.tables, "tables", kTables.size(), document["tables"]));
  for (const auto& [list, what, most] : {std::tuple{sources, "sources", kMostSources}, std::tuple{readings, "readings", kMostReadings}})
    if (list->items().size() > most) return core::fail(kTooMany, list->place(), {{"what", what}, {"limit", std::to_string(most)}});
  PALERMO_CHECK_DONE(parse_sources(study, sources));
  PALERMO_CHECK_DONE(parse_readings(study, readings));
  PALERMO_CHECK_DONE(check_tables(study));
  PALERMO_CHECK_DONE(check_lists(study, document));
  return study;
}

}  // namespace palermo::study
