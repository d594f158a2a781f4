// SPDX-License-Identifier: Apache-2.0
// Difference: two releases about nearly the same people, one taken from the other.
//
// The same cells are published before and after some people came or left. Where a count is shown twice and differs by 1 … k − 1, the attacker
// says: so many people like this came (or left). She is right when the true counts differ by as many. By chance alone she would be
// right as often as that true difference occurs among the cells she did not choose; the risk is what is above it.
// Two tables of the same people with different gaps are laid over each other before they are attacked: a gap of one may be shown in the other.
// Method: docs/methods/release-attacks.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "palermo/privacy/attack_rate.hpp"
#include "palermo/privacy/table_attacker.hpp"

namespace palermo::privacy {

using ShownCounts = std::span<const std::optional<std::int64_t>>;

struct Difference {
  std::int64_t cells = 0;     // shown in both
  std::int64_t isolated = 0;  // that differ by 1 … k − 1
  AttackResult claims;        // main: claims that are right; control and naive: the same claims about cells drawn at random
};

// All four are of the same cells.
[[nodiscard]] Difference difference(ShownCounts before, ShownCounts after, std::span<const std::int64_t> true_before, std::span<const std::int64_t> true_after, std::int64_t k,
                                    const AttackOptions& options = {});

// What both tables together show, of the same people and with one layout; a gap left is at least 1 when either rule shows zeros.
[[nodiscard]] PublishedTable laid_over(const PublishedTable& a, const PublishedTable& b);

}  // namespace palermo::privacy
