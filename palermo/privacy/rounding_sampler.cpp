// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/rounding_sampler.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palermo::privacy {
namespace {

// Cells begin … end of the clique, each so often as its share of `rows` says, rounded up or down; in the order of cells.
std::vector<std::uint32_t> swept(const CliqueCells& clique, std::uint32_t begin, std::uint32_t end, std::size_t rows, core::Stream& stream) {
  double mass = 0;
  for (std::uint32_t i = begin; i < end; ++i) mass += clique.people[i];
  std::vector<std::uint32_t> drawn;
  drawn.reserve(rows);
  const double start = stream.uniform();
  double upto = start;
  std::uint32_t last = begin;
  for (std::uint32_t i = begin; i < end && mass > 0; ++i) {
    if (!(clique.people[i] > 0)) continue;
    last = i;
    upto += clique.people[i] / mass * static_cast<double>(rows);
    while (static_cast<double>(drawn.size() + 1) <= upto && drawn.size() < rows) drawn.push_back(i);
  }
  while (drawn.size() < rows) drawn.push_back(last);  // what rounding of doubles left
  return drawn;
}

template <class T>
void shuffle(std::vector<T>& items, core::Stream& stream) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[stream.below(i)]);
}

std::size_t at(int column) { return static_cast<std::size_t>(column); }

}  // namespace

CodedRows sample_rounded(const GraphicalModel& model, std::size_t people, core::Stream& stream) {
  CodedRows rows;
  rows.columns.assign(model.sizes().size(), std::vector<Level>(people, 0));
  std::vector<std::vector<std::uint32_t>> standing;  // rows by separator value
  for (const CliqueCells& clique : model.cliques()) {
    standing.assign(clique.separator_cells, {});
    for (std::uint32_t row = 0; row < people; ++row) {
      std::size_t separator = 0;
      for (const int column : clique.separator) separator = separator * at(model.sizes()[at(column)]) + rows.columns[at(column)][row];
      standing[separator].push_back(row);
    }
    for (std::size_t g = 0; g < clique.group_separator.size(); ++g) {
      std::vector<std::uint32_t>& here = standing[clique.group_separator[g]];
      if (here.empty()) continue;
      shuffle(here, stream);
      const std::vector<std::uint32_t> drawn = swept(clique, clique.group_begin[g], clique.group_begin[g + 1], here.size(), stream);
      for (const int column : clique.residual) {
        const auto place = static_cast<std::size_t>(std::lower_bound(clique.columns.begin(), clique.columns.end(), column) - clique.columns.begin());
        for (std::size_t i = 0; i < here.size(); ++i) rows.columns[at(column)][here[i]] = clique.level[place][drawn[i]];
      }
    }
  }
  return rows;
}

}  // namespace palermo::privacy
