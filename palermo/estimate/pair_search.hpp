// SPDX-License-Identifier: Apache-2.0
// PairSearch: adds pairs to the main effects one at a time. Inside this room; palermo/estimate/selection.hpp is for all.
//
// One object serves many tables of the same lists (replicates of a bootstrap); what it remembers are only proofs of existence,
// so its answers do not depend on what was asked before. Not for several threads at once.
#pragma once

#include <optional>

#include "palermo/estimate/newton.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {

struct PairChoice {
  Hierarchy model;
  double unseen = 0;
  std::vector<SelectionStep> steps{};
  std::vector<History> refused{};
};

class PairSearch {
 public:
  explicit PairSearch(int lists);

  // counts: 2^K, [0] is 0. Nothing when the main effects alone have no estimate.
  [[nodiscard]] std::optional<PairChoice> stepwise(std::span<const std::int64_t> counts, const StepwiseOptions& options);
  [[nodiscard]] std::optional<PairChoice> by_aic(std::span<const std::int64_t> counts, const AicOptions& options);

 private:
  struct State {  // a model fitted
    Hierarchy model;
    FinitePart part;
    std::vector<History> terms;
    std::vector<double> alpha;
    double log_likelihood = 0;
  };

  void read(std::span<const std::int64_t> counts);
  [[nodiscard]] bool has_estimate(const FinitePart& part);
  [[nodiscard]] std::optional<State> main_effects();
  [[nodiscard]] std::optional<State> with_pair(const State& base, History pair);
  [[nodiscard]] std::optional<State> least_likely(const State& base, double threshold, PairChoice& choice);
  [[nodiscard]] double wald_log_p(const State& state, History pair);

  int lists_;
  std::vector<History> pairs_;  // (1,2), (1,3), ... (2,3), ...
  ExistenceCache cache_;
  Newton newton_;
  TableSums sums_;
  HistorySet seen_, overlapping_;
};

// log of the smaller of P(X <= seen) and P(X >= seen), X Poisson with this mean; 0 when the mean is 0 and nobody was seen.
[[nodiscard]] double poisson_log_tail(std::int64_t seen, double mean);

}  // namespace palermo::estimate
