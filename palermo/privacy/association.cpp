// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/association.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::privacy {

double cramers_v(std::span<const CountedCell> cells, int size_a, int size_b, std::int64_t CountedCell::* counts) {
  std::vector<std::int64_t> in_a(static_cast<std::size_t>(size_a), 0), in_b(static_cast<std::size_t>(size_b), 0);
  const auto width = static_cast<std::uint64_t>(size_b);
  std::int64_t people = 0;
  for (const CountedCell& cell : cells) {
    in_a[cell.code / width] += cell.*counts;
    in_b[cell.code % width] += cell.*counts;
    people += cell.*counts;
  }
  const auto occurring = [](const std::vector<std::int64_t>& sums) { return static_cast<double>(std::ranges::count_if(sums, [](std::int64_t n) { return n > 0; })); };
  const double r = occurring(in_a), k = occurring(in_b), n = static_cast<double>(people);
  if (r < 2 || k < 2) return 0;
  double share = 0;  // Σ o² / (row · column) = 1 + χ²/n
  for (const CountedCell& cell : cells) {
    const auto o = static_cast<double>(cell.*counts);
    if (o > 0) share += o * o / (static_cast<double>(in_a[cell.code / width]) * static_cast<double>(in_b[cell.code % width]));
  }
  const double phi2 = std::max(0.0, share - 1 - (k - 1) * (r - 1) / (n - 1));
  const double least = std::min(k - (k - 1) * (k - 1) / (n - 1), r - (r - 1) * (r - 1) / (n - 1)) - 1;
  return least > 0 ? std::min(1.0, std::sqrt(phi2 / least)) : 0;
}

}  // namespace palermo::privacy
