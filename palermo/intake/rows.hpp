// SPDX-License-Identifier: Apache-2.0
// Rows of a source, whatever its kind, into the columns of a mapping, block by block.
//
// CSV: the header must have every column of the mapping. JSON Lines: flat objects; a key that is missing in a line is not
// recorded there; true and false are the cells "true" and "false"; an array is a cell with several values.
// Rows that cannot be read are set aside with their reason; the caller sees only whole blocks.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "palermo/core/csv.hpp"
#include "palermo/intake/columns.hpp"

namespace palermo::intake {

inline constexpr core::ErrorKind kNoMappedKey{"mapping.no_mapped_key", core::Exit::unreadable};

struct RowsSummary {
  std::int64_t rows_read = 0;       // rows in the file, without the header
  std::int64_t rows_set_aside = 0;
  std::vector<core::SetAside> set_aside;  // the first 1000
  std::vector<std::string> not_mapped;    // columns nobody reads
  std::string sha256;
};

inline constexpr core::ErrorKind kNoKeyColumn{"mapping.no_key_column", core::Exit::unreadable};

// A column that the mapping does not read, kept beside a block as it stands: a handle by which rows of two files belong together.
struct RowKeys {
  std::string column;
  std::vector<std::string> of_block;  // one a record of the block
};

// Reads `source` to its end; `block` is called with every full block and the last, partly filled one.
// With `keys` each row's key is kept until its block has been passed on. Errors: also mapping.no_key_column.
[[nodiscard]] core::Result<RowsSummary> read_rows(core::ByteSource& source, const Mapping& mapping, Columns& columns,
                                                  const std::function<core::Done()>& block, core::Progress& progress, RowKeys* keys = nullptr);

}  // namespace palermo::intake
