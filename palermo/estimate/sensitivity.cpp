// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "palermo/core/parallel.hpp"
#include "palermo/estimate/reshape.hpp"
#include "palermo/estimate/selection.hpp"
#include "palermo/estimate/two_lists.hpp"

namespace palermo::estimate {
namespace {

constexpr int kMostListsForBic = 5;  // 1,024 models

// Largest over smallest of those there are.
double factor_of(const std::vector<std::optional<double>>& estimates) {
  double least = 0, largest = 0;
  for (const auto& one : estimates) {
    if (!one) continue;
    least = least == 0 ? *one : std::min(least, *one);
    largest = std::max(largest, *one);
  }
  return least > 0 ? largest / least : 1;
}

}  // namespace

TwoWays estimate_two_ways(const HistoryCounts& given) {
  const HistoryCounts table = without_empty_lists(given);
  TwoWays ways;
  if (table.lists() < 2 || table.lists() > kMostLogLinearLists || table.on_exactly(1) == table.observed()) return ways;
  if (table.lists() == 2) {
    ways.stepwise = pair_estimates(table).front().chapman;
    return ways;
  }
  if (const auto selected = select_stepwise(table)) ways.stepwise = selected->fit.estimate;
  if (table.lists() > kMostListsForBic) return ways;
  core::Silence silence;
  if (const auto ranking = rank_models(table, {.order = 2, .threads = 1}, silence)) ways.best_bic = ranking->best().estimate;
  return ways;
}

core::Result<ListSensitivity> vary_lists(const HistoryCounts& table, int threads, core::Progress& progress) {
  ListSensitivity answer;
  std::vector<std::function<void()>> tasks;
  tasks.emplace_back([&] { answer.as_it_is = estimate_two_ways(table); });
  const int lists = table.lists();
  const std::vector<std::int64_t> supersets = table.supersets();
  answer.dropped.resize(static_cast<std::size_t>(lists));
  answer.as_truth.resize(static_cast<std::size_t>(lists));
  for (int list = 0; list < lists; ++list) {
    DroppedList& dropped = answer.dropped[static_cast<std::size_t>(list)];
    dropped.list = list;
    tasks.emplace_back([&table, &dropped] {
      const HistoryCounts rest = without_list(table, dropped.list);
      dropped.observed = rest.observed();
      dropped.people = estimate_two_ways(rest);
    });
    ListAsTruth& truth = answer.as_truth[static_cast<std::size_t>(list)];
    truth.list = list;
    truth.known = supersets[std::size_t{1} << static_cast<unsigned>(list)];
    tasks.emplace_back([&table, &truth] {
      const HistoryCounts inside = within_list(table, truth.list);
      truth.seen = inside.observed();
      truth.people = estimate_two_ways(inside);
      if (truth.people.stepwise) truth.log_ratio = std::log(*truth.people.stepwise / static_cast<double>(truth.known));
    });
  }
  answer.merged.reserve(static_cast<std::size_t>(lists * (lists - 1) / 2));
  for (int b = 1; b < lists && lists > 2; ++b)
    for (int a = 0; a < b; ++a) {
      MergedPair& pair = answer.merged.emplace_back(MergedPair{a, b, {}});
      tasks.emplace_back([&table, &pair] { pair.people = estimate_two_ways(merged(table, pair.a, pair.b)); });
    }
  progress.begin("progress.estimate.lists", "", static_cast<std::int64_t>(tasks.size()), "unit.tables");
  const bool done = core::in_parallel(tasks.size(), 1, threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) tasks[i]();
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  return answer;
}

double ListSensitivity::drop_factor() const {
  std::vector<std::optional<double>> stepwise{as_it_is.stepwise}, bic{as_it_is.best_bic};
  for (const DroppedList& one : dropped) {
    stepwise.push_back(one.people.stepwise);
    bic.push_back(one.people.best_bic);
  }
  return std::max(factor_of(stepwise), factor_of(bic));
}

std::optional<double> ListSensitivity::truth_bias() const {
  double sum = 0, weight = 0;
  for (const ListAsTruth& one : as_truth) {
    if (!one.log_ratio || one.seen < kLeastSeen) continue;
    sum += *one.log_ratio * static_cast<double>(one.seen);
    weight += static_cast<double>(one.seen);
  }
  if (weight == 0) return std::nullopt;
  return sum / weight;
}

}  // namespace palermo::estimate
