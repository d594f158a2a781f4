// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/scale_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/estimate/bootstrap.hpp"

namespace palermo::estimate {
namespace {

using Answers = std::vector<SurveyAnswer>;

constexpr std::size_t kReplicatesInABlock = 16;
constexpr std::size_t kMembersOffset = std::size_t{1} << 40;  // streams of members stand after those of respondents
constexpr double kFarOff = 2;
constexpr std::array<std::string_view, 5> kNotes{"few_reports", "few_groups", "known_groups_off", "few_clusters", "basic_and_generalised_apart"};

// Weighted sums over some answers.
struct Sums {
  double weight = 0, hidden = 0, known = 0;
  void add(const SurveyAnswer& answer, double times) {
    weight += times * answer.weight;
    hidden += times * answer.weight * static_cast<double>(answer.hidden);
    known += times * answer.weight * static_cast<double>(std::accumulate(answer.known.begin(), answer.known.end(), std::int64_t{0}));
  }
};

double people_known(const SurveyGroups& groups) {
  return std::accumulate(groups.known.begin(), groups.known.end(), 0.0, [](double sum, const KnownGroup& one) { return sum + one.people; });
}

// T sum w y / sum w d: T cancels against the one in d.
std::optional<double> basic_of(const Sums& asked, double in_groups) {
  return asked.known > 0 ? std::optional(asked.hidden * in_groups / asked.known) : std::nullopt;
}

double visibility_of(const Sums& members, double population, double in_groups) {
  return members.weight > 0 ? population / in_groups * members.known / members.weight : 0;
}

std::optional<double> generalised_of(const Sums& asked, const Sums& members, double population, double in_groups) {
  const double visibility = visibility_of(members, population, in_groups);
  return visibility > 0 ? std::optional(population * asked.hidden / asked.weight / visibility) : std::nullopt;
}

// Units that are drawn together: clusters, or single answers.
std::vector<Sums> units_of(const Answers& answers) {
  std::vector<Sums> units;
  std::map<std::int64_t, std::size_t> clusters;
  for (const SurveyAnswer& answer : answers) {
    if (answer.cluster == 0) {
      units.emplace_back().add(answer, 1);
      continue;
    }
    const auto [at, fresh] = clusters.try_emplace(answer.cluster, units.size());
    if (fresh) units.emplace_back();
    units[at->second].add(answer, 1);
  }
  return units;
}

Sums draw_again(const std::vector<Sums>& units, core::Stream& stream) {
  Sums sums;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Sums& one = units[stream.below(units.size())];
    sums.weight += one.weight;
    sums.hidden += one.hidden;
    sums.known += one.known;
  }
  return sums;
}

Sums all_of(const std::vector<Sums>& units) {
  Sums sums;
  for (const Sums& one : units) {
    sums.weight += one.weight;
    sums.hidden += one.hidden;
    sums.known += one.known;
  }
  return sums;
}

core::Result<Limits> limits_of(std::vector<double> values, double level) {
  const std::size_t wanted = values.size();
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.size() * 2 < wanted)
    return core::fail(kScaleUpNoInterval, {}, {{"failed", fmt::to_string(wanted - values.size())}, {"replicates", fmt::to_string(wanted)}});
  std::sort(values.begin(), values.end());
  return Limits{.lo = quantile_type8(values, (1 - level) / 2), .hi = quantile_type8(values, (1 + level) / 2)};
}

// Each known group as if it were the hidden one, degrees from the others.
std::vector<KnownGroupCheck> check_groups(const SurveyGroups& groups, const Answers& asked) {
  std::vector<double> reports(groups.known.size());
  for (const SurveyAnswer& answer : asked)
    for (std::size_t k = 0; k < reports.size(); ++k) reports[k] += answer.weight * static_cast<double>(answer.known[k]);
  const double all = std::accumulate(reports.begin(), reports.end(), 0.0), in_groups = people_known(groups);
  std::vector<KnownGroupCheck> checks;
  for (std::size_t k = 0; k < reports.size(); ++k) {
    const double others = all - reports[k];
    checks.push_back({groups.known[k].name, groups.known[k].people,
                      others > 0 ? (in_groups - groups.known[k].people) * reports[k] / others : std::numeric_limits<double>::quiet_NaN()});
  }
  return checks;
}

