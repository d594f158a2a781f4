// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/dependence.hpp"

#include <bit>
#include <cmath>
#include <numeric>
#include <vector>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/estimate/dense_poisson.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/gaussian.hpp"

namespace palermo::estimate {
namespace {

constexpr std::size_t kBlock = 16;
constexpr double kSame = 1e-9;  // ties between a replicate and the table

std::vector<double> pairs_of_lists(std::size_t histories) {
  std::vector<double> column(histories);
  for (std::size_t w = 0; w < histories; ++w) {
    const int k = std::popcount(w);
    column[w] = k * (k - 1) / 2.0;
  }
  return column;
}

struct Statistics {
  double shared = 0;    // score of tau over the square root of its information at main effects, roughly
  double deviance = 0;
  bool found = false;
};

Statistics statistics_of(const DenseFit& fit, std::span<const double> counts, std::span<const double> column) {
  double score = 0, information = 0;
  for (std::size_t w = 1; w < counts.size(); ++w) {
    score += column[w] * (counts[w] - fit.fitted[w]);
    information += column[w] * column[w] * fit.fitted[w];
  }
  return {information > 0 ? score / std::sqrt(information) : 0, fit.deviance, true};
}

Limits wald(double observed, const DenseFit& fit, double level) {
  const double z = gaussian_quantile(1 - (1 - level) / 2);
  return {observed + fit.unseen() * std::exp(-z * fit.unseen_log_error), observed + fit.unseen() * std::exp(z * fit.unseen_log_error)};
}

// The share of replicates at least as extreme, the table itself among them.
template <class Extreme>
double p_value(const std::vector<Statistics>& replicates, Extreme extreme) {
  int all = 1, as_extreme = 1;
  for (const Statistics& one : replicates) {
    if (!one.found) continue;
    ++all;
    as_extreme += extreme(one) ? 1 : 0;
  }
  return static_cast<double>(as_extreme) / all;
}

}  // namespace

core::Result<Dependence> test_dependence(const HistoryCounts& table, const DependenceOptions& options, core::Progress& progress) {
  const std::vector<double> counts(table.counts().begin(), table.counts().end());
  const std::vector<double> column = pairs_of_lists(table.size());
  const DenseDesign design = DenseDesign::main_effects(table.lists());
  const auto main = fit_dense(design, counts);
  if (!main) return core::fail(kNoEstimate, {}, {{"model", Hierarchy(table.lists()).text(table.names())}, {"code", "1"}});
  const auto observed = static_cast<double>(table.observed());

  Dependence answer;
  answer.main_estimate = observed + main->unseen();
  answer.main_interval = wald(observed, *main, options.level);
  DenseDesign with_tau = design;
  with_tau.add_column(column);
  if (const auto shared = fit_dense(with_tau, counts)) {
    answer.tau = shared->beta.back();
    answer.shared_estimate = observed + shared->unseen();
    answer.shared_interval = wald(observed, *shared, options.level);
  }

  const Statistics seen = statistics_of(*main, counts, column);
  std::vector<double> weights = main->fitted;
  weights[0] = 0;
  std::vector<Statistics> replicates(static_cast<std::size_t>(std::max(options.replicates, 0)));
  progress.begin("progress.estimate.dependence", "", static_cast<std::int64_t>(replicates.size()), "unit.replicates");
  const bool done = core::in_parallel(replicates.size(), kBlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    std::vector<std::int64_t> drawn(table.size());
    for (std::size_t i = begin; i < end; ++i) {
      core::Stream stream(options.seed, "estimate.dependence", i);
      draw_multinomial(stream, table.observed(), weights, drawn);
      const std::vector<double> replicate(drawn.begin(), drawn.end());
      if (const auto fit = fit_dense(design, replicate, main->beta)) replicates[i] = statistics_of(*fit, replicate, column);
    }
  });
  progress.end();
  if (!done) return core::fail(core::kCancelled);
  answer.p_positive = p_value(replicates, [&](const Statistics& one) { return one.shared >= seen.shared - kSame; });
  answer.p_negative = p_value(replicates, [&](const Statistics& one) { return one.shared <= seen.shared + kSame; });
  answer.p_any = p_value(replicates, [&](const Statistics& one) { return one.deviance >= seen.deviance - kSame; });
  for (const Statistics& one : replicates) answer.replicates += one.found ? 1 : 0;
  return answer;
}

}  // namespace palermo::estimate
