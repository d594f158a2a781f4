// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/list_rates.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/core/random.hpp"
#include "palermo/link/interner.hpp"

namespace palermo::link {
namespace {

constexpr double kAlpha = 0.5;
constexpr std::uint32_t kMostHalved = 40;

double alpha(const PersonKind& kind) { return std::ldexp(kAlpha, -static_cast<int>(std::min(kind.repeats, kMostHalved))); }

// log of a Gamma(shape, 1) number ([marsaglia2000]; below 1 by way of shape + 1).
double log_gamma(double shape, core::Stream& stream) {
  if (shape < 1) return log_gamma(shape + 1, stream) + std::log(1 - stream.uniform()) / shape;
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = stream.normal(), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(1 - stream.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return std::log(d * v);
  }
}

}  // namespace

std::uint64_t list_token(ListIndex list) { return mix(0x9e3779b97f4a7c15U * (std::uint64_t{list} + 1)); }

void add_record(PersonKind& kind, std::uint32_t before, ListIndex list) {
  kind.token += list_token(list);
  ++kind.records;
  if (before == 0) return;
  kind.log_orders += std::log(static_cast<double>(before) + 1);
  ++kind.repeats;
}

PersonKind kind_of_person(std::span<const ListIndex> lists) {
  PersonKind kind;
  for (std::size_t i = 0; i < lists.size(); ++i)
    add_record(kind, static_cast<std::uint32_t>(std::ranges::count(lists.first(i), lists[i])), lists[i]);
  return kind;
}

void ListRates::draw(const KindCounts& counts, std::uint64_t round) {
  log_rate_.clear();
  for (const auto& [token, count] : counts) {
    core::Stream stream(seed_, "link.partitions.rates", mix(token + mix(round)));
    log_rate_.emplace(token, log_gamma(static_cast<double>(count.people) + alpha(count.kind), stream));
  }
}

double ListRates::log_weight(const PersonKind& kind) const {
  const auto found = log_rate_.find(kind.token);
  const double links = kind.records > 1 ? (kind.records - 1) * link_nats_ : 0;
  return links + kind.log_orders + (found != log_rate_.end() ? found->second : std::log(alpha(kind)));
}

}  // namespace palermo::link
