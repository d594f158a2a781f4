// SPDX-License-Identifier: Apache-2.0
// Reconstruction: what do published tables of few columns give away about the table of all of them?
//
// The attacker knows ranges of counts: of every cell of each published table, exact ones being ranges of one number. Over all tables of
// counts that agree, she takes the least and the greatest value of each cell: two linear programs a cell. A cell whose ends meet in whole
// people is reconstructed. Small tables, for tests and for the holder's own plan; cost grows with the square of the cells.
// After Dinur and Nissim 2003; Garfinkel, Abowd and Martindale 2019. Method: docs/methods/release-attacks.md.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/core/result.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kNoSuchTable{"privacy.no_such_table", core::Exit::usage};  // ranges no table agrees with, or of the wrong shape
inline constexpr core::ErrorKind kReconstructionTooLarge{"privacy.reconstruction_too_large", core::Exit::usage};  // args: cells, most
inline constexpr std::size_t kMostReconstructedCells = 4'000;

struct CountRange {
  std::int64_t low = 0, high = 0;
};

// A published table: its columns, in rising order, and a range a cell, the last column fastest. No columns: the number of people.
struct PublishedRanges {
  std::vector<std::size_t> columns;
  std::vector<CountRange> cells;
};

struct ReconstructedCell {
  std::int64_t low = 0, high = 0;
  [[nodiscard]] bool is_settled() const { return low == high; }
};

// One a cell of the table of all columns with these sizes, the last fastest. Errors: privacy.no_such_table, privacy.reconstruction_too_large.
[[nodiscard]] core::Result<std::vector<ReconstructedCell>> reconstruct(const std::vector<int>& sizes, std::span<const PublishedRanges> published);

// How well it went, against the truth.
struct ReconstructionScore {
  std::int64_t cells = 0;
  std::int64_t settled = 0;        // with one possible value
  std::int64_t occupied = 0, occupied_settled = 0;  // cells with somebody in them
  std::int64_t small = 0, small_settled = 0;        // with 1 … k − 1 people
};
[[nodiscard]] ReconstructionScore score_of(std::span<const ReconstructedCell> found, std::span<const std::int64_t> truth, std::int64_t k);

}  // namespace palermo::privacy
