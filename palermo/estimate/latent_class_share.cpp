// SPDX-License-Identifier: Apache-2.0
// The move by which classes come and go: two classes share out their people anew, one of them perhaps with new chances.
//
// The new chances of a class are drawn apart from its old ones, each list's from an even mixture of Beta(1, 1), Beta(1, 20) and
// Beta(1, 200): a class on few lists, the others seldom, is what data of this kind are made of. So an empty class can be filled in one
// step; small steps of its weight would have to pass where it explains nothing yet.
#include <algorithm>
#include <array>
#include <cmath>

#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/latent_class_model.hpp"

namespace palermo::estimate {
namespace {

constexpr std::array<double, 3> kRareness{1, 20, 200};  // second parameters of the mixture
constexpr double kShareShape = 0.3;                     // of the symmetric beta law of a's share: close to 0 or 1 on the scale of logs
constexpr std::array<double, 3> kShareSteps{0.3, 1, 3};  // of the small step of its log odds, one of them at random

double log_mixture(std::span<const double> absent) {
  double log_density = 0;
  for (const double out : absent) {
    double density = 0;
    for (const double rare : kRareness) density += rare * std::exp((rare - 1) * std::log(out));
    log_density += std::log(density / static_cast<double>(kRareness.size()));
  }
  return log_density;
}

double log_add(double x, double y) { return std::max(x, y) + std::log1p(std::exp(-std::fabs(x - y))); }

// log of a share and of the rest.
struct Share {
  double part, rest;
};

Share fresh_share(core::Stream& stream) {
  const double x = draw_log_gamma(stream, kShareShape), y = draw_log_gamma(stream, kShareShape), all = log_add(x, y);
  return {x - all, y - all};
}

Share stepped(Share now, core::Stream& stream) {
  const double odds = now.part - now.rest + kShareSteps[stream.below(kShareSteps.size())] * stream.normal();
  return {-log_add(0, -odds), -log_add(0, odds)};
}

}  // namespace

double LatentClassState::log_weight(std::size_t k) const {
  double log_left = 0;
  for (std::size_t i = 0; i < k; ++i) log_left -= stick_[i];
  return k + 1 == classes_ ? log_left : log_left + std::log(-std::expm1(-stick_[k]));
}

// Sticks for which classes a < b weigh so much and all others what they did.
void LatentClassState::set_pair(std::size_t a, std::size_t b, double log_a, double log_b) {
  double log_left = 0;  // of all from b + 1 on
  for (std::size_t i = 0; i <= b && i < stick_.size(); ++i) log_left -= stick_[i];
  std::array<double, kMostClasses> log_between{};
  for (std::size_t k = a + 1; k < b; ++k) log_between[k] = log_weight(k);
  for (std::size_t k = b + 1; k-- > a;) {
    const double log_here = k == b ? log_b : k == a ? log_a : log_between[k];
    if (k + 1 == classes_) {
      log_left = log_here;
      continue;
    }
    stick_[k] = log_add(0, log_here - log_left);
    log_left = log_add(log_left, log_here);
  }
  set_weights();
}

// Density of all weights but the last: each stick's own, and what turns sticks into weights.
double LatentClassState::log_prior_of_weights() const {
  double sum = 0;
  for (std::size_t k = 0; k < stick_.size(); ++k) sum += stick_[k] * (static_cast<double>(stick_.size() - k) - alpha_);
  return sum;
}

void LatentClassState::remember(std::size_t k) {
  const auto copy = [](const std::vector<double>& from, std::size_t first, std::size_t count, std::vector<double>& to) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(first);
    to.assign(begin, begin + static_cast<std::ptrdiff_t>(count));
  };
  copy(present_, k * lists_, lists_, memory_.present);
  copy(absent_, k * lists_, lists_, memory_.absent);
  copy(score_, k * lists_, lists_, memory_.score);
  copy(cells_, k * histories_, histories_, memory_.cells);
  memory_.stick = stick_;
  memory_.weight = weight_;
  memory_.has_score = has_score_[k];
  memory_.seen = seen_[k];
  memory_.seen_all = seen_all_;
  memory_.log_likelihood = log_likelihood_;
}

void LatentClassState::recall(std::size_t k) {
  const auto copy = [](const std::vector<double>& from, std::vector<double>& to, std::size_t first) {
    std::copy(from.begin(), from.end(), to.begin() + static_cast<std::ptrdiff_t>(first));
  };
  copy(memory_.present, present_, k * lists_);
  copy(memory_.absent, absent_, k * lists_);
  copy(memory_.score, score_, k * lists_);
  copy(memory_.cells, cells_, k * histories_);
  stick_ = memory_.stick;
  weight_ = memory_.weight;
  has_score_[k] = memory_.has_score;
  seen_[k] = memory_.seen;
  seen_all_ = memory_.seen_all;
  log_likelihood_ = memory_.log_likelihood;
}

bool LatentClassState::share_out(const LatentClassData& data, std::size_t a, std::size_t b, bool anew, double heat, core::Stream& stream) {
  if (a == b) return false;
  const std::size_t first = std::min(a, b), second = std::max(a, b);
  const double log_a = log_weight(a), log_b = log_weight(b), both = log_add(log_a, log_b);
  if (!std::isfinite(log_a) || !std::isfinite(log_b)) return false;
  const Share now{log_a - both, log_b - both};
  const Share then = anew ? fresh_share(stream) : stepped(now, stream);
  remember(a);
  // Small steps are even in log odds, fresh shares have their own density: both over that of the share itself.
  const double shape = anew ? kShareShape : 0;
  double log_chance = (shape - 1) * (now.part + now.rest - then.part - then.rest) - log_prior_of_weights() - heat * log_likelihood_;
  if (anew) {
    const std::span<double> in(&present_[a * lists_], lists_), out(&absent_[a * lists_], lists_);
    log_chance += log_mixture(out);
    for (std::size_t j = 0; j < lists_; ++j) {
      const double rare = kRareness[stream.below(kRareness.size())];
      out[j] = std::exp(std::log1p(-stream.uniform()) / rare);
      in[j] = -std::expm1(std::log(out[j]));
      if (!(in[j] > 0)) return recall(a), false;
    }
    log_chance -= log_mixture(out);
    has_score_[a] = 0;
    set_class(data, a);
  }
  set_pair(first, second, both + (first == a ? then.part : then.rest), both + (second == a ? then.part : then.rest));
  set_log_likelihood(data);
  log_chance += log_prior_of_weights() + heat * log_likelihood_;
  if (std::log1p(-stream.uniform()) < log_chance) return true;
  recall(a);
  return false;
}

}  // namespace palermo::estimate
