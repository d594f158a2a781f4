// SPDX-License-Identifier: Apache-2.0
// What the tests of this room share: the project's own law, mappings and codes.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "palermo/core/bytes.hpp"
#include "palermo/intake/mapping.hpp"
#include "palermo/law/law.hpp"

namespace palermo::intake {

inline std::string data_path(const std::string& relative) { return std::string(PALERMO_SOURCE_DIR) + "/data/" + relative; }

inline std::string read_data(const std::string& relative) {
  auto text = core::read_file(data_path(relative));
  EXPECT_TRUE(text.has_value()) << relative;
  return text ? *text : std::string();
}

inline std::vector<std::string> yaml_files(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data_path(folder)))
    if (entry.path().extension() == ".yaml") files.push_back(std::filesystem::relative(entry.path(), data_path("")).string());
  std::sort(files.begin(), files.end());
  return files;
}

inline const law::Corpus& corpus() {
  static const law::Corpus parsed = [] {
    std::vector<law::Corpus::Source> laws;
    for (const std::string& file : yaml_files("law"))
      if (!file.ends_with("vocabulary.yaml") && file.find("/scenarios/") == std::string::npos) laws.push_back({file, read_data(file)});
    auto result = law::Corpus::parse({"vocabulary.yaml", read_data("law/vocabulary.yaml")}, laws);
    EXPECT_TRUE(result.has_value()) << result.error().kind.code << ' ' << result.error().place.file << ' ' << result.error().place.line;
    return std::move(*result);
  }();
  return parsed;
}

inline const core::Countries& countries() {
  static const core::Countries parsed = *core::Countries::parse(read_data("codes/countries.csv"), read_data("codes/legacy.csv"));
  return parsed;
}

inline Mapping mapping_of(const std::string& text) {
  auto mapping = parse_mapping(text, "test.yaml", corpus().vocabulary());
  EXPECT_TRUE(mapping.has_value()) << (mapping ? "" : std::string(mapping.error().kind.code));
  return std::move(*mapping);
}

}  // namespace palermo::intake
