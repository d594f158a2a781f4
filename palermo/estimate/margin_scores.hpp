// SPDX-License-Identifier: Apache-2.0
// f(s) of the hyper-Dirichlet prior for every margin of a table, as functions of N0; all decomposable graphs share them.
//
// Only the cell of nobody changes with N0, so f(s) = base(s) + lgamma(start(s) + N0): 2^K logarithms of gamma a value of N0.
#pragma once

#include <span>
#include <vector>

#include "palermo/estimate/decomposable_graphs.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

class MarginScores {
 public:
  MarginScores(const HistoryCounts& counts, double delta);

  [[nodiscard]] std::size_t margins() const { return base_.size(); }
  // f(s) of one margin at each value of N0; as many as there are values.
  void evaluate(std::size_t margin, std::span<const double> unseen, std::span<double> scores) const;
  // What all graphs have in common: lgamma(N+1) - lgamma(N0+1) - log N - sum lgamma(y+1).
  [[nodiscard]] double common(double unseen) const;
  // The power of N0 by which p(N0 | y, graph) falls in the end; always below -1.
  [[nodiscard]] double tail_exponent(std::span<const MarginTerm> terms) const;

 private:
  double observed_ = 0, constant_ = 0;
  std::vector<double> base_, start_;
};

// f(s) of every margin at chosen values of N0, and from them log p(y, N0 | G) + log p(N) of any graph.
class ScoresAt {
 public:
  ScoresAt(const MarginScores& margins, std::vector<double> unseen);
  [[nodiscard]] const std::vector<double>& unseen() const { return unseen_; }
  // logs: as many as values of N0.
  void log_joint(std::span<const MarginTerm> terms, std::span<double> logs) const;

 private:
  std::vector<double> unseen_, common_;
  std::vector<double> scores_;  // margin by margin
};

}  // namespace palermo::estimate
