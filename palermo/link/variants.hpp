// SPDX-License-Identifier: Apache-2.0
// Variants: pairs of spellings that the lists themselves show to be used for one person's name (Thomas and Tom).
//
// Learned without truth: among pairs that are of one person by everything else they say, two words that stand against each
// other far more often than chance would have it are variants. They count as near words.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_set>

namespace palermo::link {

class Variants {
 public:
  void add(std::uint32_t a, std::uint32_t b) {
    pairs_.insert(key(a, b));
    words_.insert({a, b});
  }
  [[nodiscard]] bool has(std::uint32_t a, std::uint32_t b) const { return pairs_.contains(key(a, b)); }
  [[nodiscard]] bool any(std::uint32_t word) const { return words_.contains(word); }  // has some variant
  [[nodiscard]] std::size_t size() const { return pairs_.size(); }

 private:
  static std::uint64_t key(std::uint32_t a, std::uint32_t b) {
    return a < b ? (std::uint64_t{a} << 32U) | b : (std::uint64_t{b} << 32U) | a;
  }
  std::unordered_set<std::uint64_t> pairs_;
  std::unordered_set<std::uint32_t> words_;
};

// One pair of words that stood against each other in two records of one person.
struct Against {
  std::uint32_t a = 0, b = 0;  // spellings
};

struct VariantOptions {
  double least = 5;  // times seen
  double lift = 6;   // times as often as chance: (times a is left over) * (times b is) / all
};

// In any order; the result does not depend on it.
[[nodiscard]] Variants learn_variants(std::span<const Against> seen, const VariantOptions& options = {});

}  // namespace palermo::link
