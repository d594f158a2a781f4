// SPDX-License-Identifier: Apache-2.0
// One large invented case file in the 63 columns of the CTDC k-anonymised data set, for measurements.
//
// It has the columns, codes and gaps of that file; it is not k-anonymous, because nobody in it exists. gzip when the path
// ends in .gz: one member a block of rows, compressed at level 1. The bytes depend on seed and number of rows only, not on
// the number of threads; a longer file of the same seed begins with the rows of a shorter one.
// Memory: one block of rows (about 4 MB) a thread.
#pragma once

#include <cstdint>
#include <string>

#include "palermo/core/output.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"

namespace palermo::simulate {

inline constexpr core::ErrorKind kBadRows{"simulate.bad_rows", core::Exit::usage};
inline constexpr core::ErrorKind kFileExists{"simulate.file_exists", core::Exit::usage};
inline constexpr std::int64_t kMostRows = 1'000'000'000;

struct CasesOptions {
  std::uint64_t seed = 1;
  std::int64_t rows = 100'000;
  unsigned threads = 0;  // 0: as many as the machine has
  bool replace = false;  // a file that is there already; without it, it is never touched
};

// Writes through a temporary sibling and one rename; cancelled or failed, it leaves nothing.
// Errors: simulate.bad_rows, simulate.file_exists, output.cannot_write, core.cancelled.
[[nodiscard]] core::Done write_cases(const CasesOptions& options, const std::string& path, core::Progress& progress);

}  // namespace palermo::simulate
