// SPDX-License-Identifier: Apache-2.0
// Newton: the engine below every log-linear fit. Inside this room only; callers know that the model has an estimate.
//
// With the terms s, their coefficients alpha_s and the cells w of a finite part (palermo/estimate/existence.hpp):
//   mu_w = product of exp(alpha_s) over s in w        by K 2^(K-1) multiplications
//   M*_s = sum of mu_v over v containing s            by as many additions
//   gradient N*_s - M*_s;  information M*_(s or t)    looked up: there is no design matrix
// No memory is taken during a fit, but by the first with so many terms. Not for several threads at once.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "palermo/estimate/history_set.hpp"

namespace palermo::estimate {

// What all fits to one table share.
struct TableSums {
  // counts: 2^K, [0] is 0. unseen: a number of people of history 0 that is taken for observed (profile likelihood).
  void read(std::span<const std::int64_t> counts, std::optional<double> unseen = {});

  int lists = 0;
  std::vector<double> counts;     // y by history
  std::vector<double> supersets;  // N* by history
  std::vector<double> start;      // y + 1/2
  std::vector<double> start_log;  // (y + 1/2) log(y + 1/2)
  double people = 0;              // n, with the unseen where given
  double log_people = 0;          // log of the observed n
  double log_factorials = 0;      // sum of log y!
  double saturated = 0;           // log likelihood of the model that fits every cell: none is above it
  bool has_unseen = false;
};

class Newton {
 public:
  explicit Newton(int lists);

  struct Answer {
    bool settled = false;
    double log_likelihood = 0;  // Poisson, -log y! included
    int iterations = 0;
  };

  // terms: finite ones, the intercept first. cells: of the finite part; history 0 counts as one where the table has_unseen.
  // alpha: one a term; where `warm`, where to begin, else begun from the table. Holds the answer afterwards.
  [[nodiscard]] Answer fit(const TableSums& table, std::span<const History> terms, const HistorySet& cells,
                           std::span<double> alpha, bool warm);

  // Of these coefficients: mu by history (2^K; [0] the number never seen), valid until the next call.
  [[nodiscard]] std::span<const double> fitted(std::span<const History> terms, const HistorySet& cells, std::span<const double> alpha);
  // M* by history of what fitted() gave last, the unseen left out.
  [[nodiscard]] std::span<const double> fitted_supersets() const { return sums_; }
  // Row 0 of the inverse information at these coefficients: covariances of the intercept; and the variance of one term.
  [[nodiscard]] double variance(std::span<const History> terms, const HistorySet& cells, std::span<const double> alpha, std::size_t term);

 private:
  void evaluate(std::span<const History> terms, std::span<const double> alpha);
  void open_cells(const HistorySet& cells, bool with_unseen);
  [[nodiscard]] double log_likelihood(const TableSums& table, std::span<const History> terms, std::span<const double> alpha) const;
  [[nodiscard]] bool factor(std::span<const History> terms);
  void solve(std::size_t size, std::span<double> values) const;
  [[nodiscard]] bool start(const TableSums& table, std::span<const History> terms, std::span<double> alpha);

  int lists_;
  std::vector<double> open_;      // 1 on the cells of the finite part, else 0
  std::vector<double> mu_;        // by history
  std::vector<double> sums_;      // M* by history
  std::vector<double> factors_;   // columns of L D of the information; grows with the largest model fitted
  std::vector<double> pivots_;    // 1 / D
  std::vector<double> step_, trial_;
};

}  // namespace palermo::estimate
