// SPDX-License-Identifier: Apache-2.0
// How long do the log-linear methods take on the published tables, and how long a plain program that fits the same models?
//
//   fit, certificate cached / cold   one model with everything it prints; cold decides existence from scratch
//   rank                             all models of pairs, existence of each decided, standard errors, sorted
//   bca                              1,000 replicates with the whole choice of the model inside, on all threads of the machine
//   everything                       what palermo estimate mse computes with its defaults: diagnosis, all methods, verdict
//   naive                            the same fits by iteratively reweighted least squares on a dense design matrix, without existence
// The naive program is no straw man: what a careful statistician would write in C++ in an hour. CPU and wall time are both told.
#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "palermo/core/bytes.hpp"
#include "palermo/estimate/all_methods.hpp"
#include "palermo/estimate/bootstrap.hpp"

namespace {

using namespace palermo::estimate;

HistoryCounts table(const std::string& name) {
  const std::string path = "data/reference/" + name + "/table.csv";
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  auto parsed = palermo::core::CaptureTable::parse_csv(text, path);
  if (!parsed) std::exit(EXIT_FAILURE);  // not started from the project's root
  return HistoryCounts(*parsed);
}

const char* const kUk5Best = "[LA*NG][LA*PFNCA][NG*PFNCA][PFNCA*GO][NG*GP]";

void fit_cached(benchmark::State& state) {
  const HistoryCounts uk5 = table("uk5");
  const Hierarchy model = Hierarchy::parse(kUk5Best, uk5.names()).value();
  ExistenceCache cache(uk5.lists());
  for (auto _ : state) benchmark::DoNotOptimize(fit_loglinear(uk5, model, cache));
}

void fit_cold(benchmark::State& state) {
  const HistoryCounts uk5 = table("uk5");
  const Hierarchy model = Hierarchy::parse(kUk5Best, uk5.names()).value();
  for (auto _ : state) benchmark::DoNotOptimize(fit_loglinear(uk5, model));
}

void rank_all(benchmark::State& state, const char* name, int order) {
  const HistoryCounts counts = table(name);
  palermo::core::Silence silence;
  for (auto _ : state) benchmark::DoNotOptimize(rank_models(counts, {.order = order}, silence));
  state.counters["models"] = static_cast<double>(all_hierarchies(counts.lists(), order)->size());
}

void bca_stepwise(benchmark::State& state, const char* name) {
  const HistoryCounts counts = table(name);
  palermo::core::Silence silence;
  for (auto _ : state) benchmark::DoNotOptimize(bootstrap(counts, stepwise(counts.lists()), {.seed = 1, .replicates = 1000}, silence));
}

void bca_aic(benchmark::State& state, const char* name) {
  const HistoryCounts counts = table(name);
  palermo::core::Silence silence;
  for (auto _ : state) benchmark::DoNotOptimize(bootstrap(counts, aic_forward(counts.lists()), {.seed = 1, .replicates = 1000}, silence));
}

void bca_best_bic(benchmark::State& state, const char* name, int order) {
  const HistoryCounts counts = table(name);
  palermo::core::Silence silence;
  for (auto _ : state) benchmark::DoNotOptimize(bootstrap(counts, best_bic(counts, order).value(), {.seed = 1, .replicates = 1000}, silence));
}

void bca_averaged(benchmark::State& state, const char* name, int order) {
  const HistoryCounts counts = table(name);
  palermo::core::Silence silence;
  for (auto _ : state) benchmark::DoNotOptimize(bootstrap(counts, averaged_bic(counts, order).value(), {.seed = 1, .replicates = 1000}, silence));
}

// Iteratively reweighted least squares with a dense design matrix of at most 63 cells and 32 terms; the log likelihood up to a constant.
class NaiveFit {
 public:
  NaiveFit(const HistoryCounts& counts, const FinitePart& part) {
    part.terms.for_each([&](History term) { terms_[p_++] = term; });
    part.cells.for_each([&](History cell) {
      y_[n_] = static_cast<double>(counts[cell]);
      for (std::size_t a = 0; a < p_; ++a) x_[n_][a] = (terms_[a] & cell) == terms_[a] ? 1 : 0;
      ++n_;
    });
  }

  double run() {
    for (std::size_t i = 0; i < n_; ++i) eta_[i] = std::log(y_[i] + 0.1);
    double before = 0;
    for (int iteration = 0; iteration < 50; ++iteration) {
      least_squares();
      double deviance = 0;
      for (std::size_t i = 0; i < n_; ++i) {
        eta_[i] = 0;
        for (std::size_t a = 0; a < p_; ++a) eta_[i] += x_[i][a] * beta_[a];
        const double mu = std::exp(eta_[i]);
        deviance += 2 * ((y_[i] > 0 ? y_[i] * std::log(y_[i] / mu) : 0) - (y_[i] - mu));
      }
      if (iteration > 0 && std::fabs(deviance - before) < 1e-8 * (std::fabs(deviance) + 0.1)) break;
      before = deviance;
    }
    return std::exp(beta_[0]);
  }

