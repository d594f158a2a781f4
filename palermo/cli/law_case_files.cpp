// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_case_files.hpp"

#include <algorithm>
#include <filesystem>

#include "palermo/core/bytes.hpp"

namespace palermo::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> case_files(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_directory(path, ignored)) return {path};
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(path, ignored))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

core::Result<std::vector<law::Case>> read_case_files(const law::Corpus& corpus, const std::string& path) {
  std::vector<law::Case> cases;
  if (path.empty()) return cases;
  for (const std::string& file : case_files(path)) {
    PALERMO_TRY(const std::string text, core::read_file(file));
    PALERMO_TRY(const core::Value document, core::parse_yaml(text, file));
    PALERMO_TRY(std::vector<law::Case> read, law::parse_cases(document, corpus.vocabulary()));
    std::move(read.begin(), read.end(), std::back_inserter(cases));
  }
  return cases;
}

}  // namespace palermo::cli
