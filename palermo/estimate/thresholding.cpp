// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/thresholding.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "palermo/core/parallel.hpp"
#include "palermo/estimate/decomposable.hpp"
#include "palermo/estimate/latent_class.hpp"
#include "palermo/estimate/poisson_posterior.hpp"

namespace palermo::estimate {
namespace {

constexpr std::string_view kStream = "estimate.thresholding";
constexpr int kFewestLists = 3, kMostThresholdLists = 10;

using Fit = std::vector<PoissonPosterior::Draws>;  // one a chain

std::vector<PriorTerm> with_priors(const HistoryCounts& counts, const std::vector<History>& terms, const ThresholdingOptions& options) {
  std::vector<PriorTerm> all{{0, options.flat_precision}};
  for (int list = 0; list < counts.lists(); ++list) all.push_back({History{1} << list, options.flat_precision});
  for (const History term : terms) all.push_back({term, options.precision});
  return all;
}

// `fit` numbers the fits of one run, so that each has its own random numbers.
core::Result<Fit> sample(const PoissonPosterior& posterior, const ThresholdingOptions& options, std::uint64_t fit, int threads, core::Progress& progress) {
  Fit chains(static_cast<std::size_t>(options.chains));
  const bool done = core::in_parallel(chains.size(), 1, threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c) {
      core::Stream stream(options.seed, kStream, fit * chains.size() + c);
      chains[c] = posterior.draw(options.warm_up, options.draws, stream);
    }
  });
  if (!done) return core::fail(core::kCancelled);
  return chains;
}

JudgedTerm judge(const Fit& fit, std::size_t at, History lists, double tau) {
  double count = 0, sum = 0, squares = 0;
  for (const PoissonPosterior::Draws& chain : fit)
    for (const std::vector<double>& draw : chain.values) {
      ++count;
      sum += draw[at];
    }
  const double mean = sum / count;
  for (const PoissonPosterior::Draws& chain : fit)
    for (const std::vector<double>& draw : chain.values) squares += (draw[at] - mean) * (draw[at] - mean);
  JudgedTerm term{lists, mean, std::sqrt(squares / (count - 1)), false};
  term.kept = term.ratio() >= tau;
  return term;
}

std::vector<History> all_pairs(int lists) {
  std::vector<History> pairs;
  for (History w = 1; w < (History{1} << lists); ++w)
    if (std::popcount(w) == 2) pairs.push_back(w);
  return pairs;
}

// Triples whose three pairs are all in the model.
std::vector<History> eligible_triples(int lists, const std::vector<History>& pairs) {
  std::vector<History> triples;
  for (History w = 1; w < (History{1} << lists); ++w)
    if (std::popcount(w) == 3 && std::count_if(pairs.begin(), pairs.end(), [w](History pair) { return (pair & ~w) == 0; }) == 3) triples.push_back(w);
  return triples;
}

// Fits `model` and `candidates`, judges the candidates and adds those that stay.
core::Done add_what_stays(const HistoryCounts& counts, const std::vector<History>& candidates, const ThresholdingOptions& options, std::uint64_t number,
                          int threads, core::Progress& progress, ThresholdingPosterior& answer) {
  std::vector<History> terms = answer.model;
  terms.insert(terms.end(), candidates.begin(), candidates.end());
  const PoissonPosterior posterior(counts, with_priors(counts, terms, options));
  PALERMO_TRY(const Fit fit, sample(posterior, options, number, threads, progress));
  const std::size_t first = posterior.size() - candidates.size();
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    answer.judged.push_back(judge(fit, first + i, candidates[i], options.tau));
    if (answer.judged.back().kept) answer.model.push_back(candidates[i]);
  }
  return {};
}

core::Done check(const HistoryCounts& counts, const ThresholdingOptions& options) {
  constexpr int kLeastDraws = 8;
  if (counts.lists() < kFewestLists || counts.lists() > kMostThresholdLists)
    return core::fail(kThresholdLists, {}, {{"lists", std::to_string(counts.lists())}, {"most", std::to_string(kMostThresholdLists)}});
  if (counts.observed() == 0) return core::fail(kNobodyObserved);
  if (!(options.tau >= 0) || !(options.flat_precision > 0) || !(options.precision > 0)) return core::fail(kBadPrior);
  if (options.chains < 2 || options.warm_up < 0 || options.draws < kLeastDraws || !(options.level > 0 && options.level < 1)) return core::fail(kBadChains);
  return {};
}

}  // namespace

core::Result<ThresholdingPosterior> threshold_pairs(const HistoryCounts& counts, const ThresholdingOptions& options, int threads,
                                                    core::Progress& progress) {
  PALERMO_CHECK_DONE(check(counts, options));
  ThresholdingPosterior answer;
  std::uint64_t fits = 0;
  PALERMO_CHECK_DONE(add_what_stays(counts, all_pairs(counts.lists()), options, fits++, threads, progress, answer));
  if (options.triples) {
    const std::vector<History> triples = eligible_triples(counts.lists(), answer.model);
    if (!triples.empty()) PALERMO_CHECK_DONE(add_what_stays(counts, triples, options, fits++, threads, progress, answer));
  }
  const PoissonPosterior posterior(counts, with_priors(counts, answer.model, options));
  PALERMO_TRY(const Fit fit, sample(posterior, options, fits, threads, progress));
  for (const PoissonPosterior::Draws& chain : fit) {
    answer.accepted += chain.accepted / static_cast<double>(fit.size());
    std::vector<double>& people = answer.draws.emplace_back();
    for (const std::vector<double>& draw : chain.values) people.push_back(static_cast<double>(counts.observed()) + std::exp(draw[0]));
  }
  answer.people = summarise(answer.draws, options.level);
  return answer;
}

}  // namespace palermo::estimate
