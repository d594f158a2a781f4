// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/plain_text.hpp"

namespace palermo::core {
namespace {

// The character that begins at text[at], and its length; a byte that begins none is taken alone.
struct Character {
  char32_t code = 0;
  std::size_t length = 1;
};

Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (length == 1 || lead < 0xC2 || at + length > text.size()) return {lead, 1};
  auto code = static_cast<char32_t>(lead & (0xFFU >> (length + 1)));
  for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (byte(i) & 0x3FU);
  return {code, length};
}

bool parts_words(char32_t c) { return (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029; }

bool is_no_text(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || parts_words(c) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

std::string_view without_line_ends(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

bool is_one_line(std::string_view text) {
  text = without_line_ends(text);
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (is_no_text(c.code)) return false;
    at += c.length;
  }
  return true;
}

}  // namespace

std::string one_line(std::string_view text) {
  text = without_line_ends(text);
  std::string line;
  bool parted = false;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (!is_no_text(c.code)) {
      if (parted && !line.empty() && line.back() != ' ') line += ' ';
      parted = false;
      line += text.substr(at, c.length);
    }
    parted = parted || parts_words(c.code);
    at += c.length;
  }
  return line;
}

Done require_one_line(const Value& document) {
  if (document.is_text() && !is_one_line(document.as_text())) return fail(kNotOneLine, document.place());
  for (const Value& item : document.items()) PALERMO_CHECK_DONE(require_one_line(item));
  for (const auto& [key, value] : document.members()) {
    if (!is_one_line(key)) return fail(kNotOneLine, value.place());
    PALERMO_CHECK_DONE(require_one_line(value));
  }
  return {};
}

}  // namespace palermo::core
