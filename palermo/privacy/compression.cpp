// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/compression.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace palermo::privacy {
namespace {

std::size_t group_of(const CodebookColumn& column, std::size_t level) {
  return column.hierarchies.empty() ? 0 : column.hierarchies.front().group_of[level];
}

// rare[level] levels are put together, group by group; the others keep a level of their own. In the order of their first member.
CoarseColumn gathered(const CodebookColumn& column, const std::vector<char>& rare) {
  CoarseColumn coarse;
  std::map<std::size_t, std::size_t> place;  // of a group's rare levels
  coarse.coarse_of.resize(column.size());
  for (std::size_t level = 0; level < column.size(); ++level) {
    std::size_t at = coarse.members.size();
    if (rare[level]) at = place.try_emplace(group_of(column, level), at).first->second;
    if (at == coarse.members.size()) coarse.members.emplace_back();
    coarse.members[at].push_back(static_cast<Level>(level));
    coarse.coarse_of[level] = static_cast<Level>(at);
  }
  for (const std::vector<Level>& members : coarse.members) coarse.shown.push_back(members.size() == 1 ? members.front() : column.other ? *column.other : *column.missing);
  if (column.missing) coarse.empty = coarse.coarse_of[*column.missing];
  coarse.missing = column.missing;
  return coarse;
}

// What the noisy count of a level had to reach to keep its name; nothing was asked of missing and other.
std::vector<double> bars_of(const CodebookColumn& column, const CoarseColumn& coarse, const MeasuredTable& one_way, double threshold) {
  std::vector<double> bars;
  for (const std::vector<Level>& members : coarse.members) {
    const Level level = members.front();
    const bool asked = members.size() == 1 && level != column.missing && level != column.other;
    bars.push_back(asked ? threshold * std::sqrt(one_way.variance_at(level)) : -INFINITY);
  }
  return bars;
}

// A rule's table over all its columns, cell by cell.
class RuleCells {
 public:
  RuleCells(const Rule& rule, std::size_t columns, const CoarseColumns& coarse) : rule_(rule), coarse_(coarse), row_(columns, 0) {
    for (const auto* side : {&rule.when, &rule.then})
      for (const Condition& condition : *side) zeros_.columns.push_back(static_cast<int>(condition.column));
    std::sort(zeros_.columns.begin(), zeros_.columns.end());
    zeros_.columns.erase(std::unique(zeros_.columns.begin(), zeros_.columns.end()), zeros_.columns.end());
  }

  [[nodiscard]] const ColumnSet& columns() const { return zeros_.columns; }

  ForbiddenCells list(double cells) {
    zeros_.possible.assign(static_cast<std::size_t>(cells), 0);
    visit(0, 0);
    return std::move(zeros_);
  }

 private:
  // A coarse cell can be when one of the cells in it can.
  void visit(std::size_t depth, std::size_t cell) {
    if (depth == zeros_.columns.size()) {
      if (!rule_.broken_by(row_)) zeros_.possible[cell] = 1;
      return;
    }
    const auto column = static_cast<std::size_t>(zeros_.columns[depth]);
    for (std::size_t level = 0; level < coarse_[column].size(); ++level)
      for (const Level member : coarse_[column].members[level]) {
        row_[column] = member;
        visit(depth + 1, cell * coarse_[column].size() + level);
      }
  }

  const Rule& rule_;
  const CoarseColumns& coarse_;
  std::vector<Level> row_;
  ForbiddenCells zeros_;
};

}  // namespace

CoarseColumns fine_columns(const Codebook& codebook) {
  CoarseColumns columns;
  for (const CodebookColumn& column : codebook.columns) columns.push_back(gathered(column, std::vector<char>(column.size(), 0)));
  return columns;
}

CoarseColumns coarse_columns(const Codebook& codebook, std::span<const MeasuredTable> one_way, double threshold, std::size_t least_size) {
  CoarseColumns columns;
  for (std::size_t c = 0; c < codebook.columns.size(); ++c) {
    const CodebookColumn& column = codebook.columns[c];
    std::vector<char> rare(column.size(), 0);
    for (std::size_t level = 0; level < column.size() && column.size() > least_size; ++level)
      rare[level] = one_way[c].values[level] < threshold * std::sqrt(one_way[c].variance_at(level));
    if (column.missing) rare[*column.missing] = 0;
    const bool any = std::find(rare.begin(), rare.end(), 1) != rare.end();
    if (column.other) rare[*column.other] = any && column.hierarchies.empty();
    columns.push_back(gathered(column, rare));
    if (column.size() > least_size) columns.back().bar = bars_of(column, columns.back(), one_way[c], threshold);
  }
  return columns;
}

PersonTable coarse_table(const PersonTable& table, const CoarseColumns& columns) {
  auto codebook = std::make_shared<Codebook>();
  codebook->id = table.codebook().id;
  CodedRows rows;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    CodebookColumn column;
    column.name = table.codebook().columns[c].name;
    for (std::size_t level = 0; level < columns[c].size(); ++level) column.levels.push_back(std::to_string(level));
    codebook->columns.push_back(std::move(column));
    std::vector<Level> coded;
    coded.reserve(table.inside_rows().rows());
    for (const Level level : table.inside_rows().columns[c]) coded.push_back(columns[c].coarse_of[level]);
    rows.columns.push_back(std::move(coded));
  }
  return PersonTable(std::move(codebook), std::move(rows));
}

MeasuredTable coarse_one_way(const MeasuredTable& table, const CoarseColumn& column) {
  MeasuredTable coarse{table.columns, std::vector<double>(column.size(), 0), table.variance, std::vector<double>(column.size(), 0)};
  for (std::size_t level = 0; level < table.values.size(); ++level) {
    coarse.values[column.coarse_of[level]] += table.values[level];
    coarse.variances[column.coarse_of[level]] += table.variance_at(level);
  }
  return coarse;
}

std::vector<ForbiddenCells> structural_zeros(const Codebook& codebook, const CoarseColumns& columns, double most_cells) {
  const std::vector<int> sizes = sizes_of(columns);
  std::vector<ForbiddenCells> zeros;
  for (const Rule& rule : codebook.rules) {
    RuleCells cells(rule, codebook.columns.size(), columns);
    const double size = cells_of(cells.columns(), sizes);
    if (size > most_cells) continue;
    ForbiddenCells listed = cells.list(size);
    const auto same = std::find_if(zeros.begin(), zeros.end(), [&](const ForbiddenCells& one) { return one.columns == listed.columns; });
    if (same == zeros.end()) {
      zeros.push_back(std::move(listed));
      continue;
    }
    for (std::size_t i = 0; i < listed.possible.size(); ++i) same->possible[i] = same->possible[i] && listed.possible[i];
  }
  return zeros;
}

std::vector<int> sizes_of(const CoarseColumns& columns) {
  std::vector<int> sizes;
  for (const CoarseColumn& column : columns) sizes.push_back(static_cast<int>(column.size()));
  return sizes;
}

}  // namespace palermo::privacy