 private:
  void least_squares() {
    std::array<std::array<double, 32>, 32> m{};
    std::array<double, 32> right{};
    for (std::size_t i = 0; i < n_; ++i) {
      const double mu = std::exp(eta_[i]), response = eta_[i] + (y_[i] - mu) / mu;
      for (std::size_t a = 0; a < p_; ++a) {
        const double weighted = mu * x_[i][a];
        right[a] += weighted * response;
        for (std::size_t b = 0; b <= a; ++b) m[a][b] += weighted * x_[i][b];
      }
    }
    for (std::size_t a = 0; a < p_; ++a) {  // Cholesky
      for (std::size_t b = 0; b <= a; ++b) {
        double sum = m[a][b];
        for (std::size_t k = 0; k < b; ++k) sum -= m[a][k] * m[b][k];
        m[a][b] = a == b ? std::sqrt(std::max(sum, 1e-12)) : sum / m[b][b];
      }
    }
    for (std::size_t a = 0; a < p_; ++a) {
      for (std::size_t k = 0; k < a; ++k) right[a] -= m[a][k] * right[k];
      right[a] /= m[a][a];
    }
    for (std::size_t a = p_; a-- > 0;) {
      for (std::size_t k = a + 1; k < p_; ++k) right[a] -= m[k][a] * right[k];
      right[a] /= m[a][a];
    }
    beta_ = right;
  }

  std::size_t n_ = 0, p_ = 0;
  std::array<History, 32> terms_{};
  std::array<double, 64> y_{}, eta_{};
  std::array<std::array<double, 32>, 64> x_{};
  std::array<double, 32> beta_{};
};

void naive_all(benchmark::State& state, const char* name) {
  const HistoryCounts counts = table(name);
  const HistorySet overlapping = overlaps(seen_histories(counts.counts()));
  const auto models = all_hierarchies(counts.lists(), 2).value();
  for (auto _ : state)
    for (const Hierarchy& model : models) benchmark::DoNotOptimize(NaiveFit(counts, finite_part(model, overlapping)).run());
  state.counters["models"] = static_cast<double>(models.size());
}

void everything(benchmark::State& state, const char* name) {
  const HistoryCounts counts = table(name);
  const auto text = palermo::core::read_file("data/estimate/verdict.yaml", palermo::core::kHandWritten);
  if (!text) std::exit(EXIT_FAILURE);
  const auto document = palermo::core::parse_yaml(*text, "verdict.yaml");
  const auto rules = parse_rules(*document);
  palermo::core::Silence silence;
  for (auto _ : state) benchmark::DoNotOptimize(run_all_methods(counts, {}, *rules, {}, silence));
}

BENCHMARK(fit_cached)->Name("fit uk5, certificate cached")->Unit(benchmark::kMicrosecond);
BENCHMARK(fit_cold)->Name("fit uk5, certificate cold")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(rank_all, uk5, "uk5", 2)->Name("rank uk5, all pairs")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(naive_all, uk5, "uk5")->Name("naive uk5, all pairs, no existence")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(rank_all, uk5_orders, "uk5", 4)->Name("rank uk5, all orders")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(rank_all, uk6, "uk6", 2)->Name("rank uk6, all pairs")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(naive_all, uk6, "uk6")->Name("naive uk6, all pairs, no existence")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(bca_stepwise, kosovo, "kosovo4")->Name("bca 1000 stepwise kosovo4")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(bca_stepwise, uk6, "uk6")->Name("bca 1000 stepwise uk6")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(bca_aic, uk6, "uk6")->Name("bca 1000 aic uk6")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(bca_best_bic, uk5, "uk5", 2)->Name("bca 1000 best bic uk5, all pairs")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(bca_best_bic, uk5_orders, "uk5", 4)->Name("bca 1000 best bic uk5, all orders")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(bca_averaged, uk5, "uk5", 2)->Name("bca 1000 averaged uk5, all pairs")->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

BENCHMARK_CAPTURE(everything, uk5, "uk5")->Name("everything, uk5")->Iterations(1)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();
BENCHMARK_CAPTURE(everything, uk6, "uk6")->Name("everything, uk6")->Iterations(1)->Unit(benchmark::kMillisecond)->MeasureProcessCPUTime()->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
