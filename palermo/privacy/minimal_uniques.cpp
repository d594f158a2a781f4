// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/minimal_uniques.hpp"

#include <algorithm>
#include <string>

#include "palermo/privacy/cell_counts.hpp"

namespace palermo::privacy {
namespace {

using Columns = std::uint64_t;  // a set of columns, one bit each

Columns bits_of(std::span<const std::size_t> set) {
  Columns bits = 0;
  for (const std::size_t column : set) bits |= Columns{1} << column;
  return bits;
}

// Rows alone in their cell of the set, with every column of it recorded.
class Alone {
 public:
  void find(const CodedColumns& table, std::span<const std::size_t> set, std::vector<std::size_t>& rows) {
    rows.clear();
    std::vector<std::uint64_t> codes;
    for (const CountedCell& cell : counter_.count(table, nullptr, set))
      if (cell.first == 1 && is_combination(table, set, cell.code)) codes.push_back(cell.code);
    if (codes.empty()) return;
    for (std::size_t row = 0; row < table.rows(); ++row)
      if (std::ranges::binary_search(codes, code_of(table, set, row))) rows.push_back(row);
  }

 private:
  CellCounter counter_;
};

double weight_of(std::size_t columns, int size, int longest) {
  double weight = 1;
  for (int i = size; i <= longest; ++i) weight *= static_cast<double>(columns) - i;
  return weight;
}

}  // namespace

core::Result<UniquesReport> minimal_uniques(const CodedColumns& table, int longest, core::Progress& progress) {
  if (!is_sound(table)) return core::fail(kUnlikeTables);
  const core::Args args = {{"columns", std::to_string(table.columns())}, {"ways", std::to_string(longest)}};
  if (table.columns() > kMostUniqueColumns) return core::fail(kTableTooWide, {}, args);
  const std::size_t d = table.columns();
  std::vector<std::vector<Columns>> found(table.rows());  // by row
  std::vector<Columns> touched(table.rows(), 0);          // columns of all of them
  UniquesReport report;
  report.score.assign(table.rows(), 0);
  report.column_share.assign(d, 0);
  report.column_people.assign(d, 0);
  Alone alone;
  std::vector<std::size_t> rows;
  for (int size = 1; size <= longest && static_cast<std::size_t>(size) <= d; ++size) {
    report.by_size.push_back(0);
    const double weight = weight_of(d, size, longest);
    for (const std::vector<std::size_t>& set : column_sets(d, static_cast<std::size_t>(size))) {
      if (progress.cancelled()) return core::fail(core::kCancelled);
      if (!cells_of(table, set)) return core::fail(kTableTooWide, {}, args);
      const Columns bits = bits_of(set);
      alone.find(table, set, rows);
      for (const std::size_t row : rows) {
        if (std::ranges::any_of(found[row], [bits](Columns smaller) { return (smaller & bits) == smaller; })) continue;
        found[row].push_back(bits);
        touched[row] |= bits;
        ++report.by_size.back();
        report.score[row] += weight;
        for (const std::size_t column : set) report.column_share[column] += weight;
      }
    }
  }
  double all = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    all += report.score[row];
    report.people += touched[row] != 0 ? 1 : 0;
    for (std::size_t column = 0; column < d; ++column) report.column_people[column] += static_cast<std::int64_t>(touched[row] >> column & 1U);
  }
  for (double& share : report.column_share) share = all > 0 ? share / all : 0;
  return report;
}

double match_probability(std::int64_t uniques, std::int64_t pairs, double sampled_share) {
  const double right = sampled_share * static_cast<double>(uniques), wrong = 2 * (1 - sampled_share) * static_cast<double>(pairs);
  return right + wrong > 0 ? right / (right + wrong) : 0;
}

}  // namespace palermo::privacy
