// SPDX-License-Identifier: Apache-2.0
// Match keys: what two records must have exactly alike to meet in a private linkage, where nothing can be compared by degrees.
//
// A key is one text made of a record, the same for the usual spellings of one name, either order of its parts and either
// order of day and month where the key says so. A record that lacks a part has no such key and meets nobody by it.
// Stricter keys go first; what each added is told after the run. Facts: linkage 3.4. Pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/link/pair.hpp"

namespace palermo::link {

struct Records;

enum class MatchKey : std::uint8_t {
  document,            // the first document number, in its normal form
  phone,               // the last nine digits of the first telephone number
  email,
  name_birth,          // matching keys of all name words, in no order; whole date of birth that is no placeholder
  name_birth_swapped,  // skeletons of all name words; date with day and month in no order
  name_year_sex,       // matching keys of all name words; year of birth; sex
  skeleton_year_sex,   // skeletons of all name words; year of birth; sex
};

[[nodiscard]] std::span<const MatchKey> all_match_keys();
[[nodiscard]] std::string_view word(MatchKey key);  // "name_birth"
[[nodiscard]] std::optional<MatchKey> match_key_of(std::string_view word);

// What the record says under `key`; nothing when a part is missing.
[[nodiscard]] std::optional<std::string> match_text(const Records& records, RecordIndex record, MatchKey key);

}  // namespace palermo::link
