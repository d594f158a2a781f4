// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/variants.hpp"

#include <unordered_map>

namespace palermo::link {

Variants learn_variants(std::span<const Against> seen, const VariantOptions& options) {
  std::unordered_map<std::uint32_t, double> of_word;
  std::unordered_map<std::uint64_t, double> of_pair;
  for (const Against& one : seen) {
    if (one.a == one.b) continue;
    of_word[one.a] += 1;
    of_word[one.b] += 1;
    of_pair[one.a < one.b ? (std::uint64_t{one.a} << 32U) | one.b : (std::uint64_t{one.b} << 32U) | one.a] += 1;
  }
  const double all = static_cast<double>(seen.size());
  Variants out;
  for (const auto& [key, count] : of_pair) {
    const auto a = static_cast<std::uint32_t>(key >> 32U);
    const auto b = static_cast<std::uint32_t>(key & 0xffffffffU);
    const double chance = of_word[a] * of_word[b] / (2 * all);
    if (count >= options.least && count >= options.lift * chance) out.add(a, b);
  }
  return out;
}

}  // namespace palermo::link
