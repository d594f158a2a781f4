// SPDX-License-Identifier: Apache-2.0
// Blocking rules: which records stand in one block, so that only pairs within a block need be looked at.
//
// Each rule gives a record any number of keys (hashes of texts, the same on every machine); records with a key in common
// form a block. Rules are narrow and many: the union of them finds what one misses (facts, section 1.2).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "palermo/link/record.hpp"

namespace palermo::link {

enum class Rule : std::uint8_t {
  document,
  document_half,     // its first or its last half: one mistake leaves one of them whole
  phone,
  email,
  birth_date,        // day and month in either order
  name_pair,         // two words by matching key, in any order
  name_year,         // a word by matching key, birth years at most two apart
  skeleton_year,     // a word by its consonants, the same birth year
  skeleton_pair,     // two words by their consonants
  name_day,          // a word by matching key, day and month
  name_postcode,     // a word by its first letters, and the postcode
  name_place,        // a word by its consonants, and the place or town
  name_pair_place,   // two words by matching key, and the place or town
  address,           // street and number
  name_grams,        // MinHash bands of the letter pairs of the sorted name [arXiv 1510.07714]
  grams_year,        // narrower bands, with the birth year
};
inline constexpr std::size_t kRules = 16;

[[nodiscard]] std::string_view word(Rule rule);

// Appends the keys of one record under one rule; some may repeat.
void keys_of(const Records& records, const Record& record, Rule rule, std::vector<std::uint64_t>& out);

// What a block that is too large is split by, of one record.
struct FinerKeys {
  std::uint32_t year = 0;   // of birth
  std::uint32_t who = 0;    // sex and nationality
  std::uint32_t where = 0;  // place, town and postcode
  std::uint32_t day = 0;    // of birth, with its month
};
[[nodiscard]] FinerKeys finer_keys(const Records& records, const Record& record);

// The hash by which a block of `rule` is split at `step`, 0 .. kFinerSteps - 1: by year, then by sex and nationality, then by place and
// day; where the rule has the year already, by sex and nationality, by place, by place and day.
inline constexpr std::size_t kFinerSteps = 3;
[[nodiscard]] std::uint64_t finer_key(const FinerKeys& keys, Rule rule, std::size_t step);

}  // namespace palermo::link
