// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/change.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <numeric>
#include <optional>
#include <set>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/gaussian.hpp"
#include "palermo/estimate/pair_search.hpp"
#include "palermo/estimate/reshape.hpp"

namespace palermo::estimate {
namespace {

using Counts = std::span<const std::int64_t>;

constexpr std::string_view kStream = "estimate.change";
constexpr std::size_t kReplicatesInABlock = 8;
constexpr double kMostFailed = 0.5;  // of the replicates
constexpr double kMoved = 2;         // of a list's chance
constexpr std::array<std::string_view, 2> kWays{"own_models", "one_model"};
constexpr std::array<std::string_view, 5> kNotes{"ways_disagree", "coverage_moved", "periods_overlap", "periods_unknown", "way_missing"};

double people_in(Counts counts) { return static_cast<double>(std::accumulate(counts.begin(), counts.end(), std::int64_t{0})); }

// Both periods by one way.
struct Both {
  double first = 0, second = 0;
  Hierarchy first_model, second_model;
};

// One object a thread: it keeps proofs of existence.
class Chooser {
 public:
  explicit Chooser(int lists) : search_(lists) {}

  std::optional<Both> operator()(ChangeWay way, Counts first, Counts second) { return way == ChangeWay::own_models ? own(first, second) : one(first, second); }

 private:
  std::optional<Both> own(Counts first, Counts second) {
    const auto a = search_.stepwise(first, {}), b = search_.stepwise(second, {});
    if (!a || !b) return {};
    return Both{people_in(first) + a->unseen, people_in(second) + b->unseen, a->model, b->model};
  }

  std::optional<Both> one(Counts first, Counts second) {
    std::vector<std::int64_t> sum(first.begin(), first.end());
    for (std::size_t w = 0; w < sum.size(); ++w) sum[w] += second[w];
    const auto choice = search_.stepwise(sum, {});
    if (!choice) return {};
    const Estimator fit = one_model(choice->model)();
    const auto a = fit(first), b = fit(second);
    if (!a || !b) return {};
    return Both{*a, *b, choice->model, choice->model};
  }

  PairSearch search_;
};

// One table drawn again: how many of the N people are seen, then on which lists. With the number seen held fixed the interval would not hold the
// chance in who was met at all, which does not cancel between periods.
void draw_period(const HistoryCounts& table, const std::vector<History>& histories, double people, core::Stream& stream, std::vector<std::int64_t>& out) {
  std::vector<double> weights;
  for (const History w : histories) weights.push_back(static_cast<double>(table.counts()[w]));
  std::vector<std::int64_t> drawn(histories.size());
  const double seen = static_cast<double>(table.observed());
  draw_multinomial(stream, draw_binomial(stream, std::llround(people), std::min(1.0, seen / people)), weights, drawn);
  std::fill(out.begin(), out.end(), 0);
  for (std::size_t i = 0; i < histories.size(); ++i) out[histories[i]] = drawn[i];
}

// The two numbers of a replicate, as bootstraps of their own.
struct Joint {
  Bootstrap ratio, difference;
};

// z0 from the replicates; acceleration from the tables less one person at a time, one table after the other.
void adjust(Bootstrap& sample, const std::vector<double>& people, const std::vector<double>& estimates) {
  const auto below = std::lower_bound(sample.replicates.begin(), sample.replicates.end(), sample.estimate);
  sample.z0 = gaussian_quantile(static_cast<double>(below - sample.replicates.begin()) / static_cast<double>(sample.replicates.size()));
  sample.acceleration = jackknife_acceleration(people, estimates);
}

// Estimates without one person of each history of one table.
struct Jackknife {
  std::vector<double> people, ratios, differences;
};

void leave_one_out(Chooser& chooser, ChangeWay way, const HistoryCounts& first, const HistoryCounts& second, bool of_first, Jackknife& into) {
  const HistoryCounts& table = of_first ? first : second;
  std::vector<std::int64_t> counts(table.counts().begin(), table.counts().end());
  Jackknife found;
  double weight = 0, ratio = 0, difference = 0;
  for (const History w : canonical_histories(table)) {
    --counts[w];
    const auto both = of_first ? chooser(way, counts, second.counts()) : chooser(way, first.counts(), counts);
    ++counts[w];
    if (!both) continue;
    found.people.push_back(static_cast<double>(counts[w]));
    found.ratios.push_back(both->second / both->first);
    found.differences.push_back(both->second - both->first);
    weight += found.people.back();
    ratio += found.people.back() * found.ratios.back();
    difference += found.people.back() * found.differences.back();
  }
  // Deviations are from the mean of the same table: the two tables are two samples.
  for (std::size_t i = 0; i < found.people.size(); ++i) {
    into.people.push_back(found.people[i]);
    into.ratios.push_back(found.ratios[i] - ratio / weight);
    into.differences.push_back(found.differences[i] - difference / weight);
  }
}

core::Result<Joint> bootstrap_both(const HistoryCounts& first, const HistoryCounts& second, ChangeWay way, const Both& point, const ChangeOptions& options,
                                   core::Progress& progress) {
  const auto wanted = static_cast<std::size_t>(std::max(options.replicates, 1));
  const double none = std::numeric_limits<double>::quiet_NaN();
  const std::vector<History> of_first = canonical_histories(first), of_second = canonical_histories(second);
  std::vector<double> ratios(wanted, none), differences(wanted, none);
  progress.begin("progress.estimate.bootstrap", {}, static_cast<std::int64_t>(wanted), "unit.replicates");
  const bool finished = core::in_parallel(wanted, kReplicatesInABlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    Chooser chooser(first.lists());
    std::vector<std::int64_t> a(first.size()), b(second.size());
    for (std::size_t r = begin; r < end; ++r) {
      core::Stream stream_a(options.seed, kStream, 2 * r), stream_b(options.seed, kStream, 2 * r + 1);
      draw_period(first, of_first, point.first, stream_a, a);
      draw_period(second, of_second, point.second, stream_b, b);
      if (const auto both = chooser(way, a, b)) {
        ratios[r] = both->second / both->first;
        differences[r] = both->second - both->first;
      }
    }
  });
  progress.end();
  if (!finished) return core::fail(core::kCancelled);

