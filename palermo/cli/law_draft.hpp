// SPDX-License-Identifier: Apache-2.0
// A law file in hand, beside the laws of the data folder: a draft, or a law of the corpus that is being edited.
#pragma once

#include <string>
#include <vector>

#include "palermo/compare/archetypes.hpp"
#include "palermo/law/law.hpp"

namespace palermo::cli {

class Context;

struct LawDraft {
  law::Corpus corpus;  // the data folder's laws; the file stands in the place of a law of the same id
  std::string id;      // of the law in the file
  core::Value document;
};

// Errors: file.*, document.*, schema.*, law.*: a file that cannot be read as a law has one clear error.
[[nodiscard]] core::Result<LawDraft> open_draft(const Context& context, const std::string& file);

// The stories of a file of cases; nothing named: data/law/scenarios/archetypes.yaml.
[[nodiscard]] core::Result<std::vector<law::Case>> open_stories(const Context& context, const law::Vocabulary& vocabulary,
                                                               const std::vector<std::string>& files);

}  // namespace palermo::cli
