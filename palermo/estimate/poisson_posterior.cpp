// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/poisson_posterior.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::estimate {
namespace {

constexpr int kMostSteps = 200;          // of Newton, halved where they overshoot
constexpr double kFlat = 1e-9;           // gain of the log posterior below which Newton stops
constexpr int kLeaps = 8;                // a trajectory: 8 leaps of about 0.2, a quarter turn of a normal law's orbit
constexpr double kLeap = 0.2, kJitter = 0.2;
constexpr double kStartSpread = 2;

// Sums over subsets in place.
void zeta_subsets(std::span<double> values) {
  for (std::size_t bit = 1; bit < values.size(); bit <<= 1)
    for (std::size_t w = 0; w < values.size(); ++w)
      if ((w & bit) != 0) values[w] += values[w ^ bit];
}

}  // namespace

PoissonPosterior::PoissonPosterior(const HistoryCounts& counts, std::vector<PriorTerm> terms)
    : terms_(std::move(terms)), histories_(counts.size()) {
  const std::vector<std::int64_t> supersets = counts.supersets();
  for (const PriorTerm& term : terms_) observed_.push_back(static_cast<double>(supersets[term.lists]));
  find_mode();
}

// Fitted means by history; that of history 0 is left out as 0, since nobody was observed there.
std::vector<double> PoissonPosterior::means(std::span<const double> coefficients) const {
  std::vector<double> mu(histories_);
  for (std::size_t i = 0; i < terms_.size(); ++i) mu[terms_[i].lists] += coefficients[i];
  zeta_subsets(mu);
  mu[0] = 0;
  for (std::size_t w = 1; w < histories_; ++w) mu[w] = std::exp(mu[w]);
  return mu;
}

double PoissonPosterior::log_density(std::span<const double> coefficients, std::span<double> gradient) const {
  std::vector<double> mu = means(coefficients);
  zeta_supersets<double>(mu);
  double log_density = -mu[0];
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    log_density += observed_[i] * coefficients[i] - 0.5 * terms_[i].precision * coefficients[i] * coefficients[i];
    gradient[i] = observed_[i] - mu[terms_[i].lists] - terms_[i].precision * coefficients[i];
  }
  return log_density;
}

// Cholesky factor of minus the second derivatives: entry (s, t) is the mean number on all lists of s and t.
bool PoissonPosterior::factorise(std::span<const double> coefficients) {
  std::vector<double> mu = means(coefficients);
  zeta_supersets<double>(mu);
  const std::size_t p = terms_.size();
  factor_.assign(p * p, 0);
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = mu[terms_[i].lists | terms_[j].lists] + (i == j ? terms_[i].precision : 0);
      for (std::size_t k = 0; k < j; ++k) sum -= factor_[i * p + k] * factor_[j * p + k];
      if (i == j && !(sum > 0)) return false;
      factor_[i * p + j] = i == j ? std::sqrt(sum) : sum / factor_[j * p + j];
    }
  return true;
}

void PoissonPosterior::to_scale(std::span<double> gradient) const {
  const std::size_t p = terms_.size();
  for (std::size_t i = 0; i < p; ++i) {
    for (std::size_t k = 0; k < i; ++k) gradient[i] -= factor_[i * p + k] * gradient[k];
    gradient[i] /= factor_[i * p + i];
  }
}

std::vector<double> PoissonPosterior::from_scale(std::span<const double> z) const {
  const std::size_t p = terms_.size();
  std::vector<double> x(z.begin(), z.end());
  for (std::size_t i = p; i-- > 0;) {
    for (std::size_t k = i + 1; k < p; ++k) x[i] -= factor_[k * p + i] * x[k];
    x[i] /= factor_[i * p + i];
  }
  for (std::size_t i = 0; i < p; ++i) x[i] += mode_[i];
  return x;
}

void PoissonPosterior::find_mode() {
  mode_.assign(terms_.size(), 0);
  mode_[0] = std::log(std::max(1.0, observed_[0]) / static_cast<double>(histories_));
  std::vector<double> gradient(terms_.size()), tried_gradient(terms_.size());
  double now = log_density(mode_, gradient);
  for (int step = 0; step < kMostSteps && factorise(mode_); ++step) {
    to_scale(gradient);
    const std::vector<double> full = from_scale(gradient);
    double gain = 0;
    for (double length = 1; length > 1e-6; length /= 2) {
      std::vector<double> tried(terms_.size());
      for (std::size_t i = 0; i < tried.size(); ++i) tried[i] = mode_[i] + length * (full[i] - mode_[i]);
      const double then = log_density(tried, tried_gradient);
      if (!(then > now)) continue;
      gain = then - now;
      now = then;
      mode_ = tried;
      break;
    }
    gradient = tried_gradient;
    if (gain < kFlat) break;
    static_cast<void>(log_density(mode_, gradient));
  }
  static_cast<void>(factorise(mode_));
}

PoissonPosterior::Draws PoissonPosterior::draw(int warm_up, int draws, core::Stream& stream) const {
  const std::size_t p = terms_.size();
  std::vector<double> z(p), gradient(p);
  for (double& x : z) x = kStartSpread * stream.normal();
  double now = log_density(from_scale(z), gradient);
  to_scale(gradient);
  Draws made;
  for (int i = 0; i < warm_up + draws; ++i) {
    std::vector<double> there = z, slope = gradient, momentum(p);
    double energy = -now, then = now;
    for (double& m : momentum) {
      m = stream.normal();
      energy += 0.5 * m * m;
    }
    const double leap = kLeap * (1 + kJitter * (2 * stream.uniform() - 1));
    for (int step = 0; step < kLeaps; ++step) {
      for (std::size_t d = 0; d < p; ++d) there[d] += leap * (momentum[d] += 0.5 * leap * slope[d]);
      then = log_density(from_scale(there), slope);
      to_scale(slope);
      for (std::size_t d = 0; d < p; ++d) momentum[d] += 0.5 * leap * slope[d];
    }
    double energy_then = -then;
    for (const double m : momentum) energy_then += 0.5 * m * m;
    const bool accepted = std::log1p(-stream.uniform()) < energy - energy_then;  // false for what is not a number
    if (accepted) {
      z = std::move(there);
      gradient = std::move(slope);
      now = then;
    }
    if (i < warm_up) continue;
    made.accepted += accepted ? 1.0 / draws : 0;
    made.values.push_back(from_scale(z));
  }
  return made;
}

}  // namespace palermo::estimate
