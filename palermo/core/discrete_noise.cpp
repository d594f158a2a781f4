// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/discrete_noise.hpp"

#include <cstdlib>

namespace palermo::core {
namespace {

constexpr Wide kWords = static_cast<Wide>(1) << 64;

// exp(-numerator / denominator) for numerator <= denominator: [canonne2020], algorithm 1. A coin of probability g / k is a coin
// of g and a coin of 1 / k, so that no product can overflow.
bool chance_exp_unit(Wide numerator, Wide denominator, RandomWords& words) {
  std::uint64_t k = 1;
  while (chance(numerator, denominator, words) && chance(1, k, words)) ++k;
  return k % 2 == 1;
}

bool half(RandomWords& words) { return (words.next() >> 63) != 0; }

}  // namespace

Wide uniform_below(Wide n, RandomWords& words) {
  if (n == 0) std::abort();
  if (n < kWords) {
    // The high word of x n, where the low word is not among the first 2^64 mod n: no division but in those rare cases [lemire2019].
    const auto bound = static_cast<std::uint64_t>(n);
    Wide product = static_cast<Wide>(words.next()) * bound;
    if (static_cast<std::uint64_t>(product) < bound) {
      const std::uint64_t surplus = (0 - bound) % bound;
      while (static_cast<std::uint64_t>(product) < surplus) product = static_cast<Wide>(words.next()) * bound;
    }
    return product >> 64;
  }
  const Wide most = ~static_cast<Wide>(0);
  const Wide limit = most - most % n;
  while (true) {
    const Wide high = words.next();
    const Wide x = (high << 64) | words.next();
    if (x < limit) return x % n;
  }
}

bool chance(Wide numerator, Wide denominator, RandomWords& words) {
  if (numerator > denominator) std::abort();
  return numerator == denominator || uniform_below(denominator, words) < numerator;
}

bool chance_exp(Wide numerator, Wide denominator, RandomWords& words) {
  for (; numerator > denominator; numerator -= denominator)
    if (!chance_exp_unit(1, 1, words)) return false;
  return chance_exp_unit(numerator, denominator, words);
}

// [canonne2020], algorithm 2: a geometric number of steps of 1 / t, cut to steps of s / t, with a sign.
std::int64_t discrete_laplace(Rational scale, RandomWords& words) {
  const std::uint64_t t = scale.numerator(), s = scale.denominator();
  if (t == 0 || t >= (std::uint64_t{1} << 31) || s >= (std::uint64_t{1} << 31)) std::abort();
  while (true) {
    const auto u = static_cast<std::uint64_t>(uniform_below(t, words));
    if (!chance_exp(u, t, words)) continue;
    std::uint64_t v = 0;
    while (chance_exp_unit(1, 1, words)) ++v;
    const auto y = static_cast<std::int64_t>((u + t * v) / s);
    const bool negative = half(words);
    if (negative && y == 0) continue;
    return negative ? -y : y;
  }
}

// [canonne2020], algorithm 3. With sigma^2 = p / q the exponent (|y| - p / (q t))^2 / (2 p / q) is (t q |y| - p)^2 / (2 p q t^2):
// below 2^124 / anything, and the denominator is at most 2 * 2^40 * 2^20 * 2^22.
std::int64_t discrete_gaussian(Rational sigma2, RandomWords& words) {
  const std::uint64_t p = sigma2.numerator(), q = sigma2.denominator();
  constexpr std::uint64_t kMost = std::uint64_t{1} << 20;
  if (p == 0 || q > kMost || p / q > kMost) std::abort();
  const std::uint64_t t = whole_root(p / q) + 1;
  const auto most = static_cast<std::int64_t>((std::uint64_t{1} << 62) / (t * q));
  while (true) {
    const std::int64_t y = discrete_laplace({t, 1}, words);
    const std::int64_t size = y < 0 ? -y : y;
    if (size >= most) continue;
    const Wide reached = static_cast<Wide>(t) * q * static_cast<std::uint64_t>(size);
    const Wide away = reached > p ? reached - p : p - reached;
    if (chance_exp(away * away, static_cast<Wide>(2) * p * q * t * t, words)) return y;
  }
}

}  // namespace palermo::core
