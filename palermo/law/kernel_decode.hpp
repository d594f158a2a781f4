// SPDX-License-Identifier: Apache-2.0
// From decoded columns to planes: small codes through a table of 256 truths, numbers through comparisons.
//
// A coded column holds one byte (or two) a record, an index into its dictionary of values. Every function writes
// plane_words(n) words of each plane, zero past the last record. The levels differ in speed only; the fast ones look a
// byte up in registers: 16 entries when no code from 16 on says anything, else the set of codes as 16 rows of bits.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "palermo/law/kernel.hpp"
#include "palermo/law/planes.hpp"

namespace palermo::law {

// What each code of a byte column says about one fact; codes not set say nothing.
class CodeTable {
 public:
  void set(std::uint8_t code, Truth truth);
  [[nodiscard]] Truth operator[](std::uint8_t code) const { return truth_[code]; }

  [[nodiscard]] bool narrow() const { return wide_codes_ == 0; }  // codes from 16 on say nothing
  // For the kernels: bit 7 yes, bit 6 no, by code below 16.
  [[nodiscard]] const std::array<std::uint8_t, 16>& short_row() const { return short_; }
  // Bit h % 8 of rows[h / 8][l] is set when code 16 h + l says `yes` (or `no`).
  [[nodiscard]] const std::array<std::array<std::uint8_t, 16>, 2>& yes_rows() const { return yes_; }
  [[nodiscard]] const std::array<std::array<std::uint8_t, 16>, 2>& no_rows() const { return no_; }

 private:
  std::array<Truth, 256> truth_{};
  std::array<std::uint8_t, 16> short_{};
  std::array<std::array<std::uint8_t, 16>, 2> yes_{}, no_{};
  int wide_codes_ = 0;
};

void decode(std::span<const std::uint8_t> codes, const CodeTable& table, Word* yes, Word* no, Level level = best_level());
// Two-byte codes; codes past the end of the table say nothing.
void decode(std::span<const std::uint16_t> codes, std::span<const Truth> table, Word* yes, Word* no);

// Numbers known as intervals: ends of `lo` at kNoLowest and of `hi` at kNoHighest are open. lo > hi contradicts itself.
inline constexpr std::int16_t kNoLowest = -32768;
inline constexpr std::int16_t kNoHighest = 32767;

struct Intervals {
  const std::int16_t* lo = nullptr;
  const std::int16_t* hi = nullptr;
};

// Is the number less than `bound`? Intervals that contradict themselves say nothing.
void compare(Intervals numbers, std::size_t records, std::int64_t bound, Word* yes, Word* no, Level level = best_level());
// The records whose interval is empty.
void find_empty(Intervals numbers, std::size_t records, Word* out);

}  // namespace palermo::law
