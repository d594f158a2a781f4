// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/marginal_score.hpp"

#include <algorithm>

namespace palermo::privacy {

__extension__ typedef __int128 Sum;

std::int64_t marginal_score(std::span<const std::uint32_t> counts, std::span<const std::int64_t> expected, std::uint64_t weight,
                            std::int64_t penalty) {
  Sum error = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const std::int64_t away = static_cast<std::int64_t>(counts[i]) - expected[i];
    error += away < 0 ? -away : away;
  }
  constexpr Sum kMost = static_cast<Sum>(1) << 60;
  return static_cast<std::int64_t>(std::clamp((error - penalty) * static_cast<Sum>(weight), -kMost, kMost));
}

std::int64_t mean_distance(std::span<const std::int64_t> scores) {
  Sum sum = 0;
  for (const std::int64_t score : scores) sum += score;  // none is below 0, so division rounds down
  return static_cast<std::int64_t>(sum / static_cast<Sum>(scores.size()));
}

}  // namespace palermo::privacy
