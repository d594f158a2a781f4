// SPDX-License-Identifier: Apache-2.0
// The latent class model of lists: people fall into K* unseen classes; within a class the lists are independent.
//
//   x_ij | z_i = k ~ Bernoulli(lambda_jk), lambda ~ Beta(1, 1); pi by stick-breaking, V_k ~ Beta(1, alpha), V_K* = 1;
//   alpha ~ Gamma(a, b), rate b; p(N) ~ 1/N.
// With that prior N integrates out of the likelihood, which is multinomial given n:
//   L = product over histories w seen of (p_w / (1 - p0))^y_w,   N0 | rest ~ NegBin(n, 1 - p0),
// so that moves need not carry N0 or anybody's class along, and N0 is drawn exactly and without a cap.
// 1 - p0 is summed from positive terms: no digits are lost when nearly everybody is unseen.
// Sources: Manrique-Vallier (2016), Biometrics 72; Papaspiliopoulos and Roberts (2008) for the exchange of classes.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/estimate/history_counts.hpp"

namespace palermo::estimate {

inline constexpr int kMostClasses = 64;

struct LatentClassPrior {
  int classes = 10;            // K*, 1 to 64
  double alpha_shape = 0.25;   // a
  double alpha_rate = 0.25;    // b
  std::optional<double> fixed_alpha{};
};

// The table as the model reads it: only histories on which somebody is.
struct LatentClassData {
  LatentClassData(const HistoryCounts& counts, const LatentClassPrior& prior);
  int lists;
  LatentClassPrior prior;
  std::vector<History> history;
  std::vector<std::int64_t> count;
  std::int64_t observed = 0;
  std::vector<std::uint8_t> on;         // the lists of each history one after the other; history c has on[start[c]] ... on[start[c + 1] - 1]
  std::vector<std::size_t> start{0};
};

class LatentClassState {
 public:
  // A draw from the prior.
  LatentClassState(const LatentClassData& data, core::Stream& stream);

  [[nodiscard]] double log_likelihood() const { return log_likelihood_; }
  [[nodiscard]] double seen() const { return seen_all_; }   // 1 - p0
  [[nodiscard]] double alpha() const { return alpha_; }
  [[nodiscard]] std::span<const double> weights() const { return weight_; }
  [[nodiscard]] double present(std::size_t k, std::size_t list) const { return present_[k * lists_ + list]; }

  void draw_prior(const LatentClassData& data, core::Stream& stream);
  // Everybody in the first class, which knows no dependence; all others as the prior has them. Where a ladder begins.
  void gather_in_one(const LatentClassData& data);
  // Leaves p(theta, z, N0 | y) in peace: everybody's class, N0, lambda, V and alpha in turn, on cells. Answers N0.
  std::int64_t gibbs(const LatentClassData& data, core::Stream& stream);
  // The next leave prior * L^heat in peace.
  void slice_class(const LatentClassData& data, std::size_t k, double heat, core::Stream& stream);   // elliptical slice: lambda of class k
  void slice_sticks(const LatentClassData& data, double heat, core::Stream& stream);                 // elliptical slice: all V
  void draw_alpha(const LatentClassData& data, core::Stream& stream);                                // alpha given V
  bool scale_alpha(const LatentClassData& data, double heat, core::Stream& stream);                  // alpha with V following
  bool exchange_classes(const LatentClassData& data, std::size_t a, std::size_t b, bool with_sticks, double heat, core::Stream& stream);

  // People are moved between classes a and b, whose sum stays; with `anew` class a also gets new lambdas, drawn apart from what it had.
  bool share_out(const LatentClassData& data, std::size_t a, std::size_t b, bool anew, double heat, core::Stream& stream);

  // For tests of the whole sampler: histories of `people` seen people drawn from this state.
  [[nodiscard]] std::vector<std::int64_t> simulate(const LatentClassData& data, std::int64_t people, core::Stream& stream) const;
  // After the data have changed.
  void refresh(const LatentClassData& data);

 private:
  void set_class(const LatentClassData& data, std::size_t k);  // cells_ and seen_ of one class
  void set_weights();
  void set_log_likelihood(const LatentClassData& data);
  void set_scores(const LatentClassData& data, std::size_t k, std::span<const double> scores);
  [[nodiscard]] double stick_score(std::size_t k) const;
  void set_stick(std::size_t k, double score);
  void set_pair(std::size_t a, std::size_t b, double log_a, double log_b);
  void remember(std::size_t k);  // class k, all sticks and the likelihood, until recall(k)
  void recall(std::size_t k);
  [[nodiscard]] double log_prior_of_weights() const;
  [[nodiscard]] double log_weight(std::size_t k) const;

  std::size_t lists_, classes_, histories_;
  std::vector<double> present_, absent_;  // lambda and 1 - lambda, class by class
  std::vector<double> score_;             // lambda as normal scores, where has_score_ says so of the class
  std::vector<char> has_score_;
  std::vector<double> stick_;             // -log(1 - V_k) of all classes but the last
  double alpha_ = 1;
  std::vector<double> weight_, seen_;     // pi_k; chance of being on a list in class k
  std::vector<double> cells_;             // chance of each history, class by class
  std::vector<double> chance_;            // of each history, over all classes
  double seen_all_ = 1, log_likelihood_ = 0;
  struct {
    std::vector<double> present, absent, score, stick, weight, cells;
    char has_score = 0;
    double seen = 0, seen_all = 0, log_likelihood = 0;
  } memory_;
};

}  // namespace palermo::estimate
