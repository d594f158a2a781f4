// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/dense_poisson.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace palermo::estimate {
namespace {

constexpr int kMostSteps = 60;
constexpr int kMostHalvings = 30;
constexpr double kSettled = 1e-10;     // relative change of the deviance
constexpr double kFlat = 1e-12;        // a pivot below this share of its diagonal: columns depend on each other
constexpr double kRunAway = 25;        // |log| of a fitted count that no table of people has
constexpr double kSmallStart = 0.5;    // added to a count before its logarithm is taken

class Fitter {
 public:
  Fitter(const DenseDesign& design, std::span<const double> counts) : design_(design), counts_(counts), information_(design.columns * design.columns) {
    fit_.fitted.assign(design.histories, 0);
  }

  std::optional<DenseFit> run(std::span<const double> start) {
    begin(start);
    fit_.deviance = deviance();
    for (int i = 0; i < kMostSteps; ++i) {
      std::vector<double> step = gradient();
      fill_information();
      if (!factor()) return std::nullopt;
      solve(step);
      const double before = fit_.deviance;
      if (!move(step)) break;
      if (std::fabs(before - fit_.deviance) <= kSettled * (1 + fit_.deviance)) break;
    }
    if (ran_away()) return std::nullopt;
    fill_information();
    if (!factor()) return std::nullopt;
    find_errors();
    return std::move(fit_);
  }

 private:
  double linear(std::size_t w) const {
    double eta = design_.offset[w];
    for (std::size_t j = 0; j < design_.columns; ++j) eta += design_.at(w, j) * fit_.beta[j];
    return eta;
  }

  double deviance() {
    double sum = 0;
    for (std::size_t w = 0; w < design_.histories; ++w) {
      fit_.fitted[w] = std::exp(linear(w));
      if (w == 0) continue;
      const double y = counts_[w], mu = fit_.fitted[w];
      sum += 2 * ((y > 0 ? y * std::log(y / mu) : 0) - (y - mu));
    }
    return sum;
  }

  // One weighted least-squares step from the table itself, unless an earlier fit is given.
  void begin(std::span<const double> start) {
    fit_.beta.assign(start.begin(), start.end());
    if (!fit_.beta.empty()) return;
    fit_.beta.assign(design_.columns, 0);
    std::vector<double> right(design_.columns);
    std::ranges::fill(information_, 0);
    for (std::size_t w = 1; w < design_.histories; ++w) {
      const double weight = counts_[w] + kSmallStart, z = std::log(weight) - design_.offset[w];
      for (std::size_t j = 0; j < design_.columns; ++j) {
        right[j] += weight * z * design_.at(w, j);
        for (std::size_t k = 0; k <= j; ++k) information_[j * design_.columns + k] += weight * design_.at(w, j) * design_.at(w, k);
      }
    }
    if (!factor()) return;
    solve(right);
    fit_.beta = right;
  }

  std::vector<double> gradient() const {
    std::vector<double> sum(design_.columns);
    for (std::size_t w = 1; w < design_.histories; ++w)
      for (std::size_t j = 0; j < design_.columns; ++j) sum[j] += design_.at(w, j) * (counts_[w] - fit_.fitted[w]);
    return sum;
  }

  void fill_information() {
    std::ranges::fill(information_, 0);
    for (std::size_t w = 1; w < design_.histories; ++w)
      for (std::size_t j = 0; j < design_.columns; ++j) {
        const double weighted = fit_.fitted[w] * design_.at(w, j);
        if (weighted == 0) continue;
        for (std::size_t k = 0; k <= j; ++k) information_[j * design_.columns + k] += weighted * design_.at(w, k);
      }
  }

