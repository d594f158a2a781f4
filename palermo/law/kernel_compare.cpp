// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "palermo/law/kernel_decode.hpp"

#if PALERMO_X86_LEVELS
#include <immintrin.h>
#endif

namespace palermo::law {
namespace {

// Less than `bound` for certain when hi < below; not less for certain when lo > above. An open end never decides.
struct Cut {
  std::int16_t below, above;
  explicit Cut(std::int64_t bound)
      : below(static_cast<std::int16_t>(std::clamp<std::int64_t>(bound, kNoLowest, kNoHighest))),
        above(static_cast<std::int16_t>(std::clamp<std::int64_t>(bound, kNoLowest + 1, kNoHighest + 1) - 1)) {}
};

void compare_plain(Intervals numbers, std::size_t first, std::size_t records, Cut cut, Word* yes, Word* no) {
  for (std::size_t i = first; i < records; ++i) {
    const bool sane = numbers.lo[i] <= numbers.hi[i];
    yes[i / 64] |= Word{sane && numbers.hi[i] < cut.below} << (i % 64);
    no[i / 64] |= Word{sane && numbers.lo[i] > cut.above} << (i % 64);
  }
}

#if PALERMO_X86_LEVELS
struct Pair {
  __m256i yes, no;
};
PALERMO_TARGET_AVX2 inline __m256i load(const std::int16_t* at) {
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at));
}
// 16 records, 0xffff in each that is certain.
PALERMO_TARGET_AVX2 inline Pair compare16(const std::int16_t* lo, const std::int16_t* hi, Cut cut) {
  const __m256i l = load(lo), h = load(hi), empty = _mm256_cmpgt_epi16(l, h);
  return {_mm256_andnot_si256(empty, _mm256_cmpgt_epi16(_mm256_set1_epi16(cut.below), h)),
          _mm256_andnot_si256(empty, _mm256_cmpgt_epi16(l, _mm256_set1_epi16(cut.above)))};
}
PALERMO_TARGET_AVX2 inline Word mask32(__m256i first, __m256i second) {
  const __m256i bytes = _mm256_permute4x64_epi64(_mm256_packs_epi16(first, second), 0xd8);
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(bytes));
}
PALERMO_TARGET_AVX2 void compare_avx2(Intervals numbers, std::size_t words, Cut cut, Word* yes, Word* no) {
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t half = 0; half < 2; ++half) {
      const std::size_t at = 64 * w + 32 * half;
      const Pair first = compare16(numbers.lo + at, numbers.hi + at, cut);
      const Pair second = compare16(numbers.lo + at + 16, numbers.hi + at + 16, cut);
      yes[w] |= mask32(first.yes, second.yes) << (32 * half);
      no[w] |= mask32(first.no, second.no) << (32 * half);
    }
  }
}
#endif

}  // namespace

void compare(Intervals numbers, std::size_t records, std::int64_t bound, Word* yes, Word* no, [[maybe_unused]] Level level) {
  std::fill(yes, yes + plane_words(records), Word{0});
  std::fill(no, no + plane_words(records), Word{0});
  std::size_t done = 0;
#if PALERMO_X86_LEVELS
  if (level != Level::plain) {
    done = records / 64 * 64;
    compare_avx2(numbers, records / 64, Cut(bound), yes, no);
  }
#endif
  compare_plain(numbers, done, records, Cut(bound), yes, no);
}

void find_empty(Intervals numbers, std::size_t records, Word* out) {
  std::fill(out, out + plane_words(records), Word{0});
  for (std::size_t i = 0; i < records; ++i) out[i / 64] |= Word{numbers.lo[i] > numbers.hi[i]} << (i % 64);
}

}  // namespace palermo::law
