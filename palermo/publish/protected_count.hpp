// SPDX-License-Identifier: Apache-2.0
// ProtectedCount: a count that may be shown. Made by protect() alone (protect.hpp, protect_flows.hpp), which says what that protects.
#pragma once

#include <compare>
#include <cstdint>

namespace palermo::publish {

inline constexpr std::int64_t kFloorBase = 10;

// A count rounded down to a multiple of kFloorBase. The exact count lies at most 9 above.
class ProtectedCount {
 public:
  [[nodiscard]] std::int64_t value() const { return value_; }
  [[nodiscard]] bool small() const { return value_ == 0; }  // shown as "0–9"
  auto operator<=>(const ProtectedCount&) const = default;

 private:
  friend class Protector;      // protect.cpp
  friend class FlowProtector;  // protect_flows.cpp
  explicit ProtectedCount(std::int64_t exact);
  std::int64_t value_;
};

}  // namespace palermo::publish
