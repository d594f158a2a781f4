// SPDX-License-Identifier: Apache-2.0
// Rational: a number that is not negative, as a fraction of two whole numbers; the scale of noise that must be exact.
//
// Invariants: lowest terms; denominator > 0; numerator and denominator below 2^62. It cannot be made of a floating point number
// by accident: `up` and `down` are asked for by name and say to which side they round (denominator 2^20).
// Outside these ranges the program ends: a scale of noise is never bent silently. Thread-safe: a value.
#pragma once

#include <compare>
#include <cstdint>

namespace palermo::core {

__extension__ typedef unsigned __int128 Wide;  // products of what fits 64 bits

class Rational {
 public:
  constexpr Rational() = default;
  // numerator / denominator; denominator > 0.
  Rational(std::uint64_t numerator, std::uint64_t denominator);
  Rational(double) = delete;

  // The nearest multiple of 2^-20 that is not below (not above) x; 0 <= x < 2^41.
  [[nodiscard]] static Rational up(double x);
  [[nodiscard]] static Rational down(double x);

  [[nodiscard]] constexpr std::uint64_t numerator() const { return numerator_; }
  [[nodiscard]] constexpr std::uint64_t denominator() const { return denominator_; }
  [[nodiscard]] constexpr bool is_zero() const { return numerator_ == 0; }
  // For what comes after the noise, and for printing.
  [[nodiscard]] double to_double() const { return static_cast<double>(numerator_) / static_cast<double>(denominator_); }

  bool operator==(const Rational&) const = default;
  std::strong_ordering operator<=>(const Rational& other) const {
    return static_cast<Wide>(numerator_) * other.denominator_ <=> static_cast<Wide>(other.numerator_) * denominator_;
  }

 private:
  std::uint64_t numerator_ = 0;
  std::uint64_t denominator_ = 1;
};

// floor(sqrt(n)).
[[nodiscard]] std::uint64_t whole_root(Wide n);

}  // namespace palermo::core
