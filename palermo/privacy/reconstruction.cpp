// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/reconstruction.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "palermo/privacy/linear_program.hpp"

namespace palermo::privacy {
namespace {

constexpr double kTolerance = 1e-6;

// Which cell of a published table a cell of the whole table is counted in.
std::size_t cell_in(const std::vector<int>& sizes, const std::vector<std::size_t>& columns, std::size_t cell) {
  std::vector<std::size_t> levels(sizes.size());
  for (std::size_t c = sizes.size(); c-- > 0;) {
    levels[c] = cell % static_cast<std::size_t>(sizes[c]);
    cell /= static_cast<std::size_t>(sizes[c]);
  }
  std::size_t result = 0;
  for (const std::size_t c : columns) result = result * static_cast<std::size_t>(sizes[c]) + levels[c];
  return result;
}

bool fits(const std::vector<int>& sizes, const PublishedRanges& table) {
  std::size_t cells = 1;
  for (const std::size_t c : table.columns) {
    if (c >= sizes.size()) return false;
    cells *= static_cast<std::size_t>(sizes[c]);
  }
  return table.cells.size() == cells;
}

std::vector<LinearRow> rows_of_tables(const std::vector<int>& sizes, std::size_t cells, std::span<const PublishedRanges> published) {
  std::vector<LinearRow> rows;
  for (const PublishedRanges& table : published) {
    const std::size_t first = rows.size();
    for (const CountRange& range : table.cells) rows.push_back({.variables = {}, .factors = {}, .lower = static_cast<double>(range.low), .upper = static_cast<double>(range.high)});
    for (std::size_t cell = 0; cell < cells; ++cell) {
      LinearRow& row = rows[first + cell_in(sizes, table.columns, cell)];
      row.variables.push_back(static_cast<int>(cell));
      row.factors.push_back(1);
    }
  }
  return rows;
}

}  // namespace

core::Result<std::vector<ReconstructedCell>> reconstruct(const std::vector<int>& sizes, std::span<const PublishedRanges> published) {
  std::size_t cells = 1;
  for (const int size : sizes) cells = std::min<std::size_t>(cells * static_cast<std::size_t>(size), kMostReconstructedCells + 1);
  if (cells > kMostReconstructedCells) return core::fail(kReconstructionTooLarge, {}, {{"cells", std::to_string(cells)}, {"most", std::to_string(kMostReconstructedCells)}});
  if (published.empty() || !std::ranges::all_of(published, [&](const PublishedRanges& table) { return fits(sizes, table); })) return core::fail(kNoSuchTable);
  LinearSystem system(std::vector<Bounds>(cells), rows_of_tables(sizes, cells, published));
  std::vector<double> cost(cells, 0.0);
  std::vector<ReconstructedCell> result(cells);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    for (const double sign : {1.0, -1.0}) {
      cost[cell] = sign;
      const LinearAnswer answer = system.least(cost);
      if (answer.kind != LinearAnswer::Kind::found) return core::fail(kNoSuchTable);
      const double end = sign * answer.cost;
      (sign > 0 ? result[cell].low : result[cell].high) = std::llround(sign > 0 ? std::ceil(end - kTolerance) : std::floor(end + kTolerance));
    }
    cost[cell] = 0;
  }
  return result;
}

ReconstructionScore score_of(std::span<const ReconstructedCell> found, std::span<const std::int64_t> truth, std::int64_t k) {
  ReconstructionScore score;
  for (std::size_t cell = 0; cell < found.size(); ++cell) {
    const int settled = found[cell].is_settled() ? 1 : 0;
    ++score.cells;
    score.settled += settled;
    if (truth[cell] == 0) continue;
    ++score.occupied;
    score.occupied_settled += settled;
    if (truth[cell] >= k) continue;
    ++score.small;
    score.small_settled += settled;
  }
  return score;
}

}  // namespace palermo::privacy
