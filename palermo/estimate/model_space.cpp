// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/model_space.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace palermo::estimate {
namespace {

struct SetHash {
  std::size_t operator()(const HistorySet& set) const { return set.hash(); }
};

struct PartHash {
  std::size_t operator()(const FinitePart& part) const { return part.terms.hash() * 31 + part.cells.hash(); }
};

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Candidates kept in plans, for one thread: some 70 MB. Replicates of one table share few zero patterns.
constexpr std::size_t kMostCandidates = std::size_t{1} << 19;
// How many of the original table's best models are fitted first, so that the bound has something to compare with.
constexpr std::size_t kFirstTries = 8;

}  // namespace

core::Result<ModelSpace> ModelSpace::make(int lists, int order) {
  ModelSpace space;
  space.lists_ = lists;
  PALERMO_TRY(space.models_, all_hierarchies(lists, order));
  std::reverse(space.models_.begin(), space.models_.end());
  std::unordered_map<HistorySet, std::uint32_t, SetHash> number_of;
  space.first_above_.push_back(0);
  for (const Hierarchy& model : space.models_) {
    for (const History term : model.addable(order)) {
      const auto found = number_of.find(model.with(term).terms());
      if (found != number_of.end()) space.above_.push_back(found->second);
    }
    space.first_above_.push_back(space.above_.size());
    number_of.emplace(model.terms(), static_cast<std::uint32_t>(number_of.size()));
  }
  return space;
}

PatternPlan::PatternPlan(const ModelSpace& space, const HistorySet& seen, ExistenceCache& cache) {
  const HistorySet overlapping = overlaps(seen);
  std::unordered_map<FinitePart, std::uint32_t, PartHash> number_of;
  candidate_of_.resize(space.models().size());
  for (std::size_t i = 0; i < space.models().size(); ++i) {
    const Hierarchy& model = space.models()[i];
    const FinitePart part = finite_part(model, overlapping);
    const auto [entry, is_new] = number_of.emplace(part, static_cast<std::uint32_t>(candidates_.size()));
    candidate_of_[i] = entry->second;
    if (is_new) {
      candidates_.push_back({.cells = part.cells, .first_term = static_cast<std::uint32_t>(terms_.size()),
                             .terms = static_cast<std::uint32_t>(part.terms.size())});
      candidates_.back().status = cache.decide(part, seen).status;
      part.terms.for_each([&](History term) { terms_.push_back(term); });
    }
    Candidate& candidate = candidates_[entry->second];  // models come with fewer and fewer parameters
    candidate.model = static_cast<std::uint32_t>(i);
    candidate.parameters = model.parameters();
  }
}

WarmStarts::WarmStarts(const ModelSpace& space) : space_(space) {
  first_.reserve(space.models().size());
  std::size_t size = 0;
  for (const Hierarchy& model : space.models()) {
    first_.push_back(size);
    size += model.parameters();
  }
  alpha_.assign(size, std::numeric_limits<double>::quiet_NaN());
}

void WarmStarts::keep(std::size_t model, std::span<const History> terms, std::span<const double> alpha) {
  std::size_t place = first_[model], next = 0;
  space_.models()[model].terms().for_each([&](History term) {
    if (next < terms.size() && terms[next] == term) alpha_[place] = alpha[next++];
    ++place;
  });
}

bool WarmStarts::recall(std::size_t model, std::span<const History> terms, std::span<double> alpha) const {
  std::size_t place = first_[model], next = 0;
  space_.models()[model].terms().for_each([&](History term) {
    if (next < terms.size() && terms[next] == term) alpha[next++] = alpha_[place];
    ++place;
  });
  return std::none_of(alpha.begin(), alpha.end(), [](double a) { return std::isnan(a); });
}

SpaceOfTable::SpaceOfTable(ModelSpace from, std::span<const std::int64_t> counts) : space(std::move(from)), warm(space) {
  ExistenceCache cache(space.lists());
  const PatternPlan plan(space, seen_histories(counts), cache);
  Newton newton(space.lists());
  TableSums sums;
  sums.read(counts);
  std::vector<double> alpha;
  std::vector<std::pair<double, std::uint32_t>> by_bic;
  for (const Candidate& candidate : plan.candidates()) {
    if (candidate.status != ModelStatus::fine) continue;
    alpha.resize(candidate.terms);
    const Newton::Answer answer = newton.fit(sums, plan.terms(candidate), candidate.cells, alpha, false);
    if (!answer.settled) continue;
    warm.keep(candidate.model, plan.terms(candidate), alpha);
    by_bic.emplace_back(static_cast<double>(candidate.parameters) * sums.log_people - 2 * answer.log_likelihood, candidate.model);
  }
  std::sort(by_bic.begin(), by_bic.end());
  for (std::size_t i = 0; i < std::min(kFirstTries, by_bic.size()); ++i) best_first.push_back(by_bic[i].second);
}

