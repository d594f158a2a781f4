// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/row_cutter.hpp"

#include <bit>
#include <cstdint>
#include <cstring>

namespace palermo::core {
namespace {

constexpr std::uint64_t kOnes = 0x0101010101010101U;
constexpr std::uint64_t kHighs = 0x8080808080808080U;
constexpr std::size_t kWord = sizeof(std::uint64_t);

constexpr std::uint64_t everywhere(char c) { return kOnes * static_cast<unsigned char>(c); }

// The high bit of each byte of `word` that equals the byte of `wanted`; no carry crosses bytes, so it is exact.
std::uint64_t equal_bytes(std::uint64_t word, std::uint64_t wanted) {
  const std::uint64_t difference = word ^ wanted;
  return ~(((difference & ~kHighs) + ~kHighs) | difference | ~kHighs);
}

// Eight bytes with the first in the lowest place; past the end there are zeros.
std::uint64_t load(std::string_view text, std::size_t at) {
  std::uint64_t word = 0;
  if (at + kWord <= text.size()) {
    std::memcpy(&word, text.data() + at, kWord);
  } else {
    std::memcpy(&word, text.data() + at, text.size() - at);
  }
  if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
  return word;
}

std::size_t first_byte(std::uint64_t marks) { return static_cast<std::size_t>(std::countr_zero(marks)) / 8; }

std::uint64_t line_ends(std::uint64_t word) { return equal_bytes(word, everywhere('\n')) | equal_bytes(word, everywhere('\r')); }

}  // namespace

std::size_t RowCutter::cut(std::string_view text, std::vector<std::string_view>& fields) {
  fields.clear();
  unfinished_ = false;
  std::size_t begin = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::uint64_t word = load(text, at);
    const std::uint64_t delimiters = equal_bytes(word, everywhere(delimiter_));
    const std::uint64_t stops = line_ends(word) | equal_bytes(word, everywhere('"'));
    const std::uint64_t before_stop = (stops & (~stops + 1)) - 1;  // all ones when there is no stop
    for (std::uint64_t marks = delimiters & before_stop; marks != 0; marks &= marks - 1) {
      const std::size_t end = at + first_byte(marks);
      fields.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    if (stops == 0) {
      at += kWord;
      continue;
    }
    const std::size_t end = at + first_byte(stops);
    if (text[end] != '"') {
      has_row_ = end > 0;
      if (has_row_) fields.push_back(text.substr(begin, end - begin));
      return end + 1;
    }
    const std::size_t after = end == begin ? after_quoted(text, begin) : 0;
    if (after == 0) return 0;
    fields.push_back(text.substr(begin + 1, after - begin - 2));
    if (text[after] != delimiter_) {
      has_row_ = true;
      return after + 1;
    }
    at = begin = after + 1;
  }
  unfinished_ = true;
  return 0;
}

std::size_t RowCutter::after_quoted(std::string_view text, std::size_t begin) const {
  const std::size_t close = text.find('"', begin + 1);
  if (close == std::string_view::npos || close + 1 == text.size()) return 0;
  const char next = text[close + 1];
  return next == delimiter_ || next == '\n' || next == '\r' ? close + 1 : 0;
}

std::size_t find_line_end(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += kWord)
    if (const std::uint64_t ends = line_ends(load(text, at)); ends != 0) return at + first_byte(ends);
  return std::string_view::npos;
}

}  // namespace palermo::core
