// SPDX-License-Identifier: Apache-2.0
// How often an attack succeeds, and what of that the release is to blame for.
//
// The same attack is made on people whose rows went into the release (main), on people held out of it (control), and by guessing
// without the release (naive). What works on control people too is what anybody may learn about the world:
//
//   r̂ = (N_s + z²/2) / (N_a + z²),  half width z/(N_a + z²) · √(N_s (N_a − N_s)/N_a + z²/4)        (Wilson)
//   risk = (r_main − r_control) / (1 − r_control)
//
// An attack that is no better than guessing says nothing, neither good nor bad. Source: Giomi and others 2023 (Anonymeter); the risk's
// interval is by propagation of the two errors. Method: docs/methods/release-attacks.md.
#pragma once

#include <cstdint>

#include "palermo/core/result.hpp"
#include "palermo/privacy/coded_columns.hpp"

namespace palermo::privacy {

// Who declares whose rows these are. There is no third kind: a file of another publisher is not attacked (SAFEGUARDS U2).
enum class Declared : std::uint8_t { simulated, own_cases };

// The three tables of one attack; all with the same columns, none without rows.
struct AttackTables {
  CodedColumns original;   // people whose rows went into the release
  CodedColumns control;    // people held out of it
  CodedColumns synthetic;  // the release
};

// Whether they can be attacked: sound, of the same columns, none empty. The attacks take it for granted.
[[nodiscard]] bool is_sound(const AttackTables& tables);

struct AttackOptions {
  std::int64_t tries = 2000;
  double z = 1.96;
  std::uint64_t seed = 1;
};

struct Rate {
  std::int64_t successes = 0, tries = 0;
  double rate = 0, half_width = 0;  // 0 and 0 when nothing was tried
};

[[nodiscard]] Rate wilson(std::int64_t successes, std::int64_t tries, double z = 1.96);

struct AttackResult {
  Rate main, control, naive;
  double risk = 0, low = 0, high = 0;  // between 0 and 1
  bool better_than_guessing = false;   // else the risk says nothing
};

[[nodiscard]] AttackResult risk_of(const Rate& main, const Rate& control, const Rate& naive);

}  // namespace palermo::privacy
