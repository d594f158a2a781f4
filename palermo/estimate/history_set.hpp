// SPDX-License-Identifier: Apache-2.0
// HistorySet: a set of capture histories of at most eight lists, as 256 bits. Terms of a model, cells of a table.
//
// A value type: copied, compared and hashed in four words, so that the sets of 32,768 models cost nothing to keep.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>

#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

// The log-linear methods read tables of two to eight lists.
inline constexpr int kMostLogLinearLists = 8;

class HistorySet {
 public:
  static constexpr std::size_t kWords = 4;

  constexpr void insert(History w) { words_[w >> 6] |= std::uint64_t{1} << (w & 63U); }
  constexpr void erase(History w) { words_[w >> 6] &= ~(std::uint64_t{1} << (w & 63U)); }
  [[nodiscard]] constexpr bool contains(History w) const { return ((words_[w >> 6] >> (w & 63U)) & 1U) != 0; }

  [[nodiscard]] constexpr bool empty() const { return (words_[0] | words_[1] | words_[2] | words_[3]) == 0; }
  [[nodiscard]] constexpr int size() const {
    return std::popcount(words_[0]) + std::popcount(words_[1]) + std::popcount(words_[2]) + std::popcount(words_[3]);
  }
  [[nodiscard]] constexpr bool subset_of(const HistorySet& other) const {
    std::uint64_t outside = 0;
    for (std::size_t i = 0; i < kWords; ++i) outside |= words_[i] & ~other.words_[i];
    return outside == 0;
  }
  [[nodiscard]] constexpr HistorySet operator&(const HistorySet& other) const {
    HistorySet both;
    for (std::size_t i = 0; i < kWords; ++i) both.words_[i] = words_[i] & other.words_[i];
    return both;
  }
  [[nodiscard]] constexpr HistorySet operator-(const HistorySet& other) const {
    HistorySet rest;
    for (std::size_t i = 0; i < kWords; ++i) rest.words_[i] = words_[i] & ~other.words_[i];
    return rest;
  }

  // Calls visit(History) for each member, ascending.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < kWords; ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        visit(static_cast<History>(64 * i + static_cast<std::size_t>(std::countr_zero(word))));
  }

  [[nodiscard]] std::size_t hash() const {
    constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15U;  // 2^64 over the golden ratio
    std::uint64_t mixed = 0;
    for (const std::uint64_t word : words_) mixed = (std::rotl(mixed, 23) ^ word) * kMix;
    return static_cast<std::size_t>(mixed ^ (mixed >> 32U));
  }

  constexpr auto operator<=>(const HistorySet&) const = default;

 private:
  std::array<std::uint64_t, kWords> words_{};
};

}  // namespace palermo::estimate
