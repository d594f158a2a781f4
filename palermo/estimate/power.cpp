// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/power.hpp"

#include <algorithm>
#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/estimate/bootstrap.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {
namespace {

constexpr std::size_t kBlock = 8;
constexpr double kTwice = 2;

constexpr History bit(int list) { return History{1} << static_cast<unsigned>(list); }

// Expected people by history, those of history 0 too; the model that is fitted.
struct World {
  Hierarchy model;
  std::vector<std::string> names;
  std::vector<double> expected;

  [[nodiscard]] double people() const { return std::accumulate(expected.begin(), expected.end(), 0.0); }
  [[nodiscard]] double on(int list) const {
    double sum = 0;
    for (History w = 1; w < expected.size(); ++w)
      if ((w & bit(list)) != 0) sum += expected[w];
    return sum;
  }
};

World with_more_people(World world) {
  for (double& cell : world.expected) cell *= kTwice;
  return world;
}

World with_longer_list(World world, int list) {
  const double now = world.on(list), rest = world.people() - now;
  const double joins = rest > 0 ? std::min(1.0, now / rest) : 0;
  for (History w = 0; w < world.expected.size(); ++w) {
    if ((w & bit(list)) != 0) continue;
    world.expected[w | bit(list)] += joins * world.expected[w];
    world.expected[w] *= 1 - joins;
  }
  return world;
}

World with_another_list(const World& world) {
  const int lists = world.model.lists();
  std::vector<double> lengths;
  for (int list = 0; list < lists; ++list) lengths.push_back(world.on(list));
  std::ranges::sort(lengths);
  const double share = lengths[lengths.size() / 2] / world.people();
  std::vector<History> terms;
  world.model.terms().for_each([&](History term) { terms.push_back(term); });
  World wider{Hierarchy(lists + 1, terms), world.names, std::vector<double>(world.expected.size() * 2)};
  wider.names.emplace_back("+");
  for (History w = 0; w < world.expected.size(); ++w) {
    wider.expected[w] = (1 - share) * world.expected[w];
    wider.expected[w | bit(lists)] = share * world.expected[w];
  }
  return wider;
}

std::optional<double> width_of_one(const World& world, double level, core::Stream& stream) {
  std::vector<std::int64_t> counts(world.expected.size());
  for (History w = 1; w < counts.size(); ++w) counts[w] = draw_poisson(stream, world.expected[w]);
  const auto fit = fit_loglinear(HistoryCounts(world.names, std::move(counts)), world.model);
  if (!fit) return std::nullopt;
  const Limits limits = wald_interval(*fit, level);
  return limits.hi / limits.lo;
}

}  // namespace

core::Result<std::vector<PlanWidth>> expected_widths(const HistoryCounts& table, const PlanOptions& options, core::Progress& progress) {
  PALERMO_TRY(const Selected selected, select_stepwise(table));
  const World now{selected.fit.model, table.names(), selected.fit.fitted};
  std::vector<PlanWidth> plans{{.plan = Plan::as_it_is}, {.plan = Plan::more_people}};
  std::vector<World> worlds{now, with_more_people(now)};
  for (int list = 0; list < table.lists(); ++list) {
    plans.push_back({.plan = Plan::longer_list, .list = list});
    worlds.push_back(with_longer_list(now, list));
  }
  if (table.lists() < kMostLogLinearLists) {
    plans.push_back({.plan = Plan::another_list});
    worlds.push_back(with_another_list(now));
  }
  const auto runs = static_cast<std::size_t>(std::max(1, options.runs));
  std::vector<std::optional<double>> widths(worlds.size() * runs);
  progress.begin("progress.estimate.power", "", static_cast<std::int64_t>(widths.size()), "unit.tables");
  const bool done = core::in_parallel(widths.size(), kBlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      core::Stream stream(options.seed, "estimate.power", i);
      widths[i] = width_of_one(worlds[i / runs], options.level, stream);
    }
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  for (std::size_t plan = 0; plan < plans.size(); ++plan) {
    std::vector<double> found;
    for (std::size_t run = 0; run < runs; ++run)
      if (const auto& one = widths[plan * runs + run]) found.push_back(*one);
    plans[plan].failed = static_cast<int>(runs - found.size());
    if (2 * found.size() <= runs) continue;
    std::ranges::sort(found);
    plans[plan].width = quantile_type8(found, 0.5);
  }
  return plans;
}

}  // namespace palermo::estimate
