// SPDX-License-Identifier: Apache-2.0
// The normal law: distribution function and its inverse.
#pragma once

#include <cmath>

namespace palermo::estimate {

[[nodiscard]] inline double gaussian_cdf(double x) { return 0.5 * std::erfc(-x * 0.70710678118654752440); }

// Inverse of gaussian_cdf for p in (0, 1): Acklam's rational approximation, then one Halley step; relative error below 1e-14
// in the middle. p <= 0 or >= 1 gives -+infinity.
[[nodiscard]] double gaussian_quantile(double p);

}  // namespace palermo::estimate
