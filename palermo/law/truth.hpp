// SPDX-License-Identifier: Apache-2.0
// Truth: three values and the strong Kleene tables. A missing fact is unknown, never false.
#pragma once

#include <cstdint>
#include <string_view>

namespace palermo::law {

enum class Truth : std::uint8_t { unknown = 0, yes = 1, no = 2 };

[[nodiscard]] constexpr Truth negate(Truth a) {
  return a == Truth::yes ? Truth::no : a == Truth::no ? Truth::yes : Truth::unknown;
}
[[nodiscard]] constexpr Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::yes && b == Truth::yes ? Truth::yes : Truth::unknown;
}
[[nodiscard]] constexpr Truth either(Truth a, Truth b) { return negate(both(negate(a), negate(b))); }

[[nodiscard]] constexpr std::string_view word(Truth a) {
  return a == Truth::yes ? "true" : a == Truth::no ? "false" : "unknown";
}

// What a law says of a case. Never a bare boolean.
enum class Outcome : std::uint8_t { unknown = 0, yes = 1, no = 2, not_in_force = 3 };

[[nodiscard]] constexpr Outcome outcome(Truth a) { return static_cast<Outcome>(a); }
[[nodiscard]] constexpr std::string_view word(Outcome a) {
  return a == Outcome::not_in_force ? "not_in_force" : word(static_cast<Truth>(a));
}

}  // namespace palermo::law
