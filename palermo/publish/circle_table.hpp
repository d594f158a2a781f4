// SPDX-License-Identifier: Apache-2.0
// The one exact table that partners in a closed circle may get: counts of people by up to four columns, with every total.
//
// Three ways to treat small numbers (plan: workload.counts):
//   gaps    counts of 1 … minimum − 1 are left out, and as many helpers that nobody can work out from what is shown that a gap is small;
//   floor   every count, totals too, rounded down to a multiple of the minimum;
//   random  every count rounded up or down to a multiple of the minimum, unbiased, the same cell with the same count always alike.
// Each line carries the interval that a reader can work out: of a gap, what the linear attacker finds; of a rounded count, what rounding
// leaves. A rounded table from whose totals a small count, or a small total, could be worked out exactly is refused: it depends on what
// would be shown alone. A nationality that fewer people than the minimum have is counted as other, and not named, as one that nobody has
// is not (D31); the attacker knows that each one named has the minimum.
// No differential privacy: differencing.hpp refuses a second release of anybody in it. Method: docs/methods/disclosure-control.md.
#pragma once

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/privacy/person_table.hpp"
#include "palermo/privacy/rounding_tables.hpp"
#include "palermo/publish/plan_file.hpp"
#include "palermo/publish/release_tables.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kTableGivesAway{"release.table_gives_away", core::Exit::refused, "D29"};

// The plan's only table. `key` is for random rounding and stays with the register. Errors: release.table_gives_away, privacy.table_too_large,
// privacy.reconstruction_too_large, privacy.least_too_small, core.cancelled.
[[nodiscard]] core::Result<ReleaseContent> make_circle_table(const ReleasePlan& plan, const privacy::PersonTable& people, const privacy::RandomRounding::Key& key,
                                                             core::Progress& progress);

}  // namespace palermo::publish
