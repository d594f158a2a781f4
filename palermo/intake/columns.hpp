// SPDX-License-Identifier: Apache-2.0
// Columns: from the cells of a row to small codes, block by block.
//
// Every column a mapping reads has a closed list of values, known before the first row; a cell outside the list is
// "not understood": counted by column, and remembered only as a masked shape ("Aaaa 00"), never as text.
//   values column    one byte a record: kMissing, kNotUnderstood, or 2 + index into `values`
//   token of a split column  one byte: kMissing, kNotUnderstood, kPresent, kAbsent
//   year, country    two bytes: 0 missing, 1 not understood, else 2 + index into `categories`
// Memory: one block of kBlockRecords records. Not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/intake/mapping.hpp"

namespace palermo::intake {

inline constexpr std::uint8_t kMissing = 0;
inline constexpr std::uint8_t kNotUnderstood = 1;
inline constexpr std::uint8_t kFirstValue = 2;
inline constexpr std::uint8_t kPresent = 2;
inline constexpr std::uint8_t kAbsent = 3;

// What a column held over all rows read so far.
struct ColumnCounts {
  std::int64_t filled = 0, missing = 0, not_understood = 0, impossible = 0;
  std::map<std::string, std::int64_t> shapes;  // masked shapes of what was not understood, at most 50
  std::set<std::uint64_t> distinct;            // hashes of what was not understood, at most 1000
};

// "Maria 27" -> "Aaaaa 00": letters and digits masked, at most 24 characters. No text of a cell leaves this room.
[[nodiscard]] std::string shape_of(std::string_view cell);

class Columns {
 public:
  // `block_records` is the capacity of a block. Errors: mapping.too_many_values.
  [[nodiscard]] static core::Result<Columns> make(const Mapping& mapping, const core::Countries& countries, std::size_t block_records);

  // Finds the mapping's columns in a file's header. Errors: mapping.missing_column, naming every one that is missing;
  // mapping.one_column, when the whole header is one column: most often the delimiter is another one.
  [[nodiscard]] core::Done bind(const std::vector<std::string>& header, std::string_view file);
  [[nodiscard]] const std::vector<std::string>& not_mapped() const { return not_mapped_; }

  void clear() { size_ = 0; }
  void add(std::span<const std::string_view> cells);
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool full() const { return size_ == capacity_; }

  // Index of the slot that holds a column (or a token of it); the mapping has it, or this is our fault.
  [[nodiscard]] std::size_t slot(std::string_view column, std::string_view token = {}) const;
  [[nodiscard]] std::span<const std::uint8_t> bytes(std::size_t slot) const;
  [[nodiscard]] std::span<const std::uint16_t> words(std::size_t slot) const;  // year and country columns
  // The code that a values column gives to `value` (kNotUnderstood when it does not know it).
  [[nodiscard]] std::uint8_t code_of(std::size_t slot, std::string_view value) const;
  [[nodiscard]] std::size_t value_count(std::size_t slot) const;
  // What the codes of a dimension's column mean: category by code; "" for missing and not understood.
  [[nodiscard]] std::vector<std::string> categories(const Dimension& dimension) const;
  [[nodiscard]] bool is_wide(const Dimension& dimension) const { return dimension.kind != Dimension::Kind::values; }
  // Codes of the years of a year column: 2 + year - first_year.
  [[nodiscard]] int first_year(std::string_view column) const;

  [[nodiscard]] const ColumnCounts& counts(std::string_view column) const;

 private:
  enum class Kind { values, tokens, year, country };
  struct Slot {
    std::string column, token;
    std::vector<std::uint8_t> bytes;
    std::vector<std::uint16_t> words;
  };
  struct Column {
    std::string name;
    Kind kind = Kind::values;
    char separator = ' ';
    std::vector<std::string> values;            // values: by code - 2; tokens: all that are understood
    std::vector<std::string> missing;
    std::array<std::uint8_t, 256> one_byte{};   // code of each one-character cell
    std::vector<std::pair<std::uint64_t, std::uint8_t>> short_cells;  // codes of the cells of few characters, missing first
    int year_min = 0, year_max = 0;
    std::vector<std::size_t> slots;
    ColumnCounts counts;
  };

  void add_cell(Column& column, std::string_view cell);
  void add_tokens(Column& column, std::string_view cell);
  [[nodiscard]] std::uint16_t year_code(Column& column, std::string_view cell) const;
  [[nodiscard]] std::uint16_t country_code(const Column& column, std::string_view cell) const;
  [[nodiscard]] std::uint16_t code_of_country(std::string_view code) const;
  [[nodiscard]] std::uint8_t code_of_cell(const Column& column, std::string_view cell) const;  // as value_code(), fast
  [[nodiscard]] std::uint8_t value_code(const Column& column, std::string_view cell) const;
  [[nodiscard]] const Column& column(std::string_view name) const;
  static void not_understood(Column& column, std::string_view cell);

  std::size_t capacity_ = 0, size_ = 0;
  char delimiter_ = ',';
  std::vector<Column> columns_;
  std::vector<Slot> slots_;
  std::vector<std::size_t> position_;  // of columns_[i] in the file
  std::vector<std::string> not_mapped_;
  core::Countries countries_;
  std::array<std::uint16_t, 26 * 26> two_letters_{};  // code of each pair of capital letters
  std::vector<std::string> known_;          // columns the mapping names as not used
};

inline constexpr core::ErrorKind kOneColumn{"mapping.one_column", core::Exit::unreadable};
inline constexpr core::ErrorKind kTooManyValues{"mapping.too_many_values", core::Exit::unreadable};

}  // namespace palermo::intake
