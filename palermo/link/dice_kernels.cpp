// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/dice_kernels.hpp"

#if defined(__x86_64__)
#if defined(__GNUC__) && !defined(__clang__)
// gcc 12 takes its own _mm512_undefined_epi32() for a use of something uninitialised.
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include <immintrin.h>
#endif

namespace palermo::link {
namespace {

#if defined(__clang__)
#define PALERMO_INLINE inline __attribute__((always_inline))
#else
#define PALERMO_INLINE inline __attribute__((always_inline, artificial))
#endif

// Fifteen words x as ones, twos, fours and eights: the schedule of the adders, written once. ODD and MAJORITY are the two outputs of a full adder.
#define PALERMO_ADD_COLUMNS(Word, x, ODD, MAJORITY)                                                              \
  const Word s0 = ODD(x[0], x[1], x[2]), c0 = MAJORITY(x[0], x[1], x[2]);                                        \
  const Word s1 = ODD(x[3], x[4], x[5]), c1 = MAJORITY(x[3], x[4], x[5]);                                        \
  const Word s2 = ODD(x[6], x[7], x[8]), c2 = MAJORITY(x[6], x[7], x[8]);                                        \
  const Word s3 = ODD(x[9], x[10], x[11]), c3 = MAJORITY(x[9], x[10], x[11]);                                    \
  const Word s4 = ODD(x[12], x[13], x[14]), c4 = MAJORITY(x[12], x[13], x[14]);                                  \
  const Word s5 = ODD(s0, s1, s2), c5 = MAJORITY(s0, s1, s2);                                                    \
  const Word ones = ODD(s3, s4, s5), c6 = MAJORITY(s3, s4, s5);                                                  \
  const Word t0 = ODD(c0, c1, c2), d0 = MAJORITY(c0, c1, c2);                                                    \
  const Word t1 = ODD(c3, c4, c5), d1 = MAJORITY(c3, c4, c5);                                                    \
  const Word twos = ODD(t0, t1, c6), d2 = MAJORITY(t0, t1, c6);                                                  \
  const Word fours = ODD(d0, d1, d2), eights = MAJORITY(d0, d1, d2);

// Two lanes at a time, in whatever vectors the processor has (gcc's and clang's vector extension; SSE2 on every x86-64).
using Two = std::uint64_t __attribute__((vector_size(16)));

PALERMO_INLINE Two odd(Two a, Two b, Two c) { return a ^ b ^ c; }
PALERMO_INLINE Two majority(Two a, Two b, Two c) { return (a & b) | ((a ^ b) & c); }

// Bits set in each byte, in that byte.
PALERMO_INLINE Two by_byte(Two x) {
  x -= (x >> 1) & 0x5555555555555555U;
  x = (x & 0x3333333333333333U) + ((x >> 2) & 0x3333333333333333U);
  return (x + (x >> 4)) & 0x0f0f0f0f0f0f0f0fU;
}

// Sum of the bytes; each at most 128, their sum at most 1024.
PALERMO_INLINE Two sum_of_bytes(Two x) {
  x = (x & 0x00ff00ff00ff00ffU) + ((x >> 8) & 0x00ff00ff00ff00ffU);
  x += x >> 16;
  return (x + (x >> 32)) & 0xffffU;
}

std::size_t portable(const std::uint64_t* query, const FilterBlock* blocks, std::size_t count, const std::uint16_t* need, DiceHit* out) {
  std::size_t hits = 0;
  for (std::size_t k = 0; k < count; ++k)
    for (std::size_t lane = 0; lane < 8; lane += 2) {
      Two x[kFilterWords];
#pragma GCC unroll 16
      for (std::size_t w = 0; w < kFilterWords; ++w) {
        const std::uint64_t* words = blocks[k].words.data() + 8 * w + lane;
        x[w] = Two{words[0], words[1]} & query[w];
      }
      PALERMO_ADD_COLUMNS(Two, x, odd, majority)
      const Two shared = sum_of_bytes(by_byte(ones) + by_byte(x[15]) + 2 * by_byte(twos) + 4 * by_byte(fours) + 8 * by_byte(eights));
      for (std::size_t i = 0; i < 2; ++i)
        if (shared[i] >= need[k]) out[hits++] = {static_cast<std::uint32_t>(8 * k + lane + i), static_cast<std::uint32_t>(shared[i])};
    }
  return hits;
}

#if defined(__x86_64__)

__attribute__((target("popcnt"))) std::size_t popcnt(const std::uint64_t* query, const FilterBlock* blocks, std::size_t count, const std::uint16_t* need,
                                                     DiceHit* out) {
  std::size_t hits = 0;
  for (std::size_t k = 0; k < count; ++k)
    for (std::size_t lane = 0; lane < 8; ++lane) {
      const std::uint64_t* words = blocks[k].words.data() + lane;
      std::int64_t even = 0, uneven = 0;
      for (std::size_t w = 0; w < kFilterWords; w += 2) {
        even += __builtin_popcountll(query[w] & words[8 * w]);
        uneven += __builtin_popcountll(query[w + 1] & words[8 * w + 8]);
      }
      const auto shared = static_cast<std::uint32_t>(even + uneven);
      if (shared >= need[k]) out[hits++] = {static_cast<std::uint32_t>(8 * k + lane), shared};
    }
  return hits;
}

#define PALERMO_AVX2 __attribute__((target("avx2")))
#define PALERMO_AVX512 __attribute__((target("avx512f,avx512bw")))
#define PALERMO_VPOPCNT __attribute__((target("avx512f,avx512bw,avx512vpopcntdq")))

PALERMO_AVX2 PALERMO_INLINE __m256i odd_256(__m256i a, __m256i b, __m256i c) { return _mm256_xor_si256(_mm256_xor_si256(a, b), c); }
PALERMO_AVX2 PALERMO_INLINE __m256i majority_256(__m256i a, __m256i b, __m256i c) {
  return _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(_mm256_xor_si256(a, b), c));
}
// By byte: `table` of its lower and of its upper four bits.
PALERMO_AVX2 PALERMO_INLINE __m256i by_byte_256(__m256i x, __m256i table) {
  const __m256i low = _mm256_set1_epi8(0x0f);
  return _mm256_add_epi8(_mm256_shuffle_epi8(table, _mm256_and_si256(x, low)), _mm256_shuffle_epi8(table, _mm256_and_si256(_mm256_srli_epi16(x, 4), low)));
}

PALERMO_AVX2 std::size_t avx2(const std::uint64_t* query, const FilterBlock* blocks, std::size_t count, const std::uint16_t* need, DiceHit* out) {
  const __m256i table1 = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
  const __m256i table2 = _mm256_add_epi8(table1, table1);
  const __m256i table4 = _mm256_add_epi8(table2, table2);
  const __m256i table8 = _mm256_add_epi8(table4, table4);
  std::size_t hits = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const __m256i least = _mm256_set1_epi64x(static_cast<long long>(need[k]) - 1);
    for (unsigned half = 0; half < 8; half += 4) {
      __m256i x[kFilterWords];
#pragma GCC unroll 16
      for (std::size_t w = 0; w < kFilterWords; ++w)
        x[w] = _mm256_and_si256(_mm256_set1_epi64x(static_cast<long long>(query[w])),
                                _mm256_load_si256(reinterpret_cast<const __m256i*>(blocks[k].words.data() + 8 * w + half)));
      PALERMO_ADD_COLUMNS(__m256i, x, odd_256, majority_256)
      const __m256i bytes = _mm256_add_epi8(_mm256_add_epi8(_mm256_add_epi8(by_byte_256(ones, table1), by_byte_256(x[15], table1)), by_byte_256(twos, table2)),
                                            _mm256_add_epi8(by_byte_256(fours, table4), by_byte_256(eights, table8)));
      const __m256i shared = _mm256_sad_epu8(bytes, _mm256_setzero_si256());
      auto reached = static_cast<unsigned>(_mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(shared, least))));
      if (reached == 0) continue;
      alignas(32) std::array<std::uint64_t, 4> counts;
      _mm256_store_si256(reinterpret_cast<__m256i*>(counts.data()), shared);
      for (; reached != 0; reached &= reached - 1) {
        const auto lane = static_cast<unsigned>(__builtin_ctz(reached));
        out[hits++] = {static_cast<std::uint32_t>(8 * k + half + lane), static_cast<std::uint32_t>(counts[lane])};
      }
    }
  }
  return hits;
}

