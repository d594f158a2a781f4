// SPDX-License-Identifier: Apache-2.0
// The inner loop of dice.hpp, once for each kind of processor. For use by dice.cpp and its tests only.
//
// A kernel counts the bits that one filter shares with every filter of some blocks and keeps those that reach what the block
// needs. Sixteen words are added bit by bit first (carry-save adders: 15 words become ones, twos, fours and eights), so that
// five words are counted where sixteen would be; a count of bits in a byte is two look-ups of four bits [mula2018].
#pragma once

#include <cstddef>
#include <cstdint>

#include "palermo/link/dice.hpp"

namespace palermo::link {

struct DiceHit {
  std::uint32_t at = 0;  // 8 * block + lane, from the first block given
  std::uint32_t shared = 0;
};

// `query`: 16 words, aligned to 64 bytes. need[k]: the least shared bits in block k. Room for 8 * count hits at `out`; returns how many.
using DiceKernel = std::size_t (*)(const std::uint64_t* query, const FilterBlock* blocks, std::size_t count, const std::uint16_t* need, DiceHit* out);

// Null for a path that this program has not (another kind of processor).
[[nodiscard]] DiceKernel kernel(DicePath path);

}  // namespace palermo::link
