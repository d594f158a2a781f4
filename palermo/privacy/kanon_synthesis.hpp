// SPDX-License-Identifier: Apache-2.0
// Synthetic rows in which every combination of attributes, of any length, is one that at least k real people have. No noise.
//
// Each real row is the seed of one synthetic row: of its attributes one is drawn after another, with probability proportional to the
// number of people who have it together with those drawn before, as long as at least k do. So the whole row, and with it every part of
// it, is shared by k people. Filling then puts attributes that were left over into cells where the seed had something recorded, where
// the same holds; whole rows are kept and no fragments are added. Last, every attribute is thinned to its count floored to a
// multiple of k, and rows to theirs. (Row seeding: Synthetic Data Showcase, Edge and others, arXiv 2005.05688; filling is ours.)
//
// The guarantee is about combinations, not about change: who holds two releases, or knows all people but one, learns more; it is
// no differential privacy. For closed circles. Method: docs/methods/disclosure-control.md.
#pragma once

#include <cstdint>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

inline constexpr core::ErrorKind kTooFewShare{"privacy.too_few_share", core::Exit::refused, "D29"};  // args: k

struct KanonOptions {
  std::int64_t k = 10;
  bool fill = true;
  std::uint64_t seed = 1;
};

// A column of `real` without an empty level gets one after its own. Does not depend on the order of rows.
// Errors: privacy.too_few_share below k = 3, privacy.unlike_tables, core.cancelled. Cost: rows × the rows that share an attribute.
[[nodiscard]] core::Result<CodedTable> kanon_rows(const CodedColumns& real, const KanonOptions& options, core::Progress& progress);

// `real` with an empty level in every column: what kanon_rows is to be compared with.
[[nodiscard]] CodedColumns with_empty_levels(CodedColumns real);

}  // namespace palermo::privacy
