// SPDX-License-Identifier: Apache-2.0
// Pool adjacent violators along each chain, again until none is violated: chains share levels.
#include <algorithm>
#include <cmath>
#include <utility>

#include "palermo/link/training.hpp"

namespace palermo::link {
namespace {

constexpr double kMostBits = 26;   // no single comparison says more than that
constexpr double kLeastBits = -14;

struct Pool {
  double m = 0;
  double u = 0;
  std::size_t first = 0, last = 0;  // in the chain
  [[nodiscard]] double ratio() const { return m / u; }
};

}  // namespace

Levels monotone_weights(std::size_t comparison, const Levels& m, const Levels& u) {
  const ComparisonKind& kind = kind_of(comparison);
  Levels ratio{};
  for (std::size_t l = 1; l < kind.levels.size(); ++l) ratio[l] = m[l] / u[l];
  for (int round = 0; round < 20; ++round) {
    bool moved = false;
    for (const auto chain : kind.chains) {
      std::vector<Pool> pools;
      for (std::size_t at = 0; at < chain.size(); ++at) {
        // A level counts by the pairs of both kinds that show it; its ratio may have been pooled before.
        const double base = std::max(u[chain[at]], 1e-12);
        pools.push_back({ratio[chain[at]] * base, base, at, at});
        while (pools.size() > 1 && pools[pools.size() - 2].ratio() > pools.back().ratio() * (1 + 1e-9)) {
          const Pool last = pools.back();
          pools.pop_back();
          pools.back().m += last.m;
          pools.back().u += last.u;
          pools.back().last = last.last;
          moved = true;
        }
      }
      for (const Pool& pool : pools)
        for (std::size_t at = pool.first; at <= pool.last; ++at) ratio[chain[at]] = pool.ratio();
    }
    if (!moved) break;
  }
  // Chains that cross may keep violating one another by a little: what is left is lifted.
  for (bool moved = true; std::exchange(moved, false);)
    for (const auto chain : kind.chains)
      for (std::size_t at = 1; at < chain.size(); ++at)
        if (ratio[chain[at]] < ratio[chain[at - 1]]) {
          ratio[chain[at]] = ratio[chain[at - 1]];
          moved = true;
        }
  Levels weight{};
  for (std::size_t l = 1; l < kind.levels.size(); ++l)
    weight[l] = std::clamp(std::log2(std::max(ratio[l], 1e-12)), kLeastBits, kMostBits);
  return weight;
}

}  // namespace palermo::link
