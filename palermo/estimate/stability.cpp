// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/stability.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <optional>

#include "palermo/core/parallel.hpp"
#include "palermo/estimate/bootstrap.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/reshape.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {
namespace {

constexpr std::array<double, 7> kShares{0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
constexpr std::array<double, 4> kMissed{0, 0.05, 0.10, 0.20};
constexpr std::array<double, 3> kWrong{0, 0.05, 0.10};
constexpr double kFromShare = 0.5 - 1e-9;
constexpr double kLow = 0.1, kHigh = 0.9;
constexpr std::size_t kBlock = 4;

std::optional<double> stepwise_estimate(const HistoryCounts& given) {
  const HistoryCounts table = without_empty_lists(given);
  if (table.lists() < 3 || table.lists() > kMostLogLinearLists || table.on_exactly(1) == table.observed()) return std::nullopt;
  const auto selected = select_stepwise(table);
  if (!selected) return std::nullopt;
  return selected->fit.estimate;
}

Simulated summary(std::span<const std::optional<double>> runs) {
  std::vector<double> found;
  for (const auto& one : runs)
    if (one) found.push_back(*one);
  Simulated out;
  out.runs = static_cast<int>(found.size());
  out.failed = static_cast<int>(runs.size() - found.size());
  if (found.empty()) return out;
  std::ranges::sort(found);
  out.low = quantile_type8(found, kLow);
  out.middle = quantile_type8(found, 0.5);
  out.high = quantile_type8(found, kHigh);
  return out;
}

// `keep` of the people, drawn without replacement.
HistoryCounts drawn_people(const HistoryCounts& table, std::int64_t keep, core::Stream& stream) {
  std::vector<std::int64_t> counts(table.size());
  std::int64_t left = table.observed();
  for (History w = 1; w < table.size(); ++w)
    for (std::int64_t person = 0; person < table[w]; ++person, --left)
      if (stream.below(static_cast<std::uint64_t>(left)) < static_cast<std::uint64_t>(keep)) {
        ++counts[w];
        --keep;
      }
  return {table.names(), std::move(counts)};
}

// A one-bit part of `history`, drawn.
History drawn_list(History history, core::Stream& stream) {
  auto skip = stream.below(static_cast<std::uint64_t>(std::popcount(history)));
  for (; skip > 0; --skip) history &= history - 1;
  return history & (~history + 1);
}

void undo_links(std::vector<std::int64_t>& counts, double wrong, core::Stream& stream) {
  const std::vector<std::int64_t> before = counts;
  for (History w = 1; w < before.size(); ++w) {
    if (std::popcount(w) < 2) continue;
    for (std::int64_t person = 0; person < before[w]; ++person) {
      History rest = w;
      const History anchor = drawn_list(w, stream);
      for (History others = w & ~anchor; others != 0; others &= others - 1) {
        const History list = others & (~others + 1);
        if (!stream.chance(wrong)) continue;
        rest &= ~list;
        ++counts[list];
      }
      --counts[w];
      ++counts[rest];
    }
  }
}

void make_links(std::vector<std::int64_t>& counts, double missed, core::Stream& stream) {
  std::vector<double> linked(counts.size());
  double links = 0;
  for (History w = 1; w < counts.size(); ++w) {
    linked[w] = static_cast<double>(counts[w]) * (std::popcount(w) - 1);
    links += linked[w];
  }
  if (links == 0 || missed <= 0) return;
  const std::int64_t wanted = draw_poisson(stream, links * missed / (1 - missed));
  for (std::int64_t i = 0; i < wanted; ++i) {
    const auto whole = static_cast<History>(stream.pick(linked));
    const History list = drawn_list(whole, stream), rest = whole & ~list;
    if (counts[list] == 0 || counts[rest] == 0) continue;
    --counts[list];
    --counts[rest];
    ++counts[whole];
  }
}

// Runs `options.runs` simulations of each of `points` points; the summaries in the points' order.
core::Result<std::vector<Simulated>> simulate_points(std::size_t points, const StabilityOptions& options, std::string_view what, core::Progress& progress,
                                                     const std::function<std::optional<double>(std::size_t point, std::size_t run)>& estimate) {
  const auto runs = static_cast<std::size_t>(std::max(1, options.runs));
  std::vector<std::optional<double>> found(points * runs);
  progress.begin(what, "", static_cast<std::int64_t>(found.size()), "unit.tables");
  const bool done = core::in_parallel(found.size(), kBlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) found[i] = estimate(i / runs, i);
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  std::vector<Simulated> out;
  for (std::size_t point = 0; point < points; ++point) out.push_back(summary(std::span(found).subspan(point * runs, runs)));
  return out;
}

}  // namespace

HistoryCounts mend_links(const HistoryCounts& table, double missed, double wrong, core::Stream& stream) {
  std::vector<std::int64_t> counts(table.counts().begin(), table.counts().end());
  if (wrong > 0) undo_links(counts, wrong, stream);
  make_links(counts, missed, stream);
  return {table.names(), std::move(counts)};
}

core::Result<std::vector<TrajectoryPoint>> trajectory(const HistoryCounts& table, const StabilityOptions& options, core::Progress& progress) {
  const auto people = static_cast<double>(table.observed());
  const auto estimate = [&](std::size_t point, std::size_t run) -> std::optional<double> {
    const auto keep = static_cast<std::int64_t>(std::llround(kShares[point] * people));
    core::Stream stream(options.seed, "estimate.trajectory", run);
    const HistoryCounts drawn = keep == table.observed() ? table : drawn_people(table, keep, stream);
    const auto found = stepwise_estimate(drawn);
    if (!found || keep == 0) return std::nullopt;
    return *found * people / static_cast<double>(keep);
  };
  PALERMO_TRY(const std::vector<Simulated> summaries, simulate_points(kShares.size(), options, "progress.estimate.trajectory", progress, estimate));
  std::vector<TrajectoryPoint> points;
  for (std::size_t i = 0; i < kShares.size(); ++i) points.push_back({kShares[i], summaries[i]});
  return points;
}

core::Result<std::vector<LinkageErrorPoint>> linkage_errors(const HistoryCounts& table, const StabilityOptions& options, core::Progress& progress) {
  const auto estimate = [&](std::size_t point, std::size_t run) {
    core::Stream stream(options.seed, "estimate.linkage", run);
    return stepwise_estimate(mend_links(table, kMissed[point / kWrong.size()], kWrong[point % kWrong.size()], stream));
  };
  PALERMO_TRY(const std::vector<Simulated> summaries,
              simulate_points(kMissed.size() * kWrong.size(), options, "progress.estimate.linkage", progress, estimate));
  std::vector<LinkageErrorPoint> points;
  for (std::size_t i = 0; i < summaries.size(); ++i) points.push_back({kMissed[i / kWrong.size()], kWrong[i % kWrong.size()], summaries[i]});
  return points;
}

double trajectory_factor(const std::vector<TrajectoryPoint>& points) {
  double least = 0, largest = 0;
  for (const TrajectoryPoint& point : points) {
    if (point.share < kFromShare || point.people.runs == 0) continue;
    least = least == 0 ? point.people.middle : std::min(least, point.people.middle);
    largest = std::max(largest, point.people.middle);
  }
  return least > 0 ? largest / least : 1;
}

}  // namespace palermo::estimate