  // Cholesky in place, lower triangle.
  bool factor() {
    const std::size_t p = design_.columns;
    for (std::size_t j = 0; j < p; ++j) {
      const double diagonal = information_[j * p + j];
      for (std::size_t i = j; i < p; ++i) {
        double sum = information_[i * p + j];
        for (std::size_t k = 0; k < j; ++k) sum -= information_[i * p + k] * information_[j * p + k];
        if (i == j) {
          if (!(sum > kFlat * diagonal) || !std::isfinite(sum)) return false;
          information_[j * p + j] = std::sqrt(sum);
        } else {
          information_[i * p + j] = sum / information_[j * p + j];
        }
      }
    }
    return true;
  }

  void solve(std::vector<double>& values) const {
    const std::size_t p = design_.columns;
    for (std::size_t i = 0; i < p; ++i) {
      for (std::size_t k = 0; k < i; ++k) values[i] -= information_[i * p + k] * values[k];
      values[i] /= information_[i * p + i];
    }
    for (std::size_t i = p; i-- > 0;) {
      for (std::size_t k = i + 1; k < p; ++k) values[i] -= information_[k * p + i] * values[k];
      values[i] /= information_[i * p + i];
    }
  }

  // Halves the step until the deviance does not rise; false when even the smallest does not help.
  bool move(const std::vector<double>& step) {
    const std::vector<double> from = fit_.beta;
    const double before = fit_.deviance;
    double length = 1;
    for (int i = 0; i < kMostHalvings; ++i, length /= 2) {
      for (std::size_t j = 0; j < from.size(); ++j) fit_.beta[j] = from[j] + length * step[j];
      fit_.deviance = deviance();
      if (std::isfinite(fit_.deviance) && fit_.deviance <= before * (1 + kSettled) + kSettled) return true;
    }
    fit_.beta = from;
    fit_.deviance = deviance();
    return false;
  }

  bool ran_away() const {
    return std::ranges::any_of(fit_.beta, [](double b) { return !std::isfinite(b) || std::fabs(b) > kRunAway; });
  }

  void find_errors() {
    fit_.errors.resize(design_.columns);
    for (std::size_t j = 0; j < design_.columns; ++j) {
      std::vector<double> unit(design_.columns);
      unit[j] = 1;
      solve(unit);
      fit_.errors[j] = std::sqrt(unit[j]);
    }
    std::vector<double> row(design_.columns);
    for (std::size_t j = 0; j < design_.columns; ++j) row[j] = design_.at(0, j);
    std::vector<double> solved = row;
    solve(solved);
    fit_.unseen_log_error = std::sqrt(std::inner_product(row.begin(), row.end(), solved.begin(), 0.0));
  }

  const DenseDesign& design_;
  std::span<const double> counts_;
  std::vector<double> information_;
  DenseFit fit_;
};

}  // namespace

DenseDesign DenseDesign::main_effects(int lists) {
  DenseDesign design;
  design.histories = std::size_t{1} << static_cast<unsigned>(lists);
  design.columns = static_cast<std::size_t>(lists) + 1;
  design.offset.assign(design.histories, 0);
  design.values.assign(design.histories * design.columns, 0);
  for (std::size_t w = 0; w < design.histories; ++w) {
    design.values[w * design.columns] = 1;
    for (std::size_t list = 0; list < static_cast<std::size_t>(lists); ++list) design.values[w * design.columns + 1 + list] = static_cast<double>(w >> list & 1U);
  }
  return design;
}

void DenseDesign::add_column(std::span<const double> by_history) {
  std::vector<double> wider;
  wider.reserve(histories * (columns + 1));
  for (std::size_t w = 0; w < histories; ++w) {
    const auto row = values.begin() + static_cast<std::ptrdiff_t>(w * columns);
    wider.insert(wider.end(), row, row + static_cast<std::ptrdiff_t>(columns));
    wider.push_back(by_history[w]);
  }
  values = std::move(wider);
  ++columns;
}

std::optional<DenseFit> fit_dense(const DenseDesign& design, std::span<const double> counts, std::span<const double> start) {
  return Fitter(design, counts).run(start);
}

}  // namespace palermo::estimate
