// SPDX-License-Identifier: Apache-2.0
// Which pairs two clerks label: a random sample of the pairs that a run kept, stratified by how probable they are.
//
//   const ReviewSample sample = draw_review(probabilities, {.pairs = 300, .seed = 1});
//   sample.pairs[k].pair, sample.pairs[k].inclusion     // in an order that says nothing; inclusion: the chance it had to be drawn
//
// Strata are bands of log-odds (bits). Each gives what Neyman's allocation asks for when the number of matches is to be
// estimated: n_h proportional to N_h sqrt(p_h (1 - p_h)), so most labels go where the model does not know; and at least a few, so that
// a model that is sure and wrong is found out. Within a stratum every pair has the same chance, without replacement. Whoever uses
// the labels weights each by 1 / inclusion: the sample then speaks for all kept pairs ([neyman1934], [horvitz1952]).
// Deterministic: given the order of pairs (which has to be canonical) and the seed. Pure; thread-safe.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace palermo::link {

// Lower ends of the strata, in bits of log-odds; the first has no lower end.
inline constexpr double kReviewEdges[] = {-std::numeric_limits<double>::infinity(), -6, -3, -1, 1, 3, 6, 10};

struct ReviewOptions {
  std::int64_t pairs = 300;       // to be labelled; fewer where there are not so many
  std::int64_t least_each = 10;   // of a stratum, where it has them and there is room
  std::uint64_t seed = 1;
};

struct ReviewStratum {
  double from_bits = 0;      // -infinity for the first
  std::int64_t pairs = 0;    // N_h
  std::int64_t drawn = 0;    // n_h
  double mean_probability = 0;
};

struct ReviewedPair {
  std::size_t pair = 0;      // its number in what was given
  std::size_t stratum = 0;
  double inclusion = 0;      // n_h / N_h, in (0, 1]
};

struct ReviewSample {
  std::vector<ReviewStratum> strata;  // one an edge
  std::vector<ReviewedPair> pairs;    // shuffled
};

// Log-odds of a probability in bits, within -20 .. 20.
[[nodiscard]] double review_bits(double probability);
[[nodiscard]] ReviewSample draw_review(std::span<const double> probabilities, const ReviewOptions& options);
// A permutation of 0 .. n - 1, another one for each clerk.
[[nodiscard]] std::vector<std::size_t> clerk_order(std::size_t n, std::uint64_t seed, std::uint64_t clerk);

}  // namespace palermo::link
