// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/link_files.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <unordered_set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/study/corpus_files.hpp"
#include "palermo/study/identities.hpp"

namespace palermo::cli {
namespace {

using core::Done;
using core::Result;
using link::ListInfo;

constexpr std::string_view kConfigFormat = "palermo-link-config/1";
constexpr int kMostIdParts = 3;  // LIST/ID#ROW

std::string name_of(const std::string& path) { return std::filesystem::path(path).filename().string(); }

// "b/shelter.csv.gz" is the list shelter.
std::string list_name(const std::string& path) {
  std::string name = name_of(path);
  for (const std::string_view ending : {".gz", ".csv", ".tsv", ".txt"})
    if (name.size() > ending.size() && name.ends_with(ending)) name.resize(name.size() - ending.size());
  return name;
}

// What is known of the lists and their columns before a file is opened.
struct Settings {
  std::map<std::string, ListInfo, std::less<>> lists;  // by name
  link::ColumnOptions columns;
  std::string consent_column;
};

auto bad(std::string_view problem, core::Place place = {}) {
  return core::fail(kBadLinkSettings, std::move(place), {{"problem", std::string(problem)}});
}

Done read_config_list(const core::Value& node, Settings& settings) {
  core::Reader reader(node, "list", core::Quote::settings);
  ListInfo info;
  info.name = reader.text("name");
  const auto role = reader.optional_text("role");
  info.duplicate_free = reader.flag("duplicate_free", false);
  PALERMO_CHECK_DONE(reader.finish());
  if (role) {
    PALERMO_TRY(info.role, link::parse_role(*role));
  }
  if (!settings.lists.emplace(info.name, info).second) return bad("a list stands twice", node.place());
  return {};
}

Done read_config(const std::string& path, Settings& settings) {
  if (path.empty()) return {};
  PALERMO_TRY(const std::string text, core::read_file(path, core::kHandWritten));
  PALERMO_TRY(const core::Value document, core::parse_yaml(text, name_of(path)));
  core::Reader reader(document, "settings", core::Quote::settings);
  (void)reader.choice("format", {std::string(kConfigFormat)}, "");
  const core::Value* lists = reader.array("lists");
  const core::Value* columns = reader.object("columns");
  settings.columns.list_column = reader.optional_text("list_column").value_or("");
  settings.columns.id_column = reader.optional_text("id_column").value_or("");
  settings.consent_column = reader.optional_text("consent_column").value_or("");
  PALERMO_CHECK_DONE(reader.finish());
  if (lists != nullptr)
    for (const core::Value& node : lists->items()) PALERMO_CHECK_DONE(read_config_list(node, settings));
  if (columns != nullptr)
    for (const auto& [header, meaning] : columns->members()) {
      const auto field = meaning.is_text() ? link::field_of(meaning.as_text()) : std::nullopt;
      if (!field) return bad("a column means one of the fields of docs/formats/link-config.md", meaning.place());
      settings.columns.mapping.emplace(header, *field);
    }
  return {};
}

Done read_options(const LinkCall& call, Settings& settings) {
  const auto list = [&](const std::string& name) -> ListInfo& {
    ListInfo& info = settings.lists[name];
    info.name = name;
    return info;
  };
  for (const std::string& word : call.roles) {
    const std::size_t at = word.rfind('=');
    if (at == std::string::npos || at == 0) return bad("--role is LIST=ROLE");
    PALERMO_TRY(list(word.substr(0, at)).role, link::parse_role(word.substr(at + 1)));
  }
  for (const std::string& name : call.duplicate_free) list(name).duplicate_free = true;
  if (!call.list_column.empty()) settings.columns.list_column = call.list_column;
  if (!call.id_column.empty()) settings.columns.id_column = call.id_column;
  return {};
}

// The lists as far as their names are known before reading.
Result<std::vector<ListInfo>> named_lists(const LinkCall& call, const Settings& settings) {
  std::vector<ListInfo> infos;
  if (!settings.columns.list_column.empty()) {
    for (const auto& [name, info] : settings.lists) infos.push_back(info);
    if (infos.empty()) infos.push_back({.name = list_name(call.files.front()), .role = {}, .duplicate_free = false});
    return infos;
  }
  for (const std::string& file : call.files) {
    const std::string name = list_name(file);
    const auto known = settings.lists.find(name);
    infos.push_back(known != settings.lists.end() ? known->second : ListInfo{.name = name, .role = {}, .duplicate_free = false});
  }
  for (const auto& [name, info] : settings.lists)
    if (std::ranges::none_of(infos, [&](const ListInfo& one) { return one.name == name; }))
      return bad("settings speak of a list that no file is; a list has the name of its file, without its ending");
  return infos;
}

// Whatever is no clear yes is no consent; without a column of consent nobody was asked by these lists.
bool agreed(std::span<const std::string_view> cells, std::size_t consent_at) {
  if (consent_at == std::numeric_limits<std::size_t>::max()) return true;
  const std::string_view said = consent_at < cells.size() ? cells[consent_at] : std::string_view();
  return said == "yes" || said == "true" || said == "1" || said == "y";
}

// Reads one file. A row without consent is set aside before any of its cells is looked at.
Result<ReadList> read_one(Context& context, const std::string& path, const ListInfo& info, const Settings& settings, link::RecordReader& reader,
                          std::vector<core::InputFile>& inputs, std::vector<std::uint64_t>& aside_at) {
  PALERMO_TRY(const auto source, core::open_file(path, true));
  ReadList read;
  read.file = name_of(path);
  std::size_t consent_at = std::numeric_limits<std::size_t>::max();
  std::vector<std::string> trimmed;
  core::CsvOptions options;
  if (path.ends_with(".tsv") || path.ends_with(".tsv.gz")) options.delimiter = '\t';
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> Done {
    read.columns = reader.begin_file(info, header);
    for (const std::string& wanted : {settings.columns.list_column, settings.columns.id_column, settings.consent_column})
      if (!wanted.empty() && std::ranges::find(header, wanted) == header.end())
        return bad("a column that the settings name is not in the file", {.file = read.file, .row = 1, .field = wanted});
    if (!settings.consent_column.empty()) consent_at = static_cast<std::size_t>(std::ranges::find(header, settings.consent_column) - header.begin());
    return {};
  };
  sink.row = [&](std::int64_t, std::span<const std::string_view> cells) -> Done {
    if (reader.rows() >= std::numeric_limits<std::uint32_t>::max() - 1) return core::fail(kTooManyRecords, {.file = read.file});
    if (agreed(cells, consent_at)) {
      reader.add_row(cells);
    } else {
      aside_at.push_back(reader.rows() + aside_at.size());
      reader.set_row_aside(cells);
    }
    return {};
  };
  PALERMO_TRY(const core::CsvSummary summary, core::read_csv(*source, options, sink, context.progress()));
  read.rows = summary.rows;
  read.set_aside = summary.rows_set_aside;
  inputs.push_back({read.file, summary.sha256, source->bytes_on_disk()});
  return read;
}

int parts_needed(LinkLists& lists) {
  std::unordered_set<std::string> seen;
  for (lists.id_parts = 1; lists.id_parts < kMostIdParts; ++lists.id_parts) {
    seen.clear();
    bool unique = true;
    for (link::RecordIndex i = 0; unique && i < lists.size(); ++i) unique = seen.insert(lists.id(i)).second;
    if (unique) break;
  }
  return lists.id_parts;
}

}  // namespace

void add_list_options(CLI::App& verb, const Context& context, LinkCall& call) {
  verb.add_option("FILE", call.files, context.text("verb.link.files"))->required();
  verb.add_option("--config", call.config, context.text("verb.link.config"))->type_name("FILE");
  verb.add_option("--list-column", call.list_column, context.text("verb.link.list_column"))->type_name("COLUMN");
  verb.add_option("--id-column", call.id_column, context.text("verb.link.id_column"))->type_name("COLUMN");
  verb.add_option("--role", call.roles, context.text("verb.link.role"))->type_name("LIST=ROLE")->take_all()->expected(1);
  verb.add_option("--duplicate-free", call.duplicate_free, context.text("verb.link.duplicate_free"))->type_name("LIST")->take_all()->expected(1);
  verb.add_option("--threads", call.threads, context.text("verb.link.threads"))->option_text("N")->check(CLI::Range(0, 256));
}

std::string_view LinkLists::own_id(link::RecordIndex record) const {
  return agreed(record) ? records.id(record) : std::string_view(records.aside[record - records.size()].id);
}

link::ListIndex LinkLists::list(link::RecordIndex record) const {
  return agreed(record) ? records.records[record].list : records.aside[record - records.size()].list;
}

std::string LinkLists::id(link::RecordIndex record) const {
  std::string id;
  if (id_parts > 1) id = records.lists[list(record)].name + "/";
  id.append(own_id(record));
  if (id_parts > 2) id += "#" + std::to_string(agreed(record) ? records.records[record].row : records.aside[record - records.size()].row);
  return id;
}

Result<LinkLists> read_lists(Context& context, const LinkCall& call) {
  Settings settings;
  PALERMO_CHECK_DONE(read_config(call.config, settings));
  PALERMO_CHECK_DONE(read_options(call, settings));
  PALERMO_TRY(const std::vector<ListInfo> infos, named_lists(call, settings));
  PALERMO_TRY(link::AdmittedLists admitted, link::admit_in_the_clear(infos));
  PALERMO_TRY(const link::NameTables tables, study::load_name_tables(context.data_folder()));
  link::RecordReader reader(tables, settings.columns);
  for (const auto& [name, info] : settings.lists) reader.describe_list(info);
  std::vector<ReadList> read;
  std::vector<core::InputFile> inputs;
  std::vector<std::uint64_t> aside_at;
  for (std::size_t i = 0; i < call.files.size(); ++i) {
    const ListInfo& info = settings.columns.list_column.empty() ? infos[i] : infos.front();
    PALERMO_TRY(auto one, read_one(context, call.files[i], info, settings, reader, inputs, aside_at));
    read.push_back(std::move(one));
  }
  link::Records records = reader.finish();
  if (records.size() == 0) return core::fail(kNoRecords, {.file = read.front().file});
  if (!settings.columns.list_column.empty()) {
    PALERMO_TRY(admitted, link::admit_in_the_clear(records.lists));  // now that every name is known
  }
  LinkLists lists{std::move(admitted), std::move(records), std::move(read), std::move(inputs), std::move(aside_at)};
  lists.id_parts = parts_needed(lists);
  return lists;
}

}  // namespace palermo::cli
