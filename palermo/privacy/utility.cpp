// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/utility.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/privacy/association.hpp"
#include "palermo/privacy/cell_counts.hpp"

namespace palermo::privacy {
namespace {

using core::Result;

constexpr std::array<std::int64_t, 4> kBands = {1, 10, 100, 1000};  // where a band of counts begins

std::size_t band_of(std::int64_t count) {
  std::size_t band = kBands.size() - 1;
  while (kBands[band] > count) --band;
  return band;
}

// Distance of a group to its counterpart in one other column.
struct GroupTerm {
  std::size_t column = 0;
  Level level = 0;
  std::int64_t people = 0;
  double distance = 0;
};

// All that one set of columns says.
struct SetFigures {
  double distance = 0;
  std::int64_t real = 0, other = 0, suppressed = 0, fabricated = 0;
  std::int64_t real_people = 0, other_people = 0, suppressed_people = 0, fabricated_people = 0;
  std::array<std::vector<float>, kBands.size()> errors;
  double association = 0;
  std::vector<GroupTerm> groups;
};

double over(std::int64_t part, std::int64_t whole) { return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0; }

// ½ Σ |real/n − other/m|, its numerator in integers.
double distance_of(std::span<const CountedCell> cells, std::int64_t n, std::int64_t m) {
  std::int64_t sum = 0;  // at most 2nm, which fits as long as neither table has a thousand million rows
  for (const CountedCell& cell : cells) sum += std::abs(cell.first * m - cell.second * n);
  return static_cast<double>(sum) / (2.0 * static_cast<double>(n) * static_cast<double>(m));
}

void add_combination(SetFigures& figures, const CountedCell& cell) {
  if (cell.first > 0) {
    ++figures.real;
    figures.real_people += cell.first;
    const auto real = static_cast<double>(cell.first);
    figures.errors[band_of(cell.first)].push_back(static_cast<float>(std::abs(static_cast<double>(cell.second) - real) / real));
  }
  if (cell.second > 0) {
    ++figures.other;
    figures.other_people += cell.second;
  }
  if (cell.second == 0) {
    ++figures.suppressed;
    figures.suppressed_people += cell.first;
  }
  if (cell.first == 0) {
    ++figures.fabricated;
    figures.fabricated_people += cell.second;
  }
}

// For each group of at least `least` people in column a (one level of it): the distance of its table of column b. `code_a` picks a's level.
template <class CodeOfGroup>
void add_groups(SetFigures& figures, const CodedColumns& real, std::size_t column, std::span<const CountedCell> cells, std::int64_t least, CodeOfGroup code_of_group) {
  struct Sums {
    std::int64_t real = 0, other = 0;
    double gap = 0;
  };
  std::vector<Sums> sums(static_cast<std::size_t>(real.sizes[column]));
  for (const CountedCell& cell : cells) {
    Sums& group = sums[code_of_group(cell.code)];
    group.real += cell.first;
    group.other += cell.second;
  }
  for (const CountedCell& cell : cells) {
    Sums& group = sums[code_of_group(cell.code)];
    if (group.real > 0 && group.other > 0) group.gap += std::abs(over(cell.first, group.real) - over(cell.second, group.other));
  }
  for (std::size_t level = 0; level < sums.size(); ++level) {
    const Sums& group = sums[level];
    if (static_cast<int>(level) == real.empty[column] || group.real < least) continue;
    figures.groups.push_back({.column = column, .level = static_cast<Level>(level), .people = group.real, .distance = group.other > 0 ? group.gap / 2 : 1});
  }
}

void add_pair(SetFigures& figures, const CodedColumns& real, std::span<const std::size_t> set, std::span<const CountedCell> cells, std::int64_t least) {
  const int size_a = real.sizes[set[0]], size_b = real.sizes[set[1]];
  figures.association = std::abs(cramers_v(cells, size_a, size_b, &CountedCell::first) - cramers_v(cells, size_a, size_b, &CountedCell::second));
  const auto width = static_cast<std::uint64_t>(size_b);
  add_groups(figures, real, set[0], cells, least, [width](std::uint64_t code) { return code / width; });
  add_groups(figures, real, set[1], cells, least, [width](std::uint64_t code) { return code % width; });
}

SetFigures figures_of(CellCounter& counter, const CodedColumns& real, const CodedColumns& other, std::span<const std::size_t> set, std::int64_t least_group) {
  SetFigures figures;
  const std::span<const CountedCell> cells = counter.count(real, &other, set);
  figures.distance = distance_of(cells, static_cast<std::int64_t>(real.rows()), static_cast<std::int64_t>(other.rows()));
  for (const CountedCell& cell : cells)
    if (is_combination(real, set, cell.code)) add_combination(figures, cell);
  if (set.size() == 2) add_pair(figures, real, set, cells, least_group);
  return figures;
}

WayDistance way_of(int way, const std::vector<std::vector<std::size_t>>& sets, const std::vector<SetFigures>& figures) {
  WayDistance result{.way = way, .sets = static_cast<std::int64_t>(sets.size()), .worst_set = sets.front()};
  for (std::size_t i = 0; i < sets.size(); ++i) {
    result.mean += figures[i].distance / static_cast<double>(sets.size());
    if (figures[i].distance <= result.worst) continue;
    result.worst = figures[i].distance;
    result.worst_set = sets[i];
  }
  return result;
}

CombinationLoss loss_of(int length, const std::vector<SetFigures>& figures) {
  SetFigures sum;
  for (const SetFigures& one : figures) {
    sum.real += one.real, sum.other += one.other, sum.suppressed += one.suppressed, sum.fabricated += one.fabricated;
    sum.real_people += one.real_people, sum.other_people += one.other_people;
    sum.suppressed_people += one.suppressed_people, sum.fabricated_people += one.fabricated_people;
  }
  return {.length = length, .real = sum.real, .other = sum.other, .suppressed = over(sum.suppressed, sum.real), .fabricated = over(sum.fabricated, sum.other),
          .suppressed_weighted = over(sum.suppressed_people, sum.real_people), .fabricated_weighted = over(sum.fabricated_people, sum.other_people)};
}

// The value below which `share` of the sorted errors lie (nearest rank).
double quantile(const std::vector<float>& sorted, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return static_cast<double>(sorted[std::max<std::size_t>(rank, 1) - 1]);
}

CountError error_of(int length, std::size_t band, const std::vector<SetFigures>& figures) {
  std::vector<float> errors;
  for (const SetFigures& one : figures) errors.insert(errors.end(), one.errors[band].begin(), one.errors[band].end());
  CountError result{.length = length, .from = kBands[band], .to = band + 1 < kBands.size() ? kBands[band + 1] - 1 : 0, .combinations = static_cast<std::int64_t>(errors.size())};
  if (errors.empty()) return result;
  std::ranges::sort(errors);
  result.mean = std::accumulate(errors.begin(), errors.end(), 0.0) / static_cast<double>(errors.size());
  result.median = quantile(errors, 0.5);
  result.p95 = quantile(errors, 0.95);
  result.within_tenth = static_cast<double>(std::ranges::lower_bound(errors, 0.1F) - errors.begin()) / static_cast<double>(errors.size());
  return result;
}

void add_associations(Utility& utility, const std::vector<std::vector<std::size_t>>& sets, const std::vector<SetFigures>& figures) {
  utility.association_worst_pair = sets.front();
  for (std::size_t i = 0; i < sets.size(); ++i) {
    utility.association_mean += figures[i].association / static_cast<double>(sets.size());
    if (figures[i].association <= utility.association_worst) continue;
    utility.association_worst = figures[i].association;
    utility.association_worst_pair = sets[i];
  }
}

// The mean over the other columns, group by group; the worst first, then by column and level.
std::vector<GroupDistance> groups_of(const std::vector<SetFigures>& figures, std::size_t columns) {
  std::vector<GroupTerm> terms;
  for (const SetFigures& one : figures) terms.insert(terms.end(), one.groups.begin(), one.groups.end());
  std::ranges::stable_sort(terms, [](const GroupTerm& a, const GroupTerm& b) { return std::pair(a.column, a.level) < std::pair(b.column, b.level); });
  std::vector<GroupDistance> groups;
  for (const GroupTerm& term : terms) {
    if (groups.empty() || groups.back().column != term.column || groups.back().level != term.level)
      groups.push_back({.column = term.column, .level = term.level, .people = term.people});
    groups.back().distance += term.distance;
  }
  for (GroupDistance& group : groups) group.distance = std::min(1.0, group.distance / static_cast<double>(columns - 1));
  std::ranges::stable_sort(groups, [](const GroupDistance& a, const GroupDistance& b) { return a.distance > b.distance; });
  return groups;
}

core::Done comparable(const CodedColumns& real, const CodedColumns& other, int ways) {
  if (!is_sound(real) || !is_sound(other) || !same_columns(real, other) || real.rows() == 0 || other.rows() == 0) return core::fail(kUnlikeTables);
  for (const auto& set : column_sets(real.columns(), std::min(static_cast<std::size_t>(ways), real.columns())))
    if (!cells_of(real, set)) return core::fail(kTableTooWide, {}, {{"columns", std::to_string(real.columns())}, {"ways", std::to_string(ways)}});
  return {};
}

}  // namespace

Result<Utility> measure_utility(const CodedColumns& real, const CodedColumns& other, const UtilityOptions& options, core::Progress& progress) {
  PALERMO_CHECK_DONE(comparable(real, other, options.ways));
  Utility utility;
  utility.rows = static_cast<std::int64_t>(other.rows());
  for (int way = 1; way <= options.ways && static_cast<std::size_t>(way) <= real.columns(); ++way) {
    const auto sets = column_sets(real.columns(), static_cast<std::size_t>(way));
    std::vector<SetFigures> figures(sets.size());
    const bool whole = core::in_parallel(sets.size(), 64, options.threads, progress, [&](std::size_t begin, std::size_t end) {
      CellCounter counter;
      for (std::size_t i = begin; i < end; ++i) figures[i] = figures_of(counter, real, other, sets[i], options.least_group);
    });
    if (!whole) return core::fail(core::kCancelled);
    utility.ways.push_back(way_of(way, sets, figures));
    utility.combinations.push_back(loss_of(way, figures));
    for (std::size_t band = 0; band < kBands.size(); ++band) utility.counts.push_back(error_of(way, band, figures));
    if (way != 2) continue;
    add_associations(utility, sets, figures);
    utility.groups = groups_of(figures, real.columns());
  }
  utility.k_marginal_score = 1000 * (1 - utility.ways.back().mean);
  return utility;
}

CodedTable bootstrap_rows(const CodedColumns& real, std::uint64_t seed) {
  core::Stream stream(seed, "privacy.utility.bootstrap");
  std::vector<std::size_t> rows(real.rows());
  for (std::size_t& row : rows) row = stream.below(real.rows());
  return rows_of(real, rows);
}

CodedTable shuffled_columns(const CodedColumns& real, std::uint64_t seed) {
  CodedTable table{.values = {}, .sizes = real.sizes, .empty = real.empty};
  for (std::size_t c = 0; c < real.columns(); ++c) {
    core::Stream stream(seed, "privacy.utility.independent", c);
    std::vector<Level>& column = table.values.emplace_back(real.values[c].begin(), real.values[c].end());
    for (std::size_t left = column.size(); left > 1; --left) std::swap(column[left - 1], column[stream.below(left)]);
  }
  return table;
}

Result<UtilityReport> compare_with_anchors(const CodedColumns& real, const CodedColumns& synthetic, const UtilityOptions& options, core::Progress& progress) {
  UtilityReport report;
  report.real_rows = static_cast<std::int64_t>(real.rows());
  PALERMO_TRY(report.synthetic, measure_utility(real, synthetic, options, progress));
  const CodedTable drawn = bootstrap_rows(real, options.seed), shuffled = shuffled_columns(real, options.seed);
  PALERMO_TRY(report.bootstrap, measure_utility(real, drawn.view(), options, progress));
  PALERMO_TRY(report.independent, measure_utility(real, shuffled.view(), options, progress));
  return report;
}

}  // namespace palermo::privacy
