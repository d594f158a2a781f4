// SPDX-License-Identifier: Apache-2.0
// Counting one source: read, translate, find, count, in one pass over its rows.
//
// Memory: one block of records whatever the length of the file. Results do not depend on the order of the rows, nor on
// the number of threads (a second thread reads and inflates ahead; it changes nothing but the time).
#pragma once

#include <string>
#include <vector>

#include "palermo/intake/rows.hpp"
#include "palermo/study/counter.hpp"
#include "palermo/study/study_file.hpp"

namespace palermo::study {

struct CountSourceOptions {
  std::string path;       // of the file
  std::string rows_path;  // where the record-level rows go; empty: none are written
};

struct CountedSource {
  publish::SourceResults results;
  core::Value mapping_report;  // inside: masked shapes, rows set aside with reasons
  std::string sha256;          // of the file
  std::int64_t bytes = 0;
};

[[nodiscard]] core::Result<CountedSource> count_source(const Source& source, const CountSourceOptions& options, const law::Corpus& corpus,
                                                       const core::Countries& countries, const intake::Mapping& mapping,
                                                       const std::vector<intake::Reading>& readings, const CountPlan& plan,
                                                       core::Progress& progress);

}  // namespace palermo::study
