// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/coded_columns.hpp"

#include <algorithm>
#include <numeric>

namespace palermo::privacy {

CodedColumns coded_columns(const Codebook& codebook, const CodedRows& rows) {
  CodedColumns result;
  for (std::size_t c = 0; c < codebook.columns.size(); ++c) {
    const CodebookColumn& column = codebook.columns[c];
    result.values.emplace_back(rows.columns[c]);
    result.sizes.push_back(static_cast<int>(column.size()));
    result.empty.push_back(column.missing ? int{*column.missing} : -1);
  }
  return result;
}

bool is_sound(const CodedColumns& table) {
  if (table.sizes.size() != table.columns() || table.empty.size() != table.columns()) return false;
  for (std::size_t c = 0; c < table.columns(); ++c) {
    if (table.values[c].size() != table.rows() || table.sizes[c] < 1 || table.empty[c] < -1 || table.empty[c] >= table.sizes[c]) return false;
    if (std::ranges::any_of(table.values[c], [&](Level level) { return int{level} >= table.sizes[c]; })) return false;
  }
  return true;
}

bool same_columns(const CodedColumns& a, const CodedColumns& b) { return a.sizes == b.sizes && a.empty == b.empty; }

CodedTable rows_of(const CodedColumns& table, std::span<const std::size_t> rows) {
  CodedTable result{.values = {}, .sizes = table.sizes, .empty = table.empty};
  for (const std::span<const Level> column : table.values) {
    std::vector<Level>& picked = result.values.emplace_back();
    picked.reserve(rows.size());
    for (const std::size_t row : rows) picked.push_back(column[row]);
  }
  return result;
}

CodedColumns columns_of(const CodedColumns& table, std::span<const std::size_t> columns) {
  CodedColumns result;
  for (const std::size_t column : columns) {
    result.values.push_back(table.values[column]);
    result.sizes.push_back(table.sizes[column]);
    result.empty.push_back(table.empty[column]);
  }
  return result;
}

std::vector<std::vector<std::size_t>> column_sets(std::size_t count, std::size_t length) {
  std::vector<std::vector<std::size_t>> sets;
  if (length > count) return sets;
  std::vector<std::size_t> set(length);
  std::iota(set.begin(), set.end(), std::size_t{0});
  for (;;) {
    sets.push_back(set);
    std::size_t place = length;
    while (place > 0 && set[place - 1] == count - length + place - 1) --place;
    if (place == 0) return sets;
    ++set[place - 1];
    for (std::size_t next = place; next < length; ++next) set[next] = set[next - 1] + 1;
  }
}

}  // namespace palermo::privacy
