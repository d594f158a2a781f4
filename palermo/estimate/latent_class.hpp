// SPDX-License-Identifier: Apache-2.0
// How many were never seen, by latent classes, with chains that pass between modes or say that they do not.
//
// The peer's Gibbs sampler stays long in the mode where it began (R-hat 2 to 8 on published tables), and drops draws of N0 above
// 20 n. Here each chain is a ladder of heats from 1, the posterior, to `hottest`, where one class holds nearly everybody and the
// others come and go; each rung draws from prior * L^heat with N0 and all memberships integrated out (latent_class_model.hpp),
// and neighbours exchange states, even and odd pairs in turn. The ladder is tuned in the warm-up to equal acceptance. Half of the
// chains begin with everybody in one class, half where a short Gibbs run from the prior ends: far apart, so that agreement means
// something. N0 has no cap. Where R-hat or ESS fail, the answer says so, and more scans are the remedy.
// Sources: Syed, Bouchard-Côté, Deligiannidis and Doucet (2022), JRSS B 84, for exchange and tuning; Vehtari et al. (2021).
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/chains.hpp"
#include "palermo/estimate/latent_class_model.hpp"

namespace palermo::estimate {

inline constexpr core::ErrorKind kBadChains{"estimate.bad_chains", core::Exit::usage};

enum class LatentClassMoves {
  tempered,    // ladder, collapsed moves and Gibbs
  gibbs_only,  // the peer's sampler, without its cap: to show whether its chains agree
};

struct LatentClassOptions {
  LatentClassPrior prior{};
  LatentClassMoves moves = LatentClassMoves::tempered;
  int chains = 4;        // at least 2
  int rungs = 10;        // heats, both ends included; at least 2
  double hottest = 0.1;  // last heat of the ladder
  int warm_up = 1000;    // scans thrown away; the ladder is tuned in them
  int scans = 2000;      // scans kept, at least 8; one draw of N each
  double level = 0.95;
  std::uint64_t seed = 1;
};

struct Exchanges {                // between rungs, in the kept scans, over all chains
  double mean_acceptance = 0, least_acceptance = 0;
  std::int64_t round_trips = 0;   // states that went from the hottest rung to the posterior and back
  double barrier = 0;             // sum of rejections along the ladder, mean over chains; a ladder wants about twice as many rungs
};

struct LatentClassPosterior {
  ChainSummary people;            // of N
  Chains draws;                   // of N, chain by chain
  Exchanges exchanges;            // zeros for gibbs_only
  double beyond_twenty_n = 0;     // share of draws with N0 > 20 n, which the peer's cap would have hidden
  double largest = 0;             // draw of N
  double occupied_classes = 0;    // mean number of classes with more than 1 % of people
  [[nodiscard]] bool converged() const { return people.converged(); }
};

// Depends on seed and options alone, not on threads. Errors: estimate.nobody_observed, estimate.bad_chains, core.cancelled.
[[nodiscard]] core::Result<LatentClassPosterior> latent_classes(const HistoryCounts& counts, const LatentClassOptions& options, int threads,
                                                                core::Progress& progress);

// One scan of all moves that leave prior * L^heat in peace. At heat 1 ends with a Gibbs sweep.
void scan_latent_classes(const LatentClassData& data, LatentClassState& state, double heat, core::Stream& stream);

}  // namespace palermo::estimate
