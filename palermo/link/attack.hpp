// SPDX-License-Identifier: Apache-2.0
// The attack on one's own list: how much of it would a reader of its filters (filters.hpp) recover without the key?
//
// The list is encoded under a key that is thrown away. The attacker has all filters, everything about the method but the key, and
// a share of the plain list (20 %, 50 %, all of it): a stand-in for a register that overlaps with the list.
//   frequency   values and filters in order of how often they stand in the list are laid side by side; among equally frequent ones the
//               attacker guesses, and what is told is the expected share.
//   graph       every filter is described by its Dice with the others; the attacker encodes the plain values under a key of its own, which
//               gives the same description up to chance. Values are matched by how often they stand, how many bits they set and the
//               distribution of their similarities; the clearest matches become anchors, and the rest is matched by the
//               similarities to these, again and again [vidanage2020]. Fields by themselves, and whole records; not sex and
//               nationality, whose filters are equal or have nothing in common: these are for frequency.
// A record counts as recovered in a field when its filter was given its value. Better attacks exist: the shares are what falls
// even to these, never what is safe. Only shares leave this file: no value, no pair, no record number.
// Deterministic: drawn in the order of contents, so neither the order of rows nor threads show.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/link/filters.hpp"

namespace palermo::link {

struct AttackOptions {
  Hardening hardening = {};
  std::vector<int> known_percent = {20, 50, 100};  // of the plain list; each in 1..100
  std::size_t at_most = 600;                       // records that are drawn for graph matching
  std::uint64_t seed = 1;
  int threads = 0;
};

enum class Attack : std::uint8_t { frequency, graph };

[[nodiscard]] std::string_view word(Attack attack);

struct Recovered {
  Attack attack = Attack::frequency;
  std::optional<FilterField> field;  // none: whole records, all fields together
  int known_percent = 100;
  std::int64_t records = 0;   // that say something in this field, among those attacked
  double share = 0;           // of them that were recovered
  double share_of_known = 0;  // of those whose plain row the attacker has
};

struct AttackReport {
  std::int64_t records = 0;
  std::int64_t drawn = 0;  // for graph matching
  std::vector<Recovered> recovered;  // by attack, field (whole records last), known share
};

// Errors: core's kCancelled.
[[nodiscard]] core::Result<AttackReport> attack_own_list(const Records& records, const AttackOptions& options, core::Progress& progress);

}  // namespace palermo::link
