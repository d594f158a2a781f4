// SPDX-License-Identifier: Apache-2.0
// AIM and MST: which tables to buy with the budget, and the model of them.
//
// Both begin with the number of people and all one-way tables. A table of n cells is bought with ρ = u n^⅔: of all ways to share a
// budget it makes the expected error, summed over tables, least. AIM: in rounds, the model is fitted, then pairs (and triples of starred
// columns) are chosen by the exponential mechanism on |exact − model| less the error that their own noise would make, and
// measured, until the round's share is spent. MST: a tree of pairs, each the worst that joins two parts.
// Where people are few beside the noise, columns come first and fewer pairs are bought, each better: sized_for().
// Differences from the papers, and why: docs/methods/synthesis.md. Sources: [mckenna2022], [mckenna2021], [zhang2021] (⅔).
#pragma once

#include "palermo/core/progress.hpp"
#include "palermo/privacy/graphical_model.hpp"
#include "palermo/privacy/survey.hpp"

namespace palermo::privacy {

struct SelectionOptions {
  double people = 0.03;         // share of the allowance for the number of people
  double one_way = 0.12;        // for all one-way tables
  double verdict = 0.01;        // for telling how far the rows are from the people (pair_error.hpp)
  double choice = 0.08;         // for the exponential mechanism
  int rounds = 4;
  double breadth = 10;          // shares are sized so that about this many tables a column could be bought, cells considered
  double most_cells = 1.5e5;     // of the junction tree, before any are forbidden
  std::vector<ColumnSet> triples;  // candidates beside all pairs
};

// Shares for so many people (a noisy number, or what a plan expects) and an allowance of `rho`. With s = people √(2ρ), people in standard
// deviations of a count that all of ρ bought, and t = min(1, s / 8000): one_way 0.12 / t, at most 0.45; verdict 0.01 / t, at most 0.04;
// breadth 14 t, from 3 to 10. After the noise. What was tried: docs/methods/synthesis.md.
[[nodiscard]] SelectionOptions sized_for(SelectionOptions options, double people, Rho rho);

// The number of people. Errors: privacy.budget_gone.
[[nodiscard]] core::Done survey_people(Survey& survey, const SelectionOptions& options);
// After it: one-way tables, then coarse levels. Errors: privacy.budget_gone.
[[nodiscard]] core::Done survey_columns(Survey& survey, const Codebook& codebook, const SelectionOptions& options);

// Errors: privacy.budget_gone, privacy.model_too_large, core.cancelled.
[[nodiscard]] core::Done survey_aim(Survey& survey, std::span<const ForbiddenCells> zeros, const SelectionOptions& options, core::Progress& progress);
[[nodiscard]] core::Done survey_mst(Survey& survey, std::span<const ForbiddenCells> zeros, const SelectionOptions& options, core::Progress& progress);

// The tables, in the order in which they were bought, that fit a junction tree of at most `most_cells`; the others' places in `left_out`.
[[nodiscard]] std::vector<MeasuredTable> tables_that_fit(const Survey& survey, std::span<const ForbiddenCells> zeros, double most_cells,
                                                         std::vector<std::size_t>* left_out = nullptr);

// The model of those tables.
[[nodiscard]] core::Result<GraphicalModel> fit_survey(const Survey& survey, std::span<const MeasuredTable> tables, std::span<const ForbiddenCells> zeros,
                                                      std::span<const ColumnSet> held, const FitOptions& options, const Potentials& start = {});

}  // namespace palermo::privacy
