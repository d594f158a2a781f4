// SPDX-License-Identifier: Apache-2.0
// Invented case table: one row a person, 25 columns, as gap-toothed as tables pooled from many organisations are; for the benchmark of releases.
//
// Year (21 values), gender (3), age (9), citizenship (45), country of exploitation (50), months (3) and 19 columns that say "1" or nothing.
// What makes it hard, on purpose: latent classes tie exploitation, control and recruitment; corridors tie citizenship to country; each
// contributor works in some countries for some years and leaves whole blocks of its form empty; kinds of labour stand only beside
// forced labour. About 70 % of cells are empty and hardly two rows are alike. Nobody in it exists.
// Row r depends on seed and r alone: the first 10,000 rows of 50,000 are the 10,000 rows. Format: docs/formats/simulate-case-table.md.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/output.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"

namespace palermo::simulate {

inline constexpr core::ErrorKind kBadCaseTable{"simulate.bad_case_table", core::Exit::usage};  // args: why
inline constexpr std::int64_t kMostCases = 10'000'000;

struct CaseTableOptions {
  std::uint64_t seed = 7;
  std::int64_t people = 10'000;
};

struct CaseColumn {
  std::string name, title;
  std::vector<std::string> values;   // without the empty one
  std::vector<std::string> regions;  // of each value, or none
  bool starred = false;
};

struct CaseTable {
  std::vector<CaseColumn> columns;
  std::vector<std::vector<std::uint16_t>> cells;  // by column, then by row: place in `values`; values.size(): empty

  [[nodiscard]] std::size_t rows() const { return cells.empty() ? 0 : cells.front().size(); }
};

// Errors: simulate.bad_case_table, core.cancelled.
[[nodiscard]] core::Result<CaseTable> invent_case_table(const CaseTableOptions& options, core::Progress& progress);

// The codebook of such tables (palermo-codebook/1): known before any row.
[[nodiscard]] std::string case_table_codebook();

// cases.csv, codebook.yaml. The caller commits.
[[nodiscard]] core::Done write_case_table(const CaseTable& table, core::OutputFolder& out);

}  // namespace palermo::simulate
