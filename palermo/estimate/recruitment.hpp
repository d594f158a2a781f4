// SPDX-License-Identifier: Apache-2.0
// Respondent-driven sampling: what share of a hidden group has a trait, from people who recruited one another; and how many there are, where
// a service that they may have used knows how many used it.
//
//   RDS-II (Volz and Heckathorn 2008)       p = sum(y_i / d_i) / sum(1 / d_i), d_i the degree: who knows many is recruited more often
//   successive sampling (Gile 2011)         p = sum(y_i / pi(d_i)) / sum(1 / pi(d_i)): the group of N is used up while it is sampled
//   multiplier                              N = (people whom a service counted) / (share of the group that says it used it)
// pi(d) = 1 - exp(-d t), t such that sum 1 / pi(d_i) = N: successive sampling in continuous time (Rosén 1972), the fixed point of Gile's simulation up to
// terms of 1/n, checked by successive_sampling_test; t -> 0 gives RDS-II, N = n the plain share. Intervals: tree bootstrap (Baraff, McCormick and Raftery 2016): seeds are drawn
// again with replacement, then each one's recruits, and so on down; percentiles. Streams "estimate.rds": numbered, any number of threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/loglinear_fit.hpp"
#include "palermo/estimate/recruitment_sample.hpp"

namespace palermo::estimate {

// Nobody in the sample was recruited by anybody in it: these are seeds, chosen by hand.
inline constexpr core::ErrorKind kNoRecruits{"estimate.no_recruits", core::Exit::refused, "D30"};
// Of nobody it is known how many she knows.
inline constexpr core::ErrorKind kNoDegrees{"estimate.no_degrees", core::Exit::refused, "D30"};
// args: people. The group cannot be smaller than the sample.
inline constexpr core::ErrorKind kGroupTooSmall{"estimate.group_too_small", core::Exit::usage};

// Remarks on a sample or on a share; each has a text and a reason in docs/methods/estimate-rds.md.
enum class RdsNote : std::uint8_t {
  few_waves,         // no chain has kEnoughWaves waves: who was recruited still depends on the seeds
  one_chain,         // more than half of the people are in one chain of several
  few_seeds,         // fewer than kEnoughSeeds chains: the bootstrap sees too little of the difference between them
  degrees_missing,   // of more than one in ten the degree is not known
  drifting,          // the share moved by more than kDrift in the second half of the waves
  kinds_keep_apart,  // recruitment across the trait is less than a third of what chance would give
};
[[nodiscard]] std::string_view word(RdsNote note);

inline constexpr int kEnoughWaves = 4;
inline constexpr int kEnoughSeeds = 4;
inline constexpr double kDrift = 0.05;

enum class RdsRefusal : std::uint8_t {
  none,
  all_alike,      // everybody of whom it is known answered alike: no interval can be defended
  never_crossed,  // nobody with the trait recruited anybody without it, nor the other way: the share is that of the seeds
  nobody_known,   // nobody with a known degree answered
};
[[nodiscard]] std::string_view word(RdsRefusal refusal);

struct TraitShare {
  std::string trait{};
  int with = 0, without = 0, unknown = 0;  // people
  RdsRefusal refusal = RdsRefusal::none;   // anything else: the numbers below are not there
  double plain = 0;                        // share of those asked
  double share = 0;                        // RDS-II
  Limits interval{};
  double design_effect = 0;                // variance of the replicates over p (1 - p) / n
  std::optional<double> successive{};        // where the size of the group was given
  Limits successive_interval{};
  std::vector<double> by_wave{};             // RDS-II of the waves up to 0, 1, ...; NaN where nobody answered
  double across = 0, across_by_chance = 0; // recruitments between people of unlike answers: share, and share had nobody a preference
  std::vector<RdsNote> notes{};
};

struct RdsReport {
  int people = 0, seeds = 0, recruited = 0, waves = 0;  // waves: of the longest chain, seeds not counted
  int chains = 0;                                       // seeds who recruited somebody
  int largest_chain = 0;                                // people
  int without_degree = 0;
  double mean_degree = 0;                               // of the sample
  double mean_degree_of_group = 0;                      // n / sum(1 / d): people who know many are over-represented
  std::vector<TraitShare> shares{};
  std::vector<RdsNote> notes{};
};

struct RdsOptions {
  std::optional<double> group{};  // people in the group, known or supposed: for successive sampling
  int replicates = 1000;
  double level = kUsualLevel;
  std::uint64_t seed = 1;
  int threads = 0;
};

// Errors: kNoRecruits, kNoDegrees, kGroupTooSmall, core.cancelled.
[[nodiscard]] core::Result<RdsReport> estimate_recruitment(const RecruitmentSample& sample, const RdsOptions& options, core::Progress& progress);

// The multiplier: people in the group when `counted` of them used the service and `share` of the group says so. `counted` is taken as exact.
struct Multiplied {
  double estimate = 0;
  Limits interval;  // no end where the share may be 0
};
[[nodiscard]] Multiplied multiply(const TraitShare& share, double counted);

// Chances of inclusion of people of these degrees (each > 0) in a group of `group` people, at least as many as degrees: pi(d) above.
[[nodiscard]] std::vector<double> successive_chances(const std::vector<double>& degrees, double group);

}  // namespace palermo::estimate
