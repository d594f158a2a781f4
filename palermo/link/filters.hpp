// SPDX-License-Identifier: Apache-2.0
// Keyed filters (tier B): a record as one Bloom filter of 1024 bits for each field, for a unit that never holds the key.
//
// A field is a set of short texts (grams): pairs of letters of the name words' matching keys, parts of the date of birth, a value
// as a whole. Each gram sets bits that only the key tells: BLAKE2b-512 keyed with a key of this project and this field, read as
// 16-bit numbers (clkhash's blakeHash; never double hashing). Every field sets about kFilterBudget bits, shared out among its grams, so
// that similar values have similar filters: Dice on filters nears Dice on grams. A field that is not known has no filter: 0 bits
// of weight, never disagreement.
//
// What this is: PSEUDONYMISED, personal data in law (GDPR recital 26). It keeps casual readers and outsiders without the key away.
// It does NOT withstand a unit that holds a population register or a similar list (frequency and graph matching: attack.hpp
// shows how much of one's own list falls), nor a unit that colludes with one holder. Not anonymous, and never called so.
// Source: facts linkage 3.1-3.3, 3.6; [schnell2009], Brown et al. 2019 (a filter a field). Pure functions, thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/link/blinding.hpp"
#include "palermo/link/dice.hpp"
#include "palermo/link/pair.hpp"

namespace palermo::link {

struct Records;

enum class FilterField : std::uint8_t { name, birth, sex, nationality, place, phone, document };

inline constexpr std::array kFilterFields = {FilterField::name,  FilterField::birth, FilterField::sex,     FilterField::nationality,
                                             FilterField::place, FilterField::phone, FilterField::document};

[[nodiscard]] std::string_view word(FilterField field);

inline constexpr std::size_t kFilterBudget = 480;  // bits drawn for a filter: some 37 % of 1024 are set

struct Hardening {
  // 512 bits beside their complement, in an order that the key tells: every filter has 512 bits set, so that how many grams a value has
  // does not show. Values that are equal or similar still show.
  bool balanced = false;
  // The year of birth enters every gram. Lists fall apart into years, which stops much of graph matching only where years are
  // nearly unique; a year that is wrong or missing on one side makes all fields of a true pair disagree. Not for lists with ages.
  bool salted_by_year = false;

  bool operator==(const Hardening&) const = default;
};

// The grams of a field, sorted, each once; none: not known.
[[nodiscard]] std::vector<std::string> grams_of(const Records& records, RecordIndex record, FilterField field);
// What enters every gram: the year of birth, "0000" where it is not known or no salt is wanted.
[[nodiscard]] std::string salt_of(const Records& records, RecordIndex record, const Hardening& hardening);

// Makes filters. Held by the holders only; who has it can try out every name.
class FilterEncoder {
 public:
  // `secret`: shared by the holders of a project and nobody else.
  FilterEncoder(const Secret& secret, std::string_view project, const Hardening& hardening);

  // A filter without bits when there are no grams. `salt`: four characters (salt_of).
  [[nodiscard]] Filter encode(FilterField field, std::span<const std::string> grams, std::string_view salt) const;
  [[nodiscard]] std::optional<Filter> encode(const Records& records, RecordIndex record, FilterField field) const;
  [[nodiscard]] const Hardening& hardening() const { return hardening_; }

 private:
  Hardening hardening_;
  std::array<Secret, kFilterFields.size()> keys_;
  std::array<std::vector<std::uint16_t>, kFilterFields.size()> places_;  // balanced: where each bit and its complement stand
};

}  // namespace palermo::link
