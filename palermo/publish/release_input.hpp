// SPDX-License-Identifier: Apache-2.0
// The people of a release, read and joined: one row a person, in the codebook's words, and the ids that tell them apart.
//
// The plan's filter is applied here: a person is kept when her joined row has one of the values of every column of `where`, and her
// year lies in the period; who has no year is kept. Exact and inside: nothing of it is written anywhere.
#pragma once

#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/person_table.hpp"
#include "palermo/publish/plan_file.hpp"

namespace palermo::publish {

// A row that could not be read: a release of fewer people than there are is no release of them.
inline constexpr core::ErrorKind kRowsSetAside{"release.rows_set_aside", core::Exit::unreadable};

// Of the cells of a column that say something hardly any is a value of the codebook: its words are others, or the column is.
// What it would publish, and pay for, is that nothing is recorded.
inline constexpr core::ErrorKind kOtherWords{"release.other_words", core::Exit::unreadable};

struct ReleasePeople {
  privacy::PersonTable table;
  std::vector<std::string> subjects;  // by row; empty when the codebook has no subject column
};

// Reads CSV lists (plain or gzip), in this order; a person may stand in several. Errors: file.*, csv.*, privacy.no_column,
// release.rows_set_aside, release.other_words.
[[nodiscard]] core::Result<ReleasePeople> read_people(const ReleasePlan& plan, const std::vector<std::string>& files, core::Progress& progress);

// Those people whom the plan is about. Of rows that were not read from files: `subjects` may be empty for differential privacy.
[[nodiscard]] ReleasePeople chosen(const ReleasePlan& plan, const ReleasePeople& people);

}  // namespace palermo::publish
