// SPDX-License-Identifier: Apache-2.0
// Weights that promise too much or too little are brought to what they are worth by pairs that cannot be of one person.
#include "palermo/link/calibration.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "palermo/core/random.hpp"

namespace palermo::link {
namespace {

// Pairs of two people have weights from a normal distribution, matches from another; a weight is worth log2 of the ratio of
// their densities times their numbers. It is told wrongly: `slope` times as large, and `shift` bits too high.
struct Drawn {
  std::vector<double> weights;
  std::vector<bool> match;
  std::vector<ControlWeight> controls;
};

constexpr double kMatches = 2000, kOthers = 100'000, kControls = 25'000, kApart = 8, kSpread = 3;  // bits

Drawn draw(std::uint64_t seed, double slope, double shift) {
  core::Stream stream(seed, "test.calibration");
  // Normal with variance v around -a and +a, 2 a = kApart: log ratio of densities is 2 a x / v nats.
  const auto told = [&](double x) { return slope * ((kApart * x / (kSpread * kSpread)) / std::log(2.0) + std::log2(kMatches / kOthers)) + shift; };
  Drawn out;
  for (int k = 0; k < static_cast<int>(kMatches + kOthers); ++k) {
    const bool match = k < static_cast<int>(kMatches);
    out.match.push_back(match);
    out.weights.push_back(told((match ? kApart : -kApart) / 2 + kSpread * stream.normal()));
  }
  for (int k = 0; k < static_cast<int>(kControls); ++k) out.controls.push_back({told(-kApart / 2 + kSpread * stream.normal()), kOthers / kControls});
  return out;
}

// Largest difference between stated and true shares of matches, over bins of a fifth, in standard errors of the share.
double furthest(const Drawn& drawn, const Model& model, double* plain) {
  double worst = 0;
  for (double low = 0.1; low < 0.9; low += 0.2) {
    double pairs = 0, right = 0, stated = 0;
    for (std::size_t k = 0; k < drawn.weights.size(); ++k) {
      const double p = probability_of(model.calibrated(drawn.weights[k]));
      if (p < low || p >= low + 0.2) continue;
      pairs += 1;
      right += drawn.match[k] ? 1 : 0;
      stated += p;
    }
    *plain = std::max(*plain, std::fabs(right - stated) / pairs);
    // Controls are a quarter as many as the pairs they stand for, so their own chance adds four times the variance of the false ones.
    const double variance = right + stated + 4 * (pairs - stated) + 1;
    worst = std::max(worst, std::fabs(right - stated) / std::sqrt(variance));
  }
  return worst;
}

TEST(Calibration, stated_probabilities_come_true_whatever_the_weights_promised) {
  for (const auto& [slope, shift] : {std::pair{1.0, 0.0}, std::pair{1.5, 1.5}, std::pair{0.7, -2.0}, std::pair{1.0, 3.0}})
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      const Drawn drawn = draw(seed, slope, shift);
      Model model;
      model.calibration = calibrate_by_controls(drawn.weights, drawn.controls);
      ASSERT_FALSE(model.calibration.empty());
      double plain = 0;
      EXPECT_LT(furthest(drawn, model, &plain), 4) << slope << ' ' << shift << " seed " << seed;  // 4 sigma in each of 5 bins, 12 runs
      EXPECT_LT(plain, 0.15);
    }
}

TEST(Calibration, weights_that_were_right_stay_nearly_as_they_are) {
  const Drawn drawn = draw(7, 1, 0);
  const auto steps = calibrate_by_controls(drawn.weights, drawn.controls);
  for (const CalibrationStep& step : steps) {
    if (step.weight < -4 || step.weight > 4) continue;
    EXPECT_NEAR(step.calibrated, step.weight, 1);
  }
}

TEST(Calibration, a_higher_weight_is_never_worth_less) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Drawn drawn = draw(seed, 2, -3);
    const auto steps = calibrate_by_controls(drawn.weights, drawn.controls);
    for (std::size_t k = 1; k < steps.size(); ++k) EXPECT_GT(steps[k].calibrated, steps[k - 1].calibrated);
  }
}

TEST(Calibration, with_too_few_controls_nothing_is_learned) {
  const Drawn drawn = draw(1, 1, 0);
  EXPECT_TRUE(calibrate_by_controls(drawn.weights, std::span(drawn.controls).first(20)).empty());
  EXPECT_TRUE(calibrate_by_controls(drawn.weights, {}).empty());
}

TEST(Calibration, the_order_of_pairs_does_not_matter) {
  Drawn drawn = draw(2, 1.3, 1);
  const auto one = calibrate_by_controls(drawn.weights, drawn.controls);
  std::ranges::reverse(drawn.weights);
  std::ranges::reverse(drawn.controls);
  const auto other = calibrate_by_controls(drawn.weights, drawn.controls);
  ASSERT_EQ(one.size(), other.size());
  for (std::size_t k = 0; k < one.size(); ++k) EXPECT_NEAR(one[k].calibrated, other[k].calibrated, 1e-6);
}

}  // namespace
}  // namespace palermo::link
