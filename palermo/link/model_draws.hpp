// SPDX-License-Identifier: Apache-2.0
// Model draws: other models that the lists support about as well as the one that was learned; for the posterior over partitions.
//
// m and u are shares learned from counts, the calibration a curve fitted to few pairs: each could as well be somewhat different, and all
// pairs with it. A draw gives every share the noise of a Dirichlet posterior with the counts it was learned from (matches are
// expected ones), makes the weights anew, fits the calibration to them and draws it from its own posterior (calibration.hpp).
// What is not drawn: the frequencies of values, the levels themselves, that fields are taken for independent.
// Deterministic in the stream. Sources: [sadinle2018], [mcveigh2017].
#pragma once

#include <array>
#include <span>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/link/constraint.hpp"
#include "palermo/link/model.hpp"

namespace palermo::link {

// What the shares were learned from.
struct LearnedFrom {
  std::vector<std::array<Levels, kComparisons>> matches;  // by group: expected matches by level
  std::array<Strata, kComparisons> two_people{};          // pairs of two people by stratum and level
};

// Expected matches by group and level; p: of each pair.
[[nodiscard]] std::vector<std::array<Levels, kComparisons>> matches_by_level(std::span<const PairEvidence> pairs, std::span<const double> p, std::size_t groups);

// m, u and weights drawn; priors, corrections and calibration are those of `model`.
[[nodiscard]] Model draw_model(const Model& model, const LearnedFrom& from, const TrainingOptions& options, core::Stream& stream);

}  // namespace palermo::link
