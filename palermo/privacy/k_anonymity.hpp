// SPDX-License-Identifier: Apache-2.0
// How many people share the same values: classes over all columns, and every combination of attributes up to a length.
//
// k over a set of columns is the smallest number of people with one cell of it (Samarati and Sweeney 1998). k over all combinations
// up to a length m is the smallest count of any combination of at most m attributes: who knows m things about a person finds at
// least k people with them. In classes "not recorded" is a value like others; in combinations it is no attribute, for nobody is found
// by what was not asked. Exact, about real people: for closed circles. Method: docs/methods/disclosure-control.md.
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

struct ClassReport {
  std::int64_t people = 0;
  std::int64_t classes = 0;
  std::int64_t smallest = 0;                     // k; 0 when there is nobody
  std::int64_t unique = 0;                       // people alone in their class
  std::int64_t below3 = 0, below5 = 0, below11 = 0;  // people in classes smaller than that
};

// The classes of people who agree in all columns of `table`. Error: privacy.unlike_tables, when it is not sound.
[[nodiscard]] core::Result<ClassReport> classes_of(const CodedColumns& table);

struct RareCombinations {
  int length = 0;
  std::int64_t combinations = 0;  // that occur
  std::int64_t rare = 0;          // fewer than k people have them
  std::int64_t unique = 0;        // one person has them
  std::int64_t smallest = 0;      // 0 when none occurs
};

// By length, 1 … `longest`. Errors: privacy.table_too_wide, core.cancelled. Cost: rows × C(columns, longest).
[[nodiscard]] core::Result<std::vector<RareCombinations>> rare_combinations(const CodedColumns& table, std::int64_t k, int longest, core::Progress& progress);

// Where `inner` holds combinations that fewer than k rows of `outer` have: how many, by length. 0 everywhere: nothing of `inner` is rare in `outer`.
[[nodiscard]] core::Result<std::vector<RareCombinations>> rare_in(const CodedColumns& inner, const CodedColumns& outer, std::int64_t k, int longest, core::Progress& progress);

}  // namespace palermo::privacy
