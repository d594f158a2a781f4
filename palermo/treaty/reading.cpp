// SPDX-License-Identifier: Apache-2.0
#include "palermo/treaty/reading.hpp"

#include <algorithm>

namespace palermo::treaty {

using core::Reader;
using core::Result;
using core::Value;

tl::unexpected<core::Error> bad_node(const Value& value, const char* reason) {
  return core::fail(kBadTable, value.place(), {{"reason", reason}});
}

Mark read_mark(Reader& reader) {
  return mark_of(reader.choice("mark", {"verified", "secondary", "unverified"}, "unverified"))
      .value_or(Mark::unverified);
}

// A day or an interval of days with both ends.
Result<core::PartialDate> read_days(const Value& value, const std::string& text) {
  const auto date = core::parse_date(text);
  if (!date || !date->days.min || !date->days.max) return bad_node(value, "date");
  return *date;
}

Result<core::Day> read_day(const Value& value, const std::string& text) {
  PALERMO_TRY(const core::PartialDate date, read_days(value, text));
  if (!date.days.exact()) return bad_node(value, "date");
  return *date.days.min;
}

std::int64_t line_of_row(std::string_view text, std::int64_t row) {
  std::int64_t line = 1, seen = 0;
  bool at_start = true, quoted = false, above = true;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool ends = c == '\n' || (c == '\r' && (i + 1 == text.size() || text[i + 1] != '\n'));
    if (at_start && above && c == '#') {
      i = std::min(text.find('\n', i), text.size() - 1);
      ++line;
      continue;
    }
    if (at_start && c != '\n' && c != '\r') {
      above = at_start = false;
      if (++seen == row) return line;
    }
    if (c == '"') quoted = !quoted;
    if (ends) ++line;
    if (ends && !quoted) at_start = true;
  }
  return line;
}

}  // namespace palermo::treaty
