// SPDX-License-Identifier: Apache-2.0
// Files that say which records are of one person, and how probable a pair is, read for evaluation.
//
// clusters: CSV with the columns record_id and person_id; or any CSV of two columns, the record first. A record_id stands
// once. pairs: CSV with the columns record_a, record_b and probability; others are passed over. A first line "not for release"
// is passed over in both; rows count from 1, the header being row 1, without that line. Ids are compared byte by byte and no
// error repeats one. Page: docs/formats/link-files.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/csv.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/pair.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kClusterColumns{"link.cluster_columns", core::Exit::unreadable};
inline constexpr core::ErrorKind kPairColumns{"link.pair_columns", core::Exit::unreadable};
inline constexpr core::ErrorKind kNoColumn{"link.no_column", core::Exit::usage};
inline constexpr core::ErrorKind kRecordTwice{"link.record_twice", core::Exit::unreadable};
inline constexpr core::ErrorKind kEmptyId{"link.empty_id", core::Exit::unreadable};
inline constexpr core::ErrorKind kBadProbability{"link.bad_probability", core::Exit::unreadable};
inline constexpr core::ErrorKind kDamagedRows{"link.damaged_rows", core::Exit::unreadable};

struct ClusterRow {
  std::string record, person, group;  // group: empty without a group column
};

struct PairRow {
  std::string a, b;
  double probability = 0;
};

// Any CSV of inside/: without its first line "not for release"; a row with more or fewer cells than the header is an error, and not set
// aside: what is missing would change what is measured. Errors: link.damaged_rows, csv.*, text.*, core.cancelled.
[[nodiscard]] core::Done read_inside_csv(std::string_view text, std::string_view file, const core::CsvSink& sink, core::Progress& progress);

// group_column: a further column to read, or "". Errors: link.cluster_columns, link.no_column, link.record_twice,
// link.empty_id, link.damaged_rows, csv.*, text.*, core.cancelled.
[[nodiscard]] core::Result<std::vector<ClusterRow>> read_clusters(std::string_view text, std::string_view file, std::string_view group_column,
                                                                  core::Progress& progress);
// Errors: link.pair_columns, link.empty_id, link.bad_probability, link.damaged_rows, csv.*, text.*, core.cancelled.
[[nodiscard]] core::Result<std::vector<PairRow>> read_pairs(std::string_view text, std::string_view file, core::Progress& progress);

}  // namespace palermo::link
