// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/decomposable.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/estimate/margin_scores.hpp"

namespace palermo::estimate {
namespace {

constexpr double kFineness = 2000;             // N0 goes in steps of one part in so many: quantiles to 0.05 %
constexpr std::int64_t kMostWidened = 10'000;  // times n
constexpr std::int64_t kWidenBy = 4;
constexpr double kLeftOut = 1e-6;              // graphs that together have less probability are left out
constexpr double kNothing = -40;               // e^-40 of the most probable adds nothing to a sum
constexpr double kMostEvaluations = 2e8;       // graphs times values of N0: with hundreds of thousands of graphs the steps are wider
constexpr std::size_t kBlockOfPoints = 64, kBlockOfGraphs = 4096;
constexpr double kOutwards = 1.01;             // where the slope at the grid's end is measured

// Values of N0, each standing for `weight` whole numbers.
struct Grid {
  std::vector<double> unseen, weight;
};

Grid with_weights(std::vector<double> unseen) {
  Grid grid{std::move(unseen), {}};
  for (std::size_t i = 0; i < grid.unseen.size(); ++i) {
    const double before = i > 0 ? grid.unseen[i] - grid.unseen[i - 1] : 1;
    const double after = i + 1 < grid.unseen.size() ? grid.unseen[i + 1] - grid.unseen[i] : 1;
    grid.weight.push_back((before + after) / 2);
  }
  return grid;
}

// Whole numbers from 1 to end, each greater by one part in `fineness` where that is more than 1.
Grid graded(std::int64_t end, double fineness) {
  std::vector<double> unseen;
  for (double x = 1; x < static_cast<double>(end); x += std::max(1.0, std::floor(x / fineness))) unseen.push_back(x);
  unseen.push_back(static_cast<double>(end));
  return with_weights(std::move(unseen));
}

// Evenly spaced, rounded, all alike: as the published figures were made.
Grid even(std::int64_t end, std::int64_t points) {
  const double gap = static_cast<double>(end - 1) / static_cast<double>(std::max<std::int64_t>(points - 1, 1));
  Grid grid;
  for (std::int64_t i = 0; i < points; ++i) grid.unseen.push_back(std::nearbyint(1 + gap * static_cast<double>(i)));
  grid.unseen.erase(std::unique(grid.unseen.begin(), grid.unseen.end()), grid.unseen.end());
  grid.weight.assign(grid.unseen.size(), std::max(gap, 1.0));
  return grid;
}

// So close that half a standard deviation of N0 is never stepped over: for a first look at every graph.
double first_fineness(std::int64_t on_several) {
  return 2 * std::sqrt(static_cast<double>(std::clamp<std::int64_t>(on_several, 64, 1'000'000)));
}

double fineness(std::size_t graphs, std::int64_t end, double least) {
  const double affordable = kMostEvaluations / static_cast<double>(graphs) / std::log(static_cast<double>(end) + 2);
  return std::clamp(affordable, std::min(2 * least, kFineness), kFineness);
}

// log of the sum over whole numbers. `logs` is room to work in, as large as the grid.
double log_evidence(const ScoresAt& look, const Grid& grid, std::span<const MarginTerm> terms, std::span<double> logs) {
  look.log_joint(terms, logs);
  const double most = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (std::size_t i = 0; i < logs.size(); ++i)
    if (logs[i] - most > kNothing) sum += std::exp(logs[i] - most) * grid.weight[i];
  return most + std::log(sum);
}

// Graphs that matter, and the greatest log evidence.
struct Kept {
  std::vector<std::size_t> graphs;  // in their order
  double reference = 0;
};

Kept matter(const std::vector<double>& evidence) {
  Kept kept{{}, *std::max_element(evidence.begin(), evidence.end())};
  std::vector<std::size_t> order(evidence.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return evidence[a] < evidence[b]; });
  double left_out = 0;  // relative to the best graph, so at most this share of the whole
  for (const std::size_t g : order)
    if (!kept.graphs.empty() || (left_out += std::exp(evidence[g] - kept.reference)) > kLeftOut) kept.graphs.push_back(g);
  std::sort(kept.graphs.begin(), kept.graphs.end());
  return kept;
}

core::Result<Kept> keep(const MarginScores& margins, const DecomposableGraphs& graphs, const Grid& grid, int threads, core::Progress& progress) {
  const ScoresAt look(margins, grid.unseen);
  std::vector<double> evidence(graphs.size());
  const bool done = core::in_parallel(graphs.size(), kBlockOfGraphs, threads, progress, [&](std::size_t begin, std::size_t end) {
    std::vector<double> logs(grid.unseen.size());
    for (std::size_t g = begin; g < end; ++g) evidence[g] = log_evidence(look, grid, graphs.terms(g), logs);
  });
  if (!done) return core::fail(core::kCancelled);
  return matter(evidence);
}

// Weights relative to the reference: of each grid point, and of each kept graph.
struct Mass {
  std::vector<double> points, graphs;
  double beyond = 0;  // of whole numbers beyond the grid
};

core::Result<Mass> weigh(const MarginScores& margins, const DecomposableGraphs& graphs, const Kept& kept, const Grid& grid, int threads,
                         core::Progress& progress) {
  const std::size_t points = grid.unseen.size(), blocks = (points + kBlockOfPoints - 1) / kBlockOfPoints;
  Mass mass{std::vector<double>(points), std::vector<double>(kept.graphs.size()), 0};
  std::vector<double> by_block(blocks * kept.graphs.size());
  const bool done = core::in_parallel(points, kBlockOfPoints, threads, progress, [&](std::size_t begin, std::size_t end) {
    const auto first = grid.unseen.begin() + static_cast<std::ptrdiff_t>(begin), last = grid.unseen.begin() + static_cast<std::ptrdiff_t>(end);
    const ScoresAt here(margins, std::vector<double>(first, last));
    double* sums = by_block.data() + begin / kBlockOfPoints * kept.graphs.size();
    std::vector<double> logs(end - begin);
    for (std::size_t k = 0; k < kept.graphs.size(); ++k) {
      here.log_joint(graphs.terms(kept.graphs[k]), logs);
      for (std::size_t i = 0; i < logs.size(); ++i) {
        if (logs[i] - kept.reference < kNothing) continue;
        const double weight = std::exp(logs[i] - kept.reference) * grid.weight[begin + i];
        mass.points[begin + i] += weight;
        sums[k] += weight;
      }
    }
  });
  if (!done) return core::fail(core::kCancelled);
  for (std::size_t block = 0; block < blocks; ++block)
    for (std::size_t k = 0; k < kept.graphs.size(); ++k) mass.graphs[k] += by_block[block * kept.graphs.size() + k];
  return mass;
}

// Sum over N0 beyond the grid's end, taking p as a power of N0 with the slope that it has there, and no slower than any graph
// falls in the end.
double beyond(const MarginScores& margins, const DecomposableGraphs& graphs, const Kept& kept, double end, double slowest) {
  const ScoresAt two(margins, {end, end * kOutwards});
  double sum = 0;
  for (const std::size_t g : kept.graphs) {
    std::array<double, 2> logs{};
    two.log_joint(graphs.terms(g), logs);
    const double fall = -(logs[1] - logs[0]) / std::log(kOutwards) - 1;
    sum += std::exp(logs[0] - kept.reference) * end / std::max(fall, slowest);
  }
  return sum;
}

// The first value at which the cumulated weight is above the share.
double quantile(const std::vector<double>& values, const std::vector<double>& weights, double share) {
  const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
  double sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i)
    if ((sum += weights[i]) > share * total) return values[i];
  return values.back();
}

