// SPDX-License-Identifier: Apache-2.0
// CodedColumns: a table of people as columns of small integers, seen and not owned.
//
//   CodedColumns real{.values = {gender, age}, .sizes = {4, 10}, .empty = {3, -1}};
//
// What disclosure control, attacks and the utility report read. One row is one person. values[c][row] is a level of column c,
// from 0 to sizes[c] − 1. empty[c] is the level that says "nothing was recorded", or −1: it counts as a level like any other in
// distances between distributions, and is no attribute where combinations of attributes are counted (k-anonymity, fabricated
// and suppressed combinations, minimal uniques).
// Invariants, checked by is_sound(): as many sizes and empty levels as columns, columns of one length, levels inside the sizes.
// Not thread-safe to change; to read from many threads is fine.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "palermo/privacy/person_table.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kUnlikeTables{"privacy.unlike_tables", core::Exit::usage};  // other columns, or no row
inline constexpr core::ErrorKind kTableTooWide{"privacy.table_too_wide", core::Exit::usage};  // args: columns, ways

struct CodedColumns {
  std::vector<std::span<const Level>> values;
  std::vector<int> sizes;
  std::vector<int> empty;

  [[nodiscard]] std::size_t columns() const { return values.size(); }
  [[nodiscard]] std::size_t rows() const { return values.empty() ? 0 : values.front().size(); }
  [[nodiscard]] bool is_attribute(std::size_t column, std::size_t row) const { return int{values[column][row]} != empty[column]; }
};

// The same, owned.
struct CodedTable {
  std::vector<std::vector<Level>> values;
  std::vector<int> sizes;
  std::vector<int> empty;

  [[nodiscard]] std::size_t rows() const { return values.empty() ? 0 : values.front().size(); }
  [[nodiscard]] CodedColumns view() const { return {.values = {values.begin(), values.end()}, .sizes = sizes, .empty = empty}; }
};

// Rows coded by a codebook; its missing levels are the empty ones. `rows` must outlive what is returned.
[[nodiscard]] CodedColumns coded_columns(const Codebook& codebook, const CodedRows& rows);

[[nodiscard]] bool is_sound(const CodedColumns& table);

// Whether two tables have the same columns: their numbers of levels and their empty levels.
[[nodiscard]] bool same_columns(const CodedColumns& a, const CodedColumns& b);

// The rows of `table` with these numbers, in this order; a number may come twice.
[[nodiscard]] CodedTable rows_of(const CodedColumns& table, std::span<const std::size_t> rows);

// These columns of `table`, in this order.
[[nodiscard]] CodedColumns columns_of(const CodedColumns& table, std::span<const std::size_t> columns);

// All sets of `length` of `count` columns, each in rising order, in lexicographic order.
[[nodiscard]] std::vector<std::vector<std::size_t>> column_sets(std::size_t count, std::size_t length);

}  // namespace palermo::privacy
