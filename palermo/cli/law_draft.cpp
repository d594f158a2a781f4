// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/law_draft.hpp"

#include <filesystem>
#include <iterator>

#include "palermo/cli/context.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/law/case.hpp"
#include "palermo/study/corpus_files.hpp"

namespace palermo::cli {

namespace fs = std::filesystem;

namespace {

std::string id_of(const core::Value& document) { return document["id"].is_text() ? document["id"].as_text() : ""; }

}  // namespace

core::Result<LawDraft> open_draft(const Context& context, const std::string& file) {
  PALERMO_TRY(std::string text, core::read_file(file, core::kHandWritten));
  LawDraft draft;
  PALERMO_TRY(draft.document, core::parse_yaml(text, file));
  draft.id = id_of(draft.document);
  PALERMO_TRY(draft.corpus, study::load_corpus(context.data_folder() + "/law", study::Draft{draft.id, {file, std::move(text)}}));
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
