// SPDX-License-Identifier: Apache-2.0
// Interner: texts by number, each kept once. Number 0 is the empty text. Reading is safe from any thread once filled.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string_view>
#include <vector>

namespace palermo::link {

using TextId = std::uint32_t;

// FNV-1a with a final mix: the same on every machine, for keys and orders; not for secrets.
[[nodiscard]] std::uint64_t stable_hash(std::string_view text, std::uint64_t seed = 0);
[[nodiscard]] constexpr std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 33U;
  x *= 0xff51afd7ed558ccdULL;
  x ^= x >> 33U;
  x *= 0xc4ceb9fe1a85ec53ULL;
  return x ^ (x >> 33U);
}

class Interner {
 public:
  Interner();
  TextId add(std::string_view text);
  [[nodiscard]] std::string_view text(TextId id) const { return entries_[id].text; }
  [[nodiscard]] std::uint64_t hash(TextId id) const { return entries_[id].hash; }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::string_view text;
    std::uint64_t hash = 0;
  };
  void grow();
  std::vector<Entry> entries_;
  std::vector<TextId> slots_;  // open addressing, 0 is free
  std::deque<std::unique_ptr<char[]>> blocks_;
  std::size_t left_ = 0;
  char* next_ = nullptr;
};

}  // namespace palermo::link
