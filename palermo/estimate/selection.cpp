// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "palermo/core/parallel.hpp"
#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/model_space.hpp"
#include "palermo/estimate/pair_search.hpp"

namespace palermo::estimate {
namespace {

core::Done check_lists(const HistoryCounts& table) {
  constexpr int kFewestToChoose = 3;
  if (table.lists() >= kFewestToChoose && table.lists() <= kMostLogLinearLists) return {};
  return core::fail(kWrongNumberOfLists, {}, {{"lists", fmt::to_string(table.lists())}, {"fewest", fmt::to_string(kFewestToChoose)},
                                              {"most", fmt::to_string(kMostLogLinearLists)}});
}

// What both searches do around PairSearch: search(PairSearch&) gives the choice.
template <class Search>
core::Result<Selected> select(const HistoryCounts& table, Search search) {
  PALERMO_CHECK_DONE(check_lists(table));
  PairSearch pairs(table.lists());
  std::optional<PairChoice> choice = search(pairs);
  const Hierarchy model = choice ? choice->model : Hierarchy(table.lists());
  PALERMO_TRY(LogLinearFit fit, fit_loglinear(table, model));
  return Selected{.fit = std::move(fit), .steps = std::move(choice->steps), .refused = std::move(choice->refused)};
}

bool better(const RankedModel& a, const RankedModel& b) {
  const bool a_fine = a.status == ModelStatus::fine, b_fine = b.status == ModelStatus::fine;
  if (a_fine != b_fine) return a_fine;
  if (a_fine && a.bic != b.bic) return a.bic < b.bic;
  if (a.parameters != b.parameters) return a.parameters < b.parameters;
  return a.model.terms() < b.model.terms();
}

constexpr std::size_t kModelsInABlock = 256;

void fit_candidate(Newton& newton, const TableSums& sums, const PatternPlan& plan, const Candidate& candidate, double people,
                   RankedModel& into) {
  const double none = std::numeric_limits<double>::quiet_NaN();
  into.status = candidate.status;
  into.log_likelihood = into.estimate = into.intercept_error = none;
  if (candidate.status != ModelStatus::fine) return;
  std::vector<double> alpha(candidate.terms);
  const Newton::Answer answer = newton.fit(sums, plan.terms(candidate), candidate.cells, alpha, false);
  if (!answer.settled) {
    into.status = ModelStatus::undecided;
    return;
  }
  into.log_likelihood = answer.log_likelihood;
  into.estimate = people + std::exp(alpha.front());
  into.intercept_error = std::sqrt(newton.variance(plan.terms(candidate), candidate.cells, alpha, 0));
}

// Weights of a ranking in order: exp(-BIC/2) from the best, adding up to 1.
void weigh(ModelRanking& ranking) {
  double sum = 0;
  for (std::size_t i = 0; i < ranking.estimable; ++i) {
    ranking.models[i].weight = std::exp(-(ranking.models[i].bic - ranking.best().bic) / 2);
    sum += ranking.models[i].weight;
  }
  for (std::size_t i = 0; i < ranking.estimable; ++i) ranking.models[i].weight /= sum;
}

}  // namespace

core::Result<Selected> select_stepwise(const HistoryCounts& table, const StepwiseOptions& options) {
  return select(table, [&](PairSearch& search) { return search.stepwise(table.counts(), options); });
}

core::Result<Selected> select_aic(const HistoryCounts& table, const AicOptions& options) {
  return select(table, [&](PairSearch& search) { return search.by_aic(table.counts(), options); });
}

Limits RankedModel::wald(std::int64_t observed, double level) const {
  const double people = static_cast<double>(observed), unseen = estimate - people;
  const double reach = gaussian_quantile((1 + level) / 2) * intercept_error;
  return {.lo = people + unseen * std::exp(-reach), .hi = people + unseen * std::exp(reach)};
}

double ModelRanking::averaged() const {
  double sum = 0;
  for (std::size_t i = 0; i < estimable; ++i) sum += models[i].weight * models[i].estimate;
  return sum;
}

std::size_t ModelRanking::within(double bic_units) const {
  const double bar = best().bic + bic_units;
  const auto end = models.begin() + static_cast<std::ptrdiff_t>(estimable);
  return static_cast<std::size_t>(std::find_if(models.begin(), end, [&](const RankedModel& m) { return m.bic > bar; }) - models.begin());
}

Limits ModelRanking::spread(double bic_units) const {
  Limits limits{.lo = best().estimate, .hi = best().estimate};
  for (std::size_t i = 0; i < within(bic_units); ++i) {
    limits.lo = std::min(limits.lo, models[i].estimate);
    limits.hi = std::max(limits.hi, models[i].estimate);
  }
  return limits;
}

core::Result<ModelRanking> rank_models(const HistoryCounts& table, const RankingOptions& options, core::Progress& progress) {
  PALERMO_TRY(ModelRanking ranking, list_models(table, options, progress));
  if (ranking.estimable == 0)  // sorted by parameters: main effects come first
    return core::fail(kNoEstimate, {}, {{"model", ranking.models.front().model.text(table.names())},
                                        {"code", fmt::to_string(static_cast<int>(ranking.models.front().status))}});
  return ranking;
}

core::Result<ModelRanking> list_models(const HistoryCounts& table, const RankingOptions& options, core::Progress& progress) {
  PALERMO_TRY(const ModelSpace space, ModelSpace::make(table.lists(), options.order));
  const std::span<const std::int64_t> counts = table.counts();
  ExistenceCache cache(table.lists());
  const PatternPlan plan(space, seen_histories(counts), cache);
  TableSums sums;
  sums.read(counts);
  const double people = static_cast<double>(table.observed());

  std::vector<RankedModel> fits(plan.candidates().size(), RankedModel{.model = Hierarchy(table.lists())});
  progress.begin("progress.estimate.models", {}, static_cast<std::int64_t>(fits.size()), "unit.models");
  const bool finished = core::in_parallel(fits.size(), kModelsInABlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    Newton newton(table.lists());
    for (std::size_t i = begin; i < end; ++i) fit_candidate(newton, sums, plan, plan.candidates()[i], people, fits[i]);
  });
  progress.end();
  if (!finished) return core::fail(core::kCancelled);

