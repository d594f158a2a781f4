// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/linkage_draws.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "palermo/core/parallel.hpp"
#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/reshape.hpp"
#include "palermo/estimate/selection.hpp"

namespace palermo::estimate {
namespace {

constexpr int kMostListsForModels = 5;        // of each drawn table
constexpr int kMostListsForModelsOfOne = 6;   // where there is one table: 32,768 models once

// Of log N on one table.
struct TableParts {
  double mean = 0, sampling = 0, model = 0;
};

double sampling_variance(double estimate, double unseen, double log_error) {
  const double error = log_error * unseen / estimate;
  return error * error;
}

std::optional<TableParts> over_models(const HistoryCounts& table, int order) {
  core::Silence silence;
  const auto ranking = rank_models(table, {.order = order, .threads = 1}, silence);
  if (!ranking) return std::nullopt;
  TableParts parts;
  double square = 0;
  const auto observed = static_cast<double>(table.observed());
  for (const RankedModel& one : ranking->models) {
    if (!(one.weight > 0)) continue;
    const double log_people = std::log(one.estimate);
    parts.mean += one.weight * log_people;
    square += one.weight * log_people * log_people;
    parts.sampling += one.weight * sampling_variance(one.estimate, one.estimate - observed, one.intercept_error);
  }
  parts.model = std::max(0.0, square - parts.mean * parts.mean);
  return parts;
}

std::optional<TableParts> of_stepwise(const HistoryCounts& table) {
  const auto selected = select_stepwise(table);
  if (!selected) return std::nullopt;
  const LogLinearFit& fit = selected->fit;
  return TableParts{std::log(fit.estimate), sampling_variance(fit.estimate, fit.unseen(), fit.intercept_error), 0};
}

bool has_models(const HistoryCounts& table, bool one) { return table.lists() >= 3 && table.lists() <= (one ? kMostListsForModelsOfOne : kMostListsForModels); }

// One table: all orders, else a choice that was not looked at would count as made. Of a hundred drawn ones pairs alone.
int order_for(const HistoryCounts& table, bool one) { return one && table.lists() <= kMostListsForModels ? table.lists() : 2; }

std::optional<TableParts> parts_of(const HistoryCounts& given, bool one) {
  const HistoryCounts table = without_empty_lists(given);
  if (table.lists() < 3 || table.lists() > kMostLogLinearLists || table.on_exactly(1) == table.observed()) return std::nullopt;
  return has_models(table, one) ? over_models(table, order_for(table, one)) : of_stepwise(table);
}

}  // namespace

core::Result<WidthParts> parts_of_width(const std::vector<HistoryCounts>& tables, double level, int threads, core::Progress& progress) {
  const std::size_t used = std::min(tables.size(), kMostDrawnTables);
  std::vector<std::optional<TableParts>> found(used);
  progress.begin("progress.estimate.widths", "", static_cast<std::int64_t>(used), "unit.tables");
  const bool done = core::in_parallel(used, 1, threads, progress, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) found[i] = parts_of(tables[i * tables.size() / used], tables.size() == 1);
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);

  WidthParts out;
  double mean = 0, square = 0, least_seen = 0;
  for (std::size_t i = 0; i < used; ++i) {
    if (!found[i]) {
      ++out.failed;
      continue;
    }
    ++out.tables;
    mean += found[i]->mean;
    square += found[i]->mean * found[i]->mean;
    out.sampling += found[i]->sampling;
    out.model += found[i]->model;
    const auto seen = static_cast<double>(tables[i * tables.size() / used].observed());
    least_seen = least_seen == 0 ? seen : std::min(least_seen, seen);
  }
  if (out.tables == 0) return core::fail(kNoEstimate, {}, {{"model", ""}, {"code", "1"}});
  const auto number = static_cast<double>(out.tables);
  mean /= number;
  out.sampling /= number;
  out.model /= number;
  if (out.tables > 1) out.linkage = std::max(0.0, (square - number * mean * mean) / (number - 1));
  out.with_models = has_models(tables.front(), tables.size() == 1);
  const double half = gaussian_quantile(1 - (1 - level) / 2) * std::sqrt(out.total());
  out.middle = std::exp(mean);
  out.interval = {std::max(least_seen, std::exp(mean - half)), std::exp(mean + half)};
  return out;
}

}  // namespace palermo::estimate
