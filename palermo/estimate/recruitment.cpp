// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/recruitment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/estimate/bootstrap.hpp"

namespace palermo::estimate {
namespace {

constexpr std::string_view kStream = "estimate.rds";
constexpr std::size_t kReplicatesInABlock = 16;
constexpr double kManyMissing = 0.1;      // of the people
constexpr double kMostInOneChain = 0.5;
constexpr double kFarApart = 1.0 / 3;     // of the recruitment across that chance gives
constexpr std::array<std::string_view, 6> kNotes{"few_waves", "one_chain", "few_seeds", "degrees_missing", "drifting", "kinds_keep_apart"};
constexpr std::array<std::string_view, 4> kRefusals{"none", "all_alike", "never_crossed", "nobody_known"};

using Weights = std::vector<double>;  // by place; 0: left out

bool counts_for(const Participant& person, std::size_t trait) { return person.degree > 0 && person.traits[trait] != Trait::unknown; }

// sum w y / sum w over `places`; NaN when nobody among them counts.
template <class Places>
double weighted_share(const RecruitmentSample& sample, std::size_t trait, const Weights& weights, const Places& places) {
  double with = 0, all = 0;
  for (const int place : places) {
    const auto at = static_cast<std::size_t>(place);
    const Participant& person = sample.people()[at];
    if (!counts_for(person, trait)) continue;
    all += weights[at];
    if (person.traits[trait] == Trait::yes) with += weights[at];
  }
  return all > 0 ? with / all : std::numeric_limits<double>::quiet_NaN();
}

std::vector<int> everybody(const RecruitmentSample& sample) {
  std::vector<int> places(sample.people().size());
  std::iota(places.begin(), places.end(), 0);
  return places;
}

// Seeds drawn again, then each one's recruits, down to the last wave.
void draw_trees(const RecruitmentSample& sample, core::Stream& stream, std::vector<int>& drawn) {
  drawn.clear();
  const auto draw_from = [&](const std::vector<int>& from) {
    for (std::size_t i = 0; i < from.size(); ++i) drawn.push_back(from[stream.below(from.size())]);
  };
  draw_from(sample.seeds());
  for (std::size_t next = 0; next < drawn.size(); ++next) draw_from(sample.recruits()[static_cast<std::size_t>(drawn[next])]);
}

Weights inverse_degrees(const RecruitmentSample& sample) {
  Weights weights;
  for (const Participant& person : sample.people()) weights.push_back(person.degree > 0 ? 1 / person.degree : 0);
  return weights;
}

Weights inverse_chances(const RecruitmentSample& sample, double group) {
  std::vector<double> degrees;
  for (const Participant& person : sample.people())
    if (person.degree > 0) degrees.push_back(person.degree);
  const std::vector<double> chances = successive_chances(degrees, group);
  Weights weights;
  std::size_t next = 0;
  for (const Participant& person : sample.people()) weights.push_back(person.degree > 0 ? 1 / chances[next++] : 0);
  return weights;
}

// Replicates of every trait: [trait][replicate], NaN where a replicate has nobody.
struct Replicates {
  std::vector<std::vector<double>> volz, successive;
};

bool replicate(const RecruitmentSample& sample, const Weights& volz, const Weights* successive, const RdsOptions& options, core::Progress& progress,
               Replicates& out) {
  const auto wanted = static_cast<std::size_t>(std::max(options.replicates, 1));
  const double none = std::numeric_limits<double>::quiet_NaN();
  out.volz.assign(sample.traits().size(), std::vector<double>(wanted, none));
  if (successive != nullptr) out.successive = out.volz;
  progress.begin("progress.estimate.bootstrap", {}, static_cast<std::int64_t>(wanted), "unit.replicates");
  const bool finished = core::in_parallel(wanted, kReplicatesInABlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    std::vector<int> drawn;
    for (std::size_t r = begin; r < end; ++r) {
      core::Stream stream(options.seed, kStream, r);
      draw_trees(sample, stream, drawn);
      for (std::size_t t = 0; t < sample.traits().size(); ++t) {
        out.volz[t][r] = weighted_share(sample, t, volz, drawn);
        if (successive != nullptr) out.successive[t][r] = weighted_share(sample, t, *successive, drawn);
      }
    }
  });
  progress.end();
  return finished;
}

std::vector<double> known_ascending(const std::vector<double>& values) {
  std::vector<double> known;
  for (const double value : values)
    if (!std::isnan(value)) known.push_back(value);
  std::sort(known.begin(), known.end());
  return known;
}

Limits percentiles(const std::vector<double>& ascending, double level) {
  return {.lo = quantile_type8(ascending, (1 - level) / 2), .hi = quantile_type8(ascending, (1 + level) / 2)};
}

double variance_of(const std::vector<double>& values) {
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return squares / static_cast<double>(values.size());
}

// Recruitments between people who answered: how many went across, of how many; and what chance would give with the shares of recruiters and recruits.
struct Crossing {
  double pairs = 0, across = 0, by_chance = 0;
};

Crossing crossing_of(const RecruitmentSample& sample, std::size_t trait) {
  std::array<double, 2> from{}, to{};
  Crossing crossing;
  for (const Participant& person : sample.people()) {
    if (person.recruiter < 0 || person.traits[trait] == Trait::unknown) continue;
    const Trait recruiter = sample.people()[static_cast<std::size_t>(person.recruiter)].traits[trait];
    if (recruiter == Trait::unknown) continue;
    crossing.pairs += 1;
    if (recruiter != person.traits[trait]) crossing.across += 1;
    from[recruiter == Trait::yes ? 1 : 0] += 1;
    to[person.traits[trait] == Trait::yes ? 1 : 0] += 1;
  }
  if (crossing.pairs > 0) crossing.by_chance = (from[0] * to[1] + from[1] * to[0]) / (crossing.pairs * crossing.pairs);
  return crossing;
}

std::vector<double> shares_by_wave(const RecruitmentSample& sample, std::size_t trait, const Weights& weights, int waves) {
  std::vector<double> shares;
  for (int last = 0; last <= waves; ++last) {
    std::vector<int> places;
    for (std::size_t i = 0; i < sample.people().size(); ++i)
      if (sample.people()[i].wave <= last) places.push_back(static_cast<int>(i));
    shares.push_back(weighted_share(sample, trait, weights, places));
  }
  return shares;
}

bool drifts(const std::vector<double>& by_wave) {
  for (std::size_t wave = by_wave.size() / 2; wave < by_wave.size(); ++wave)
    if (!(std::fabs(by_wave[wave] - by_wave.back()) <= kDrift)) return true;
  return false;
}

TraitShare look_at(const RecruitmentSample& sample, std::size_t trait, const Weights& weights, int waves) {
  TraitShare one;
  one.trait = sample.traits()[trait];
  for (const Participant& person : sample.people()) {
    if (!counts_for(person, trait)) ++one.unknown;
    else if (person.traits[trait] == Trait::yes) ++one.with;
    else ++one.without;
  }
  const Crossing crossing = crossing_of(sample, trait);
  if (crossing.pairs > 0) one.across = crossing.across / crossing.pairs;
  one.across_by_chance = crossing.by_chance;
  if (one.with + one.without == 0) one.refusal = RdsRefusal::nobody_known;
  else if (one.with == 0 || one.without == 0) one.refusal = RdsRefusal::all_alike;
  else if (crossing.across == 0) one.refusal = RdsRefusal::never_crossed;
  if (one.refusal != RdsRefusal::none) return one;
  one.plain = static_cast<double>(one.with) / (one.with + one.without);
  one.share = weighted_share(sample, trait, weights, everybody(sample));
  one.by_wave = shares_by_wave(sample, trait, weights, waves);
  if (drifts(one.by_wave)) one.notes.push_back(RdsNote::drifting);
  if (one.across < kFarApart * one.across_by_chance) one.notes.push_back(RdsNote::kinds_keep_apart);
  return one;
}

RdsReport describe(const RecruitmentSample& sample) {
  RdsReport report;
  report.people = static_cast<int>(sample.people().size());
  report.seeds = static_cast<int>(sample.seeds().size());
  report.recruited = report.people - report.seeds;
  std::vector<int> chain(sample.seeds().size());
  double degrees = 0, inverse = 0;
  for (const Participant& person : sample.people()) {
    report.waves = std::max(report.waves, person.wave);
    ++chain[static_cast<std::size_t>(person.chain)];
    if (person.degree > 0) {
      degrees += person.degree;
      inverse += 1 / person.degree;
    } else {
      ++report.without_degree;
    }
  }
  const int known = report.people - report.without_degree;
  if (known > 0) {
    report.mean_degree = degrees / known;
    report.mean_degree_of_group = known / inverse;
  }
  report.chains = static_cast<int>(std::count_if(chain.begin(), chain.end(), [](int people) { return people > 1; }));
  report.largest_chain = chain.empty() ? 0 : *std::max_element(chain.begin(), chain.end());
  if (report.waves < kEnoughWaves) report.notes.push_back(RdsNote::few_waves);
  if (report.chains > 1 && report.largest_chain > kMostInOneChain * report.people) report.notes.push_back(RdsNote::one_chain);
  if (report.chains < kEnoughSeeds) report.notes.push_back(RdsNote::few_seeds);
  if (report.without_degree > kManyMissing * report.people) report.notes.push_back(RdsNote::degrees_missing);
  return report;
}

void add_intervals(TraitShare& one, const std::vector<double>& replicates, double level) {
  const std::vector<double> known = known_ascending(replicates);
  one.interval = percentiles(known, level);
  one.design_effect = variance_of(known) / (one.share * (1 - one.share) / (one.with + one.without));
}

}  // namespace

