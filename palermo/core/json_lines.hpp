// SPDX-License-Identifier: Apache-2.0
// JSON Lines: one flat JSON object a line, streamed. A line that is not an object is set aside with its reason.
//
// Row numbers are line numbers (from 1). Memory: one line, at most 4 MiB.
#pragma once

#include <functional>

#include "palermo/core/csv.hpp"
#include "palermo/core/value.hpp"

namespace palermo::core {

struct JsonLinesSummary {
  std::int64_t rows = 0;
  std::int64_t rows_set_aside = 0;
  std::vector<SetAside> set_aside;
  std::string sha256;
};

// `row` gets each object with its line number. Reads to the end, the first error, or cancellation.
[[nodiscard]] Result<JsonLinesSummary> read_json_lines(ByteSource& source, const std::function<Done(std::int64_t line, const Value&)>& row,
                                                       Progress& progress, std::int64_t keep_set_aside = 1000);

}  // namespace palermo::core