PALERMO_AVX512 PALERMO_INLINE __m512i odd_512(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi64(a, b, c, 0x96); }
PALERMO_AVX512 PALERMO_INLINE __m512i majority_512(__m512i a, __m512i b, __m512i c) { return _mm512_ternarylogic_epi64(a, b, c, 0xe8); }
PALERMO_AVX512 PALERMO_INLINE __m512i by_byte_512(__m512i x, __m512i table) {
  const __m512i low = _mm512_set1_epi8(0x0f);
  return _mm512_add_epi8(_mm512_shuffle_epi8(table, _mm512_and_si512(x, low)), _mm512_shuffle_epi8(table, _mm512_and_si512(_mm512_srli_epi16(x, 4), low)));
}
PALERMO_AVX512 PALERMO_INLINE __m512i meet_512(const std::uint64_t* query, const FilterBlock& block, std::size_t w) {
  return _mm512_and_si512(_mm512_set1_epi64(static_cast<long long>(query[w])), _mm512_load_si512(block.words.data() + 8 * w));
}
// Hits of one block.
PALERMO_AVX512 PALERMO_INLINE std::size_t keep_512(__m512i shared, std::size_t k, std::uint16_t need, DiceHit* out) {
  unsigned reached = _mm512_cmpge_epi64_mask(shared, _mm512_set1_epi64(need));
  if (reached == 0) return 0;
  alignas(64) std::array<std::uint64_t, 8> counts;
  _mm512_store_si512(counts.data(), shared);
  std::size_t hits = 0;
  for (; reached != 0; reached &= reached - 1) {
    const auto lane = static_cast<unsigned>(__builtin_ctz(reached));
    out[hits++] = {static_cast<std::uint32_t>(8 * k + lane), static_cast<std::uint32_t>(counts[lane])};
  }
  return hits;
}

