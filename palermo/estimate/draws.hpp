// SPDX-License-Identifier: Apache-2.0
// Draws from the laws that the Bayesian methods need, from a named stream; the same numbers on every machine.
//
// Counts are 64-bit and have no cap: a negative binomial count whose mean is beyond 2^53 is drawn with the precision of a
// double. Sources: Marsaglia and Tsang (2000) for the gamma law; Hörmann (1993), algorithms PTRS and BTRS, for large Poisson
// and binomial counts; inversion for small ones.
#pragma once

#include <cstdint>
#include <span>

#include "palermo/core/random.hpp"

namespace palermo::estimate {

// log of a gamma variate of this shape and scale 1; in logs since shapes near 0 give numbers below the smallest double.
[[nodiscard]] double draw_log_gamma(core::Stream& stream, double shape);
[[nodiscard]] double draw_beta(core::Stream& stream, double a, double b);
[[nodiscard]] std::int64_t draw_poisson(core::Stream& stream, double mean);                      // mean >= 0
[[nodiscard]] std::int64_t draw_binomial(core::Stream& stream, std::int64_t n, double p);        // 0 <= p <= 1
// Failures before the n-th success, each try succeeding with `success` in (0, 1]; n > 0 need not be whole.
[[nodiscard]] std::int64_t draw_negative_binomial(core::Stream& stream, double n, double success);
// Splits n over cells with probabilities proportional to `weights` (>= 0, not all 0); out has as many values.
void draw_multinomial(core::Stream& stream, std::int64_t n, std::span<const double> weights, std::span<std::int64_t> out);

}  // namespace palermo::estimate