  const auto known = [](std::vector<double> values) {
    std::erase_if(values, [](double value) { return std::isnan(value); });
    std::sort(values.begin(), values.end());
    return values;
  };
  Joint joint{.ratio = {.estimate = point.second / point.first, .replicates = known(std::move(ratios))},
              .difference = {.estimate = point.second - point.first, .replicates = known(std::move(differences))}};
  const std::size_t failed = wanted - joint.ratio.replicates.size();
  joint.ratio.failed = joint.difference.failed = static_cast<int>(failed);
  if (joint.ratio.replicates.empty() || static_cast<double>(failed) > kMostFailed * static_cast<double>(wanted))
    return core::fail(kNoInterval, {}, {{"failed", fmt::to_string(failed)}, {"replicates", fmt::to_string(wanted)}});
  Chooser chooser(first.lists());
  Jackknife jackknife;
  leave_one_out(chooser, way, first, second, true, jackknife);
  leave_one_out(chooser, way, first, second, false, jackknife);
  adjust(joint.ratio, jackknife.people, jackknife.ratios);
  adjust(joint.difference, jackknife.people, jackknife.differences);
  return joint;
}

ChangeEstimate told(ChangeWay way, const Both& point, const Joint& joint, const std::vector<std::string>& names, double level) {
  return {.way = way,
          .first_model = point.first_model.text(names),
          .second_model = point.second_model.text(names),
          .first = point.first,
          .second = point.second,
          .ratio = joint.ratio.estimate,
          .difference = joint.difference.estimate,
          .ratio_interval = joint.ratio.bca(level),
          .difference_interval = joint.difference.bca(level),
          .failed = joint.ratio.failed,
          .bca = joint.ratio.bca_defined()};
}

std::string only_in(const std::vector<std::string>& names, const std::vector<std::string>& others) {
  std::string text;
  for (const std::string& name : names)
    if (std::ranges::find(others, name) == others.end()) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "–" : text;
}

std::vector<ListChange> lists_of(const HistoryCounts& first, const HistoryCounts& second, const ChangeEstimate& by) {
  const std::vector<std::int64_t> on_first = first.supersets(), on_second = second.supersets();
  std::vector<ListChange> lists;
  for (std::size_t i = 0; i < first.names().size(); ++i) {
    ListChange one{first.names()[i], on_first[std::size_t{1} << i], on_second[std::size_t{1} << i]};
    one.first_chance = static_cast<double>(one.first) / by.first;
    one.second_chance = static_cast<double>(one.second) / by.second;
    lists.push_back(std::move(one));
  }
  return lists;
}

bool holds(const Limits& limits, double value) { return limits.lo <= value && value <= limits.hi; }

bool disagree(const ChangeEstimate& a, const ChangeEstimate& b) {
  return holds(a.ratio_interval, 1) != holds(b.ratio_interval, 1) || (!holds(a.ratio_interval, b.ratio) && !holds(b.ratio_interval, a.ratio));
}

bool moved(const ListChange& one) { return one.second_chance > kMoved * one.first_chance || one.first_chance > kMoved * one.second_chance; }

}  // namespace

std::string_view word(ChangeWay way) { return kWays[static_cast<std::size_t>(way)]; }
std::string_view word(ChangeNote note) { return kNotes[static_cast<std::size_t>(note)]; }

core::Result<ChangeReport> estimate_change(const HistoryCounts& first_table, const HistoryCounts& second_table, const ChangeOptions& options,
                                           core::Progress& progress) {
  const HistoryCounts first = in_order_of_names(first_table), second = in_order_of_names(second_table);
  if (first.names() != second.names())
    return core::fail(kListsDiffer, {}, {{"first", only_in(first.names(), second.names())}, {"second", only_in(second.names(), first.names())}});
  ChangeReport report;
  for (const ChangeWay way : {ChangeWay::own_models, ChangeWay::one_model}) {
    const auto point = Chooser(first.lists())(way, first.counts(), second.counts());
    if (!point) continue;
    const auto joint = bootstrap_both(first, second, way, *point, options, progress);
    if (!joint && joint.error().kind.code == core::kCancelled.code) return core::fail(joint.error());
    if (joint) report.ways.push_back(told(way, *point, *joint, first.names(), options.level));
  }
  if (report.ways.empty()) return core::fail(kNoPointEstimate);
  report.lists = lists_of(first, second, report.ways.back());
  if (report.ways.size() == 1) report.notes.push_back(ChangeNote::way_missing);
  if (report.ways.size() == 2 && disagree(report.ways[0], report.ways[1])) report.notes.push_back(ChangeNote::ways_disagree);
  if (std::ranges::any_of(report.lists, moved)) report.notes.push_back(ChangeNote::coverage_moved);
  return report;
}

}  // namespace palermo::estimate
