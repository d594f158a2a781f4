// SPDX-License-Identifier: Apache-2.0
// Posterior of a Poisson log-linear model with normal priors, and draws from it that are nearly independent.
//
//   N_w ~ Poisson(mu_w) for w != 0, log mu_w = sum over terms theta within w of a_theta; a_theta ~ N(0, 1 / precision).
// The log posterior is concave, so its mode is found by Newton's method; the mode's curvature makes the scale on which a
// Hamiltonian trajectory of a quarter turn gives a draw that owes almost nothing to the one before (ESS near the number of
// draws, where a random walk has 25 of 10,000). Every draw is accepted or not by Metropolis' rule, so the law is exact.
// Sources: Neal (2011), MCMC using Hamiltonian dynamics; the zeta transform for the sums over supersets.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

struct PriorTerm {
  History lists = 0;     // bit mask; 0 is the intercept, whose exponential is the number never seen
  double precision = 1;  // of the normal prior about 0; above 0
};

class PoissonPosterior {
 public:
  // terms[0] is the intercept. Cells are all histories but 0.
  PoissonPosterior(const HistoryCounts& counts, std::vector<PriorTerm> terms);

  [[nodiscard]] std::size_t size() const { return terms_.size(); }
  [[nodiscard]] const std::vector<PriorTerm>& terms() const { return terms_; }
  [[nodiscard]] const std::vector<double>& mode() const { return mode_; }
  // log posterior up to a constant, and its gradient by term.
  double log_density(std::span<const double> coefficients, std::span<double> gradient) const;

  struct Draws {
    std::vector<std::vector<double>> values;  // one vector a draw, by term
    double accepted = 0;                      // share of proposals
  };
  // Begins at a draw from the normal law about the mode, widened by two: chains begin apart.
  [[nodiscard]] Draws draw(int warm_up, int draws, core::Stream& stream) const;

 private:
  void find_mode();
  [[nodiscard]] bool factorise(std::span<const double> coefficients);
  [[nodiscard]] std::vector<double> from_scale(std::span<const double> z) const;  // mode + L^-T z
  void to_scale(std::span<double> gradient) const;                                // L^-1 gradient
  [[nodiscard]] std::vector<double> means(std::span<const double> coefficients) const;

  std::vector<PriorTerm> terms_;
  std::vector<double> observed_;    // by term: people on all of its lists
  std::size_t histories_;
  std::vector<double> mode_;
  std::vector<double> factor_;      // L of the curvature L L' at the mode, row by row
};

}  // namespace palermo::estimate
