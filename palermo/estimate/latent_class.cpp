// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/latent_class.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/core/parallel.hpp"
#include "palermo/estimate/decomposable.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/latent_class_ladder.hpp"

namespace palermo::estimate {
namespace {

constexpr std::string_view kStream = "estimate.latent_class";
constexpr double kOccupied = 0.01;
constexpr double kPeerCap = 20;  // times n
constexpr int kSlices = 3, kShares = 5;
constexpr int kFirstRound = 32;  // scans before the ladder is tuned for the first time; each later round is twice as long

struct OneChain {
  std::vector<double> people;
  double occupied = 0;
  std::vector<double> acceptance;
  double barrier = 0;
  std::int64_t round_trips = 0;
};

double occupied(const LatentClassState& state) {
  return static_cast<double>(std::count_if(state.weights().begin(), state.weights().end(), [](double w) { return w > kOccupied; }));
}

void keep(OneChain& chain, const LatentClassData& data, const LatentClassState& state, std::int64_t unseen) {
  chain.people.push_back(static_cast<double>(data.observed) + static_cast<double>(unseen));
  chain.occupied += occupied(state);
}

OneChain run_gibbs(const LatentClassData& data, const LatentClassOptions& options, core::Stream& stream, const core::Progress& progress) {
  OneChain chain;
  LatentClassState state(data, stream);
  for (int scan = 0; scan < options.warm_up + options.scans && !progress.cancelled(); ++scan) {
    const std::int64_t unseen = state.gibbs(data, stream);
    if (scan >= options.warm_up) keep(chain, data, state, unseen);
  }
  return chain;
}

OneChain run_ladder(const LatentClassData& data, const LatentClassOptions& options, bool in_one, core::Stream& stream, const core::Progress& progress) {
  OneChain chain;
  LatentClassLadder ladder(data, options.rungs, options.hottest, in_one, stream);
  int round = kFirstRound;
  for (int scan = 0, until = round; scan < options.warm_up && !progress.cancelled(); ++scan) {
    ladder.scan(data, stream);
    if (scan + 1 < until || until + 2 * round > options.warm_up) continue;  // the last round is long: what is left of the warm-up
    ladder.tune();
    round *= 2;
    until += round;
  }
  ladder.tune();
  for (int scan = 0; scan < options.scans && !progress.cancelled(); ++scan) {
    ladder.scan(data, stream);
    keep(chain, data, ladder.cold(), draw_negative_binomial(stream, static_cast<double>(data.observed), ladder.cold().seen()));
  }
  chain.acceptance = ladder.acceptance();
  chain.barrier = ladder.barrier();
  chain.round_trips = ladder.round_trips();
  return chain;
}

Exchanges exchanges_of(const std::vector<OneChain>& chains) {
  Exchanges sum{.least_acceptance = 1};
  double pairs = 0;
  for (const OneChain& chain : chains) {
    for (const double share : chain.acceptance) {
      sum.mean_acceptance += share;
      sum.least_acceptance = std::min(sum.least_acceptance, share);
      ++pairs;
    }
    sum.round_trips += chain.round_trips;
    sum.barrier += chain.barrier / static_cast<double>(chains.size());
  }
  sum.mean_acceptance /= pairs;
  return sum;
}

LatentClassPosterior gather(const LatentClassData& data, const LatentClassOptions& options, std::vector<OneChain> chains) {
  LatentClassPosterior answer;
  double draws = 0;
  for (OneChain& chain : chains) {
    answer.occupied_classes += chain.occupied;
    for (const double people : chain.people) {
      answer.largest = std::max(answer.largest, people);
      answer.beyond_twenty_n += people - static_cast<double>(data.observed) > kPeerCap * static_cast<double>(data.observed) ? 1 : 0;
    }
    draws += static_cast<double>(chain.people.size());
    answer.draws.push_back(std::move(chain.people));
  }
  answer.occupied_classes /= draws;
  answer.beyond_twenty_n /= draws;
  answer.people = summarise(answer.draws, options.level);
  if (options.moves == LatentClassMoves::tempered) answer.exchanges = exchanges_of(chains);
  return answer;
}

core::Done check(const HistoryCounts& counts, const LatentClassOptions& options) {
  constexpr int kLeastScans = 8;
  if (counts.observed() == 0) return core::fail(kNobodyObserved);
  const LatentClassPrior& prior = options.prior;
  if (options.chains < 2 || options.rungs < 2 || options.scans < kLeastScans || options.warm_up < 0 ||
      !(options.hottest > 0 && options.hottest < 1) || !(options.level > 0 && options.level < 1))
    return core::fail(kBadChains);
  if (prior.classes < 1 || prior.classes > kMostClasses || !(prior.alpha_shape > 0) || !(prior.alpha_rate > 0) || (prior.fixed_alpha && !(*prior.fixed_alpha > 0)))
    return core::fail(kBadPrior);
  return {};
}

}  // namespace

void scan_latent_classes(const LatentClassData& data, LatentClassState& state, double heat, core::Stream& stream) {
  const auto classes = static_cast<std::size_t>(data.prior.classes);
  for (int i = 0; i < kSlices; ++i) state.slice_class(data, stream.pick(state.weights()), heat, stream);  // weights do not change here
  for (int i = 0; i < kShares; ++i) {  // a pair is chosen in proportion to what both weigh together, which does not change either
    const std::size_t a = stream.pick(state.weights()), b = stream.below(classes);
    state.share_out(data, a, b, false, heat, stream);
    state.slice_class(data, b, heat, stream);
    state.share_out(data, a, b, false, heat, stream);
    state.share_out(data, b, a, true, heat, stream);
  }
  state.slice_sticks(data, heat, stream);
  state.draw_alpha(data, stream);
  state.scale_alpha(data, heat, stream);
  if (classes > 1) {
    const std::size_t k = stream.below(classes - 1);
    state.exchange_classes(data, k, k + 1, true, heat, stream);
    state.exchange_classes(data, stream.below(classes), stream.below(classes), false, heat, stream);
  }
  if (heat == 1) static_cast<void>(state.gibbs(data, stream));
}

core::Result<LatentClassPosterior> latent_classes(const HistoryCounts& counts, const LatentClassOptions& options, int threads,
                                                  core::Progress& progress) {
  PALERMO_CHECK_DONE(check(counts, options));
  const LatentClassData data(counts, options.prior);
  std::vector<OneChain> chains(static_cast<std::size_t>(options.chains));
  const bool done = core::in_parallel(chains.size(), 1, threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t c = begin; c < end; ++c) {
      core::Stream stream(options.seed, kStream, c);
      chains[c] = options.moves == LatentClassMoves::tempered ? run_ladder(data, options, c % 2 == 0, stream, progress) : run_gibbs(data, options, stream, progress);
    }
  });
  if (!done || progress.cancelled()) return core::fail(core::kCancelled);
  return gather(data, options, std::move(chains));
}

}  // namespace palermo::estimate
