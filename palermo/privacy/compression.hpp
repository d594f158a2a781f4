// SPDX-License-Identifier: Apache-2.0
// Compression: rare levels of large columns counted together, so that noise is not spent on cells where nobody can be named anyway.
//
// Which levels are rare is read off the noisy one-way tables, so it is public. A rare level joins the rare levels of the same group
// of the column's first hierarchy (countries of one region), or all rare ones where there is none. In what is released a group of
// rare levels stands as "other" where the codebook has it, else as missing: to spread it over its members would invent people.
// Source: [mckenna2021], section 4 (compression of the domain).
#pragma once

#include <optional>
#include <vector>

#include "palermo/privacy/graphical_model.hpp"
#include "palermo/privacy/person_table.hpp"

namespace palermo::privacy {

struct CoarseColumn {
  std::vector<Level> coarse_of;             // by level of the codebook
  std::vector<std::vector<Level>> members;  // by coarse level: ascending
  std::vector<Level> shown;                 // by coarse level: the codebook's level that stands for it in released rows
  int empty = -1;                           // coarse level that is missing, or -1
  std::optional<Level> missing;             // level of the codebook
  std::vector<double> bar{};                // by coarse level: noisy people from which it keeps its name, −∞ where none was asked; or empty

  // Whether the level names something in released rows: neither missing, nor rare levels that are shown as missing.
  [[nodiscard]] bool is_attribute(std::size_t level) const { return !missing || shown[level] != *missing; }

  [[nodiscard]] std::size_t size() const { return members.size(); }
};

using CoarseColumns = std::vector<CoarseColumn>;

// Levels as they are.
[[nodiscard]] CoarseColumns fine_columns(const Codebook& codebook);

// `one_way`: by column of the codebook. A level of a column of more than `least_size` levels is rare when it is under
// `threshold` standard deviations of its noise; missing and other are never called rare, but other takes the rare ones in.
[[nodiscard]] CoarseColumns coarse_columns(const Codebook& codebook, std::span<const MeasuredTable> one_way, double threshold = 3,
                                           std::size_t least_size = 12);

// The same people by coarse columns; the result's codebook has no rules.
[[nodiscard]] PersonTable coarse_table(const PersonTable& table, const CoarseColumns& columns);

// A noisy one-way table added up to coarse levels, with the variances that follow.
[[nodiscard]] MeasuredTable coarse_one_way(const MeasuredTable& table, const CoarseColumn& column);

// What the codebook's rules forbid among coarse levels; rules over more than `most_cells` cells are left to whoever mends rows.
[[nodiscard]] std::vector<ForbiddenCells> structural_zeros(const Codebook& codebook, const CoarseColumns& columns, double most_cells = 2e5);

[[nodiscard]] std::vector<int> sizes_of(const CoarseColumns& columns);

}  // namespace palermo::privacy
