// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/two_people.hpp"

#include <algorithm>

namespace palermo::link {
namespace {

constexpr double kRareBits = 1;  // pseudo-pairs of two people that show the usual u

std::size_t levels_of(std::size_t c) { return kind_of(c).levels.size(); }

}  // namespace

TwoPeople::TwoPeople(const TrainingData& data, const TrainingOptions& options) : options_(options), totals_(data.others), controls_(data.controls) {
  for (std::size_t c = 0; c < kComparisons; ++c) {
    for (const PatternCount& row : data.compared) totals_[c][stratum_of(row.key.pattern)][level_of(row.key.pattern, c)] += row.count;
    for (std::size_t l = 1; l < levels_of(c); ++l)
      for (const Levels& levels : totals_[c]) seen_[c] = seen_[c] || levels[l] > 0;
    for (std::size_t s = 0; s < kStrata; ++s) {
      double all = 0, controls = 0;
      for (std::size_t l = 1; l < levels_of(c); ++l) {
        all += totals_[c][s][l];
        controls += controls_[c][s][l];
      }
      if (c != static_cast<std::size_t>(Comparison::nationality) && controls > 0) control_scale_[c][s] = all / controls;
    }
  }
}

Stratified TwoPeople::shares(const Stratified& matches) const {
  Stratified u{};
  for (std::size_t c = 0; c < kComparisons; ++c) {
    const auto left = [&](std::size_t s, std::size_t l) { return pairs_of_two(c, s, l, matches[c][s][l]); };
    Levels overall{};
    double all = 0;
    for (std::size_t l = 1; l < levels_of(c); ++l) {
      overall[l] = kRareBits * kind_of(c).usual_u[l];
      for (std::size_t s = 0; s < kStrata; ++s) overall[l] += left(s, l);
      all += overall[l];
    }
    for (std::size_t l = 1; l < levels_of(c); ++l) overall[l] = std::max(overall[l] / all, std::max(1e-9, 0.5 / (all + 1)));
    for (std::size_t s = 0; s < kStrata; ++s) {
      double known = kStratumPairs;
      for (std::size_t l = 1; l < levels_of(c); ++l) known += left(s, l);
      const bool one = c == static_cast<std::size_t>(Comparison::nationality);
      for (std::size_t l = 1; l < levels_of(c); ++l) u[c][s][l] = one ? overall[l] : (left(s, l) + kStratumPairs * overall[l]) / known;
    }
  }
  return u;
}

Stratified TwoPeople::usual_matches(double matches_in_all, std::span<const Levels, kComparisons> m) const {
  // By stratum, matches as the usual m of nationality has them.
  std::array<double, kStrata> pairs{};
  for (std::size_t s = 0; s < kStrata; ++s)
    for (std::size_t l = 0; l < levels_of(0); ++l) pairs[s] += totals_[0][s][l];
  const double all = std::max(1.0, pairs[0] + pairs[1] + pairs[2]);
  const double told = matches_in_all * (pairs[1] + pairs[2]) / all;
  const auto& nation = kind_of(static_cast<std::size_t>(Comparison::nationality)).usual_m;
  const std::array<double, kStrata> matches{matches_in_all * pairs[0] / all, told * nation[1], told * nation[2]};
  Stratified expected{};
  for (std::size_t c = 0; c < kComparisons; ++c)
    for (std::size_t s = 0; s < kStrata; ++s) {
      double known = 0;
      for (std::size_t l = 1; l < levels_of(c); ++l) known += totals_[c][s][l];
      const double share = known / std::max(1.0, known + totals_[c][s][0]);
      for (std::size_t l = 1; l < levels_of(c); ++l) expected[c][s][l] = matches[s] * share * m[c][l];
    }
  return expected;
}

double TwoPeople::pairs_of_two(std::size_t c, std::size_t s, std::size_t l, double expected) const {
  const double seen = totals_[c][s][l];
  const double without = std::max(0.0, seen - expected);
  if (control_scale_[c][s] <= 0) return without;
  const double control = control_scale_[c][s] * controls_[c][s][l];
  const double doubt = options_.doubt * expected;
  const double unlike = options_.unlike * control;
  const double sure = 1 / (without + doubt * doubt + 1);
  const double control_sure = 1 / (control_scale_[c][s] * (control + control_scale_[c][s]) + unlike * unlike);
  return (sure * without + control_sure * control) / (sure + control_sure);
}

}  // namespace palermo::link
