// SPDX-License-Identifier: Apache-2.0
// Successive sampling: the equation that stands for Gile's procedure, against that procedure itself, written here from her paper and simulated.
//
// Gile (2011), JASA 106, section 4: suppose a distribution of degrees of the group; simulate successive samples of n people from it, chances
// proportional to degree, without replacement; estimate each degree's chance of inclusion; make the distribution anew from the sample weighted by
// one over these chances; and so on until it settles.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "palermo/core/random.hpp"
#include "palermo/estimate/recruitment.hpp"

namespace palermo::estimate {
namespace {

constexpr std::array<double, 7> kDegrees{1, 2, 3, 5, 8, 13, 20};
constexpr int kRounds = 12, kRuns = 400, kRepeats = 6;

using ByDegree = std::array<double, kDegrees.size()>;

double sum_of(const ByDegree& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// People of each degree in one successive sample of `wanted`.
ByDegree draw_successively(ByDegree left, int wanted, core::Stream& stream) {
  ByDegree drawn{}, weight{};
  for (std::size_t k = 0; k < left.size(); ++k) weight[k] = left[k] * kDegrees[k];
  for (int i = 0; i < wanted; ++i) {
    const std::size_t k = stream.pick(weight);
    weight[k] -= kDegrees[k];
    drawn[k] += 1;
  }
  return drawn;
}

// A group of whole people whose expectation is `people`; never fewer of a degree than in the sample.
ByDegree whole(const ByDegree& people, const ByDegree& sample, core::Stream& stream) {
  ByDegree rounded{};
  for (std::size_t k = 0; k < people.size(); ++k)
    rounded[k] = std::max(sample[k], std::floor(people[k]) + (stream.chance(people[k] - std::floor(people[k])) ? 1 : 0));
  return rounded;
}

// Chances of inclusion by degree, as Gile's iteration leaves them.
ByDegree gile(const ByDegree& sample, double group, core::Stream& stream) {
  const int n = static_cast<int>(sum_of(sample));
  ByDegree people{}, chance{};
  const auto represent = [&](const ByDegree& by) {
    for (std::size_t k = 0; k < people.size(); ++k) people[k] = sample[k] / by[k];
    const double all = sum_of(people);
    for (double& one : people) one *= group / all;
  };
  represent(kDegrees);
  for (int round = 0; round < kRounds; ++round) {
    ByDegree included{}, there{};
    for (int run = 0; run < kRuns; ++run) {
      const ByDegree now = whole(people, sample, stream), drawn = draw_successively(now, n, stream);
      for (std::size_t k = 0; k < now.size(); ++k) {
        included[k] += drawn[k];
        there[k] += now[k];
      }
    }
    for (std::size_t k = 0; k < chance.size(); ++k) chance[k] = (included[k] + 1) / (there[k] + 1);
    represent(chance);
  }
  return chance;
}

// Share of a trait that people of the k-th degree have in this share; weights one over the chance.
double weighted(const ByDegree& sample, const ByDegree& trait, const ByDegree& chance) {
  double with = 0, all = 0;
  for (std::size_t k = 0; k < sample.size(); ++k) {
    with += trait[k] * sample[k] / chance[k];
    all += sample[k] / chance[k];
  }
  return with / all;
}

ByDegree ours(const ByDegree& sample, double group) {
  std::vector<double> degrees;
  for (std::size_t k = 0; k < sample.size(); ++k) degrees.insert(degrees.end(), static_cast<std::size_t>(sample[k]), kDegrees[k]);
  const std::vector<double> chances = successive_chances(degrees, group);
  ByDegree by{};
  for (std::size_t i = 0; i < degrees.size(); ++i) by[static_cast<std::size_t>(std::find(kDegrees.begin(), kDegrees.end(), degrees[i]) - kDegrees.begin())] = chances[i];
  return by;
}

struct Case {
  double group;
  int sampled;
};

class SuccessiveSampling : public testing::TestWithParam<Case> {};

// A trait that grows with the degree, so that the share hangs on the chances. Tolerance: four Monte Carlo standard errors of the mean of six runs of
// Gile's procedure, and 1/(4 n), the largest sampling variance of a share, for what the equation leaves out. Where much of the group is sampled RDS-II
// is off by five times more at least.
TEST_P(SuccessiveSampling, the_equation_gives_what_giles_simulation_gives) {
  const auto [size, sampled] = GetParam();
  const ByDegree share{0.20, 0.22, 0.20, 0.16, 0.12, 0.07, 0.03}, trait{0.1, 0.2, 0.3, 0.45, 0.6, 0.75, 0.9};
  core::Stream stream(31, "test.gile", static_cast<std::uint64_t>(sampled));
  ByDegree group{};
  for (std::size_t k = 0; k < group.size(); ++k) group[k] = std::round(share[k] * size);
  const double people = sum_of(group);
  ByDegree sample = draw_successively(group, sampled, stream);
  for (double& drawn : sample) drawn = std::max(drawn, 1.0);
  double mean = 0, squares = 0;
  for (int i = 0; i < kRepeats; ++i) {
    const double one = weighted(sample, trait, gile(sample, people, stream));
    mean += one / kRepeats;
    squares += one * one / kRepeats;
  }
  const double error = std::sqrt(std::max(0.0, squares - mean * mean) / (kRepeats - 1));
  const double equation = weighted(sample, trait, ours(sample, people)), without = weighted(sample, trait, kDegrees);
  RecordProperty("simulated", std::to_string(mean));
  RecordProperty("equation", std::to_string(equation));
  RecordProperty("rds_ii", std::to_string(without));
  RecordProperty("error", std::to_string(error));
  EXPECT_NEAR(equation, mean, 4 * error + 1 / (4 * sum_of(sample))) << "RDS-II: " << without;
  if (sampled > 0.25 * size) {
    EXPECT_GT(std::fabs(without - mean), 5 * std::fabs(equation - mean));
  }
}

INSTANTIATE_TEST_SUITE_P(Fractions, SuccessiveSampling, testing::Values(Case{3000, 60}, Case{3000, 300}, Case{1000, 300}, Case{600, 300}, Case{400, 320}, Case{60, 30}),
                         [](const auto& one) {
                           return std::to_string(one.param.sampled) + "_of_" + std::to_string(static_cast<int>(one.param.group));
                         });

}  // namespace
}  // namespace palermo::estimate
