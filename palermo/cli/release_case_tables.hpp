// SPDX-License-Identifier: Apache-2.0
// The tables that `release utility` and `release attack` hold against each other: people's rows and synthetic rows, coded alike.
//
// With a codebook its columns are read. Without one, all columns that every file has; their values are those found in any of them, which
// is good enough for figures that stay inside and for nothing else. The column that marks synthetic rows is read for its mark alone.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "palermo/cli/context.hpp"
#include "palermo/privacy/coded_columns.hpp"

namespace palermo::cli {

inline constexpr core::ErrorKind kNoCommonColumn{"privacy.no_common_column", core::Exit::usage};

// How the rows of a file are marked.
enum class RowMark : std::uint8_t { none, ours, foreign };

struct CaseFile {
  std::string path;
  bool synthetic = false;  // a row is nobody, and has no subject
};

struct CaseTable {
  privacy::CodedRows rows;
  RowMark mark = RowMark::none;
};

struct CaseTables {
  std::shared_ptr<const privacy::Codebook> codebook;
  std::vector<CaseTable> tables;  // one a file
  [[nodiscard]] privacy::CodedColumns view(std::size_t file) const { return privacy::coded_columns(*codebook, tables[file].rows); }
};

// `codebook` may be empty. Errors: of reading, privacy.bad_codebook, privacy.no_column, privacy.no_common_column.
[[nodiscard]] core::Result<CaseTables> read_case_tables(Context& context, const std::string& codebook, const std::vector<CaseFile>& files);

// Names, separated by commas or given one by one, as columns of the codebook. Error: privacy.no_column.
[[nodiscard]] core::Result<std::vector<std::size_t>> columns_named(const privacy::Codebook& codebook, const std::vector<std::string>& names);

}  // namespace palermo::cli
