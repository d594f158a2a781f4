// SPDX-License-Identifier: Apache-2.0
// Matrix: how every law of a theme stands to every other: trafficking definitions among themselves, smuggling and facilitation among
// themselves.
//
// A law belongs to trafficking by the offences of its last version that mention an act with a person (group act), and to smuggling by
// those that mention facilitation or the making, getting or holding of documents; only these offences are compared. No witness is
// made. Each pair is decided once; the other half of the table is its mirror. The result does not depend on the number of threads.
#pragma once

#include <string>
#include <vector>

#include "palermo/compare/compare.hpp"
#include "palermo/core/catalogue.hpp"
#include "palermo/core/progress.hpp"

namespace palermo::compare {

struct ThemeMatrix {
  std::string theme;             // "trafficking", "smuggling"
  std::vector<Side> sides;       // in the corpus's order
  std::vector<Verdict> verdicts; // row by row; the row's law to the column's

  [[nodiscard]] const Verdict& at(std::size_t row, std::size_t column) const { return verdicts[row * sides.size() + column]; }
};

struct MatrixOptions {
  std::int64_t time_limit_ms = 60'000;  // for all pairs together; those that it leaves over are not decided
  int threads = 2;
};

// Errors: core.cancelled, compare.solver_fault.
[[nodiscard]] core::Result<std::vector<ThemeMatrix>> matrix(const law::Corpus& corpus, const MatrixOptions& options,
                                                            core::Progress& progress);

[[nodiscard]] std::string to_text(const std::vector<ThemeMatrix>& themes, const core::Catalogue& catalogue);
[[nodiscard]] core::Value to_value(const std::vector<ThemeMatrix>& themes);  // docs/formats/law-compare-all.schema.json

}  // namespace palermo::compare