bool far_off(const KnownGroupCheck& check) {
  return !std::isnan(check.estimate) && (check.estimate > kFarOff * check.people || check.estimate < check.people / kFarOff);
}

bool holds(const Limits& limits, double value) { return limits.lo <= value && value <= limits.hi; }

std::vector<ScaleUpNote> notes_of(const ScaleUpReport& report) {
  std::vector<ScaleUpNote> notes;
  if (report.reports < kFewReports) notes.push_back(ScaleUpNote::few_reports);
  if (report.checks.size() < kFewGroups) notes.push_back(ScaleUpNote::few_groups);
  if (std::any_of(report.checks.begin(), report.checks.end(), far_off)) notes.push_back(ScaleUpNote::known_groups_off);
  if (report.clusters > 0 && report.clusters < kFewClusters) notes.push_back(ScaleUpNote::few_clusters);
  if (report.generalised && !holds(report.basic.interval, report.generalised->estimate) && !holds(report.generalised->interval, report.basic.estimate))
    notes.push_back(ScaleUpNote::basic_and_generalised_apart);
  return notes;
}

std::size_t clusters_in(const Answers& answers) {
  std::map<std::int64_t, int> clusters;
  for (const SurveyAnswer& answer : answers)
    if (answer.cluster != 0) ++clusters[answer.cluster];
  return clusters.size();
}

}  // namespace

std::string_view word(ScaleUpNote note) { return kNotes[static_cast<std::size_t>(note)]; }

core::Result<ScaleUpReport> scale_up(const SurveyGroups& groups, const Answers& respondents, const Answers& members, const ScaleUpOptions& options,
                                     core::Progress& progress) {
  const std::vector<Sums> asked = units_of(respondents), inside = units_of(members);
  const Sums all_asked = all_of(asked), all_inside = all_of(inside);
  const double in_groups = people_known(groups);
  if (!(all_asked.known > 0)) return core::fail(kNobodyKnows);
  if (!(all_asked.hidden > 0)) return core::fail(kNoReports);
  if (!members.empty() && !(all_inside.known > 0)) return core::fail(kNotVisible);

  ScaleUpReport report;
  report.respondents = respondents.size();
  report.members = members.size();
  report.clusters = clusters_in(respondents);
  for (const SurveyAnswer& answer : respondents) report.reports += answer.hidden;
  report.mean_degree = groups.population / in_groups * all_asked.known / all_asked.weight;
  report.visibility = visibility_of(all_inside, groups.population, in_groups);
  report.checks = check_groups(groups, respondents);

  const auto wanted = static_cast<std::size_t>(std::max(options.replicates, 1));
  const double none = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> basic(wanted, none), generalised(wanted, none);
  progress.begin("progress.estimate.bootstrap", {}, static_cast<std::int64_t>(wanted), "unit.replicates");
  const bool finished = core::in_parallel(wanted, kReplicatesInABlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t r = begin; r < end; ++r) {
      core::Stream stream(options.seed, "estimate.scale_up", r), other(options.seed, "estimate.scale_up", kMembersOffset + r);
      const Sums again = draw_again(asked, stream);
      basic[r] = basic_of(again, in_groups).value_or(none);
      if (!members.empty()) generalised[r] = generalised_of(again, draw_again(inside, other), groups.population, in_groups).value_or(none);
    }
  });
  progress.end();
  if (!finished) return core::fail(core::kCancelled);

  report.basic.estimate = *basic_of(all_asked, in_groups);
  PALERMO_TRY(report.basic.interval, limits_of(std::move(basic), options.level));
  if (const double factor = groups.transmission * groups.degree_ratio; groups.transmission != 1 || groups.degree_ratio != 1)
    report.adjusted = ScaledUp{report.basic.estimate / factor, {report.basic.interval.lo / factor, report.basic.interval.hi / factor}};
  if (!members.empty()) {
    ScaledUp one{.estimate = *generalised_of(all_asked, all_inside, groups.population, in_groups)};
    PALERMO_TRY(one.interval, limits_of(std::move(generalised), options.level));
    report.generalised = one;
  }
  report.notes = notes_of(report);
  return report;
}

}  // namespace palermo::estimate
