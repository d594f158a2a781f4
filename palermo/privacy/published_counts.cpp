// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/published_counts.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "palermo/privacy/shown_interval.hpp"

namespace palermo::privacy {
namespace {

std::size_t at(int column) { return static_cast<std::size_t>(column); }

struct Told {
  std::vector<double> weight, weighted;  // by cell: Σ 1/variance, Σ value/variance
};

// Adds to `told` what `table` says of the table over `columns`, a part of its own.
void tell(const MeasuredTable& table, const ColumnSet& columns, const std::vector<int>& sizes, Told& told) {
  std::vector<std::size_t> stride(table.columns.size(), 0);
  std::size_t cells = 1;
  for (std::size_t i = columns.size(); i-- > 0;) {
    stride[static_cast<std::size_t>(std::lower_bound(table.columns.begin(), table.columns.end(), columns[i]) - table.columns.begin())] = cells;
    cells *= at(sizes[at(columns[i])]);
  }
  std::vector<double> sum(cells, 0), variance(cells, 0);
  std::vector<std::size_t> level(table.columns.size(), 0);
  for (std::size_t cell = 0; cell < table.values.size(); ++cell) {
    std::size_t place = 0;
    for (std::size_t i = 0; i < level.size(); ++i) place += level[i] * stride[i];
    sum[place] += table.values[cell];
    variance[place] += table.variance_at(cell);
    for (std::size_t i = level.size(); i-- > 0;) {
      if (++level[i] < at(sizes[at(table.columns[i])])) break;
      level[i] = 0;
    }
  }
  for (std::size_t i = 0; i < cells; ++i) {
    told.weight[i] += 1 / variance[i];
    told.weighted[i] += sum[i] / variance[i];
  }
}

std::vector<std::int64_t> counted(const CodedRows& rows, const ColumnSet& columns, const std::vector<int>& sizes, std::size_t cells) {
  std::vector<std::int64_t> count(cells, 0);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    std::size_t cell = 0;
    for (const int column : columns) cell = cell * at(sizes[at(column)]) + rows.columns[at(column)][row];
    ++count[cell];
  }
  return count;
}

// Whether the level of a one-way cell kept its name by its first noisy count, which is a part of what is told of it.
void ask_bar(const Survey& survey, const ColumnSet& column, std::size_t cell, ShownCount& count) {
  const std::vector<double>& bars = survey.columns()[at(column[0])].bar;
  if (bars.empty() || std::isinf(bars[cell])) return;
  const auto decided = std::find_if(survey.tables().begin(), survey.tables().end(), [&](const MeasuredTable& table) { return table.columns == column; });
  count.bar = bars[cell];
  count.bar_error = std::sqrt(decided->variance_at(cell));
  count.under_bar = decided->values[cell] < bars[cell];
}

}  // namespace

std::vector<PublishedCount> published_counts(const Survey& survey, const CodedRows& rows, double confidence, double least_shown) {
  const std::vector<int> sizes = survey.sizes();
  std::set<std::pair<std::size_t, ColumnSet>> sets{{0, {}}};
  for (const MeasuredTable& table : survey.tables()) sets.insert({table.columns.size(), table.columns});
  std::vector<PublishedCount> counts;
  for (const auto& [length, columns] : sets) {
    const auto cells = static_cast<std::size_t>(cells_of(columns, sizes));
    Told told{std::vector<double>(cells, 0), std::vector<double>(cells, 0)};
    for (const MeasuredTable& table : survey.tables())
      if (contains(table.columns, columns)) tell(table, columns, sizes, told);
    const std::vector<std::int64_t> in_rows = counted(rows, columns, sizes, cells);
    for (std::size_t cell = 0; cell < cells; ++cell) {
      PublishedCount count;
      count.columns = {columns.begin(), columns.end()};
      count.levels.resize(length);
      bool one_level = true;
      for (std::size_t i = length, rest = cell; i-- > 0;) {
        const CoarseColumn& column = survey.columns()[at(columns[i])];
        const std::size_t level = rest % column.size();
        rest /= column.size();
        one_level = one_level && column.members[level].size() == 1;
        count.levels[i] = column.members[level].front();
      }
      if (!one_level) continue;
      count.people = told.weighted[cell] / told.weight[cell];
      count.standard_error = std::sqrt(1 / told.weight[cell]);
      ShownCount shown{.value = count.people, .standard_error = count.standard_error, .least_shown = least_shown};
      if (length == 1) ask_bar(survey, columns, cell, shown);
      const CountInterval interval = interval_of(shown, confidence);
      count.least = interval.least;
      count.most = interval.most;
      count.rows = in_rows[cell];
      counts.push_back(std::move(count));
    }
  }
  return counts;
}

}  // namespace palermo::privacy
