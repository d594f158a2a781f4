// SPDX-License-Identifier: Apache-2.0
// run_study(): the pipeline of study.yaml, from case files to inside/ and outside/.
//
//   check   the study file, the law, the mappings, that every source is there
//   count   each source by itself (reused when nothing it depends on has changed)
//   link, estimate, release  where the study asks for them (chain_run.hpp)
//   publish protect, lint (D30), write evidence.json and the report
//   receipt
//
// The output folder appears whole or not at all; one that holds files of somebody else is never touched (output.hpp).
// Nothing exact leaves inside/.
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
  std::string now = {};     // "2026-11-22T13:05:00Z", for the ledger of a release
  core::Day today = 0;      // a release refuses what is too recent (D34)
};

// What somebody who runs a study should hear of a source, beside its counts. Names only; how many stands in the results.
struct SourceNotice {
  std::string source;
  std::vector<std::string> not_understood;  // columns with values that the mapping does not know
  bool set_aside = false;                   // rows were
  bool outside_period = false;              // years were recorded that lie outside the study's period
  std::string mapping_report;               // path of what there is to see about it
};

struct RunResult {
  publish::ProtectedResults results;
  Receipt receipt;
  std::string report;  // path of the report
  std::string inside;  // path of inside/
  std::vector<SourceNotice> notices;  // of the sources that have any
};

inline constexpr core::ErrorKind kMissingSource{"study.missing_source", core::Exit::unreadable};
inline constexpr core::ErrorKind kNotAFile{"study.not_a_file", core::Exit::unreadable};
inline constexpr core::ErrorKind kInputInsideOutput{"study.input_inside_output", core::Exit::usage};
inline constexpr core::ErrorKind kUnknownMapping{"study.unknown_mapping", core::Exit::unreadable};

// `catalogue` gives the report its language.
[[nodiscard]] core::Result<RunResult> run_study(const RunOptions& options, const core::Catalogue& catalogue, core::Progress& progress);

}  // namespace palermo::study