PALERMO_AVX512 std::size_t avx512bw(const std::uint64_t* query, const FilterBlock* blocks, std::size_t count, const std::uint16_t* need, DiceHit* out) {
  const __m512i table1 = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
  const __m512i table2 = _mm512_add_epi8(table1, table1);
  const __m512i table4 = _mm512_add_epi8(table2, table2);
  const __m512i table8 = _mm512_add_epi8(table4, table4);
  std::size_t hits = 0;
  for (std::size_t k = 0; k < count; ++k) {
    __m512i x[kFilterWords];
#pragma GCC unroll 16
    for (std::size_t w = 0; w < kFilterWords; ++w) x[w] = meet_512(query, blocks[k], w);
    PALERMO_ADD_COLUMNS(__m512i, x, odd_512, majority_512)
    const __m512i bytes = _mm512_add_epi8(_mm512_add_epi8(_mm512_add_epi8(by_byte_512(ones, table1), by_byte_512(x[15], table1)), by_byte_512(twos, table2)),
                                          _mm512_add_epi8(by_byte_512(fours, table4), by_byte_512(eights, table8)));
    hits += keep_512(_mm512_sad_epu8(bytes, _mm512_setzero_si512()), k, need[k], out + hits);
  }
  return hits;
}

PALERMO_VPOPCNT std::size_t avx512_vpopcntdq(const std::uint64_t* query, const FilterBlock* blocks, std::size_t count, const std::uint16_t* need, DiceHit* out) {
  std::size_t hits = 0;
  for (std::size_t k = 0; k < count; ++k) {
    __m512i even = _mm512_setzero_si512(), uneven = _mm512_setzero_si512();
#pragma GCC unroll 8
    for (std::size_t w = 0; w < kFilterWords; w += 2) {
      even = _mm512_add_epi64(even, _mm512_popcnt_epi64(meet_512(query, blocks[k], w)));
      uneven = _mm512_add_epi64(uneven, _mm512_popcnt_epi64(meet_512(query, blocks[k], w + 1)));
    }
    hits += keep_512(_mm512_add_epi64(even, uneven), k, need[k], out + hits);
  }
  return hits;
}

#endif

}  // namespace

DiceKernel kernel(DicePath path) {
  switch (path) {
    case DicePath::portable: return portable;
#if defined(__x86_64__)
    case DicePath::popcnt: return popcnt;
    case DicePath::avx2: return avx2;
    case DicePath::avx512bw: return avx512bw;
    case DicePath::avx512_vpopcntdq: return avx512_vpopcntdq;
#else
    default: return nullptr;
#endif
  }
  return nullptr;
}

}  // namespace palermo::link
