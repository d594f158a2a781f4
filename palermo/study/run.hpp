// SPDX-License-Identifier: Apache-2.0
// run_study(): the pipeline of study.yaml, from case files to inside/ and outside/.
//
//   check   the study file, the law, the mappings, that every source is there
//   count   each source by itself (reused when nothing it depends on has changed)
//   publish protect, lint (D30), write evidence.json and the report
//   receipt
//
// The output folder appears whole or not at all. Nothing exact leaves inside/.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/publish/protect.hpp"
#include "palermo/study/count_source.hpp"
#include "palermo/study/receipt.hpp"

namespace palermo::study {

struct RunOptions {
  std::string study;        // path of study.yaml
  std::string out;          // output folder
  std::string data_folder;  // law/, mappings/, codes/
  bool fresh = false;       // run every stage, also where nothing has changed
};

struct RunResult {
  publish::ProtectedResults results;
  Receipt receipt;
  std::string report;  // path of the report
};

inline constexpr core::ErrorKind kMissingSource{"study.missing_source", core::Exit::unreadable};
inline constexpr core::ErrorKind kNotAFile{"study.not_a_file", core::Exit::unreadable};
inline constexpr core::ErrorKind kInputInsideOutput{"study.input_inside_output", core::Exit::usage};
inline constexpr core::ErrorKind kForeignFiles{"study.foreign_files", core::Exit::usage};
inline constexpr core::ErrorKind kUnknownMapping{"study.unknown_mapping", core::Exit::unreadable};

// `catalogue` gives the report its language.
[[nodiscard]] core::Result<RunResult> run_study(const RunOptions& options, const core::Catalogue& catalogue, core::Progress& progress);

}  // namespace palermo::study
