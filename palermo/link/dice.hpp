// SPDX-License-Identifier: Apache-2.0
// Dice: all pairs of 1024-bit filters whose Dice coefficient reaches a threshold.
//
//   Dice(a, b) = 2 |a & b| / (|a| + |b|)          |x|: bits set in x
//
// Filters are kept sorted by |x|: a pair can reach t only if min(|a|, |b|) / max(|a|, |b|) >= t / (2 - t) (anonlink,
// similarities/dice.cpp), so that each filter meets one stretch of the other set. Eight filters stand word by word beside each
// other (a block), and their eight counts are made at once. Which pairs are found, their numbers and their order are the same on
// every path and for any number of threads: a pair is judged in whole numbers, against a table of the least |a & b| for each
// |a| + |b|. A filter without any bit says nothing and meets nobody.
// Facts: linkage 3.1 (6), 4.3. Memory: 130 bytes a filter, and at most 64 MB of pairs before they are handed on.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"

namespace palermo::link {

inline constexpr std::size_t kFilterBits = 1024;
inline constexpr std::size_t kFilterWords = kFilterBits / 64;

struct Filter {
  std::array<std::uint64_t, kFilterWords> words{};

  void set(std::size_t bit) { words[bit / 64] |= std::uint64_t{1} << (bit % 64); }
  [[nodiscard]] bool has(std::size_t bit) const { return (words[bit / 64] >> (bit % 64) & 1U) != 0; }
  [[nodiscard]] int bits() const;
  auto operator<=>(const Filter&) const = default;
};

// |a & b|, and Dice; 0 when neither has a bit.
[[nodiscard]] int shared_bits(const Filter& a, const Filter& b);
[[nodiscard]] double dice(const Filter& a, const Filter& b);

// How pairs are counted. One program has them all and takes the fastest that the machine knows.
enum class DicePath : std::uint8_t { portable, popcnt, avx2, avx512bw, avx512_vpopcntdq };

inline constexpr std::array kDicePaths = {DicePath::portable, DicePath::popcnt, DicePath::avx2, DicePath::avx512bw, DicePath::avx512_vpopcntdq};

[[nodiscard]] std::string_view word(DicePath path);
[[nodiscard]] bool available(DicePath path);
[[nodiscard]] DicePath fastest_path();

// Eight filters: word w of filter l is words[8 w + l].
struct alignas(64) FilterBlock {
  std::array<std::uint64_t, 8 * kFilterWords> words{};
};

// Filters sorted by bits set, those of equal bits in the order given; those without a bit are left out.
class FilterSet {
 public:
  explicit FilterSet(std::span<const Filter> filters);

  [[nodiscard]] std::size_t size() const { return number_.size(); }  // with at least one bit
  [[nodiscard]] std::size_t given() const { return given_; }
  [[nodiscard]] std::uint32_t number(std::size_t position) const { return number_[position]; }
  [[nodiscard]] std::size_t bits(std::size_t position) const { return bits_[position]; }
  [[nodiscard]] std::size_t first_with(std::size_t bits) const { return first_with_[bits]; }  // position; bits <= 1025
  [[nodiscard]] const FilterBlock* blocks() const { return blocks_.data(); }
  void copy(std::size_t position, std::uint64_t* words) const;

 private:
  std::size_t given_ = 0;
  std::vector<FilterBlock> blocks_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint16_t> bits_;
  std::array<std::size_t, kFilterBits + 2> first_with_{};
};

struct DicePair {
  std::uint32_t a = 0, b = 0;  // numbers of the filters as they were given; within one set a stands before b in order of bits
  std::uint32_t shared = 0;    // |a & b|
  float dice = 0;

  bool operator==(const DicePair&) const = default;
};

struct DiceOptions {
  double threshold = 0.8;     // in (0, 1]
  bool length_bound = true;   // false: every pair is counted, to measure what the bound saves
  int threads = 0;            // <= 0: as many as the machine has
  std::optional<DicePath> path = {};  // none: the fastest
};

struct DiceCount {
  std::uint64_t pairs = 0;     // of filters with bits
  std::uint64_t computed = 0;  // those whose shared bits were counted; the others cannot reach the threshold
  std::uint64_t found = 0;
};

using DiceSink = std::function<void(std::span<const DicePair>)>;

// Hands every pair of at least the threshold to `sink`, piece by piece, from the calling thread, always in the same order.
// Errors: core's kCancelled.
[[nodiscard]] core::Result<DiceCount> dice_pairs(const FilterSet& a, const FilterSet& b, const DiceOptions& options, core::Progress& progress, const DiceSink& sink);
// Pairs within one set, each once.
[[nodiscard]] core::Result<DiceCount> dice_pairs(const FilterSet& set, const DiceOptions& options, core::Progress& progress, const DiceSink& sink);

}  // namespace palermo::link
