// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/protected_chain.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace palermo::publish {
namespace {

constexpr std::array<std::string_view, 3> kVerdicts{"usable", "usable as a lower bound", "not usable"};

}  // namespace

std::string_view word(ChainVerdict verdict) { return kVerdicts[static_cast<std::size_t>(verdict)]; }

std::map<std::string, std::int64_t> whole_percents(const WidthShares& shares) {
  std::array<std::pair<const char*, double>, 4> parts{{{"definition", shares.definition}, {"linkage", shares.linkage},
                                                       {"model", shares.model}, {"chance", shares.chance}}};
  double sum = 0;
  for (const auto& [name, share] : parts) sum += share;
  std::map<std::string, std::int64_t> percents;
  if (!(sum > 0)) return percents;
  std::int64_t left = 100;
  for (const auto& [name, share] : parts) left -= percents[name] = static_cast<std::int64_t>(std::floor(100 * share / sum));
  std::stable_sort(parts.begin(), parts.end(), [&](const auto& a, const auto& b) {
    const auto rest = [&](double share) { return 100 * share / sum - std::floor(100 * share / sum); };
    return rest(a.second) > rest(b.second);
  });
  for (std::size_t i = 0; i < parts.size() && left > 0; ++i, --left) ++percents[parts[i].first];
  return percents;
}

}  // namespace palermo::publish
