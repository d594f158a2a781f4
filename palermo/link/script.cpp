// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/script.hpp"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "palermo/link/fold.hpp"

namespace palermo::link {

Script script_of(char32_t c) {
  if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? Script::latin : Script::none;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_LATIN:
      return Script::latin;
    case USCRIPT_KHMER:
      return Script::khmer;
    case USCRIPT_LAO:
      return Script::lao;
    case USCRIPT_THAI:
      return Script::thai;
    case USCRIPT_MYANMAR:
      return Script::myanmar;
    case USCRIPT_ARABIC:
      return Script::arabic;
    case USCRIPT_CYRILLIC:
      return Script::cyrillic;
    case USCRIPT_DEVANAGARI:
      return Script::devanagari;
    case USCRIPT_BENGALI:
      return Script::bengali;
    case USCRIPT_HAN:
      return Script::han;
    case USCRIPT_HANGUL:
      return Script::hangul;
    default:
      return u_isalpha(static_cast<UChar32>(c)) ? Script::other : Script::none;
  }
}

Script script_of(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!u_isalpha(static_cast<UChar32>(c))) continue;
    if (const Script script = script_of(c); script != Script::none) return script;
  }
  return Script::none;
}

std::string_view script_name(Script script) {
  switch (script) {
    case Script::none:
      return "none";
    case Script::latin:
      return "latin";
    case Script::khmer:
      return "khmer";
    case Script::lao:
      return "lao";
    case Script::thai:
      return "thai";
    case Script::myanmar:
      return "myanmar";
    case Script::arabic:
      return "arabic";
    case Script::cyrillic:
      return "cyrillic";
    case Script::devanagari:
      return "devanagari";
    case Script::bengali:
      return "bengali";
    case Script::han:
      return "han";
    case Script::hangul:
      return "hangul";
    case Script::other:
      return "other";
  }
  return "other";
}

}  // namespace palermo::link
