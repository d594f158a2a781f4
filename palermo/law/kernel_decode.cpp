// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/kernel_decode.hpp"

#include <algorithm>

#if PALERMO_X86_LEVELS
#include <immintrin.h>
#endif

namespace palermo::law {
namespace {

struct Bits {
  Word yes = 0, no = 0;
};

// 64 codes at a time; `codes` has 64 readable bytes.
Bits decode_plain(const std::uint8_t* codes, const CodeTable& table) {
  Bits bits;
  for (unsigned i = 0; i < 64; ++i) {
    const Truth truth = table[codes[i]];
    bits.yes |= Word{truth == Truth::yes} << i;
    bits.no |= Word{truth == Truth::no} << i;
  }
  return bits;
}

#if PALERMO_X86_LEVELS
PALERMO_TARGET_AVX2 inline __m256i row256(const std::array<std::uint8_t, 16>& row) {
  return _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(row.data())));
}
PALERMO_TARGET_AVX2 inline Word mask64(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         Word{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32;
}
// A code of 16 or more saturates past 0x7f, and a shuffle index past 0x7f gives zero.
PALERMO_TARGET_AVX2 inline __m256i look_up(__m256i row, const std::uint8_t* codes) {
  const __m256i index = _mm256_adds_epu8(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes)), _mm256_set1_epi8(0x70));
  return _mm256_shuffle_epi8(row, index);
}
PALERMO_TARGET_AVX2 void narrow_avx2(const std::uint8_t* codes, std::size_t words, const CodeTable& table, Word* yes, Word* no) {
  const __m256i row = row256(table.short_row());
  for (std::size_t w = 0; w < words; ++w) {
    const __m256i low = look_up(row, codes + 64 * w), high = look_up(row, codes + 64 * w + 32);
    yes[w] = mask64(low, high);
    no[w] = mask64(_mm256_add_epi8(low, low), _mm256_add_epi8(high, high));
  }
}
// In each byte 0xff when the code is in the set: low nibble picks the row, high nibble the bit in it.
PALERMO_TARGET_AVX2 inline __m256i member(__m256i code, const std::array<std::array<std::uint8_t, 16>, 2>& rows) {
  const __m256i bits = _mm256_setr_epi8(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128,
                                        1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);
  const __m256i high = _mm256_and_si256(_mm256_srli_epi16(code, 4), _mm256_set1_epi8(15));
  const __m256i bit_of = _mm256_shuffle_epi8(bits, high);
  const __m256i row = _mm256_or_si256(_mm256_shuffle_epi8(row256(rows[0]), code),
                                      _mm256_shuffle_epi8(row256(rows[1]), _mm256_xor_si256(code, _mm256_set1_epi8(-128))));
  return _mm256_cmpeq_epi8(_mm256_and_si256(row, bit_of), bit_of);
}
PALERMO_TARGET_AVX2 void wide_avx2(const std::uint8_t* codes, std::size_t words, const CodeTable& table, Word* yes, Word* no) {
  for (std::size_t w = 0; w < words; ++w) {
    const auto* at = reinterpret_cast<const __m256i*>(codes + 64 * w);
    const __m256i low = _mm256_loadu_si256(at), high = _mm256_loadu_si256(at + 1);
    yes[w] = mask64(member(low, table.yes_rows()), member(high, table.yes_rows()));
    no[w] = mask64(member(low, table.no_rows()), member(high, table.no_rows()));
  }
}
#endif

void decode_words(const std::uint8_t* codes, std::size_t words, const CodeTable& table, Word* yes, Word* no, Level level) {
#if PALERMO_X86_LEVELS
  if (level != Level::plain) {
    return table.narrow() ? narrow_avx2(codes, words, table, yes, no) : wide_avx2(codes, words, table, yes, no);
  }
#endif
  static_cast<void>(level);
  for (std::size_t w = 0; w < words; ++w) {
    const Bits bits = decode_plain(codes + 64 * w, table);
    yes[w] = bits.yes;
    no[w] = bits.no;
  }
}

// The bits of a last, partial word; all when there is none.
Word last_bits(std::size_t records) { return records % 64 == 0 ? ~Word{0} : (Word{1} << (records % 64)) - 1; }

}  // namespace

void CodeTable::set(std::uint8_t code, Truth truth) {
  const std::size_t low = code % 16, high = code / 16;
  if (high > 0) wide_codes_ += int{truth != Truth::unknown} - int{truth_[code] != Truth::unknown};
  truth_[code] = truth;
  const auto mark = [&](std::array<std::array<std::uint8_t, 16>, 2>& rows, bool on) {
    std::uint8_t& row = rows[high / 8][low];
    const auto bit_of = static_cast<std::uint8_t>(1u << (high % 8));
    row = static_cast<std::uint8_t>(on ? row | bit_of : row & ~bit_of);
  };
  mark(yes_, truth == Truth::yes);
  mark(no_, truth == Truth::no);
  if (high == 0) short_[low] = truth == Truth::yes ? 0x80 : truth == Truth::no ? 0x40 : 0;
}

void decode(std::span<const std::uint8_t> codes, const CodeTable& table, Word* yes, Word* no, Level level) {
  const std::size_t whole = codes.size() / 64;
  decode_words(codes.data(), whole, table, yes, no, level);
  std::fill(yes + whole, yes + plane_words(codes.size()), Word{0});
  std::fill(no + whole, no + plane_words(codes.size()), Word{0});
  if (codes.size() % 64 == 0) return;
  std::array<std::uint8_t, 64> rest{};
  std::copy(codes.begin() + static_cast<std::ptrdiff_t>(64 * whole), codes.end(), rest.begin());
  decode_words(rest.data(), 1, table, yes + whole, no + whole, level);
  yes[whole] &= last_bits(codes.size());
  no[whole] &= last_bits(codes.size());
}

void decode(std::span<const std::uint16_t> codes, std::span<const Truth> table, Word* yes, Word* no) {
  std::fill(yes, yes + plane_words(codes.size()), Word{0});
  std::fill(no, no + plane_words(codes.size()), Word{0});
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const Truth truth = codes[i] < table.size() ? table[codes[i]] : Truth::unknown;
    yes[i / 64] |= Word{truth == Truth::yes} << (i % 64);
    no[i / 64] |= Word{truth == Truth::no} << (i % 64);
  }
}

}  // namespace palermo::law
