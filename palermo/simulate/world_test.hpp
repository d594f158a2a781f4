// SPDX-License-Identifier: Apache-2.0
// A world in a folder of its own, for tests; and what the tests read from it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "palermo/core/bytes.hpp"
#include "palermo/core/csv.hpp"
#include "palermo/core/random.hpp"
#include "palermo/simulate/world.hpp"

namespace palermo::simulate {

// A folder under the system's temporary folder, removed with the object.
class Scratch {
 public:
  Scratch() : path_(std::filesystem::temp_directory_path() / ("palermo-simulate-" + core::secret_hex(6))) {
    std::filesystem::create_directories(path_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { std::filesystem::remove_all(path_); }

  [[nodiscard]] std::string path(const std::string& name = {}) const { return name.empty() ? path_.string() : (path_ / name).string(); }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) found.push_back(entry.path().filename().string());
    return found;
  }

 private:
  std::filesystem::path path_;
};

using Files = std::map<std::string, std::string>;  // content by relative path

// Writes a world under `scratch` and reads its files back.
inline Files make_world(const Scratch& scratch, const std::string& name, const WorldOptions& options) {
  core::Silence silence;
  auto folder = core::OutputFolder::open(scratch.path(name), "world");
  if (!folder || !write_world(options, *folder, silence) || !folder->commit()) return {};
  Files files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch.path(name)))
    if (entry.is_regular_file())
      files[std::filesystem::relative(entry.path(), scratch.path(name)).string()] = *core::read_file(entry.path().string());
  return files;
}

struct Rows {
  std::vector<std::string> header;
  std::vector<std::map<std::string, std::string>> rows;  // value by column
};

inline Rows read_rows(const std::string& text) {
  core::Silence silence;
  Rows result;
  const auto source = core::from_memory(text, "test.csv");
  core::CsvSink sink;
  sink.header = [&](const std::vector<std::string>& header) -> core::Done {
    result.header = header;
    return {};
  };
  sink.row = [&](std::int64_t, std::span<const std::string_view> fields) -> core::Done {
    auto& row = result.rows.emplace_back();
    for (std::size_t i = 0; i < fields.size(); ++i) row[result.header[i]] = fields[i];
    return {};
  };
  const auto summary = core::read_csv(*source, {}, sink, silence);
  if (!summary || summary->rows_set_aside > 0) return {};
  return result;
}

// A world of 2,000 persons, made once for all tests.
inline const Files& shared_world() {
  static const Files files = [] {
    const Scratch scratch;
    return make_world(scratch, "world", {.seed = 1, .persons = 2000});
  }();
  return files;
}

}  // namespace palermo::simulate
