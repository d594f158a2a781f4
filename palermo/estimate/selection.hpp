// SPDX-License-Identifier: Apache-2.0
// Choosing a log-linear model: stepwise by p value, forward by AIC, best BIC of all, and averaging over all.
//
// What is chosen by looking at the data gives intervals that are too short: use them inside palermo/estimate/bootstrap.hpp.
// Ties are broken by the order of the lists. Sources: [chan2021], [bales2015], [silverman2024].
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

struct SelectionStep {
  History added = 0;
  double value = 0;  // stepwise: natural log of the p value; AIC: the AIC of the model with it
};

struct Selected {
  LogLinearFit fit;
  std::vector<SelectionStep> steps;
  std::vector<History> refused;  // pairs that would have been next, but whose model has no estimate
};

// Chan, Silverman and Vincent 2021: to the main effects add the pair whose observed overlap is least likely under the present
// fit (Poisson, p = the smaller of the two tails), as long as p < threshold; pairs whose model has no estimate are passed over.
struct StepwiseOptions {
  double threshold = 0.02;
};
[[nodiscard]] core::Result<Selected> select_stepwise(const HistoryCounts& table, const StepwiseOptions& options = {});

// Bales, Hesketh and Silverman 2015: add the pair that makes AIC smallest, while AIC falls and the pair's Wald p value is at most
// `threshold`.
struct AicOptions {
  double threshold = 0.05;
};
[[nodiscard]] core::Result<Selected> select_aic(const HistoryCounts& table, const AicOptions& options = {});

// One model of many. Where status is not fine, the numbers are NaN and the weight is 0.
struct RankedModel {
  Hierarchy model;
  ModelStatus status = ModelStatus::undecided;
  std::size_t parameters = 0;
  double log_likelihood = 0;
  double aic = 0;
  double bic = 0;
  double estimate = 0;
  double intercept_error = 0;  // standard error of alpha_0
  double weight = 0;           // exp(-BIC / 2), adding up to 1 over all models

  [[nodiscard]] Limits wald(std::int64_t observed, double level = kUsualLevel) const;
};

// All hierarchical models up to an order, by BIC.
struct ModelRanking {
  int order = 0;
  std::int64_t observed = 0;
  std::vector<RankedModel> models;  // those that have an estimate first, ascending by BIC
  std::size_t estimable = 0;        // how many have one

  [[nodiscard]] const RankedModel& best() const { return models.front(); }
  [[nodiscard]] double averaged() const;                          // sum of weight x estimate
  [[nodiscard]] std::size_t within(double bic_units) const;       // how many models are at most that far from the best
  [[nodiscard]] Limits spread(double bic_units = 10) const;       // smallest and largest estimate among them
};

struct RankingOptions {
  int order = 2;
  int threads = 0;  // 0: as many as the machine has
};

// Errors: kNoEstimate when no model has one, kTooManyModels, kWrongNumberOfLists, core::kCancelled.
// Cost: 1,024 models of five lists take some ten milliseconds, 32,768 of six lists about a second.
[[nodiscard]] core::Result<ModelRanking> rank_models(const HistoryCounts& table, const RankingOptions& options, core::Progress& progress);
// The same without kNoEstimate: where no model has one, `estimable` is 0, every status says why, and best() is not to be asked.
[[nodiscard]] core::Result<ModelRanking> list_models(const HistoryCounts& table, const RankingOptions& options, core::Progress& progress);

// The best model by BIC over and over, on tables with the same lists (replicates of one table): exact, but models that a bound
// shows to lose are not fitted. A model that contains another is at least as likely. Not for several threads at once.
class BestBic {
 public:
  // Errors as rank_models.
  [[nodiscard]] static core::Result<BestBic> make(const HistoryCounts& original, int order);
  ~BestBic();
  BestBic(BestBic&&) noexcept;
  BestBic& operator=(BestBic&&) noexcept;

  struct Best {
    Hierarchy model;
    double bic = 0;
    double estimate = 0;
  };
  // counts: 2^K, [0] is 0. Nothing when no model has an estimate.
  [[nodiscard]] std::optional<Best> operator()(std::span<const std::int64_t> counts);
  [[nodiscard]] std::size_t fitted() const;  // fits so far

 private:
  struct Machine;
  explicit BestBic(std::unique_ptr<Machine> machine);
  std::unique_ptr<Machine> machine_;
};

}  // namespace palermo::estimate
