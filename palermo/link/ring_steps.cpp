// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/ring_steps.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>

namespace palermo::link {

Secret run_secret(const Seat& seat) {
  return seat.desk.derived(fmt::format("palermo link private: {} run {} {}", seat.agreement.hash(), seat.run, seat.nonce));
}

Exponent key_exponent(const Secret& run, std::size_t key) { return Exponent::derived(run, fmt::format("key {}", key)); }

core::Done raise_column(BlindedList& list, std::size_t k, const Exponent& exponent, int threads) {
  std::vector<Point> column(list.bundles());
  for (std::size_t b = 0; b < column.size(); ++b) column[b] = list.points[b * list.keys + k];
  PALERMO_CHECK_DONE(raise(column, exponent, threads));
  for (std::size_t b = 0; b < column.size(); ++b) list.points[b * list.keys + k] = column[b];
  return {};
}

core::Done raise_for_all(const Secret& run, BlindedList& list, int threads) {
  for (std::size_t k = 0; k < list.keys; ++k) PALERMO_CHECK_DONE(raise_column(list, k, key_exponent(run, k), threads));
  return {};
}

void shuffle_bundles(BlindedList& list) {
  const auto bundle = [&](std::size_t b) { return list.points.begin() + static_cast<std::ptrdiff_t>(b * list.keys); };
  for (std::size_t i = list.bundles(); i > 1; --i)
    std::swap_ranges(bundle(i - 1), bundle(i), bundle(randombytes_uniform(static_cast<std::uint32_t>(i))));
}

}  // namespace palermo::link