double median_under(const MarginScores& margins, std::span<const MarginTerm> terms, const Grid& grid) {
  std::vector<double> logs(grid.unseen.size());
  ScoresAt(margins, grid.unseen).log_joint(terms, logs);
  const double most = *std::max_element(logs.begin(), logs.end());
  for (std::size_t i = 0; i < logs.size(); ++i) logs[i] = std::exp(logs[i] - most) * grid.weight[i];
  return quantile(grid.unseen, logs, 0.5);
}

void describe_graphs(DecomposablePosterior& answer, const MarginScores& margins, const DecomposableGraphs& graphs, const Kept& kept,
                     const Mass& mass, const Grid& grid, double observed, std::size_t most_graphs) {
  const double total = std::accumulate(mass.graphs.begin(), mass.graphs.end(), 0.0);
  const auto pairs = static_cast<std::size_t>(graphs.lists() * (graphs.lists() - 1) / 2);
  const std::uint32_t all = static_cast<std::uint32_t>((std::uint64_t{1} << pairs) - 1);
  answer.pair_probability.assign(pairs, 0);
  std::vector<std::size_t> order(kept.graphs.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (const std::size_t k : order) {
    const std::uint32_t edges = graphs.edges(kept.graphs[k]);
    for (std::size_t e = 0; e < pairs; ++e)
      if ((edges >> e & 1U) != 0) answer.pair_probability[e] += mass.graphs[k] / total;
    if (edges == all) answer.saturated = mass.graphs[k] / total;
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return mass.graphs[a] > mass.graphs[b]; });
  order.resize(std::min(order.size(), most_graphs));
  for (const std::size_t k : order) {
    const std::size_t g = kept.graphs[k];
    answer.graphs.push_back({graphs.edges(g), graphs.cliques(g), mass.graphs[k] / total, observed + median_under(margins, graphs.terms(g), grid)});
  }
}

