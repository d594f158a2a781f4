// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/draws.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "palermo/estimate/log_gamma.hpp"

namespace palermo::estimate {
namespace {

constexpr double kSmallMean = 10;         // below: inversion; Hörmann's algorithms need at least 10
constexpr double kWholeNumbers = 0x1p53;  // beyond, a double no longer tells neighbours apart

double positive_uniform(core::Stream& stream) {
  for (;;)
    if (const double u = stream.uniform(); u > 0) return u;
}

std::int64_t poisson_by_inversion(core::Stream& stream, double mean) {
  std::int64_t count = 0;
  for (double product = positive_uniform(stream), floor = std::exp(-mean); product > floor; product *= positive_uniform(stream)) ++count;
  return count;
}

// PTRS: transformed rejection with squeeze.
std::int64_t poisson_by_rejection(core::Stream& stream, double mean) {
  const double log_mean = std::log(mean);
  const double b = 0.931 + 2.53 * std::sqrt(mean);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double quick = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const double u = stream.uniform() - 0.5;
    const double v = positive_uniform(stream);
    const double us = 0.5 - std::fabs(u);
    const double k = std::floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= quick) return static_cast<std::int64_t>(k);
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (std::log(v * inverse_alpha / (a / (us * us) + b)) <= -mean + k * log_mean - log_gamma(k + 1)) return static_cast<std::int64_t>(k);
  }
}

std::int64_t binomial_by_inversion(core::Stream& stream, std::int64_t n, double p) {
  const double odds = p / (1 - p);
  double mass = std::exp(static_cast<double>(n) * std::log1p(-p));
  double left = stream.uniform();
  std::int64_t k = 0;
  while (left > mass && k < n) {
    left -= mass;
    ++k;
    mass *= odds * static_cast<double>(n - k + 1) / static_cast<double>(k);
  }
  return k;
}

// BTRS, for n p >= 10 and p <= 1/2.
std::int64_t binomial_by_rejection(core::Stream& stream, std::int64_t count, double p) {
  const auto n = static_cast<double>(count);
  const double deviation = std::sqrt(n * p * (1 - p));
  const double b = 1.15 + 2.53 * deviation;
  const double a = -0.0873 + 0.0248 * b + 0.01 * p;
  const double centre = n * p + 0.5;
  const double quick = 0.92 - 4.2 / b;
  const double alpha = (2.83 + 5.1 / b) * deviation;
  const double log_odds = std::log(p / (1 - p));
  const double mode = std::floor((n + 1) * p);
  const double at_mode = log_gamma(mode + 1) + log_gamma(n - mode + 1);
  for (;;) {
    const double u = stream.uniform() - 0.5;
    const double v = positive_uniform(stream);
    const double us = 0.5 - std::fabs(u);
    const double k = std::floor((2 * a / us + b) * u + centre);
    if (k < 0 || k > n) continue;
    if (us >= 0.07 && v <= quick) return static_cast<std::int64_t>(k);
    if (std::log(v * alpha / (a / (us * us) + b)) <= at_mode - log_gamma(k + 1) - log_gamma(n - k + 1) + (k - mode) * log_odds)
      return static_cast<std::int64_t>(k);
  }
}

}  // namespace

double draw_log_gamma(core::Stream& stream, double shape) {
  if (shape < 1) return draw_log_gamma(stream, shape + 1) + std::log(positive_uniform(stream)) / shape;
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = stream.normal();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(positive_uniform(stream)) < 0.5 * x * x + d - d * v + d * std::log(v)) return std::log(d) + std::log(v);
  }
}

double draw_beta(core::Stream& stream, double a, double b) {
  const double x = draw_log_gamma(stream, a), y = draw_log_gamma(stream, b);
  return 1 / (1 + std::exp(y - x));
}

std::int64_t draw_poisson(core::Stream& stream, double mean) {
  if (!(mean > 0)) return 0;
  if (mean < kSmallMean) return poisson_by_inversion(stream, mean);
  if (mean < kWholeNumbers) return poisson_by_rejection(stream, mean);
  const double drawn = mean + std::sqrt(mean) * stream.normal();  // the normal law is exact to the precision of a double here
  return drawn < 0x1p62 ? static_cast<std::int64_t>(drawn) : std::int64_t{1} << 62;
}

std::int64_t draw_binomial(core::Stream& stream, std::int64_t n, double p) {
  if (n <= 0 || !(p > 0)) return 0;
  if (p >= 1) return n;
  if (p > 0.5) return n - draw_binomial(stream, n, 1 - p);
  return static_cast<double>(n) * p < kSmallMean ? binomial_by_inversion(stream, n, p) : binomial_by_rejection(stream, n, p);
}

std::int64_t draw_negative_binomial(core::Stream& stream, double n, double success) {
  if (success >= 1) return 0;
  return draw_poisson(stream, std::exp(draw_log_gamma(stream, n) + std::log1p(-success) - std::log(success)));
}

void draw_multinomial(core::Stream& stream, std::int64_t n, std::span<const double> weights, std::span<std::int64_t> out) {
  double total = 0;
  std::size_t last = 0;  // the last cell that can hold anybody takes what is left, so that rounding puts nobody elsewhere
  for (std::size_t i = 0; i < weights.size(); ++i) {
    total += weights[i];
    if (weights[i] > 0) last = i;
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    out[i] = i == last ? n : i > last ? 0 : draw_binomial(stream, n, std::min(1.0, weights[i] / total));
    n -= out[i];
    total -= weights[i];
  }
}

}  // namespace palermo::estimate
