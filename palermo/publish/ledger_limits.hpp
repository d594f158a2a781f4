// SPDX-License-Identifier: Apache-2.0
// What a ledger is opened with: the register, and the most that may ever be told about its people. YAML, palermo-release-limits/1.
//
//   format: palermo-release-limits/1
//   register: Register of assisted persons of Velmora
//   epsilon_per_year: 8       # on a person's records of one year, over all releases
//   epsilon_ever: 12          # over all years together; at least the same
//   delta: 1.0e-6
// Both become zCDP rho, rounded down; rho is what is spent and compared. They cannot be changed later: a budget that could be
// raised when it is gone would be none.
#pragma once

#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"
#include "palermo/publish/ledger.hpp"

namespace palermo::publish {

inline constexpr core::ErrorKind kBadLimits{"release.bad_limits", core::Exit::unreadable};

// `officers`: at least two, of different names and keys. Errors: release.bad_limits, schema.*.
[[nodiscard]] core::Result<Opened> parse_limits(std::string_view text, std::string_view file, std::vector<Officer> officers);

// The ledger as an answer shows it: palermo-release-ledger-state/1.
[[nodiscard]] core::Value ledger_state(const Ledger& ledger);

}  // namespace palermo::publish
