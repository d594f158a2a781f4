// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/latent_class_model.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/gaussian.hpp"

namespace palermo::estimate {
namespace {

constexpr double kLeastChance = 1e-30;   // of being on a list, or not: keeps odds and their products in range
constexpr double kLeastAlpha = 1e-12;    // below, all but the first class are empty whatever alpha is
constexpr double kAlphaStep = 1.0;       // standard deviation of the step of log alpha

double score_of(double p, double complement) {
  return p < 0.5 ? gaussian_quantile(std::max(p, kLeastChance)) : -gaussian_quantile(std::max(complement, kLeastChance));
}

double log_sum(double x, double y) { return std::max(x, y) + std::log1p(std::exp(-std::fabs(x - y))); }

}  // namespace

LatentClassData::LatentClassData(const HistoryCounts& counts, const LatentClassPrior& the_prior)
    : lists(counts.lists()), prior(the_prior), observed(counts.observed()) {
  for (std::size_t w = 1; w < counts.size(); ++w)
    if (counts.counts()[w] > 0) {
      history.push_back(static_cast<History>(w));
      count.push_back(counts.counts()[w]);
      for (int j = 0; j < lists; ++j)
        if ((w >> j & 1U) != 0) on.push_back(static_cast<std::uint8_t>(j));
      start.push_back(on.size());
    }
}

LatentClassState::LatentClassState(const LatentClassData& data, core::Stream& stream)
    : lists_(static_cast<std::size_t>(data.lists)), classes_(static_cast<std::size_t>(data.prior.classes)), histories_(data.history.size()),
      present_(lists_ * classes_), absent_(lists_ * classes_), score_(lists_ * classes_), has_score_(classes_), stick_(classes_ - 1), weight_(classes_), seen_(classes_),
      cells_(classes_ * histories_) {
  draw_prior(data, stream);
}

void LatentClassState::draw_prior(const LatentClassData& data, core::Stream& stream) {
  std::fill(has_score_.begin(), has_score_.end(), char{0});
  for (std::size_t i = 0; i < present_.size(); ++i) {
    const double u = stream.uniform();
    present_[i] = std::max(u, kLeastChance);
    absent_[i] = std::max(1 - u, kLeastChance);
  }
  alpha_ = data.prior.fixed_alpha ? *data.prior.fixed_alpha
                                  : std::max(kLeastAlpha, std::exp(draw_log_gamma(stream, data.prior.alpha_shape)) / data.prior.alpha_rate);
  for (double& stick : stick_) stick = -std::log1p(-stream.uniform()) / alpha_;
  refresh(data);
}

void LatentClassState::gather_in_one(const LatentClassData& data) {
  constexpr double kShareSeen = 0.2;  // a beginning only
  const auto observed = static_cast<double>(data.observed);
  std::vector<double> on_list(lists_);
  for (std::size_t c = 0; c < data.history.size(); ++c)
    for (std::size_t i = data.start[c]; i < data.start[c + 1]; ++i) on_list[data.on[i]] += static_cast<double>(data.count[c]);
  for (std::size_t j = 0; j < lists_; ++j) {
    present_[j] = kShareSeen * (on_list[j] + 1) / (observed + 2);
    absent_[j] = 1 - present_[j];
  }
  has_score_[0] = 0;
  if (!stick_.empty()) stick_[0] = std::log(observed + 1);
  refresh(data);
}

void LatentClassState::refresh(const LatentClassData& data) {
  histories_ = data.history.size();
  cells_.resize(classes_ * histories_);
  for (std::size_t k = 0; k < classes_; ++k) set_class(data, k);
  set_weights();
  set_log_likelihood(data);
}

void LatentClassState::set_class(const LatentClassData& data, std::size_t k) {
  const double* in = &present_[k * lists_];
  const double* out = &absent_[k * lists_];
  std::array<double, core::CaptureTable::kMostLists> odds{};
  double nowhere = 1;
  for (std::size_t j = 0; j < lists_; ++j) {
    odds[j] = in[j] / out[j];
    nowhere *= out[j];
  }
  for (std::size_t c = 0; c < histories_; ++c) {
    double product = nowhere;
    for (std::size_t i = data.start[c]; i < data.start[c + 1]; ++i) product *= odds[data.on[i]];
    cells_[k * histories_ + c] = product;
  }
  double seen = 0;
  for (std::size_t j = 0; j < lists_; ++j) seen += (1 - seen) * in[j];
  seen_[k] = seen;
}

void LatentClassState::set_weights() {
  double log_left = 0;
  for (std::size_t k = 0; k + 1 < classes_; ++k) {
    weight_[k] = -std::expm1(-stick_[k]) * std::exp(log_left);
    log_left -= stick_[k];
  }
  weight_.back() = std::exp(log_left);
}

void LatentClassState::set_log_likelihood(const LatentClassData& data) {
  seen_all_ = 0;
  chance_.assign(histories_, 0);
  for (std::size_t k = 0; k < classes_; ++k) {
    seen_all_ += weight_[k] * seen_[k];
    const double weight = weight_[k];
    const double* cells = &cells_[k * histories_];
    for (std::size_t c = 0; c < histories_; ++c) chance_[c] += weight * cells[c];
  }
  double sum = -static_cast<double>(data.observed) * std::log(seen_all_);
  for (std::size_t c = 0; c < histories_; ++c) sum += static_cast<double>(data.count[c]) * std::log(chance_[c]);
  log_likelihood_ = std::isnan(sum) ? -INFINITY : sum;
}

// The stick's place in its prior as a normal score: 1 - V = U^(1/alpha), U uniform.
double LatentClassState::stick_score(std::size_t k) const {
  const double above = std::exp(-alpha_ * stick_[k]);
  return score_of(above, -std::expm1(-alpha_ * stick_[k]));
}

void LatentClassState::set_stick(std::size_t k, double score) {
  const double log_u = score < 0 ? std::log(std::max(gaussian_cdf(score), kLeastChance)) : std::log1p(-gaussian_cdf(-score));
  stick_[k] = -log_u / alpha_;
}

void LatentClassState::set_scores(const LatentClassData& data, std::size_t k, std::span<const double> scores) {
  for (std::size_t j = 0; j < lists_; ++j) {
    const std::size_t i = k * lists_ + j;
    const double smaller = std::max(gaussian_cdf(-std::fabs(scores[j])), kLeastChance);
    score_[i] = scores[j];
    present_[i] = scores[j] < 0 ? smaller : 1 - smaller;
    absent_[i] = scores[j] < 0 ? 1 - smaller : smaller;
  }
  set_class(data, k);
  set_log_likelihood(data);
}

void LatentClassState::draw_alpha(const LatentClassData& data, core::Stream& stream) {
  if (data.prior.fixed_alpha) return;
  double sticks = 0;
  for (const double stick : stick_) sticks += stick;
  const double shape = data.prior.alpha_shape + static_cast<double>(stick_.size());
  alpha_ = std::max(kLeastAlpha, std::exp(draw_log_gamma(stream, shape) - std::log(data.prior.alpha_rate + sticks)));
}

std::int64_t LatentClassState::gibbs(const LatentClassData& data, core::Stream& stream) {
  std::vector<double> chance(classes_);
  std::vector<std::int64_t> here(classes_), people(classes_), on_list(classes_ * lists_);
  for (std::size_t c = 0; c < histories_; ++c) {
    for (std::size_t k = 0; k < classes_; ++k) chance[k] = weight_[k] * cells_[k * histories_ + c];
    draw_multinomial(stream, data.count[c], chance, here);
    for (std::size_t k = 0; k < classes_; ++k) {
      people[k] += here[k];
      for (std::size_t j = 0; j < lists_; ++j)
        if ((data.history[c] >> j & 1U) != 0) on_list[k * lists_ + j] += here[k];
    }
  }
  const std::int64_t unseen = draw_negative_binomial(stream, static_cast<double>(data.observed), seen_all_);
  for (std::size_t k = 0; k < classes_; ++k) {
    chance[k] = weight_[k];
    for (std::size_t j = 0; j < lists_; ++j) chance[k] *= absent_[k * lists_ + j];
  }
  draw_multinomial(stream, unseen, chance, here);
  for (std::size_t k = 0; k < classes_; ++k) people[k] += here[k];
  std::fill(has_score_.begin(), has_score_.end(), char{0});
  for (std::size_t i = 0; i < present_.size(); ++i) {
    const double x = draw_log_gamma(stream, 1 + static_cast<double>(on_list[i]));
    const double y = draw_log_gamma(stream, 1 + static_cast<double>(people[i / lists_] - on_list[i]));
    present_[i] = std::max(kLeastChance, 1 / (1 + std::exp(y - x)));
    absent_[i] = std::max(kLeastChance, 1 / (1 + std::exp(x - y)));
  }
  double later = 0;
  for (std::size_t k = classes_; k-- > 0; later += static_cast<double>(people[k])) {
    if (k + 1 == classes_) continue;
    const double in = draw_log_gamma(stream, 1 + static_cast<double>(people[k]));
    stick_[k] = log_sum(0, in - draw_log_gamma(stream, alpha_ + later));
  }
  draw_alpha(data, stream);
  refresh(data);
  return unseen;
}

namespace {

// Elliptical slice sampling (Murray, Adams and MacKay 2010): z has a standard normal prior; `write` sets a proposal and answers its
// log of L^heat. What was last written is accepted.
template <class Write>
void slice(std::span<double> z, double log_now, core::Stream& stream, const Write& write) {
  constexpr double kTwoPi = 6.283185307179586;
  constexpr std::size_t kMostDimensions = kMostClasses;
  std::array<double, kMostDimensions> other_room{}, proposal_room{};
  const std::span<double> other(other_room.data(), z.size()), proposal(proposal_room.data(), z.size());
  for (double& x : other) x = stream.normal();
  const double floor = log_now + std::log1p(-stream.uniform());
  double angle = kTwoPi * stream.uniform(), least = angle - kTwoPi, most = angle;
  for (;;) {
    const double here = std::cos(angle), there = std::sin(angle);
    for (std::size_t i = 0; i < z.size(); ++i) proposal[i] = z[i] * here + other[i] * there;
    if (write(proposal) > floor || most - least < 1e-12) return;
    (angle < 0 ? least : most) = angle;
    angle = least + (most - least) * stream.uniform();
  }
}

}  // namespace

void LatentClassState::slice_class(const LatentClassData& data, std::size_t k, double heat, core::Stream& stream) {
  const std::span<double> stored(&score_[k * lists_], lists_);
  if (has_score_[k] == 0)
    for (std::size_t j = 0; j < lists_; ++j) stored[j] = score_of(present_[k * lists_ + j], absent_[k * lists_ + j]);
  has_score_[k] = 1;
  std::array<double, core::CaptureTable::kMostLists> room{};
  const std::span<double> scores(room.data(), lists_);
  std::copy(stored.begin(), stored.end(), scores.begin());
  slice(scores, heat * log_likelihood_, stream, [&](std::span<const double> proposal) {
    set_scores(data, k, proposal);
    return heat * log_likelihood_;
  });
}

void LatentClassState::slice_sticks(const LatentClassData& data, double heat, core::Stream& stream) {
  if (stick_.empty()) return;
  std::vector<double> scores(stick_.size());
  for (std::size_t k = 0; k < stick_.size(); ++k) scores[k] = stick_score(k);
  slice(scores, heat * log_likelihood_, stream, [&](std::span<const double> proposal) {
    for (std::size_t k = 0; k < stick_.size(); ++k) set_stick(k, proposal[k]);
    set_weights();
    set_log_likelihood(data);
    return heat * log_likelihood_;
  });
}

bool LatentClassState::scale_alpha(const LatentClassData& data, double heat, core::Stream& stream) {
  if (data.prior.fixed_alpha || stick_.empty()) return false;
  const double factor = std::exp(kAlphaStep * stream.normal()), proposed = alpha_ * factor, before = log_likelihood_;
  const double log_prior = data.prior.alpha_shape * std::log(factor) - data.prior.alpha_rate * (proposed - alpha_);  // of log alpha
  const std::vector<double> kept = stick_;
  for (double& stick : stick_) stick /= factor;
  set_weights();
  set_log_likelihood(data);
  if (proposed > kLeastAlpha && std::log1p(-stream.uniform()) < log_prior + heat * (log_likelihood_ - before)) {
    alpha_ = proposed;
    return true;
  }
  stick_ = kept;
  set_weights();
  set_log_likelihood(data);
  return false;
}

bool LatentClassState::exchange_classes(const LatentClassData& data, std::size_t a, std::size_t b, bool with_sticks, double heat,
                                        core::Stream& stream) {
  if (a == b || (with_sticks && std::max(a, b) + 1 >= classes_)) return false;
  const auto exchange = [&] {
    std::swap_ranges(&present_[a * lists_], &present_[a * lists_] + lists_, &present_[b * lists_]);
    std::swap_ranges(&absent_[a * lists_], &absent_[a * lists_] + lists_, &absent_[b * lists_]);
    std::swap_ranges(&cells_[a * histories_], &cells_[a * histories_] + histories_, &cells_[b * histories_]);
    std::swap_ranges(&score_[a * lists_], &score_[a * lists_] + lists_, &score_[b * lists_]);
    std::swap(has_score_[a], has_score_[b]);
    std::swap(seen_[a], seen_[b]);
    if (with_sticks) std::swap(stick_[a], stick_[b]);
    set_weights();
    set_log_likelihood(data);
  };
  const double before = log_likelihood_;
  exchange();
  if (std::log1p(-stream.uniform()) < heat * (log_likelihood_ - before)) return true;
  exchange();
  return false;
}

std::vector<std::int64_t> LatentClassState::simulate(const LatentClassData& data, std::int64_t people, core::Stream& stream) const {
  std::vector<std::int64_t> counts(std::size_t{1} << data.lists);
  while (people > 0) {
    const std::size_t k = stream.pick(weight_);
    std::size_t history = 0;
    for (std::size_t j = 0; j < lists_; ++j)
      if (stream.chance(present_[k * lists_ + j])) history |= std::size_t{1} << j;
    if (history == 0) continue;
    ++counts[history];
    --people;
  }
  return counts;
}

}  // namespace palermo::estimate