  ModelRanking ranking{.order = std::min(options.order, table.lists() - 1), .observed = table.observed(), .models = {}};
  ranking.models.reserve(space.models().size());
  for (std::size_t i = 0; i < space.models().size(); ++i) {
    RankedModel& model = ranking.models.emplace_back(fits[plan.candidate_of(i)]);
    model.model = space.models()[i];
    model.parameters = model.model.parameters();
    model.aic = 2 * static_cast<double>(model.parameters) - 2 * model.log_likelihood;
    model.bic = static_cast<double>(model.parameters) * sums.log_people - 2 * model.log_likelihood;
    if (model.status == ModelStatus::fine) ++ranking.estimable;
  }
  std::sort(ranking.models.begin(), ranking.models.end(), better);
  if (ranking.estimable > 0) weigh(ranking);
  return ranking;
}

struct BestBic::Machine {
  explicit Machine(std::shared_ptr<const SpaceOfTable> from) : shared(std::move(from)), search(shared) {}

  std::shared_ptr<const SpaceOfTable> shared;
  SpaceSearch search;
};

BestBic::BestBic(std::unique_ptr<Machine> machine) : machine_(std::move(machine)) {}
BestBic::~BestBic() = default;
BestBic::BestBic(BestBic&&) noexcept = default;
BestBic& BestBic::operator=(BestBic&&) noexcept = default;

core::Result<BestBic> BestBic::make(const HistoryCounts& original, int order) {
  PALERMO_TRY(ModelSpace space, ModelSpace::make(original.lists(), order));
  return BestBic(std::make_unique<Machine>(std::make_shared<const SpaceOfTable>(std::move(space), original.counts())));
}

std::optional<BestBic::Best> BestBic::operator()(std::span<const std::int64_t> counts) {
  const std::optional<SpaceSearch::Best> best = machine_->search.best(counts);
  if (!best) return {};
  double people = 0;
  for (const std::int64_t count : counts) people += static_cast<double>(count);
  return Best{.model = machine_->shared->space.models()[best->model], .bic = best->bic, .estimate = people + best->unseen};
}

std::size_t BestBic::fitted() const { return machine_->search.fits(); }

}  // namespace palermo::estimate
