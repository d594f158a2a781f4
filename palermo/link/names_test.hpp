// SPDX-License-Identifier: Apache-2.0
// For tests of this room: the tables that are shipped, and short ways to a name.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/link/name.hpp"
#include "palermo/link/name_tables.hpp"
#include "palermo/link/token_match.hpp"

namespace palermo::link {

inline core::Value yaml_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  auto value = core::parse_yaml(text, path.filename().string());
  if (!value) throw std::runtime_error(std::string(value.error().kind.code) + " " + path.string());
  return std::move(*value);
}

inline const NameTables& shipped_tables() {
  static const NameTables tables = [] {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(PALERMO_SOURCE_DIR "/data/names"))
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<core::Value> documents;
    for (const auto& path : paths) documents.push_back(yaml_file(path));
    auto parsed = NameTables::parse(documents);
    if (!parsed)
      throw std::runtime_error(parsed.error().place.file + ": " + std::string(parsed.error().kind.code) + " " +
                               std::to_string(parsed.error().place.line) + " " + parsed.error().place.field);
    return std::move(*parsed);
  }();
  return tables;
}

inline Name full_name(std::string_view text) {
  static NameReader reader(shipped_tables());
  return reader.read({.full = text});
}

inline std::vector<TokenView> views(const std::vector<NameToken>& tokens) {
  std::vector<TokenView> out;
  for (const NameToken& token : tokens) out.push_back(view_of(token));
  return out;
}

inline NameMatch match_texts(std::string_view a, std::string_view b) {
  const Name x = full_name(a);
  const Name y = full_name(b);
  return match_names(views(x.tokens), views(y.tokens));
}

inline NameLevel level_of_texts(std::string_view a, std::string_view b) { return name_level(match_texts(a, b)); }

}  // namespace palermo::link
