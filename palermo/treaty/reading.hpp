// SPDX-License-Identifier: Apache-2.0
// What the readers of instruments.yaml have in common: marks, days, and a node that cannot be used; and where a row of
// status.csv stands in its file.
#pragma once

#include <string>
#include <string_view>

#include "palermo/core/schema.hpp"
#include "palermo/treaty/table.hpp"

namespace palermo::treaty {

[[nodiscard]] tl::unexpected<core::Error> bad_node(const core::Value& value, const char* reason);
[[nodiscard]] Mark read_mark(core::Reader& reader);  // missing: unverified
// A day or an interval of days with both ends; exactly one day. `value` is the node to point at.
[[nodiscard]] core::Result<core::PartialDate> read_days(const core::Value& value, const std::string& text);
[[nodiscard]] core::Result<core::Day> read_day(const core::Value& value, const std::string& text);

// The line on which row `row` of a CSV text begins, as an editor counts: comments above the header, blank lines and
// breaks inside quotes are lines too.
[[nodiscard]] std::int64_t line_of_row(std::string_view text, std::int64_t row);

}  // namespace palermo::treaty
