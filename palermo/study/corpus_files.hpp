// SPDX-License-Identifier: Apache-2.0
// Reads the law folder: the vocabulary and every law. The law room itself never opens a file.
#pragma once

#include <optional>
#include <string>

#include "palermo/law/law.hpp"

namespace palermo::study {

inline constexpr core::ErrorKind kNoData{"study.no_data", core::Exit::unreadable};

// Fails with study.no_data unless the data folder holds `file`: the folder was given wrongly, not the file of a user.
[[nodiscard]] core::Done check_data_folder(const std::string& folder, const std::string& file);

// A law file in hand. It stands in the place of the law of the same id in the folder, if there is one.
struct Draft {
  std::string id;
  law::Corpus::Source source;
};

// `folder` holds vocabulary.yaml and the laws: every other *.yaml below it in the order of their paths, except those in
// a folder called scenarios. A draft comes before them, so that its own error is the one that is told.
// Errors: study.no_data, file.missing, file.cannot_read, text.not_utf8, and those of Corpus::parse.
[[nodiscard]] core::Result<law::Corpus> load_corpus(const std::string& folder, const std::optional<Draft>& draft = std::nullopt);

}  // namespace palermo::study
