// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/table_attacker.hpp"

#include <cmath>
#include <cstdlib>
#include <string>

#include "palermo/privacy/linear_program.hpp"

namespace palermo::privacy {
namespace {

// The relations as rows over the gaps: parts − total = what the shown cells leave.
std::vector<LinearRow> rows_over_gaps(const PublishedTable& table, std::span<const int> gap_of) {
  std::vector<LinearRow> rows;
  for (const Relation& relation : table.layout.relations()) {
    LinearRow row;
    double left = 0;
    const auto add = [&](std::size_t cell, double factor) {
      if (table.cells[cell]) {
        left -= factor * static_cast<double>(*table.cells[cell]);
      } else {
        row.variables.push_back(gap_of[cell]);
        row.factors.push_back(factor);
      }
    };
    for (const std::size_t part : relation.parts) add(part, 1);
    add(relation.total, -1);
    row.lower = row.upper = left;
    if (!row.variables.empty()) rows.push_back(std::move(row));
  }
  return rows;
}

double end_of(LinearSystem& system, std::vector<double>& cost, int gap, double sign) {
  cost[static_cast<std::size_t>(gap)] = sign;
  const LinearAnswer answer = system.least(cost);
  cost[static_cast<std::size_t>(gap)] = 0;
  const bool sound = answer.kind == LinearAnswer::Kind::found || (answer.kind == LinearAnswer::Kind::unbounded && sign < 0);
  if (!sound) std::abort();  // a table that agrees is there: the true one. An attacker who gave up must not pass for one who found nothing
  return answer.kind == LinearAnswer::Kind::found ? sign * answer.cost : kNoBound;
}

}  // namespace

std::vector<CellRange> attack(const PublishedTable& table, std::span<const std::size_t> cells) {
  std::vector<int> gap_of(table.layout.cells(), -1);
  int gaps = 0;
  for (std::size_t cell = 0; cell < gap_of.size(); ++cell)
    if (!table.cells[cell]) gap_of[cell] = gaps++;
  std::vector<Bounds> bounds;
  for (std::size_t cell = 0; cell < gap_of.size(); ++cell)
    if (!table.cells[cell]) bounds.push_back({.lower = static_cast<double>(table.rule.floor_of_gap(cell))});
  LinearSystem system(bounds, rows_over_gaps(table, gap_of));
  std::vector<double> cost(static_cast<std::size_t>(gaps), 0.0);
  std::vector<CellRange> ranges;
  for (const std::size_t cell : cells) {
    if (table.cells[cell]) {
      const auto count = static_cast<double>(*table.cells[cell]);
      ranges.push_back({.cell = cell, .low = count, .high = count});
    } else {
      ranges.push_back({.cell = cell, .low = end_of(system, cost, gap_of[cell], 1), .high = end_of(system, cost, gap_of[cell], -1)});
    }
  }
  return ranges;
}

core::Result<std::vector<CountRange>> attack(const MarginLayout& layout, std::span<const CountRange> shown) {
  constexpr double kTolerance = 1e-6;
  if (layout.cells() > kMostReconstructedCells)
    return core::fail(kReconstructionTooLarge, {}, {{"cells", std::to_string(layout.cells())}, {"most", std::to_string(kMostReconstructedCells)}});
  std::vector<Bounds> bounds;
  std::vector<int> variable(layout.cells());
  for (std::size_t cell = 0; cell < layout.cells(); ++cell) {
    bounds.push_back({.lower = static_cast<double>(shown[cell].low), .upper = static_cast<double>(shown[cell].high)});
    variable[cell] = static_cast<int>(cell);
  }
  LinearSystem system(bounds, rows_over_gaps({.layout = layout, .cells = std::vector<std::optional<std::int64_t>>(layout.cells()), .rule = {}}, variable));
  std::vector<double> cost(layout.cells(), 0.0);
  std::vector<CountRange> result(layout.cells());
  for (std::size_t cell = 0; cell < layout.cells(); ++cell) {
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

}  // namespace palermo::privacy
