// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace palermo::link {
namespace {

constexpr std::array<double, kCalibrationKnots> kKnots{-8, -6, -4, -2, 0, 2, 4, 7, 11};
constexpr double kLowest = -8, kHighest = 24, kBin = 0.5;  // bits
constexpr std::size_t kBins = static_cast<std::size_t>((kHighest - kLowest) / kBin);
constexpr int kMostRounds = 100;
constexpr double kLongestStep = 1;   // bits a round
constexpr double kEnough = 1e-6;     // bits
constexpr double kLeastSlope = 0.1;  // of calibrated weight by weight

using Shifts = CalibrationFit::Shifts;

// Where a weight stands between the knots: the lower one and the share of the upper.
struct Place {
  std::size_t knot = 0;
  double upper = 0;
};

Place place_of(double weight) {
  if (weight <= kKnots.front()) return {0, 0};
  if (weight >= kKnots.back()) return {kKnots.size() - 2, 1};
  std::size_t k = 0;
  while (kKnots[k + 1] < weight) ++k;
  return {k, (weight - kKnots[k]) / (kKnots[k + 1] - kKnots[k])};
}

struct Bin {
  double weight = 0;    // its middle
  double pairs = 0;     // between lists
  double controls = 0;  // how many they count as: (sum of scales)^2 / sum of squares
  double scale = 0;     // pairs to a control
};

std::size_t bin_of(double weight) {
  return std::min(kBins - 1, static_cast<std::size_t>((std::max(weight, kLowest) - kLowest) / kBin));
}

std::vector<Bin> bins_of(std::span<const double> weights, std::span<const ControlWeight> controls) {
  std::vector<Bin> bins(kBins);
  std::vector<double> sum(kBins), squares(kBins);
  double all = 0, all_squares = 0;
  for (const double weight : weights)
    if (weight >= kLowest) bins[bin_of(weight)].pairs += 1;
  for (const ControlWeight& control : controls) {
    if (control.weight < kLowest) continue;
    sum[bin_of(control.weight)] += control.scale;
    squares[bin_of(control.weight)] += control.scale * control.scale;
    all += control.scale;
    all_squares += control.scale * control.scale;
  }
  for (std::size_t b = 0; b < kBins; ++b) {
    bins[b].weight = kLowest + (static_cast<double>(b) + 0.5) * kBin;
    bins[b].controls = squares[b] > 0 ? sum[b] * sum[b] / squares[b] : 0;
    bins[b].scale = sum[b] > 0 ? squares[b] / sum[b] : all_squares / all;
  }
  return bins;
}

// Solves a x = b by elimination; a is symmetric and positive definite.
Shifts solve(std::array<Shifts, kKnots.size()> a, Shifts b) {
  for (std::size_t k = 0; k < b.size(); ++k)
    for (std::size_t row = k + 1; row < b.size(); ++row) {
      const double times = a[row][k] / a[k][k];
      for (std::size_t column = k; column < b.size(); ++column) a[row][column] -= times * a[k][column];
      b[row] -= times * b[k];
    }
  for (std::size_t k = b.size(); k-- > 0;) {
    for (std::size_t column = k + 1; column < b.size(); ++column) b[k] -= a[k][column] * b[column];
    b[k] /= a[k][k];
  }
  return b;
}

// The step of Newton's method (with expected curvature, which is left in `curve`).
Shifts step(const std::vector<Bin>& bins, const Shifts& shift, const CalibrationOptions& options, std::array<Shifts, kKnots.size()>& curve) {
  Shifts slope{};
  curve = {};
  for (const Bin& bin : bins) {
    const double n = bin.pairs + bin.controls;
    if (n <= 0) continue;
    const Place at = place_of(bin.weight);
    const std::array<double, 2> part{1 - at.upper, at.upper};
    const double bits = bin.weight + part[0] * shift[at.knot] + part[1] * shift[at.knot + 1];
    const double odds = std::exp2(std::min(bits, 60.0));
    const double q = bin.scale * (1 + odds) / (1 + bin.scale * (1 + odds));
    const double moves = std::numbers::ln2 * odds / (1 + odds);
    for (std::size_t i = 0; i < 2; ++i) {
      slope[at.knot + i] += (bin.pairs - n * q) * moves * part[i];
      for (std::size_t j = 0; j < 2; ++j) curve[at.knot + i][at.knot + j] += n * q * (1 - q) * moves * moves * part[i] * part[j];
    }
  }
  const double loose = 1 / (options.loose * options.loose);
  const double rough = 1 / (options.rough * options.rough);
  for (std::size_t k = 0; k < shift.size(); ++k) {
    slope[k] -= loose * shift[k];
    curve[k][k] += loose;
    if (k == 0) continue;
    slope[k] -= rough * (shift[k] - shift[k - 1]);
    slope[k - 1] += rough * (shift[k] - shift[k - 1]);
    curve[k][k] += rough;
    curve[k - 1][k - 1] += rough;
    curve[k][k - 1] -= rough;
    curve[k - 1][k] -= rough;
  }
  return solve(curve, slope);
}

}  // namespace

std::vector<CalibrationStep> CalibrationFit::steps(const Shifts& shift) {
  std::vector<CalibrationStep> steps;
  for (std::size_t k = 0; k < kKnots.size(); ++k) {
    double calibrated = kKnots[k] + shift[k];
    if (k > 0) calibrated = std::max(calibrated, steps.back().calibrated + kLeastSlope * (kKnots[k] - kKnots[k - 1]));
    steps.push_back({kKnots[k], calibrated});
  }
  return steps;
}

// With curvature = L L', shift + x has the covariance (L L')^-1 where L' x is standard normal.
std::vector<CalibrationStep> CalibrationFit::drawn(core::Stream& stream) const {
  constexpr std::size_t n = kCalibrationKnots;
  std::array<Shifts, n> lower{};
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = curvature[i][j];
      for (std::size_t k = 0; k < j; ++k) sum -= lower[i][k] * lower[j][k];
      lower[i][j] = i == j ? std::sqrt(std::max(sum, 1e-12)) : sum / lower[j][j];
    }
  Shifts x{};
  for (double& one : x) one = stream.normal();
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  for (std::size_t i = 0; i < n; ++i) x[i] += shift[i];
  return steps(x);
}

std::optional<CalibrationFit> fit_calibration(std::span<const double> weights, std::span<const ControlWeight> controls, const CalibrationOptions& options) {
  double many = 0;
  for (const ControlWeight& control : controls) many += control.weight >= kLowest ? 1 : 0;
  if (many < options.fewest) return std::nullopt;
  const std::vector<Bin> bins = bins_of(weights, controls);
  CalibrationFit fit;
  for (int round = 0; round < kMostRounds; ++round) {
    const Shifts move = step(bins, fit.shift, options, fit.curvature);
    double longest = 0;
    for (const double m : move) longest = std::max(longest, std::fabs(m));
    const double share = longest > kLongestStep ? kLongestStep / longest : 1;
    for (std::size_t k = 0; k < move.size(); ++k) fit.shift[k] += share * move[k];
    if (longest < kEnough) break;
  }
  return fit;
}

std::vector<CalibrationStep> calibrate_by_controls(std::span<const double> weights, std::span<const ControlWeight> controls,
                                                   const CalibrationOptions& options) {
  const auto fit = fit_calibration(weights, controls, options);
  return fit ? fit->steps() : std::vector<CalibrationStep>{};
}

}  // namespace palermo::link
