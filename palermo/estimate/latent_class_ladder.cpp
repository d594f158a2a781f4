// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/latent_class_ladder.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "palermo/estimate/latent_class.hpp"

namespace palermo::estimate {
namespace {

constexpr int kFirstSweeps = 50;  // of Gibbs from a draw of the prior: one mode or other

// Heat at which the cumulated rejection reaches `target`: linear in log heat between rungs.
double heat_at(const std::vector<double>& heats, const std::vector<double>& cumulated, double target) {
  std::size_t i = 1;
  while (i + 1 < cumulated.size() && cumulated[i] < target) ++i;
  const double share = std::clamp((target - cumulated[i - 1]) / (cumulated[i] - cumulated[i - 1]), 0.0, 1.0);
  return heats[i - 1] * std::pow(heats[i] / heats[i - 1], share);
}

}  // namespace

LatentClassLadder::LatentClassLadder(const LatentClassData& data, int rungs, double hottest, bool in_one, core::Stream& stream) {
  const auto count = static_cast<std::size_t>(rungs);
  for (std::size_t i = 0; i < count; ++i) heats_.push_back(std::pow(hottest, static_cast<double>(i) / static_cast<double>(count - 1)));
  for (std::size_t i = 0; i < count; ++i) {
    states_.emplace_back(data, stream);
    if (in_one)
      states_.back().gather_in_one(data);
    else
      for (int sweep = 0; sweep < kFirstSweeps; ++sweep) static_cast<void>(states_.back().gibbs(data, stream));
  }
  at_.resize(count);
  std::iota(at_.begin(), at_.end(), std::size_t{0});
  came_.assign(count, Came::nowhere);
  forget();
}

void LatentClassLadder::forget() {
  rejected_.assign(heats_.size() - 1, 0);
  tried_.assign(heats_.size() - 1, 0);
  round_trips_ = 0;
}

void LatentClassLadder::scan(const LatentClassData& data, core::Stream& stream) {
  for (std::size_t rung = 0; rung < heats_.size(); ++rung) scan_latent_classes(data, states_[at_[rung]], heats_[rung], stream);
  exchange(stream);
  ++scans_;
}

void LatentClassLadder::exchange(core::Stream& stream) {
  for (std::size_t i = static_cast<std::size_t>(scans_ % 2); i + 1 < heats_.size(); i += 2) {
    const double gain = (heats_[i] - heats_[i + 1]) * (states_[at_[i + 1]].log_likelihood() - states_[at_[i]].log_likelihood());
    const double chance = gain >= 0 ? 1 : std::isnan(gain) ? 0 : std::exp(gain);
    rejected_[i] += 1 - chance;
    ++tried_[i];
    if (stream.chance(chance)) std::swap(at_[i], at_[i + 1]);
  }
  note_ends();
}

void LatentClassLadder::note_ends() {
  Came& coldest = came_[at_.front()];
  Came& hottest = came_[at_.back()];
  if (coldest == Came::from_hot) coldest = Came::from_cold;
  if (hottest == Came::from_cold) ++round_trips_;
  hottest = Came::from_hot;
}

std::vector<double> LatentClassLadder::acceptance() const {
  std::vector<double> shares;
  for (std::size_t i = 0; i < rejected_.size(); ++i) shares.push_back(tried_[i] > 0 ? 1 - rejected_[i] / static_cast<double>(tried_[i]) : 1);
  return shares;
}

double LatentClassLadder::barrier() const {
  double sum = 0;
  for (const double share : acceptance()) sum += 1 - share;
  return sum;
}

void LatentClassLadder::tune() {
  constexpr double kLeastRejection = 1e-3;  // so that no two heats fall together
  std::vector<double> cumulated{0};
  for (const double share : acceptance()) cumulated.push_back(cumulated.back() + std::max(1 - share, kLeastRejection));
  std::vector<double> tuned{1};
  for (std::size_t i = 1; i + 1 < heats_.size(); ++i)
    tuned.push_back(heat_at(heats_, cumulated, cumulated.back() * static_cast<double>(i) / static_cast<double>(heats_.size() - 1)));
  tuned.push_back(heats_.back());
  heats_ = std::move(tuned);
  forget();
}

}  // namespace palermo::estimate
