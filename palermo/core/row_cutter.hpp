// SPDX-License-Identifier: Apache-2.0
// RowCutter: cuts a row that holds no quote where it lies, eight bytes at a time.
//
// Inside core only: csv.cpp cuts the plain rows with it and gives all others to libcsv. csv_test.cpp holds both to the
// same answer on random text. Thread safety: one cutter per thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace palermo::core {

class RowCutter {
 public:
  explicit RowCutter(char delimiter);

  // Cuts the row at the start of `text` into `fields` and returns its length with its line end, which is one CR or LF.
  // 0 when it holds a quote, or when no line end lies in `text` (unfinished()).
  [[nodiscard]] std::size_t cut(std::string_view text, std::vector<std::string_view>& fields);
  [[nodiscard]] bool has_row() const { return has_row_; }  // false after a blank line
  [[nodiscard]] bool unfinished() const { return unfinished_; }

 private:
  std::uint64_t delimiters_;  // the delimiter in each byte
  bool has_row_ = false;
  bool unfinished_ = false;
};

// Position of the first CR or LF, or npos.
[[nodiscard]] std::size_t find_line_end(std::string_view text);

}  // namespace palermo::core
