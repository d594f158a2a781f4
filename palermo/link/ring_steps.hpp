// SPDX-License-Identifier: Apache-2.0
// What the ring and the question of membership do alike to a list: the secret of a run, raising, shuffling.
#pragma once

#include <cstdint>

#include "palermo/link/ring.hpp"

namespace palermo::link {

[[nodiscard]] constexpr std::uint32_t holder_bit(std::size_t holder) { return std::uint32_t{1} << holder; }

// Everything secret of this holder in this run of this agreement: another run or project shares no exponent with it.
[[nodiscard]] Secret run_secret(const Seat& seat);

// The one exponent of a key, equal for every list.
[[nodiscard]] Exponent key_exponent(const Secret& run, std::size_t key);

// Raises every key of `list` to its one exponent.
[[nodiscard]] core::Done raise_for_all(const Secret& run, BlindedList& list, int threads);
// Raises the points of one key (column `k` of the bundles).
[[nodiscard]] core::Done raise_column(BlindedList& list, std::size_t k, const Exponent& exponent, int threads);

// Fisher and Yates with the randomness of the operating system: the order of bundles tells nothing.
void shuffle_bundles(BlindedList& list);

}  // namespace palermo::link