SpaceSearch::SpaceSearch(std::shared_ptr<const SpaceOfTable> shared)
    : shared_(std::move(shared)), cache_(shared_->space.lists()), newton_(shared_->space.lists()) {}

const PatternPlan& SpaceSearch::plan(const HistorySet& seen) {
  const auto found = plans_.find(seen);
  if (found != plans_.end()) return found->second;
  if ((plans_.size() + 1) * shared_->space.models().size() > kMostCandidates) plans_.clear();
  return plans_.emplace(seen, PatternPlan(shared_->space, seen, cache_)).first->second;
}

void SpaceSearch::fit(const PatternPlan& plan, std::uint32_t number) {
  const Candidate& candidate = plan.candidates()[number];
  Fit& fit = fits_of_[number];
  alpha_.resize(candidate.terms);
  const std::span<const History> terms = plan.terms(candidate);
  const bool warm = shared_->warm.recall(candidate.model, terms, alpha_);
  Newton::Answer answer = newton_.fit(sums_, terms, candidate.cells, alpha_, warm);
  if (!answer.settled && warm) answer = newton_.fit(sums_, terms, candidate.cells, alpha_, false);
  ++fits_;
  if (!answer.settled) return;
  fit.fitted = true;
  fit.bound = answer.log_likelihood;
  fit.bic = static_cast<double>(candidate.parameters) * sums_.log_people - 2 * answer.log_likelihood;
  fit.unseen = std::exp(alpha_.front());
}

double SpaceSearch::sweep(std::span<const std::int64_t> counts, double slack) {
  sums_.read(counts);
  const PatternPlan& now = plan(seen_histories(counts));
  plan_ = &now;
  fits_of_.assign(now.candidates().size(), {});
  double best = kInfinity;
  const auto try_one = [&](std::uint32_t number) {
    fit(now, number);
    if (fits_of_[number].fitted) best = std::min(best, fits_of_[number].bic);
  };
  for (const std::uint32_t model : shared_->best_first) {
    const std::uint32_t number = now.candidate_of(model);
    if (now.candidates()[number].status == ModelStatus::fine && !fits_of_[number].fitted) try_one(number);
  }
  constexpr double kRounding = 1e-9;  // so that a bound equal to the best is not taken for a loss
  for (std::uint32_t number = 0; number < now.candidates().size(); ++number) {
    const Candidate& candidate = now.candidates()[number];
    if (fits_of_[number].fitted) continue;
    double bound = sums_.saturated;
    for (const std::uint32_t above : shared_->space.above(candidate.model)) {
      const std::uint32_t other = now.candidate_of(above);
      if (other < number) bound = std::min(bound, fits_of_[other].bound);
    }
    fits_of_[number].bound = bound;
    if (candidate.status != ModelStatus::fine) continue;
    const double least = static_cast<double>(candidate.parameters) * sums_.log_people - 2 * bound;
    if (least < best + slack + kRounding) try_one(number);
  }
  return best;
}

std::optional<SpaceSearch::Best> SpaceSearch::best(std::span<const std::int64_t> counts) {
  const double smallest = sweep(counts, 0);
  for (std::uint32_t number = 0; number < fits_of_.size(); ++number)
    if (fits_of_[number].fitted && fits_of_[number].bic == smallest)
      return Best{.model = plan_->candidates()[number].model, .bic = smallest, .unseen = fits_of_[number].unseen};
  return {};
}

std::optional<double> SpaceSearch::averaged(std::span<const std::int64_t> counts) {
  constexpr double kNegligibleBic = 60;
  const double smallest = sweep(counts, kNegligibleBic);
  if (smallest == kInfinity) return {};
  double weights = 0, sum = 0;
  for (std::size_t model = 0; model < shared_->space.models().size(); ++model) {
    const std::uint32_t number = plan_->candidate_of(model);
    const Fit& fit = fits_of_[number];
    if (!fit.fitted) continue;
    const auto idle = static_cast<double>(shared_->space.models()[model].parameters() - plan_->candidates()[number].parameters);
    const double weight = std::exp(-(fit.bic + idle * sums_.log_people - smallest) / 2);
    weights += weight;
    sum += weight * fit.unseen;
  }
  return sum / weights;
}

}  // namespace palermo::estimate
