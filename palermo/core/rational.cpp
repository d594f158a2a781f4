// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/rational.hpp"

#include <cmath>
#include <cstdlib>
#include <numeric>

namespace palermo::core {
namespace {

constexpr std::uint64_t kMost = std::uint64_t{1} << 62;
constexpr std::uint64_t kGrid = std::uint64_t{1} << 20;

// Multiplying by a power of two is exact in floating point, so only `round` rounds.
Rational on_grid(double x, double (*round)(double)) {
  if (!(x >= 0 && x < 0x1.0p41)) std::abort();
  return {static_cast<std::uint64_t>(round(x * static_cast<double>(kGrid))), kGrid};
}

}  // namespace

Rational::Rational(std::uint64_t numerator, std::uint64_t denominator) {
  if (denominator == 0) std::abort();
  const std::uint64_t common = std::gcd(numerator, denominator);
  numerator_ = numerator / common;
  denominator_ = denominator / common;
  if (numerator_ >= kMost || denominator_ >= kMost) std::abort();
}

Rational Rational::up(double x) {
  return on_grid(x, [](double y) { return std::ceil(y); });
}

Rational Rational::down(double x) {
  return on_grid(x, [](double y) { return std::floor(y); });
}

std::uint64_t whole_root(Wide n) {
  std::uint64_t root = 0;
  for (int bit = 63; bit >= 0; --bit) {
    const std::uint64_t next = root | (std::uint64_t{1} << bit);
    if (static_cast<Wide>(next) * next <= n) root = next;
  }
  return root;
}

}  // namespace palermo::core
