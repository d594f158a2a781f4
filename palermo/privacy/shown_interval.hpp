// SPDX-License-Identifier: Apache-2.0
// The interval of a noisy count that is shown because it was large.
//
// A reader sees only the counts that passed a bar: at least `least_shown`, and for a level of a large column, that its first noisy count
// reached three standard deviations. Among those, noise that went up is over-represented, and value ± z · standard error would lie above
// the exact count too often: of invented countries with nobody to 25 people, named at 30, in one of six. So the lower end asks how
// probable so large a value is *given that it was shown*:
//   least = the μ with P(T ≥ value | T ≥ least_shown, Y ≥ bar; μ) = (1 − confidence)/2,   most = value + z · standard error
// T the count, Y the part of it that decided; both normal with mean μ. T and Y rise and fall together, so given that it was shown, T is
// above its law without condition, and the upper end covers oftener than it says. Source: [lee2016] (inference after selection), for
// one normal value. Proof: docs/methods/release.md. After the noise: doubles, no budget. Pure functions.
#pragma once

#include <cstdint>
#include <limits>

namespace palermo::privacy {

struct ShownCount {
  double value = 0;           // T
  double standard_error = 1;  // of T, > 0
  double least_shown = -std::numeric_limits<double>::infinity();  // T is shown from here on
  double bar = -std::numeric_limits<double>::infinity();  // Y had to reach it ...
  double bar_error = 1;       // standard error of Y, not below that of T, which it is a part of
  bool under_bar = false;     // ... and did not: shown for another reason (the only rare level of its group); then the upper end is mended
};

// Whole people, ends rounded outwards, never below 0.
struct CountInterval {
  std::int64_t least = 0, most = 0;
};

// Covers the exact count with at least `confidence` among the counts that are shown, as far as sums of discrete Gaussians are normal.
[[nodiscard]] CountInterval interval_of(const ShownCount& count, double confidence);

}  // namespace palermo::privacy
