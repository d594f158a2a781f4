// SPDX-License-Identifier: Apache-2.0
// Smallest worlds, what in them matters, and the plain evaluator's word on them. Inside this room only.
//
// Smallest: first every number as ordinary as can be (thirty years, one person), then the facts from the last of the vocabulary to
// the first, each false where that can be. What is left cannot be made smaller: no world fulfils the same conditions with fewer true
// facts and the same numbers. The choice does not depend on what the solver happens to find first.
#pragma once

#include <optional>
#include <vector>

#include "palermo/compare/compare.hpp"

namespace palermo::compare {

// nullopt: there is none, or time ran out (solver.over()). `wishes` are met one by one where they can be, before the facts.
[[nodiscard]] core::Result<std::optional<World>> smallest(Solver& solver, const law::Vocabulary& vocabulary,
                                                          const std::vector<Formula>& conditions,
                                                          const std::vector<Formula>& wishes, const Mentions& mentioned);

// The world as a witness of `conditions`: its facts, those of `candidates` that are false and could not be true (with whatever follows
// from that), and the range of each number.
[[nodiscard]] core::Result<Witness> describe(Solver& solver, const law::Vocabulary& vocabulary,
                                             const std::vector<Formula>& conditions, const World& world,
                                             const Mentions& mentioned, const std::set<law::FactId>& candidates);

// Whether the conditions could hold with `fact` false (and whatever follows from that) and all else the same.
[[nodiscard]] core::Result<bool> without(Solver& solver, const law::Vocabulary& vocabulary,
                                         const std::vector<Formula>& conditions, const World& world,
                                         const Mentions& mentioned, law::FactId fact);

// The world as a case that the plain evaluator can judge. No open term is answered.
[[nodiscard]] law::Case to_case(const World& world, const Mentions& mentioned);

// Whether some rule of the side holds of the case; unknown: some may, as the open terms are read. Errors: those of assess_edition.
[[nodiscard]] core::Result<law::Truth> covered(const Side& side, const law::Case& stated);

// Accepts a witness or fails with compare.witness_refused. For a gap that is not sure, sets the readings that it takes.
[[nodiscard]] core::Done confirm(const Side& covers, const Side& lacks, bool sure, const World& world,
                                 const Mentions& mentioned, Witness& witness);

}  // namespace palermo::compare
