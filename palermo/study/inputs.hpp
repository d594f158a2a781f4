// SPDX-License-Identifier: Apache-2.0
// Everything a study run needs before the first row is read: checked here, so that mistakes cost no time.
#pragma once

#include <string>
#include <vector>

#include "palermo/study/counter.hpp"
#include "palermo/study/study_file.hpp"

namespace palermo::study {

inline constexpr core::ErrorKind kUnknownLaw{"study.unknown_law", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownOffence{"study.unknown_offence", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownTerm{"study.unknown_term", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownDimension{"study.unknown_dimension", core::Exit::unreadable};

struct Inputs {
  StudyFile study;
  law::Corpus corpus;
  core::Countries countries;
  std::vector<intake::Mapping> mappings;    // by source
  std::vector<std::string> source_paths;    // by source
  CountPlan plan;
  std::string law_sha256;                   // of the vocabulary and all laws
};

// Reads and checks the study file and all that it names. Errors: those of the parsers, study.*, mapping.*, law.*.
[[nodiscard]] core::Result<Inputs> load_inputs(const std::string& study_path, const std::string& data_folder);

// A mapping by id (in DATA/mappings) or by path, relative to `folder`.
[[nodiscard]] core::Result<intake::Mapping> load_mapping(const std::string& name, const std::string& folder, const std::string& data_folder,
                                                         const law::Vocabulary& vocabulary, const core::Place& named_at);
[[nodiscard]] core::Result<core::Countries> load_countries(const std::string& data_folder);

// The parts of the results that do not come from rows: definitions, readings, assumptions.
[[nodiscard]] publish::Results describe(const Inputs& inputs);

}  // namespace palermo::study
