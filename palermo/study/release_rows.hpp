// SPDX-License-Identifier: Apache-2.0
// release_rows(): the linked people as one table, one row a person: what the stage release measures.
//
// inside/link/release_rows.csv: "not for release", a header with the columns that the study names, then a row a person of the most likely
// partition, sorted, so that no place tells a source and the same people give the same bytes. A table's category is that on which her records agree; where they differ, the earliest year, else not
// recorded. A finding is true, unknown, false or not_in_force under its reading. No identifier, no handle, no list.
#pragma once

#include <string>
#include <vector>

#include "palermo/study/joined_facts.hpp"

namespace palermo::study {

// Where one column comes from.
struct ReleaseColumn {
  std::string name;
  std::optional<std::size_t> table;     // a dimension of the study
  std::size_t reading = 0, finding = 0; // else a finding
};

// The columns of the study's release. Errors: study.release_column.
[[nodiscard]] core::Result<std::vector<ReleaseColumn>> release_columns(const StudyFile& study, const CountPlan& plan);

// Errors: those of joined_findings.
[[nodiscard]] core::Result<std::string> release_rows(const law::Corpus& corpus, const CountPlan& plan, const StudyFile& study, const CaseFacts& cases,
                                                     const Roster& roster, const std::vector<ReleaseColumn>& columns, core::Progress& progress);

}  // namespace palermo::study
