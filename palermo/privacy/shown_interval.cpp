// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/shown_interval.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/privacy/normal.hpp"

namespace palermo::privacy {
namespace {

constexpr double kFar = 9;    // standard deviations beyond which nothing is left
constexpr int kSteps = 100;   // of Simpson’s rule

// P(T ≥ from, Y ≥ bar) when both have mean `mean`. Their correlation is T's standard error by Y's.
double tail(const ShownCount& count, double from, double mean) {
  const double s = count.standard_error, together = std::min(1.0, s / count.bar_error), apart = s * std::sqrt(1 - together * together);
  const double above = (from - mean) / s, reached = (count.bar - mean) / count.bar_error;
  if (std::isinf(reached)) return upper_tail(above);
  if (together > 0.9999) return upper_tail(std::max(above, reached));
  const double low = std::max(reached, -kFar), high = std::max(low, 0.0) + kFar, step = (high - low) / kSteps;
  double sum = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double y = low + i * step, weight = i == 0 || i == kSteps ? 1 : i % 2 == 1 ? 4 : 2;
    sum += weight * std::exp(-y * y / 2) * upper_tail((from - mean - together * s * y) / apart);
  }
  return sum * step / 3 / std::sqrt(2 * 3.14159265358979323846);
}

// Whether so large a value is to be expected, given that it is shown, of this mean.
bool is_likely(const ShownCount& count, double mean, double each) {
  const double shown = tail(count, count.least_shown, mean);
  return shown > 0 && tail(count, count.value, mean) / shown >= each;
}

double lower_end(const ShownCount& count, double z) {
  const double plain = count.value - z * count.standard_error;
  const bool passed = count.value >= count.least_shown;
  const bool far = count.value - count.least_shown > kFar * count.standard_error && count.value - count.bar > kFar * count.bar_error;
  if (!passed || far) return plain;
  double low = plain - 60 * count.standard_error, high = plain;
  for (int i = 0; i < 32; ++i) {
    const double middle = (low + high) / 2;
    (is_likely(count, middle, upper_tail(z)) ? high : low) = middle;
  }
  return low;
}

}  // namespace

CountInterval interval_of(const ShownCount& count, double confidence) {
  const double z = normal_quantile((1 + confidence) / 2);
  double least = 0, most = count.value + z * count.standard_error;
  if (count.under_bar) {
    ShownCount alone = count, mirrored = count;
    alone.bar = -std::numeric_limits<double>::infinity();
    mirrored.value = -count.value;
    mirrored.least_shown = -std::numeric_limits<double>::infinity();
    mirrored.bar = -count.bar;
    least = lower_end(alone, z);
    most = -lower_end(mirrored, z);
  } else {
    least = lower_end(count, z);
  }
  const auto whole = [](double people) { return std::max<std::int64_t>(0, static_cast<std::int64_t>(people)); };
  return {.least = whole(std::floor(least)), .most = whole(std::ceil(most))};
}

}  // namespace palermo::privacy
