// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/doubly_robust.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "palermo/estimate/chains.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/ridge_logit.hpp"

namespace palermo::estimate {
namespace {

constexpr std::string_view kStream = "estimate.doubly_robust";
constexpr double kLeastChance = 1e-4;  // of q12, so that nobody stands for more than ten thousand

// People alike in everything that matters here.
struct Group {
  bool first = false, second = false;
  std::vector<double> x;
  std::int64_t count = 0;
};

// Intercept; an indicator a level; a number as itself and its square, standardised over the levels.
std::vector<double> features(const CovariateTable& table, const CovariateRow& row) {
  std::vector<double> x{1};
  for (std::size_t c = 0; c < table.covariates().size(); ++c) {
    const Covariate& covariate = table.covariates()[c];
    const std::size_t level = row.level[c];
    if (covariate.values.empty()) {
      for (std::size_t other = 0; other < covariate.levels.size(); ++other) x.push_back(other == level ? 1 : 0);
      continue;
    }
    const double low = covariate.values.front(), width = std::max(covariate.values.back() - low, 1e-12);
    const double z = 2 * (covariate.values[level] - low) / width - 1;
    x.push_back(z);
    x.push_back(z * z);
  }
  return x;
}

std::vector<Group> groups_of(const CovariateTable& table, const DoublyRobustOptions& options) {
  std::vector<Group> groups;
  for (const CovariateRow& row : table.rows()) {
    Group group{(row.history >> options.first & 1U) != 0, (row.history >> options.second & 1U) != 0, {}, row.count};
    if (!group.first && !group.second) continue;
    group.x = features(table, row);
    groups.push_back(std::move(group));
  }
  return groups;
}

struct Chances {
  double one = 0, two = 0, both = 0;
  bool clipped = false;
};

Chances clip(double one, double two, double both) {
  Chances q{one, two, std::max(both, kLeastChance), false};
  q.one = std::clamp(one, q.both, 1.0);
  q.two = std::clamp(two, q.both / q.one, std::max(q.both / q.one, 1 + q.both - q.one));
  q.clipped = q.one != one || q.two != two || q.both != both;
  return q;
}

// What one drawing of folds says.
struct Split {
  double inverse = 0;    // 1/psi before it is kept from falling below 1
  double variance = 0;   // of phi
  double plug_in = 0, least = 1, clipped = 0;
};

Split estimate_split(const std::vector<Group>& groups, double people, const DoublyRobustOptions& options, core::Stream& stream) {
  const auto folds = static_cast<std::size_t>(options.folds);
  const std::size_t columns = groups.front().x.size();
  std::vector<std::vector<std::int64_t>> in_fold(groups.size(), std::vector<std::int64_t>(folds));
  const std::vector<double> even(folds, 1);
  for (std::size_t g = 0; g < groups.size(); ++g) draw_multinomial(stream, groups[g].count, even, in_fold[g]);
  Split split;
  double squares = 0;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::array<std::vector<LogitRow>, 3> rows;
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const auto others = static_cast<double>(groups[g].count - in_fold[g][fold]);
      const std::array<bool, 3> yes{groups[g].first, groups[g].second, groups[g].first && groups[g].second};
      if (others > 0)
        for (std::size_t k = 0; k < 3; ++k) rows[k].push_back({groups[g].x, yes[k] ? others : 0, yes[k] ? 0 : others});
    }
    std::array<std::vector<double>, 3> b;
    for (std::size_t k = 0; k < 3; ++k) b[k] = fit_ridge_logit(rows[k], columns, options.ridge);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const auto here = static_cast<double>(in_fold[g][fold]) / people;
      if (!(here > 0)) continue;
      const Chances q = clip(logit_chance(groups[g].x, b[0]), logit_chance(groups[g].x, b[1]), logit_chance(groups[g].x, b[2]));
      const double base = q.one * q.two / q.both;
      const double y1 = groups[g].first ? 1 : 0, y2 = groups[g].second ? 1 : 0;
      const double phi = base * (y1 / q.one + y2 / q.two - y1 * y2 / q.both);
      split.inverse += here * phi;
      squares += here * phi * phi;
      split.plug_in += here * base;
      split.clipped += q.clipped ? here : 0;
      split.least = std::min(split.least, q.both);
    }
  }
  split.variance = std::max(0.0, squares - split.inverse * split.inverse);
  return split;
}

core::Done check(const CovariateTable& table, const DoublyRobustOptions& options) {
  if (options.folds < 2 || options.splits < 1 || !(options.ridge >= 0) || !(options.level > 0 && options.level < 1) || options.first == options.second ||
      std::max(options.first, options.second) >= table.lists().size())
    return core::fail(kBadFolds);
  return {};
}

}  // namespace

core::Result<DoublyRobustEstimate> doubly_robust(const CovariateTable& table, const DoublyRobustOptions& options) {
  PALERMO_CHECK_DONE(check(table, options));
  const std::vector<Group> groups = groups_of(table, options);
  DoublyRobustEstimate answer;
  double on_first = 0, on_second = 0;
  for (const Group& group : groups) {
    answer.on_either += group.count;
    answer.on_both += group.first && group.second ? group.count : 0;
    on_first += group.first ? static_cast<double>(group.count) : 0;
    on_second += group.second ? static_cast<double>(group.count) : 0;
  }
  if (answer.on_both < options.least_on_both)
    return core::fail(kTooFewOnBoth, {}, {{"both", std::to_string(answer.on_both)}, {"least", std::to_string(options.least_on_both)}});
  const auto people = static_cast<double>(answer.on_either);
  answer.without_covariates = on_first * on_second / static_cast<double>(answer.on_both);
  std::vector<Split> splits;
  std::vector<double> estimates, plug_ins, variances;
  answer.least_on_both_chance = 1;
  for (int i = 0; i < options.splits; ++i) {
    core::Stream stream(options.seed, kStream, static_cast<std::uint64_t>(i));
    splits.push_back(estimate_split(groups, people, options, stream));
    estimates.push_back(people * std::max(splits.back().inverse, 1.0));
    plug_ins.push_back(people * splits.back().plug_in);
    answer.least_on_both_chance = std::min(answer.least_on_both_chance, splits.back().least);
    answer.clipped += splits.back().clipped / options.splits;
  }
  answer.estimate = quantile_of(estimates, 0.5);
  answer.plug_in = quantile_of(plug_ins, 0.5);
  answer.split_spread = *std::max_element(estimates.begin(), estimates.end()) - *std::min_element(estimates.begin(), estimates.end());
  for (std::size_t i = 0; i < splits.size(); ++i) {
    const double inverse = std::max(splits[i].inverse, 1.0), off = estimates[i] - answer.estimate;
    variances.push_back(people * splits[i].variance + people * inverse * (inverse - 1) + off * off);
  }
  answer.standard_error = std::sqrt(quantile_of(variances, 0.5));
  const double reach = gaussian_quantile((1 + options.level) / 2) * answer.standard_error;
  answer.lower = std::max(static_cast<double>(table.observed()), answer.estimate - reach);
  answer.estimate = std::max(answer.estimate, static_cast<double>(table.observed()));
  answer.upper = std::max(answer.estimate, answer.estimate + reach);
  return answer;
}

}  // namespace palermo::estimate
