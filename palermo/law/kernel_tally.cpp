// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/kernel_tally.hpp"

#include <algorithm>
#include <bit>

namespace palermo::law {
namespace {

std::int64_t count_plain(const Word* plane, std::size_t words) {
  std::int64_t sum = 0;
  for (std::size_t w = 0; w < words; ++w) sum += std::popcount(plane[w]);
  return sum;
}

#if PALERMO_X86_LEVELS
PALERMO_TARGET_AVX2 std::int64_t count_popcnt(const Word* plane, std::size_t words) {
  std::int64_t sum = 0;
  for (std::size_t w = 0; w < words; ++w) sum += __builtin_popcountll(plane[w]);
  return sum;
}
#endif

// Two rows of counters in turn: neighbours are often of the same category, and an addition waits for the last one.
template <class Code>
void tally_codes(std::span<const Code> categories, FindingView finding, std::span<Tally> into) {
  std::vector<std::uint32_t> counts(into.size() * 8);
  const Word none = 0;
  for (std::size_t start = 0; start < categories.size(); start += 64) {
    const std::size_t w = start / 64, end = std::min<std::size_t>(categories.size() - start, 64);
    Word yes = finding.yes[w], no = finding.no[w], out = finding.not_in_force ? finding.not_in_force[w] : none;
    yes |= out;  // outcome 3 is both bits
    no |= out;
    for (std::size_t i = 0; i < end; ++i) {
      const std::size_t outcome = ((yes >> i) & 1) | ((no >> i) & 1) << 1;
      ++counts[(i % 2) * into.size() * 4 + categories[start + i] * std::size_t{4} + outcome];
    }
  }
  for (std::size_t i = 0; i < into.size() * 4; ++i) into[i / 4].by_outcome[i % 4] += counts[i] + std::int64_t{counts[into.size() * 4 + i]};
}

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  for (std::size_t i = 0; i < by_outcome.size(); ++i) by_outcome[i] += other.by_outcome[i];
  return *this;
}

std::int64_t count_bits(const Word* plane, std::size_t records, [[maybe_unused]] Level level) {
  const std::size_t words = (records + 63) / 64;
#if PALERMO_X86_LEVELS
  if (level != Level::plain) return count_popcnt(plane, words);
#endif
  return count_plain(plane, words);
}

Tally tally(FindingView finding, std::size_t records, Level level) {
  Tally sums;
  const std::int64_t yes = count_bits(finding.yes, records, level), no = count_bits(finding.no, records, level);
  const std::int64_t out = finding.not_in_force ? count_bits(finding.not_in_force, records, level) : 0;
  sums.by_outcome = {static_cast<std::int64_t>(records) - yes - no - out, yes, no, out};
  return sums;
}

void tally_by(std::span<const std::uint8_t> categories, FindingView finding, std::span<Tally> into) {
  tally_codes(categories, finding, into);
}

void tally_by(std::span<const std::uint16_t> categories, FindingView finding, std::span<Tally> into) {
  tally_codes(categories, finding, into);
}

}  // namespace palermo::law
