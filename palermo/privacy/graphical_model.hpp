// SPDX-License-Identifier: Apache-2.0
// Graphical model of a table of people: the distribution of greatest entropy that agrees with noisy tables (Private-PGM).
//
//   auto model = GraphicalModel::fit({.sizes = sizes, .measured = measured, .zeros = zeros, .total = 9'996}, {});
//   model->marginal({0, 3});           // expected people by cell, the last column fastest
//
// p(x) ∝ exp Σ_r φ_r(x_r) over a junction tree of the measured sets r; cells that `zeros` forbids have φ = −∞ and are not even
// stored, so a large clique with few possible cells is small. What is minimised over φ is
//   N log Z(φ) − Σ_r φ_r · y_r + τ/2 Σ_r σ_r² |φ_r|²,
// whose optimum is the p that minimises Σ_r |N p_r − y_r|² / (2σ_r²) − τ N H(p): noisy cells are fitted as closely as their noise
// deserves, and of all tables that fit, the one of greatest entropy is taken. As τ → 0 it is the estimate of the paper. The dual is
// smooth and strongly convex, so L-BFGS reaches in tens of steps what mirror descent reaches in thousands.
// Everything here is after the noise: doubles, no budget. Deterministic; one thread; memory 12 to 30 bytes a stored cell.
// Source: [mckenna2019] (graphical-model estimation), sections 3 and 4. Method: docs/methods/synthesis.md.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/junction_tree.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kModelTooLarge{"privacy.model_too_large", core::Exit::usage};  // args: cells, most
inline constexpr core::ErrorKind kNothingPossible{"privacy.nothing_possible", core::Exit::usage};  // the zeros leave no row

// A noisy table: people by cell, row-major, the last column fastest; every cell has this variance, unless `variances` says otherwise.
struct MeasuredTable {
  ColumnSet columns;
  std::vector<double> values;
  double variance = 1;
  std::vector<double> variances{};  // by cell, or empty

  [[nodiscard]] double variance_at(std::size_t cell) const { return variances.empty() ? variance : variances[cell]; }
};

// Cells that cannot be: possible[cell] of the table over `columns` is 0. They hold in every clique that has all the columns; to make
// sure that there is one, name the columns in `held` too.
struct ForbiddenCells {
  ColumnSet columns;
  std::vector<char> possible;
};

struct ModelInput {
  std::vector<int> sizes;  // levels by column
  std::span<const MeasuredTable> measured;
  std::span<const ForbiddenCells> zeros;
  std::span<const ColumnSet> held;  // sets to keep inside one clique though nobody measured them
  double total = 0;                 // people, > 0
};

struct FitOptions {
  double entropy = 0.05;     // τ
  int iterations = 300;      // of L-BFGS at most
  double tolerance = 0.02;   // stops when every measured cell is this near its optimum, in standard deviations of its noise
  double most_cells = 2e7;   // of all cliques together
};

// φ by measured table, to begin the next fit from. Empty: from zero.
using Potentials = std::vector<std::vector<double>>;

// One clique with the cells that can be: sorted so that those of one value of the separator stand together.
struct CliqueCells {
  ColumnSet columns, separator, residual;       // residual: columns without the separator
  int parent = -1;
  std::vector<std::vector<std::uint16_t>> level;  // by place in `columns`, then by cell
  std::vector<std::uint32_t> group_begin;       // cells of group g: [group_begin[g], group_begin[g + 1])
  std::vector<std::uint32_t> group_separator;   // dense index of the separator's cell, by group
  std::size_t separator_cells = 1;              // dense
  std::vector<std::uint32_t> parent_separator;  // by cell of the parent: dense index of this separator's cell
  std::vector<double> people;                   // expected, by cell
  [[nodiscard]] std::size_t size() const { return people.size(); }
};

class GraphicalModel {
 public:
  // Errors: privacy.model_too_large, privacy.nothing_possible.
  [[nodiscard]] static core::Result<GraphicalModel> fit(const ModelInput& input, const FitOptions& options, const Potentials& start = {});

  [[nodiscard]] double total() const { return total_; }
  [[nodiscard]] const std::vector<int>& sizes() const { return sizes_; }
  [[nodiscard]] const std::vector<CliqueCells>& cliques() const { return cliques_; }  // parents first
  [[nodiscard]] const Potentials& potentials() const { return potentials_; }
  [[nodiscard]] std::size_t cells() const;      // stored
  [[nodiscard]] int iterations() const { return iterations_; }
  [[nodiscard]] double loss() const { return loss_; }  // Σ_r |N p_r − y_r|² / (2σ_r²)

  // Expected people by cell of any set of columns. Cost: for a set inside a clique its cells; otherwise those of the cliques between.
  [[nodiscard]] std::vector<double> marginal(const ColumnSet& columns) const;
  // The same of all pairs (a, b), a < b, in lexicographic order; shares the work.
  [[nodiscard]] std::vector<std::vector<double>> pairs() const;

 private:
  friend class ModelFit;
  std::vector<int> sizes_;
  std::vector<CliqueCells> cliques_;
  Potentials potentials_;
  double total_ = 0, loss_ = 0;
  int iterations_ = 0;
};

// Place of the pair (a, b), a < b, among all pairs of `columns` columns in lexicographic order.
[[nodiscard]] constexpr std::size_t pair_index(std::size_t a, std::size_t b, std::size_t columns) {
  return a * (2 * columns - a - 1) / 2 + (b - a - 1);
}

}  // namespace palermo::privacy
