// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/pair_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "palermo/estimate/log_gamma.hpp"

namespace palermo::estimate {
namespace {

// Sum of a series whose first term is 1 and whose terms get smaller; next(term, k) is the k-th term from the one before.
template <class Next>
double falling_series(Next next) {
  constexpr double kNothing = 1e-17;
  double sum = 1, term = 1;
  for (int k = 1; term > kNothing * sum; ++k) sum += term = next(term, k);
  return sum;
}

double aic(double log_likelihood, std::size_t parameters) { return 2 * static_cast<double>(parameters) - 2 * log_likelihood; }

}  // namespace

double poisson_log_tail(std::int64_t seen, double mean) {
  const auto k = static_cast<double>(seen);
  if (mean <= 0) return seen == 0 ? 0 : -std::numeric_limits<double>::infinity();
  const double log_here = k * std::log(mean) - mean - log_gamma(k + 1);
  const double series = k < mean ? falling_series([&](double term, int i) { return term * std::max(0.0, k - i + 1) / mean; })
                                 : falling_series([&](double term, int i) { return term * mean / (k + i); });
  const double this_tail = log_here + std::log(series);
  const double other_tail = std::log1p(std::exp(log_here) - std::exp(std::min(0.0, this_tail)));
  return std::min(this_tail, other_tail);
}

PairSearch::PairSearch(int lists) : lists_(lists), cache_(lists), newton_(lists) {
  for (int a = 0; a < lists; ++a)
    for (int b = a + 1; b < lists && lists > 2; ++b) pairs_.push_back((History{1} << a) | (History{1} << b));
}

void PairSearch::read(std::span<const std::int64_t> counts) {
  sums_.read(counts);
  seen_ = seen_histories(counts);
  overlapping_ = overlaps(seen_);
}

bool PairSearch::has_estimate(const FinitePart& part) { return cache_.decide(part, seen_).status == ModelStatus::fine; }

std::optional<PairSearch::State> PairSearch::main_effects() {
  State state{.model = Hierarchy(lists_), .part = {}, .terms = {}, .alpha = {}};
  state.part = finite_part(state.model, overlapping_);
  if (!has_estimate(state.part)) return {};
  state.part.terms.for_each([&](History term) { state.terms.push_back(term); });
  state.alpha.resize(state.terms.size());
  const Newton::Answer answer = newton_.fit(sums_, state.terms, state.part.cells, state.alpha, false);
  if (!answer.settled) return {};
  state.log_likelihood = answer.log_likelihood;
  return state;
}

// The model with one pair more, from the coefficients of the one without; nothing when it has no estimate.
std::optional<PairSearch::State> PairSearch::with_pair(const State& base, History pair) {
  State state{.model = base.model.with(pair), .part = {}, .terms = base.terms, .alpha = base.alpha};
  state.part = finite_part(state.model, overlapping_);
  if (!has_estimate(state.part)) return {};
  if (state.part.terms.contains(pair)) {
    state.terms.push_back(pair);
    state.alpha.push_back(0);
  }
  Newton::Answer answer = newton_.fit(sums_, state.terms, state.part.cells, state.alpha, true);
  if (!answer.settled) answer = newton_.fit(sums_, state.terms, state.part.cells, state.alpha, false);
  if (!answer.settled) return {};
  state.log_likelihood = answer.log_likelihood;
  return state;
}

// One step of the p value search: the next state, or nothing when no pair is left below the threshold.
std::optional<PairSearch::State> PairSearch::least_likely(const State& base, double threshold, PairChoice& choice) {
  (void)newton_.fitted(base.terms, base.part.cells, base.alpha);
  struct Candidate {
    History pair;
    double log_p;
  };
  std::vector<Candidate> candidates;
  const std::span<const double> expected = newton_.fitted_supersets();
  for (const History pair : pairs_) {
    if (base.model.contains(pair)) continue;
    const double log_p = poisson_log_tail(static_cast<std::int64_t>(sums_.supersets[pair]), expected[pair]);
    if (log_p < std::log(threshold)) candidates.push_back({pair, log_p});
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.log_p < b.log_p; });
  choice.refused.clear();
  for (const Candidate& candidate : candidates) {
    std::optional<State> next = with_pair(base, candidate.pair);
    if (next) {
      choice.steps.push_back({candidate.pair, candidate.log_p});
      return next;
    }
    choice.refused.push_back(candidate.pair);
  }
  return {};
}

std::optional<PairChoice> PairSearch::stepwise(std::span<const std::int64_t> counts, const StepwiseOptions& options) {
  read(counts);
  std::optional<State> state = main_effects();
  if (!state) return {};
  PairChoice choice{.model = state->model};
  while (std::optional<State> next = least_likely(*state, options.threshold, choice)) state = std::move(next);
  choice.model = state->model;
  choice.unseen = std::exp(state->alpha.front());
  return choice;
}

// log of the two-sided p value of the pair's coefficient. A pair at -infinity has no standard error: p is 1.
double PairSearch::wald_log_p(const State& state, History pair) {
  const auto found = std::find(state.terms.begin(), state.terms.end(), pair);
  if (found == state.terms.end()) return 0;
  const auto place = static_cast<std::size_t>(found - state.terms.begin());
  const double z = state.alpha[place] / std::sqrt(newton_.variance(state.terms, state.part.cells, state.alpha, place));
  return std::log(std::erfc(std::fabs(z) / std::sqrt(2.0)));
}

std::optional<PairChoice> PairSearch::by_aic(std::span<const std::int64_t> counts, const AicOptions& options) {
  read(counts);
  std::optional<State> state = main_effects();
  if (!state) return {};
  PairChoice choice{.model = state->model};
  while (true) {
    std::optional<State> best;
    SelectionStep step{.added = 0, .value = aic(state->log_likelihood, state->model.parameters())};
    choice.refused.clear();
    for (const History pair : pairs_) {
      if (state->model.contains(pair)) continue;
      std::optional<State> next = with_pair(*state, pair);
      if (!next) {
        choice.refused.push_back(pair);
        continue;
      }
      const double value = aic(next->log_likelihood, next->model.parameters());
      if (value >= step.value) continue;
      step = {pair, value};
      best = std::move(next);
    }
    if (!best || wald_log_p(*best, step.added) > std::log(options.threshold)) break;
    choice.steps.push_back(step);
    state = std::move(best);
  }
  choice.model = state->model;
  choice.unseen = std::exp(state->alpha.front());
  return choice;
}

}  // namespace palermo::estimate
