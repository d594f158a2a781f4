// SPDX-License-Identifier: Apache-2.0
// Matching key and skeleton: one spelling for the usual spellings of one name.
//
//   Sokha, Sokkha, Sokhaa -> soka     Mohammed, Muhammad, Mohamad -> key differs in vowels, skeleton the same
//
// The rules are data (data/names/matching_key.yaml; facts section 1.4). A key merges what clerks write for the same
// sound; a skeleton keeps its consonants, merged further, and whether it begins with a vowel. Both are levels below
// exact: two different names may share one, and that costs bits, not truth. Keys are a-z, at most kKeyBytes long.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "palermo/link/name_tables.hpp"

namespace palermo::link {

inline constexpr std::size_t kKeyBytes = 31;  // longer keys are cut

// A short text without allocation.
class KeyText {
 public:
  [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] char back() const { return bytes_[size_ - 1U]; }
  void push(char c) {
    if (size_ < kKeyBytes) bytes_[size_++] = c;
  }
  void pop() { --size_; }
  void clear() { size_ = 0; }

 private:
  std::array<char, kKeyBytes + 1> bytes_{};
  std::uint8_t size_ = 0;
};

// `roman`: a-z only, as NameToken::roman holds it; other bytes are skipped.
[[nodiscard]] KeyText matching_key(const NameTables& tables, std::string_view roman);

// `key`: what matching_key returned. First letter (any vowel is 'a'), then consonants, doubles and glides dropped.
[[nodiscard]] KeyText skeleton(std::string_view key);

}  // namespace palermo::link
