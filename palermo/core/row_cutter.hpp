// SPDX-License-Identifier: Apache-2.0
// RowCutter: cuts a simple row where it lies, eight bytes at a time.
//
// Simple is a row that lies whole in the text and in which a quote only stands at the two ends of a field.
// Inside core only: csv.cpp cuts the simple rows with it and gives all others to libcsv. csv_test.cpp and
// csv_fuzz.cpp hold both to the same answer. Thread safety: one cutter per thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace palermo::core {

class RowCutter {
 public:
  explicit RowCutter(char delimiter) : delimiter_(delimiter) {}

  // Cuts the row at the start of `text` into `fields` and returns its length with its line end, which is one CR or LF.
  // 0 when the row is not simple, or when no line end lies in `text` (unfinished()).
  [[nodiscard]] std::size_t cut(std::string_view text, std::vector<std::string_view>& fields);
  [[nodiscard]] bool has_row() const { return has_row_; }  // false after a blank line
  [[nodiscard]] bool unfinished() const { return unfinished_; }

 private:
  // Position after the quoted field that opens at `begin`; 0 when it holds quotes or `text` ends.
  [[nodiscard]] std::size_t after_quoted(std::string_view text, std::size_t begin) const;

  char delimiter_;
  bool has_row_ = false;
  bool unfinished_ = false;
};

// Position of the first CR or LF, or npos.
[[nodiscard]] std::size_t find_line_end(std::string_view text);

}  // namespace palermo::core