std::string_view word(RdsNote note) { return kNotes[static_cast<std::size_t>(note)]; }
std::string_view word(RdsRefusal refusal) { return kRefusals[static_cast<std::size_t>(refusal)]; }

std::vector<double> successive_chances(const std::vector<double>& degrees, double group) {
  // sum 1 / (1 - exp(-d t)) falls from infinity to the number of degrees as t grows: bisection in log t.
  const auto represented = [&](double t) {
    double sum = 0;
    for (const double d : degrees) sum += 1 / -std::expm1(-d * t);
    return sum;
  };
  double low = -60, high = 60;  // of log t
  constexpr int kHalvings = 200;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    (represented(std::exp(middle)) > group ? low : high) = middle;
  }
  std::vector<double> chances;
  for (const double d : degrees) chances.push_back(-std::expm1(-d * std::exp(high)));
  return chances;
}

core::Result<RdsReport> estimate_recruitment(const RecruitmentSample& sample, const RdsOptions& options, core::Progress& progress) {
  RdsReport report = describe(sample);
  if (report.recruited == 0) return core::fail(kNoRecruits);
  if (report.without_degree == report.people) return core::fail(kNoDegrees);
  if (options.group && !(*options.group >= report.people)) return core::fail(kGroupTooSmall, {}, {{"people", fmt::to_string(report.people)}});
  const Weights volz = inverse_degrees(sample);
  const Weights successive = options.group ? inverse_chances(sample, *options.group) : Weights{};
  Replicates replicates;
  if (!replicate(sample, volz, options.group ? &successive : nullptr, options, progress, replicates)) return core::fail(core::kCancelled);
  for (std::size_t t = 0; t < sample.traits().size(); ++t) {
    TraitShare one = look_at(sample, t, volz, report.waves);
    if (one.refusal == RdsRefusal::none) {
      add_intervals(one, replicates.volz[t], options.level);
      if (options.group) {
        one.successive = weighted_share(sample, t, successive, everybody(sample));
        one.successive_interval = percentiles(known_ascending(replicates.successive[t]), options.level);
      }
    }
    report.shares.push_back(std::move(one));
  }
  return report;
}

Multiplied multiply(const TraitShare& share, double counted) {
  const auto divided = [&](double by) { return by > 0 ? counted / by : std::numeric_limits<double>::infinity(); };
  return {.estimate = divided(share.share), .interval = {.lo = divided(share.interval.hi), .hi = divided(share.interval.lo)}};
}

}  // namespace palermo::estimate
