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
Done check_id(const std::string& id, const Value& node) {
  const bool plain = !id.empty() && id.size() <= kLongestId && id.front() != '.' && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_' || c == '.';
  });
  if (plain) return {};
  return core::fail(core::kWrongValue, node.place(), {{"what", "id"}, {"allowed", "at most 64 letters, digits, '.', '-' and '_'"}});
}

Result<Source> parse_source(const Value& node) {
  Reader reader(node, "source");
  Source source;
  source.id = reader.text("id");
  source.title = reader.text("title");
  source.organisation = reader.optional_text("organisation").value_or(source.title);
  source.role = reader.choice("role", kRoles, "");
  source.file = reader.text("file");
  source.mapping = reader.text("mapping");
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

Done check_tables(const StudyFile& study, const Value& document) {
  for (const std::string& table : study.tables)
    if (std::find(kTables.begin(), kTables.end(), table) == kTables.end())
      return core::fail(core::kWrongValue, document["tables"].place(), {{"what", "tables"}, {"allowed", "year, sex, age, country"}});
  return {};
}

}  // namespace

Result<StudyFile> parse_study(std::string_view text, const std::string& path) {
  PALERMO_TRY(const Value document, core::parse_yaml(text, path));
  Reader reader(document, "study");
  StudyFile study;
  study.content_hash = core::sha256_hex(text);
  study.folder = std::filesystem::path(path).parent_path().string();
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
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(check_id(study.id, document));
  for (const auto& [list, key] : {std::pair{sources, "sources"}, std::pair{readings, "readings"}})
    if (!list || list->items().empty()) return core::fail(core::kMissingKey, document.place(), {{"what", "study"}, {"key", key}});
  if (study.definitions.empty()) return core::fail(core::kMissingKey, document.place(), {{"what", "study"}, {"key", "definitions"}});
  PALERMO_CHECK_DONE(check_list(study.definitions, "definitions", kMostDefinitions, document["definitions"]));
  PALERMO_CHECK_DONE(check_list(study.tables, "tables", kTables.size(), document["tables"]));
  for (const auto& [list, what, most] : {std::tuple{sources, "sources", kMostSources}, std::tuple{readings, "readings", kMostReadings}})
    if (list->items().size() > most) return core::fail(kTooMany, list->place(), {{"what", what}, {"limit", std::to_string(most)}});
  PALERMO_CHECK_DONE(parse_sources(study, sources));
  PALERMO_CHECK_DONE(parse_readings(study, readings));
  PALERMO_CHECK_DONE(check_tables(study, document));
  return study;
}

}  // namespace palermo::study
