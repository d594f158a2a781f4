// SPDX-License-Identifier: Apache-2.0
// StudyFile: what a data custodian writes: her sources, the laws to count under, the declared readings.
//
// Format: palermo-study/1 (docs/formats/study.md). Paths are relative to the study file's folder. A mapping is the id of
// one in data/mappings, or a path to a YAML file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/intake/reading.hpp"
#include "palermo/study/chain_settings.hpp"

namespace palermo::study {

inline constexpr core::ErrorKind kTwice{"study.twice", core::Exit::unreadable};
inline constexpr core::ErrorKind kTooMany{"study.too_many", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadId{"study.bad_id", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadPeriod{"study.bad_period", core::Exit::unreadable};
inline constexpr core::ErrorKind kEmpty{"study.empty", core::Exit::unreadable};
inline constexpr core::ErrorKind kSameSourceTwice{"study.same_source_twice", core::Exit::unreadable};

struct Source {
  std::string id, title, organisation;
  std::string role;     // declared role of the organisation: "service", "health", "labour", "research", ...; may be empty
  std::string file;     // as written
  std::string mapping;  // as written
  std::string identity; // file with the names of the same people, as written; empty: they cannot be linked
  std::string key;      // column of both files that says which row belongs to which: a handle, never a name
  std::string consent;  // column of `identity`: who is not a clear yes is linked with nobody; empty: nobody was asked
  bool duplicate_free = false;  // nobody stands on the list twice
  core::Place place;
};

struct StudyFile {
  std::string id, title, question, period, place;
  core::Interval<core::Day> period_days;  // of `period`: a label of the report, which filters nothing
  bool by_date = false;    // laws count only where in force at the date of the conduct; else as definitions
  bool simulated = false;  // the data are invented (D33)
  bool inside_rows = true; // write the record-level rows of inside/
  std::vector<Source> sources;
  std::vector<std::string> definitions;  // finding ids, as written
  std::vector<core::Place> definition_places;
  std::vector<intake::Reading> readings;
  std::vector<std::string> tables;       // dimensions
  std::vector<core::Place> table_places;
  ChainSettings chain;                   // the stages after counting
  std::string folder;                    // where the study file lies
  std::string content_hash;
};

// Reads `text`, the content of the file at `path`.
[[nodiscard]] core::Result<StudyFile> parse_study(std::string_view text, const std::string& path);

}  // namespace palermo::study
