// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/corpus_files.hpp"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "palermo/core/bytes.hpp"

namespace palermo::study {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kVocabulary = "vocabulary.yaml";
constexpr std::string_view kClauses = "clauses.yaml";

bool is_law(const fs::path& relative) {
  if (relative.extension() != ".yaml" || relative == kVocabulary) return false;
  return std::none_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == "scenarios"; });
}

// Paths below `folder`, relative to it and sorted.
core::Result<std::vector<fs::path>> law_files(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(folder, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const fs::path relative = entry->path().lexically_relative(folder);
    if (entry->is_regular_file() && is_law(relative)) files.push_back(relative);
  }
  if (error) return core::fail(core::kCannotRead, {.file = folder.string()}, {{"file", folder.string()}});
  std::sort(files.begin(), files.end());
  return files;
}

core::Result<law::Corpus::Source> read_source(const fs::path& folder, const fs::path& relative) {
  PALERMO_TRY(std::string text, core::read_file((folder / relative).string(), core::kHandWritten));
  return law::Corpus::Source{relative.generic_string(), std::move(text)};
}

// Is it the law in whose place the draft stands?
core::Result<bool> is_replaced(const law::Corpus::Source& source, const std::optional<Draft>& draft) {
  if (!draft || draft->id.empty()) return false;
  PALERMO_TRY(const core::Value document, core::parse_yaml(source.text, source.name));
  return document["id"].is_text() && document["id"].as_text() == draft->id;
}

}  // namespace

core::Done check_data_folder(const std::string& folder, const std::string& file) {
  std::error_code error;
  if (fs::exists(fs::path(folder) / file, error)) return {};
  return core::fail(kNoData, {.file = folder}, {{"file", file}});
}

core::Result<law::Corpus> load_corpus(const std::string& folder, const std::optional<Draft>& draft) {
  PALERMO_CHECK_DONE(check_data_folder(fs::path(folder).parent_path().string(), fs::path(folder).filename().string() + "/" + std::string(kVocabulary)));
  PALERMO_CHECK_DONE(check_data_folder(fs::path(folder).parent_path().string(), fs::path(folder).filename().string() + "/" + std::string(kClauses)));
  PALERMO_TRY(const law::Corpus::Source vocabulary, read_source(folder, kVocabulary));
  PALERMO_TRY(const std::vector<fs::path> files, law_files(folder));
  const bool any_law = std::any_of(files.begin(), files.end(), [](const fs::path& file) { return file != kClauses; });
  if (!any_law && !draft) return core::fail(kNoData, {.file = folder}, {{"file", "law/un.tip-protocol.yaml"}});
  std::vector<law::Corpus::Source> laws;
  if (draft) laws.push_back(draft->source);
  for (const fs::path& file : files) {
    PALERMO_TRY(law::Corpus::Source source, read_source(folder, file));
    PALERMO_TRY(const bool replaced, is_replaced(source, draft));
    if (!replaced) laws.push_back(std::move(source));
  }
  return law::Corpus::parse(vocabulary, laws);
}

}  // namespace palermo::study
