// SPDX-License-Identifier: Apache-2.0
// Blinding: a match key as a point of the Ristretto255 group, raised to the secrets of several holders.
//
// Equal values give equal points when the same secrets have been applied, in whatever order; without all of them a point
// tells nothing that can be tried out (decisional Diffie-Hellman in Ristretto255; semi-honest holders). Exponents are
// derived from a holder's secret and a label, so that nothing but that one secret is ever stored, and another project,
// another run or another key has exponents of its own.
// Source: [meadows1986], [huberman1999]; RFC 9496; facts linkage 3.5. Primitives: libsodium. Thread-safe: pure functions.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string_view>

#include "palermo/core/result.hpp"

namespace palermo::link {

inline constexpr core::ErrorKind kBadPoint{"private.bad_point", core::Exit::unreadable};

struct Point {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Point&) const = default;
};

// 32 bytes that only their owner has. Wiped when it goes.
class Secret {
 public:
  Secret() = default;
  explicit Secret(const std::array<std::uint8_t, 32>& bytes) : bytes_(bytes) {}
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret();

  [[nodiscard]] static Secret random();
  // Another secret, for one purpose only: BLAKE2b-256 keyed with this one.
  [[nodiscard]] Secret derived(std::string_view label) const;
  [[nodiscard]] std::span<const std::uint8_t, 32> bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, 32> bytes_{};
};

// A secret scalar modulo the order of the group, never zero. Wiped when it goes.
class Exponent {
 public:
  [[nodiscard]] static Exponent derived(const Secret& secret, std::string_view label);
  Exponent(const Exponent&) = default;
  Exponent& operator=(const Exponent&) = default;
  ~Exponent();

  [[nodiscard]] Exponent times(const Exponent& other) const;
  [[nodiscard]] Exponent inverse() const;
  [[nodiscard]] std::span<const std::uint8_t, 32> bytes() const { return bytes_; }

 private:
  Exponent() = default;
  std::array<std::uint8_t, 32> bytes_{};
};

// The point of `value` under `domain` (project and match key): SHA-512 mapped to the group.
[[nodiscard]] Point point_of(std::string_view domain, std::string_view value);
// A point that stands for "this record has no such key": it meets no other.
[[nodiscard]] Point random_point();

// Raises every point in place, on `threads` threads (<= 0: all). Errors: private.bad_point when one is no point of the group.
[[nodiscard]] core::Done raise(std::span<Point> points, const Exponent& exponent, int threads = 1);

}  // namespace palermo::link
