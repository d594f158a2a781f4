// SPDX-License-Identifier: Apache-2.0
// Minimal sample uniques: the smallest combinations that only one person has, and the columns that make them.
//
// A minimal sample unique of a person is a set of attributes that nobody else has, every smaller part of which somebody else has too.
// With d columns and sets of at most M, a person's score is Σ over her minimal uniques of ∏_{i=|MSU|}^{M} (d − i): the fewer columns
// tell her apart, the more ways there are to meet her (SUDA2: Elliot, Manning and Ford 2002; Manning, Haglin and Keane 2008). Whoever
// keeps a register holds everybody in it: there a sample unique is unique. "Not recorded" is no attribute.
// Names columns, and inside the house rows: for closed circles. Method: docs/methods/disclosure-control.md.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

inline constexpr std::size_t kMostUniqueColumns = 64;

struct UniquesReport {
  std::vector<std::int64_t> by_size;     // minimal uniques of 1 … M columns
  std::int64_t people = 0;               // who have one at least
  std::vector<double> score;             // by row of the table
  std::vector<double> column_share;      // by column: share of all scores that comes from sets it is in
  std::vector<std::int64_t> column_people;  // by column: people with a minimal unique that it is in
};

// Errors: privacy.unlike_tables, privacy.table_too_wide (over 64 columns), core.cancelled. Cost: rows × C(columns, longest).
[[nodiscard]] core::Result<UniquesReport> minimal_uniques(const CodedColumns& table, int longest, core::Progress& progress);

// How many people of the population are as alone as the sample says, for a simple random sample of that share: the probability that a
// match to a unique of the sample is right, π n₁ / (π n₁ + 2 (1 − π) n₂), n₁ uniques, n₂ pairs (Skinner and Elliot 2002). 1 for a register.
[[nodiscard]] double match_probability(std::int64_t uniques, std::int64_t pairs, double sampled_share);

}  // namespace palermo::privacy
