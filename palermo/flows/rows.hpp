// SPDX-License-Identifier: Apache-2.0
// The rows of a small CSV file of this room: lines that begin with # may stand above the header, the columns are fixed.
//
// A line "# simulated" among them says that the data are invented; every page made of them says so too (SAFEGUARDS.md, D33).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::flows {

inline constexpr core::ErrorKind kBadFlows{"flows.bad_file", core::Exit::unreadable};  // args: reason (columns, place, number, twice, grain, since, nobody, kind, dimension)

using Fields = std::span<const std::string_view>;

// Calls `row` for each row with its number in the file; returns whether the file is marked as simulated.
// Errors: flows.bad_file (columns), those of read_csv and of `row`.
[[nodiscard]] core::Result<bool> read_rows(std::string_view text, const std::string& file, const std::vector<std::string>& columns,
                                           const std::function<core::Done(std::int64_t, Fields)>& row);

// A count from 0 up. Error: flows.bad_file (number).
[[nodiscard]] core::Result<std::int64_t> read_count(std::string_view text, const core::Place& place);

}  // namespace palermo::flows
