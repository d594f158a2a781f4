// SPDX-License-Identifier: Apache-2.0
// Training: m, u and priors from the lists themselves, without any pair that is known to be true.
//
// All possible pairs are accounted for: those that were compared by their patterns, the others by the shares of levels in a
// random sample of them. So u is what pairs at large show, less the expected matches: u = (share - prior * m) / (1 - prior),
// and the two classes cannot change places. u is learned apart by stratum of nationality (comparisons.hpp). Steps:
//   1. Prior from strict rules (name and birth exact, or a document or e-mail with no contradiction), divided by a guess of
//      how many they find.
//   2. Passes: within the pairs that agree exactly on one comparison, EM for the m of the others, u held; m is averaged over
//      the passes in log-odds, weighted by their expected matches. Those by a number (document, telephone, e-mail) bound what slips in
//      name and birth may be in step 3, or in a list of millions namesakes become the matches.
//   3. EM over everything: m, u and priors, from there. Dirichlet priors keep what is seldom seen near the usual values;
//      weights are made monotone along each comparison's chains by pooling adjacent violators.
//      What the slips in name and birth have to do with one another is learned with it, drawn towards nothing [thibaudeau1993].
//   4. For each two lists their own m and prior, drawn towards the common ones by `pooling` pseudo-pairs.
// Deterministic; cost is in the number of distinct patterns. Sources: [fellegi1969], [splink], [winkler2000]; facts 1.1.
#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/link/model.hpp"

namespace palermo::link {

struct GroupPairs {
  std::string first, second;  // names of the lists
  double possible = 0;        // pairs
  // Records of the first list (of the second) where each may have one match in the other at most, the other being duplicate-free.
  double first_once = kUnlimited, second_once = kUnlimited;

  static constexpr double kUnlimited = 1e18;
  [[nodiscard]] double most_matches() const { return std::min(first_once, second_once); }
  // With so many matches: how many times the odds that two records drawn at random are of one person are those of two records
  // that are not linked yet. On two duplicate-free lists (d / ((n1 - d)(n2 - d))) / (d / (n1 n2)) [sadinle2017]; where only the second
  // is, (d / ((n1 - d) n2)) / (d / (n1 n2)). At least a tenth of a list counts as free.
  [[nodiscard]] double odds_when_free(double matches) const;
};

struct TrainingData {
  std::span<const PatternCount> compared;              // sorted
  std::array<Strata, kComparisons> others{};           // pairs that were not compared: by stratum and level, 0 included
  std::vector<GroupPairs> groups;
  std::array<Strata, kComparisons> controls{};         // pairs that cannot be of one person: by stratum and level, 0 included
};

struct TrainingOptions {
  double doubt = 0.3;           // of the expected matches among all pairs of a level, so much may be wrong (relative)
  double unlike = 0.15;         // so much may controls differ from other pairs of two people (relative)
  double strict_recall = 0.7;  // guess: what share of matches the strict rules find
  double prior_pairs = 20;     // weight of the usual m, in matches
  double pooling = 100;        // weight of the common m in that of two lists, in matches
  double independent_pairs = 20;  // weight of independence between slips in name and birth, in matches
  int most_rounds = 60;
  double enough = 1e-4;        // stop when no share moves more
};

struct TrainingRound {
  std::string_view pass;     // "birth", ... or "all"
  int round = 0;
  double matches = 0;        // expected
  double change = 0;         // largest of any share
};

struct Trained {
  Model model;               // without calibration
  std::vector<TrainingRound> history;
  double strict_pairs = 0;   // that the strict rules gave
};

[[nodiscard]] Trained train(const TrainingData& data, const TrainingOptions& options = {});

// Bits by name_class and birth_class: how much more often than independently they meet among the matches; drawn towards 0
// by `independent_pairs`.
[[nodiscard]] std::array<std::array<double, 2>, 2> together_bits(const std::array<std::array<double, 2>, 2>& met, double independent_pairs);

// The most that a level may hold of the matches: what is more is another class than one person's records (people of one
// name, of one village). 1 where nothing is said.
[[nodiscard]] double most_m(std::size_t comparison, std::size_t level);

// Weights of one comparison: log2(m / u) made monotone along its chains; weights of pooling are the shares themselves.
[[nodiscard]] Levels monotone_weights(std::size_t comparison, const Levels& m, const Levels& u);

}  // namespace palermo::link
