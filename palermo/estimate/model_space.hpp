// SPDX-License-Identifier: Apache-2.0
// ModelSpace: all hierarchical models up to an order, what they come to where some counts are zero, and fast searches of them.
// Inside this room; palermo/estimate/selection.hpp is for all.
//
// Many models have the same finite part at a zero pattern (a triple inside an empty pair changes nothing but the number of
// parameters): one fit serves them all. A candidate is a finite part with the smallest model that has it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "palermo/estimate/newton.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {

class ModelSpace {
 public:
  // Errors: as all_hierarchies.
  [[nodiscard]] static core::Result<ModelSpace> make(int lists, int order);

  [[nodiscard]] int lists() const { return lists_; }
  [[nodiscard]] std::span<const Hierarchy> models() const { return models_; }  // descending by parameters
  // Models with one term more than this one: they stand before it.
  [[nodiscard]] std::span<const std::uint32_t> above(std::size_t model) const {
    return std::span(above_).subspan(first_above_[model], first_above_[model + 1] - first_above_[model]);
  }

 private:
  int lists_ = 0;
  std::vector<Hierarchy> models_;
  std::vector<std::uint32_t> above_;
  std::vector<std::size_t> first_above_;
};

struct Candidate {
  std::uint32_t model = 0;  // the smallest with this part, by number in the space
  std::size_t parameters = 0;
  HistorySet cells;
  ModelStatus status = ModelStatus::undecided;
  std::uint32_t first_term = 0;
  std::uint32_t terms = 0;
};

// The space at one zero pattern.
class PatternPlan {
 public:
  PatternPlan(const ModelSpace& space, const HistorySet& seen, ExistenceCache& cache);

  [[nodiscard]] std::span<const Candidate> candidates() const { return candidates_; }  // in the order of the largest models that have them
  [[nodiscard]] std::span<const History> terms(const Candidate& candidate) const {
    return std::span(terms_).subspan(candidate.first_term, candidate.terms);
  }
  [[nodiscard]] std::uint32_t candidate_of(std::size_t model) const { return candidate_of_[model]; }

 private:
  std::vector<Candidate> candidates_;
  std::vector<History> terms_;
  std::vector<std::uint32_t> candidate_of_;  // by model
};

// Coefficients to begin fits with: those of the original table, by model and by its terms (ascending).
class WarmStarts {
 public:
  explicit WarmStarts(const ModelSpace& space);

  void keep(std::size_t model, std::span<const History> terms, std::span<const double> alpha);
  // False when one of the terms had no coefficient.
  [[nodiscard]] bool recall(std::size_t model, std::span<const History> terms, std::span<double> alpha) const;

 private:
  const ModelSpace& space_;
  std::vector<std::size_t> first_;  // by model
  std::vector<double> alpha_;       // NaN: none
};

// What searches of replicates share: immutable once made.
struct SpaceOfTable {
  SpaceOfTable(ModelSpace from, std::span<const std::int64_t> counts);
  SpaceOfTable(const SpaceOfTable&) = delete;  // `warm` looks at `space`
  SpaceOfTable& operator=(const SpaceOfTable&) = delete;

  ModelSpace space;
  WarmStarts warm;
  std::vector<std::uint32_t> best_first;  // models that did best on the original table
};

// Fits the space to one table after another. Not for several threads at once.
class SpaceSearch {
 public:
  explicit SpaceSearch(std::shared_ptr<const SpaceOfTable> shared);

  struct Best {
    std::uint32_t model = 0;
    double bic = 0;
    double unseen = 0;
  };
  // A model is fitted only where (its parameters) log n - 2 (the log likelihood of a model above it) is below the best so far.
  [[nodiscard]] std::optional<Best> best(std::span<const std::int64_t> counts);
  // Mean of the unseen over models, weights exp(-BIC/2); models bound to weigh less than e^-30 of the best are left out.
  [[nodiscard]] std::optional<double> averaged(std::span<const std::int64_t> counts);
  [[nodiscard]] std::size_t fits() const { return fits_; }

 private:
  struct Fit {
    bool fitted = false;
    double bound = 0;  // an upper bound of the log likelihood, this itself where fitted
    double bic = 0;
    double unseen = 0;
  };
  [[nodiscard]] const PatternPlan& plan(const HistorySet& seen);
  // Leaves in fits_of_ what was fitted; the smallest BIC, or infinity.
  double sweep(std::span<const std::int64_t> counts, double slack);
  void fit(const PatternPlan& plan, std::uint32_t number);

  std::shared_ptr<const SpaceOfTable> shared_;
  ExistenceCache cache_;
  Newton newton_;
  TableSums sums_;
  struct SetHash {
    std::size_t operator()(const HistorySet& set) const { return set.hash(); }
  };
  std::unordered_map<HistorySet, PatternPlan, SetHash> plans_;
  const PatternPlan* plan_ = nullptr;
  std::vector<Fit> fits_of_;  // by candidate
  std::vector<double> alpha_;
  std::size_t fits_ = 0;
};

}  // namespace palermo::estimate
