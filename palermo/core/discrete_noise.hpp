// SPDX-License-Identifier: Apache-2.0
// Exact integer noise: discrete Laplace and discrete Gaussian, from random bits and whole numbers alone.
//
// No floating point stands between the bits and the draw, so the draw has exactly the law that its proof is about [canonne2020].
// Randomness is an argument: whoever needs privacy hands in the operating system's, a test hands in what it can repeat.
// The only departure from exactness: |y| >= 2^62 / (t q) is rejected by dgauss (t = floor(sigma) + 1, sigma^2 = p / q); with
// sigma <= 2^10 and q <= 2^20 that is |y| >= 2^31, of mass below exp(-2^40). Source: [canonne2020], algorithms 1 to 3.
// Running time depends on the draw and on the scale, never on the data. Methods: docs/methods/privacy-noise.md.
#pragma once

#include <cstdint>

#include "palermo/core/rational.hpp"

namespace palermo::core {

// Independent uniform words of 64 bits.
class RandomWords {
 public:
  virtual ~RandomWords() = default;
  [[nodiscard]] virtual std::uint64_t next() = 0;
};

// Uniform in [0, n); n > 0. By rejection, so unbiased.
[[nodiscard]] Wide uniform_below(Wide n, RandomWords& words);

// True with probability numerator / denominator <= 1.
[[nodiscard]] bool chance(Wide numerator, Wide denominator, RandomWords& words);

// True with probability exp(-numerator / denominator), denominator > 0; the exponent may be of any size.
[[nodiscard]] bool chance_exp(Wide numerator, Wide denominator, RandomWords& words);

// P(y) proportional to exp(-|y| / scale); scale a fraction above 0, below 2^31 each.
[[nodiscard]] std::int64_t discrete_laplace(Rational scale, RandomWords& words);

// P(y) proportional to exp(-y^2 / (2 sigma2)); 0 < sigma2 <= 2^20, its denominator at most 2^20.
[[nodiscard]] std::int64_t discrete_gaussian(Rational sigma2, RandomWords& words);

}  // namespace palermo::core
