// SPDX-License-Identifier: Apache-2.0
// What NameTables holds, for the sources of this room: each table of data/names in the form that reading needs.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "palermo/link/script.hpp"

namespace palermo::link::detail {

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using TextMap = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

enum class Beside : std::uint8_t { anything, vowel, consonant };

struct KeyRule {
  std::string from;  // a-z, not empty
  std::string to;
  bool at_start = false;
  bool at_end = false;
  Beside before = Beside::anything;  // what follows
  Beside after = Beside::anything;   // what goes before
};

// How words of one script become a-z.
struct ScriptTable {
  std::string transform;              // ICU transform rules [uts35]; empty: ICU's own Any-Latin
  TextMap names;                      // folded word -> usual spelling (may hold blanks: then several tokens)
  std::vector<std::string> prefixes;  // honorifics and articles written without a blank before the name, longest first
  std::vector<std::pair<std::string, std::string>>
      leading;               // first part -> its spelling, when the rest is among names; longest first
  bool vowels_known = true;  // of what the transform makes; names always have theirs
};

struct Tables {
  std::array<std::vector<KeyRule>, 26> key_rules;  // by first letter, longest first, then in the order of the file
  std::map<Script, ScriptTable> scripts;
  TextMap variants;   // Latin spelling -> head of its class: bob -> robert, md -> mohammed
  TextSet particles;  // honorifics, titles, particles, middle words; a-z or folded text of another script
  TextSet titles;     // the same, but names when another word of the name stands before them (Ko Naing, Naing Ko)
  TextSet missing;    // folded cells that say that nothing is known
  TextSet alias_words;
  TextMap places;       // folded or romanised name without blanks -> the name that stands for all of that place
  TextSet place_words;  // state, province, ...
  TextSet documents, phones, emails;  // placeholders, normal forms
};

}  // namespace palermo::link::detail
