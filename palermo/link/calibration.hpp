// SPDX-License-Identifier: Apache-2.0
// Calibration by controls: what a weight is worth, learned from pairs that cannot be of one person (controls.hpp).
//
// Fields are not independent, so bits added up promise too much or too little. Let X(w) be the pairs of weight w between lists and
// N(w) those that two people would give, told by the controls, brought to the number of pairs. Then the odds of a match at w are
// X(w) / N(w) - 1, whatever the model thought. A smooth shift s(w) is fitted by maximum penalised likelihood: a pair of weight
// w is one between lists with probability r (1 + o) / (1 + r (1 + o)), o = 2^(w + s(w)), r pairs to a control. s is straight between
// knots, drawn towards 0 and towards its neighbour, and w + s(w) rises.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/link/model.hpp"

namespace palermo::link {

struct ControlWeight {
  double weight = 0;  // bits
  double scale = 1;   // pairs of two people between lists for which it stands
};

struct CalibrationOptions {
  double loose = 4;   // bits: standard deviation of a shift
  double rough = 0.7;   // bits: of the difference between shifts of neighbouring knots
  double fewest = 50; // controls at or above -8 bits; with fewer nothing is fitted
};

inline constexpr std::size_t kCalibrationKnots = 9;

// The fitted shifts and how sure they are: near the best fit their posterior is normal, with the curvature there.
struct CalibrationFit {
  using Shifts = std::array<double, kCalibrationKnots>;
  Shifts shift{};                                         // bits, at the knots
  std::array<Shifts, kCalibrationKnots> curvature{};      // inverse of their covariance

  [[nodiscard]] std::vector<CalibrationStep> steps() const { return steps(shift); }
  // Steps of a draw from the posterior.
  [[nodiscard]] std::vector<CalibrationStep> drawn(core::Stream& stream) const;

 private:
  [[nodiscard]] static std::vector<CalibrationStep> steps(const Shifts& shift);
};

// Nothing where there are too few controls.
[[nodiscard]] std::optional<CalibrationFit> fit_calibration(std::span<const double> weights, std::span<const ControlWeight> controls,
                                                            const CalibrationOptions& options = {});
// Steps for Model.calibration; empty where there are too few controls.
[[nodiscard]] std::vector<CalibrationStep> calibrate_by_controls(std::span<const double> weights, std::span<const ControlWeight> controls,
                                                                 const CalibrationOptions& options = {});

}  // namespace palermo::link
