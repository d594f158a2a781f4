// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/difference.hpp"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "palermo/core/random.hpp"

namespace palermo::privacy {

Difference difference(ShownCounts before, ShownCounts after, std::span<const std::int64_t> true_before, std::span<const std::int64_t> true_after, std::int64_t k,
                      const AttackOptions& options) {
  assert(before.size() == after.size() && before.size() == true_before.size() && before.size() == true_after.size());
  Difference result;
  core::Stream stream(options.seed, "privacy.difference");
  std::vector<std::size_t> shown;
  for (std::size_t cell = 0; cell < before.size(); ++cell)
    if (before[cell] && after[cell]) shown.push_back(cell);
  result.cells = std::ssize(shown);
  std::int64_t right = 0, by_chance = 0;
  for (const std::size_t cell : shown) {
    const std::int64_t claim = *after[cell] - *before[cell];
    if (claim == 0 || std::abs(claim) >= k) continue;
    ++result.isolated;
    right += true_after[cell] - true_before[cell] == claim ? 1 : 0;
    const std::size_t any = shown[stream.below(shown.size())];
    by_chance += true_after[any] - true_before[any] == claim ? 1 : 0;
  }
  const Rate chance = wilson(by_chance, result.isolated, options.z);
  result.claims = risk_of(wilson(right, result.isolated, options.z), chance, chance);
  return result;
}

PublishedTable laid_over(const PublishedTable& a, const PublishedTable& b) {
  assert(a.layout.levels() == b.layout.levels());
  PublishedTable both = a;
  both.rule = a.rule.zeros_shown ? a.rule : b.rule;  // a gap is at least 1 when either says so
  for (std::size_t cell = 0; cell < both.cells.size(); ++cell)
    if (!both.cells[cell]) both.cells[cell] = b.cells[cell];
  return both;
}

}  // namespace palermo::privacy
