// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/exponential_mechanism.hpp"

#include <algorithm>
#include <cstdlib>

namespace palermo::privacy {

std::size_t exponential_mechanism(std::span<const std::int64_t> scores, std::uint64_t sensitivity, core::Rational epsilon,
                                  core::RandomWords& words) {
  using core::Wide;
  constexpr std::uint64_t kMost = std::uint64_t{1} << 43;
  if (scores.empty() || sensitivity == 0 || epsilon.numerator() >= kMost || epsilon.denominator() >= kMost) std::abort();
  const std::int64_t best = std::ranges::max(scores);
  const Wide denominator = static_cast<Wide>(2) * sensitivity * epsilon.denominator();
  while (true) {
    const auto drawn = static_cast<std::size_t>(core::uniform_below(scores.size(), words));
    const auto behind = static_cast<std::uint64_t>(best - scores[drawn]);
    if (core::chance_exp(static_cast<Wide>(behind) * epsilon.numerator(), denominator, words)) return drawn;
  }
}

}  // namespace palermo::privacy
