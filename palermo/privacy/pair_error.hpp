// SPDX-License-Identifier: Apache-2.0
// Pair error: how far synthetic rows are from the people on pairs of columns, and whether the same rows with their columns shuffled
// apart would be as near. Then the rows carry no association worth the name, and whoever reads them must be told.
//
// Both are measured about the people, with noise, and paid for (measure_distance): an error that a holder computes on the real table must stay
// inside, this one may be published. It is cheap, because a mean over tables has sensitivity 1: 1 % of ε = 4 tells the mean total
// variation of 10,000 people with a standard error of .001. The rows are public by then, so this is adaptive composition as any other step.
// Method: docs/methods/synthesis.md.
#pragma once

#include "palermo/privacy/survey.hpp"
#include "palermo/privacy/synthesis.hpp"

namespace palermo::privacy {

// Spends `rho`, which the survey has set aside: a third on pairs of columns, on the same shuffled apart, and on single columns. `rows` by the codebook's levels; its pairs of
// more than kMostCells cells are left out. Empty where there is no pair. Errors: privacy.budget_gone (D29).
[[nodiscard]] core::Result<std::optional<PairError>> measure_pair_error(Survey& survey, const Codebook& codebook, const CodedRows& rows, Rho rho);

}  // namespace palermo::privacy
