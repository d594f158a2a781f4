// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_draft.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "palermo/cli/context.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/law/case.hpp"

namespace palermo::cli {

namespace fs = std::filesystem;

namespace {

std::string id_of(const core::Value& document) { return document["id"].is_text() ? document["id"].as_text() : ""; }

// The law folder's files as study::load_corpus takes them, without a law that has the id of the draft.
core::Result<std::vector<law::Corpus::Source>> other_sources(const fs::path& folder, const std::string& draft_id) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const fs::path relative = entry->path().lexically_relative(folder);
    const bool scenario = std::any_of(relative.begin(), relative.end(), [](const fs::path& part) { return part == "scenarios"; });
    if (entry->is_regular_file() && relative.extension() == ".yaml" && relative != "vocabulary.yaml" && !scenario) files.push_back(relative);
  }
  if (error) return core::fail(core::kCannotRead, {.file = folder.string()}, {{"file", folder.string()}});
  std::sort(files.begin(), files.end());
  std::vector<law::Corpus::Source> sources;
  for (const fs::path& file : files) {
    PALERMO_TRY(std::string text, core::read_file((folder / file).string(), core::kHandWritten));
    PALERMO_TRY(const core::Value document, core::parse_yaml(text, file.generic_string()));
    if (draft_id.empty() || id_of(document) != draft_id) sources.push_back({file.generic_string(), std::move(text)});
  }
  return sources;
}

}  // namespace

core::Result<LawDraft> open_draft(const Context& context, const std::string& file) {
  const fs::path folder = fs::path(context.data_folder()) / "law";
  PALERMO_TRY(std::string text, core::read_file(file, core::kHandWritten));
  LawDraft draft;
  PALERMO_TRY(draft.document, core::parse_yaml(text, file));
  draft.id = id_of(draft.document);
  PALERMO_TRY(std::string vocabulary, core::read_file((folder / "vocabulary.yaml").string(), core::kHandWritten));
  PALERMO_TRY(std::vector<law::Corpus::Source> sources, other_sources(folder, draft.id));
  sources.insert(sources.begin(), {file, std::move(text)});  // first, so that its own error is the one that is told
  PALERMO_TRY(draft.corpus, law::Corpus::parse({"vocabulary.yaml", std::move(vocabulary)}, sources));
  if (!draft.corpus.find(draft.id))
    return core::fail(core::kWrongValue, draft.document.place(), {{"what", "format"}, {"allowed", "palermo-law/1"}});
  return draft;
}

core::Result<std::vector<law::Case>> open_stories(const Context& context, const law::Vocabulary& vocabulary,
                                                  const std::vector<std::string>& files) {
  const std::string usual = (fs::path(context.data_folder()) / "law" / "scenarios" / "archetypes.yaml").string();
  std::vector<law::Case> stories;
  for (const std::string& file : files.empty() ? std::vector{usual} : files) {
    PALERMO_TRY(const std::string text, core::read_file(file, core::kHandWritten));
    PALERMO_TRY(const core::Value document, core::parse_yaml(text, file));
    PALERMO_TRY(std::vector<law::Case> cases, law::parse_cases(document, vocabulary));
    std::move(cases.begin(), cases.end(), std::back_inserter(stories));
  }
  return stories;
}

}  // namespace palermo::cli
