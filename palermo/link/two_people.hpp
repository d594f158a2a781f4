// SPDX-License-Identifier: Apache-2.0
// TwoPeople: u, how often records of two people agree, from all pairs and from controls; a part of the training.
//
// All pairs less the matches that are expected at a level: u = (share - prior * m) / (1 - prior), never below half a pair. Where there are
// controls (controls.hpp), a level's estimate is the mean of both, each by how sure it is: usual levels are known from all pairs,
// rare ones from the controls. Learned apart by stratum of nationality, each drawn towards all pairs; of nationality itself
// there is one u.
#pragma once

#include <array>
#include <span>

#include "palermo/link/training.hpp"

namespace palermo::link {

using Stratified = std::array<Strata, kComparisons>;  // by comparison, stratum and level

// Pairs of two people by which the u of a stratum is drawn towards all pairs.
inline constexpr double kStratumPairs = 200;

class TwoPeople {
 public:
  // `options` must outlive it.
  TwoPeople(const TrainingData& data, const TrainingOptions& options);

  // Whether some pair has the comparison on both sides.
  [[nodiscard]] bool seen(std::size_t comparison) const { return seen_[comparison]; }
  // u when so many matches are expected at each level.
  [[nodiscard]] Stratified shares(const Stratified& matches) const;
  // So many matches in all, spread over strata and levels as the usual m of nationality and `m` have them: the first guess.
  [[nodiscard]] Stratified usual_matches(double matches, std::span<const Levels, kComparisons> m) const;

 private:
  [[nodiscard]] double pairs_of_two(std::size_t comparison, std::size_t stratum, std::size_t level, double expected) const;

  const TrainingOptions& options_;
  Stratified totals_{};    // all pairs
  Stratified controls_{};
  std::array<std::array<double, kStrata>, kComparisons> control_scale_{};  // all pairs to a control; 0: no controls
  std::array<bool, kComparisons> seen_{};
};

}  // namespace palermo::link
