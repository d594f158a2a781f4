// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/pair_error.hpp"

#include <array>
#include <cmath>

namespace palermo::privacy {
namespace {

std::vector<std::int64_t> counted(const CodedRows& rows, std::size_t column, std::size_t levels) {
  std::vector<std::int64_t> people(levels, 0);
  for (const Level level : rows.columns[column]) ++people[level];
  return people;
}

ToldTable together(const CodedRows& rows, std::size_t a, std::size_t b, const Codebook& codebook) {
  const std::size_t across = codebook.columns[b].size();
  ToldTable table{{a, b}, std::vector<std::int64_t>(codebook.columns[a].size() * across, 0)};
  for (std::size_t row = 0; row < rows.rows(); ++row) ++table.people[std::size_t{rows.columns[a][row]} * across + rows.columns[b][row]];
  return table;
}

ToldTable apart(const std::vector<std::int64_t>& a, const std::vector<std::int64_t>& b, double rows) {
  ToldTable table;
  for (const std::int64_t left : a)
    for (const std::int64_t right : b) table.people.push_back(std::llround(static_cast<double>(left) * static_cast<double>(right) / rows));
  return table;
}

}  // namespace

core::Result<std::optional<PairError>> measure_pair_error(Survey& survey, const Codebook& codebook, const CodedRows& rows, Rho rho) {
  std::array<std::vector<ToldTable>, 3> lists;  // pairs, pairs shuffled apart, single columns
  const auto people = static_cast<double>(rows.rows());
  for (std::size_t c = 0; c < codebook.columns.size(); ++c) lists[2].push_back({{c}, counted(rows, c, codebook.columns[c].size())});
  for (std::size_t a = 0; a < codebook.columns.size(); ++a)
    for (std::size_t b = a + 1; b < codebook.columns.size(); ++b) {
      const std::vector<std::int64_t>&left = lists[2][a].people, &right = lists[2][b].people;
      if (left.size() * right.size() > kMostCells) continue;
      lists[0].push_back(together(rows, a, b, codebook));
      lists[1].push_back(apart(left, right, people));
      lists[1].back().columns = {a, b};
    }
  if (lists[0].empty()) return std::optional<PairError>{};
  PALERMO_TRY(const std::vector<NoisyDistance> told, survey.distances(lists, rho.share(1, 3)));
  const double scale = 1 / (2 * people);
  return std::optional<PairError>{PairError{.rows = static_cast<double>(told[0].people) * scale,
                                            .apart = static_cast<double>(told[1].people) * scale,
                                            .columns = static_cast<double>(told[2].people) * scale,
                                            .standard_error = std::sqrt(told[0].sigma2.to_double()) * scale}};
}

}  // namespace palermo::privacy
