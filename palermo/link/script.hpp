// SPDX-License-Identifier: Apache-2.0
// Script: the writing system of a word, as far as this room treats them differently.
//
// `none` has no letters. Vietnamese is Latin; Persian and Urdu letters are Arabic; Nepali and Hindi are Devanagari.
#pragma once

#include <cstdint>
#include <string_view>

namespace palermo::link {

enum class Script : std::uint8_t {
  none,
  latin,
  khmer,
  lao,
  thai,
  myanmar,
  arabic,
  cyrillic,
  devanagari,
  bengali,
  han,
  hangul,
  other,
};

// The script of one code point; none for digits, marks and punctuation outside the blocks of a script.
[[nodiscard]] Script script_of(char32_t c);

// The script of the first letter of UTF-8 text; none when it has no letter. Never fails: broken bytes are skipped.
[[nodiscard]] Script script_of(std::string_view text);

[[nodiscard]] std::string_view script_name(Script script);  // "khmer": the word that the tables and charts use

}  // namespace palermo::link