DecomposablePosterior summarise(const Mass& mass, const Grid& grid, double observed, const DecomposableOptions& options) {
  DecomposablePosterior answer;
  const double total = std::accumulate(mass.points.begin(), mass.points.end(), 0.0);
  answer.level = options.level;
  answer.median = observed + quantile(grid.unseen, mass.points, 0.5);
  answer.lower = observed + quantile(grid.unseen, mass.points, (1 - options.level) / 2);
  answer.upper = observed + quantile(grid.unseen, mass.points, (1 + options.level) / 2);
  for (std::size_t i = 0; i < grid.unseen.size(); ++i) {
    answer.mean_within_grid += mass.points[i] / total * (observed + grid.unseen[i]);
    if (grid.unseen[i] <= observed / 100 + 1) answer.nearly_all_seen += mass.points[i] / total;
  }
  answer.grid_end = static_cast<std::int64_t>(grid.unseen.back());
  answer.grid_points = grid.unseen.size();
  answer.beyond_grid = mass.beyond / (total + mass.beyond);
  return answer;
}

core::Done check(const HistoryCounts& counts, const DecomposableGraphs& graphs, const DecomposableOptions& options) {
  if (counts.lists() < 2 || counts.lists() > DecomposableGraphs::kMostLists || graphs.lists() != counts.lists())
    return core::fail(kDecomposableLists, {}, {{"lists", std::to_string(counts.lists())}, {"most", std::to_string(DecomposableGraphs::kMostLists)}});
  if (counts.observed() == 0) return core::fail(kNobodyObserved);
  if (!(options.delta >= 0) || !std::isfinite(options.delta) || options.most_per_observed < 1 || options.points < 0 ||
      !(options.level > 0 && options.level < 1))
    return core::fail(kBadPrior);
  return {};
}

}  // namespace

DecomposableOptions published_grid() { return {.most_per_observed = 30, .points = 1000, .widen = false}; }

core::Result<DecomposablePosterior> average_decomposable(const HistoryCounts& counts, const DecomposableGraphs& graphs,
                                                         const DecomposableOptions& options, int threads, core::Progress& progress) {
  PALERMO_CHECK_DONE(check(counts, graphs, options));
  const std::int64_t n = counts.observed();
  const double delta = options.delta > 0 ? options.delta : std::exp2(-counts.lists());
  const MarginScores margins(counts, delta);
  const double tail = margins.tail_exponent(graphs.terms(graphs.size() - 1));  // of all lists joined: it falls slowest
  const std::int64_t widest = options.widen ? std::max(kMostWidened, options.most_per_observed) * n : options.most_per_observed * n;
  for (std::int64_t end = options.most_per_observed * n;; end = std::min(end * kWidenBy, widest)) {
    const double first = first_fineness(n - counts.on_exactly(1));
    PALERMO_TRY(const Kept kept, keep(margins, graphs, graded(end, first), threads, progress));
    const Grid grid = options.points > 0 ? even(end, options.points) : graded(end, fineness(kept.graphs.size(), end, first));
    PALERMO_TRY(Mass mass, weigh(margins, graphs, kept, grid, threads, progress));
    mass.beyond = beyond(margins, graphs, kept, static_cast<double>(end), -tail - 1);
    DecomposablePosterior answer = summarise(mass, grid, static_cast<double>(n), options);
    if (answer.beyond_grid > kBeyondTolerance && end < widest) continue;
    answer.delta = delta;
    answer.widened = end > options.most_per_observed * n;
    answer.grid_end_matters = answer.beyond_grid > kBeyondTolerance;
    answer.graphs_considered = graphs.size();
    answer.tail_exponent = tail;
    describe_graphs(answer, margins, graphs, kept, mass, grid, static_cast<double>(n), options.keep_graphs);
    return answer;
  }
}

core::Result<std::vector<DecomposablePosterior>> decomposable_sensitivity(const HistoryCounts& counts, const DecomposableGraphs& graphs,
                                                                          DecomposableOptions options, int threads, core::Progress& progress) {
  std::vector<DecomposablePosterior> answers;
  for (const double delta : {std::exp2(-counts.lists()), 0.5, 1.0}) {
    options.delta = delta;
    PALERMO_TRY(DecomposablePosterior one, average_decomposable(counts, graphs, options, threads, progress));
    answers.push_back(std::move(one));
  }
  return answers;
}

}  // namespace palermo::estimate
