// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/margin_scores.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "palermo/estimate/log_gamma.hpp"

namespace palermo::estimate {

MarginScores::MarginScores(const HistoryCounts& counts, double delta)
    : observed_(static_cast<double>(counts.observed())), base_(counts.size()), start_(counts.size()) {
  for (const std::int64_t count : counts.counts()) constant_ -= log_gamma(static_cast<double>(count) + 1);
  std::vector<std::int64_t> cells(counts.size());
  for (std::size_t margin = 0; margin < counts.size(); ++margin) {
    cells.assign(counts.size(), 0);
    for (std::size_t history = 0; history < counts.size(); ++history) cells[history & margin] += counts.counts()[history];
    const int width = std::popcount(margin);
    const double prior = delta * std::exp2(counts.lists() - width);
    base_[margin] = -std::exp2(width) * log_gamma(prior);
    for (std::size_t cell = 1; cell <= margin; ++cell)
      if ((cell & ~margin) == 0) base_[margin] += log_gamma(static_cast<double>(cells[cell]) + prior);
    start_[margin] = static_cast<double>(cells[0]) + prior;
  }
}

void MarginScores::evaluate(std::size_t margin, std::span<const double> unseen, std::span<double> scores) const {
  for (std::size_t i = 0; i < unseen.size(); ++i) scores[i] = base_[margin] + log_gamma(start_[margin] + unseen[i]);
}

double MarginScores::common(double unseen) const {
  const double everybody = observed_ + unseen;
  return constant_ + log_gamma(everybody + 1) - log_gamma(unseen + 1) - std::log(everybody);
}

double MarginScores::tail_exponent(std::span<const MarginTerm> terms) const {
  double exponent = observed_ - 1;  // of common()
  for (const MarginTerm& term : terms) exponent += term.sign * start_[term.margin];
  return exponent;
}

ScoresAt::ScoresAt(const MarginScores& margins, std::vector<double> unseen) : unseen_(std::move(unseen)) {
  for (const double value : unseen_) common_.push_back(margins.common(value));
  scores_.resize(margins.margins() * unseen_.size());
  for (std::size_t margin = 0; margin < margins.margins(); ++margin)
    margins.evaluate(margin, unseen_, std::span(scores_).subspan(margin * unseen_.size(), unseen_.size()));
}

void ScoresAt::log_joint(std::span<const MarginTerm> terms, std::span<double> logs) const {
  std::copy(common_.begin(), common_.end(), logs.begin());
  for (const MarginTerm& term : terms) {
    const double* scores = scores_.data() + term.margin * unseen_.size();
    const auto sign = static_cast<double>(term.sign);
    for (std::size_t i = 0; i < logs.size(); ++i) logs[i] += sign * scores[i];
  }
}

}  // namespace palermo::estimate
