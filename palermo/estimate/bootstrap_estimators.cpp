// SPDX-License-Identifier: Apache-2.0
// The estimators that bootstrap.hpp offers: each thread's has an engine and a memory of proofs of its own.
#include <cmath>

#include "palermo/estimate/bootstrap.hpp"
#include "palermo/estimate/model_space.hpp"
#include "palermo/estimate/pair_search.hpp"

namespace palermo::estimate {
namespace {

double people_in(std::span<const std::int64_t> counts) {
  double people = 0;
  for (const std::int64_t count : counts) people += static_cast<double>(count);
  return people;
}

// One model on one table after another.
class OneModel {
 public:
  explicit OneModel(const Hierarchy& model) : model_(model), cache_(model.lists()), newton_(model.lists()) {}

  std::optional<double> operator()(std::span<const std::int64_t> counts) {
    const HistorySet seen = seen_histories(counts);
    const FinitePart part = finite_part(model_, overlaps(seen));
    if (cache_.decide(part, seen).status != ModelStatus::fine) return {};
    terms_.clear();
    part.terms.for_each([&](History term) { terms_.push_back(term); });
    alpha_.resize(terms_.size());
    sums_.read(counts);
    if (!newton_.fit(sums_, terms_, part.cells, alpha_, false).settled) return {};
    return people_in(counts) + std::exp(alpha_.front());
  }

 private:
  Hierarchy model_;
  ExistenceCache cache_;
  Newton newton_;
  TableSums sums_;
  std::vector<History> terms_;
  std::vector<double> alpha_;
};

core::Result<std::shared_ptr<const SpaceOfTable>> share_space(const HistoryCounts& table, int order) {
  PALERMO_TRY(ModelSpace space, ModelSpace::make(table.lists(), order));
  return std::make_shared<const SpaceOfTable>(std::move(space), table.counts());
}

// A pair search as an estimator: search(PairSearch&, counts) gives the choice.
template <class Search>
EstimatorMaker by_pairs(int lists, Search search) {
  return [lists, search]() -> Estimator {
    const auto pairs = std::make_shared<PairSearch>(lists);
    return [pairs, search](std::span<const std::int64_t> counts) -> std::optional<double> {
      const std::optional<PairChoice> choice = search(*pairs, counts);
      if (!choice) return {};
      return people_in(counts) + choice->unseen;
    };
  };
}

}  // namespace

EstimatorMaker one_model(const Hierarchy& model) {
  return [model]() -> Estimator {
    const auto fitter = std::make_shared<OneModel>(model);
    return [fitter](std::span<const std::int64_t> counts) { return (*fitter)(counts); };
  };
}

EstimatorMaker stepwise(int lists, const StepwiseOptions& options) {
  return by_pairs(lists, [options](PairSearch& search, std::span<const std::int64_t> counts) { return search.stepwise(counts, options); });
}

EstimatorMaker aic_forward(int lists, const AicOptions& options) {
  return by_pairs(lists, [options](PairSearch& search, std::span<const std::int64_t> counts) { return search.by_aic(counts, options); });
}

core::Result<EstimatorMaker> best_bic(const HistoryCounts& table, int order) {
  PALERMO_TRY(const auto shared, share_space(table, order));
  return EstimatorMaker([shared]() -> Estimator {
    const auto search = std::make_shared<SpaceSearch>(shared);
    return [search](std::span<const std::int64_t> counts) -> std::optional<double> {
      const std::optional<SpaceSearch::Best> best = search->best(counts);
      if (!best) return {};
      return people_in(counts) + best->unseen;
    };
  });
}

core::Result<EstimatorMaker> averaged_bic(const HistoryCounts& table, int order) {
  PALERMO_TRY(const auto shared, share_space(table, order));
  return EstimatorMaker([shared]() -> Estimator {
    const auto search = std::make_shared<SpaceSearch>(shared);
    return [search](std::span<const std::int64_t> counts) -> std::optional<double> {
      const std::optional<double> unseen = search->averaged(counts);
      if (!unseen) return {};
      return people_in(counts) + *unseen;
    };
  });
}

}  // namespace palermo::estimate
