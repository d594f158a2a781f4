// SPDX-License-Identifier: Apache-2.0
#include "link_sets.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <unordered_map>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/core/value.hpp"
#include "palermo/simulate/lists.hpp"

namespace palermo::bench {
namespace {

ListFile read(const std::string& path, std::string list) {
  ListFile file;
  file.list = std::move(list);
  auto source = core::open_file(path);
  core::Silence silence;
  if (!source) return file;
  const core::CsvSink sink{.header = [&](const std::vector<std::string>& header) {
                             for (std::string name : header) {
                               while (!name.empty() && name.front() == ' ') name.erase(0, 1);
                               file.header.push_back(name);
                             }
                             return core::Done{};
                           },
                           .row = [&](std::int64_t, std::span<const std::string_view> cells) {
                             file.rows.emplace_back(cells.begin(), cells.end());
                             return core::Done{};
                           }};
  if (const auto done = core::read_csv(**source, {}, sink, silence); !done) fmt::print("{}: {}\n", path, done.error().kind.code);
  return file;
}

std::string entity_of(const ListFile& file, const std::vector<std::string>& row) {
  for (std::size_t c = 0; c < file.header.size(); ++c) {
    const std::string& name = file.header[c];
    if (name == "ent_id" || name == "cluster" || name == "true_person_id" || name == "person_id" || name == "truth") return row[c];
  }
  for (std::size_t c = 0; c < file.header.size(); ++c)
    if (file.header[c] == "rec_id") {
      const std::size_t begin = row[c].find('-') + 1;
      return row[c].substr(begin, row[c].find('-', begin) - begin);
    }
  return {};
}

}  // namespace

link::NameTables name_tables() {
  std::vector<core::Value> documents;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(core::data_folder()) / "names"))
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  std::ranges::sort(paths);
  for (const auto& path : paths) {
    const auto text = core::read_file(path.string());
    if (auto document = text ? core::parse_yaml(*text, path.string()) : core::fail(text.error())) documents.push_back(std::move(*document));
  }
  auto tables = link::NameTables::parse(documents);
  if (tables) return *tables;
  fmt::print(stderr, "name tables: {} {} {}\n", tables.error().kind.code, tables.error().place.file, tables.error().place.field);
  std::exit(5);  // figures without them would be another program's
}

LinkSet known_set(const std::string& name) {
  LinkSet set;
  set.name = name;
  const std::string folder = "../shared/data/linkage/";
  std::unordered_map<std::string, std::string> known;  // entity by record id, where the truth is a file of its own
  if (name.starts_with("lists:")) {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(name.substr(6)))
      if (entry.path().extension() == ".csv" && !entry.path().filename().string().starts_with("truth")) paths.push_back(entry.path());
    std::ranges::sort(paths);
    for (const auto& path : paths) set.files.push_back(read(path.string(), path.stem().string()));
    set.duplicate_free = set.files.size() > 1;
    for (const auto& row : read(name.substr(6) + "/truth.csv", "").rows) known.emplace(row[0], row[1]);
  } else if (name == "febrl4") {
    set.files = {read(folder + "febrl4a.csv.gz", "a"), read(folder + "febrl4b.csv.gz", "b")};
    set.duplicate_free = true;
  } else {
    for (const char* end : {".csv", ".csv.gz"})
      if (std::filesystem::exists(folder + name + end)) set.files.push_back(read(folder + name + end, name));
  }
  std::unordered_map<std::string, std::uint32_t> entities;
  for (const ListFile& file : set.files)
    for (const auto& row : file.rows)
      set.truth.push_back(entities.try_emplace(known.empty() ? entity_of(file, row) : known[row[0]], static_cast<std::uint32_t>(entities.size()))
                              .first->second);
  return set;
}

LinkSet simulated_set(std::uint64_t seed) {
  LinkSet set{.name = fmt::format("simulated {}", seed), .files = {}, .duplicate_free = true, .truth = {}, .groupings = {{"nationality", {}, {}}, {"sex", {"woman", "man"}, {}}}};
  const auto book = simulate::NameBook::read(core::data_folder() + "/simulate/names");
  if (!book) return set;
  simulate::ListsOptions options = simulate::default_lists();
  options.seed = seed;
  core::Silence silence;
  const auto made = simulate::invent_lists(*book, options, silence);
  if (!made) return set;
  std::unordered_map<const simulate::Naming*, std::uint32_t> nationality;
  for (const simulate::InventedList& list : made->lists) {
    ListFile& file = set.files.emplace_back();
    file.list = list.plan.name;
    for (const simulate::ListColumn column : list.columns) file.header.emplace_back(simulate::name_of(column));
    for (std::size_t i = 0; i < list.rows.size(); ++i) {
      std::vector<std::string>& row = file.rows.emplace_back();
      for (const simulate::ListColumn column : list.columns) row.push_back(list.rows[i][column]);
      const simulate::ListedPerson& person = made->people[static_cast<std::size_t>(list.person[i]) - 1];
      const auto [at, fresh] = nationality.try_emplace(person.naming, static_cast<std::uint32_t>(nationality.size()));
      if (fresh) set.groupings[0].names.push_back(person.naming->nationality);
      set.truth.push_back(static_cast<std::uint32_t>(list.person[i]));
      set.groupings[0].of_record.push_back(at->second);
      set.groupings[1].of_record.push_back(person.woman ? 0 : 1);
    }
  }
  return set;
}

}  // namespace palermo::bench
