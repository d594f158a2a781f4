// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/kernel.hpp"

namespace palermo::law {

Level best_level() {
#if PALERMO_X86_LEVELS
  static const Level best = [] {
    __builtin_cpu_init();
    const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
    const bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw");
    return avx512 ? Level::avx512 : avx2 ? Level::avx2 : Level::plain;
  }();
  return best;
#else
  return Level::plain;
#endif
}

std::vector<Level> levels() {
  std::vector<Level> all{Level::plain};
  if (best_level() >= Level::avx2) all.push_back(Level::avx2);
  if (best_level() >= Level::avx512) all.push_back(Level::avx512);
  return all;
}

}  // namespace palermo::law
