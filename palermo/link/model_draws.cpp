// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/model_draws.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/link/two_people.hpp"

namespace palermo::link {
namespace {

// Gamma(shape, 1) over its shape: what a Dirichlet share has of noise before it is brought to 1 ([marsaglia2000]; below 1 by way of shape + 1).
double noise(double shape, core::Stream& stream) {
  if (shape < 1) return noise(shape + 1, stream) * (shape + 1) * std::pow(1 - stream.uniform(), 1 / shape) / shape;
  const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
  for (;;) {
    const double x = stream.normal(), root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (std::log(1 - stream.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v / shape;
  }
}

// Shares of the levels from 1 on, each known from so many pairs.
Levels drawn(const Levels& shares, const Levels& pairs, std::size_t levels, core::Stream& stream) {
  constexpr double kFewest = 0.5;
  Levels out{};
  double before = 0, after = 0;
  for (std::size_t l = 1; l < levels; ++l) {
    before += shares[l];
    after += out[l] = shares[l] * noise(std::max(pairs[l], kFewest), stream);
  }
  for (std::size_t l = 1; l < levels && after > 0; ++l) out[l] *= before / after;
  return out;
}

}  // namespace

std::vector<std::array<Levels, kComparisons>> matches_by_level(std::span<const PairEvidence> pairs, std::span<const double> p, std::size_t groups) {
  std::vector<std::array<Levels, kComparisons>> out(groups);
  for (std::size_t k = 0; k < pairs.size(); ++k)
    for (std::size_t c = 0; c < kComparisons; ++c) out[pairs[k].group][c][level_of(pairs[k].pattern, c)] += p[k];
  return out;
}

Model draw_model(const Model& model, const LearnedFrom& from, const TrainingOptions& options, core::Stream& stream) {
  Model out = model;
  for (std::size_t c = 0; c < kComparisons; ++c) {
    LevelShares& shares = out.comparisons[c];
    if (!shares.seen) continue;
    const std::size_t levels = kind_of(c).levels.size();
    Levels matches{};
    for (std::size_t l = 1; l < levels; ++l) {
      matches[l] = options.prior_pairs * kind_of(c).usual_m[l];
      for (const auto& group : from.matches) matches[l] += group[c][l];
    }
    shares.m = drawn(shares.m, matches, levels, stream);
    Levels all{};
    for (std::size_t l = 1; l < levels; ++l)
      for (const Levels& stratum : from.two_people[c]) all[l] += stratum[l];
    for (std::size_t s = 0; s < kStrata; ++s) {
      Levels pairs{};
      for (std::size_t l = 1; l < levels; ++l) pairs[l] = from.two_people[c][s][l] + kStratumPairs * shares.u[s][l];
      const bool one = c == static_cast<std::size_t>(Comparison::nationality);
      shares.u[s] = one && s > 0 ? shares.u[0] : drawn(shares.u[s], one ? all : pairs, levels, stream);
      shares.weight[s] = monotone_weights(c, shares.m, shares.u[s]);
    }
    for (std::size_t g = 0; g < out.groups.size(); ++g) {
      GroupModel& group = out.groups[g];
      Levels of_group{};
      for (std::size_t l = 1; l < levels; ++l) {
        const double moved = model.comparisons[c].m[l] > 0 ? shares.m[l] / model.comparisons[c].m[l] : 1;
        of_group[l] = (g < from.matches.size() ? from.matches[g][c][l] : 0) + options.pooling * shares.m[l];
        group.m[c][l] *= moved;
      }
      group.m[c] = drawn(group.m[c], of_group, levels, stream);
      double sum = 0;
      for (std::size_t l = 1; l < levels; ++l) sum += group.m[c][l];
      for (std::size_t l = 1; l < levels && sum > 0; ++l) group.m[c][l] /= sum;
      for (std::size_t s = 0; s < kStrata; ++s) group.weight[c][s] = monotone_weights(c, group.m[c], shares.u[s]);
    }
  }
  return out;
}

}  // namespace palermo::link
