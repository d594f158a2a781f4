// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/bootstrap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numbers>
#include <numeric>

#include "palermo/core/parallel.hpp"
#include "palermo/core/random.hpp"
#include "palermo/estimate/draws.hpp"
#include "palermo/estimate/gaussian.hpp"

namespace palermo::estimate {
namespace {

constexpr std::size_t kReplicatesInABlock = 8;
constexpr double kMostFailed = 0.5;  // of the replicates

double gaussian_density(double x) { return std::exp(-x * x / 2) / std::sqrt(2 * std::numbers::pi); }

// Estimators that wait for a thread to use them, so that each keeps its caches for as long as the bootstrap runs.
class EstimatorPool {
 public:
  explicit EstimatorPool(const EstimatorMaker& maker) : maker_(maker) {}

  Estimator take() {
    {
      const std::lock_guard lock(mutex_);
      if (!waiting_.empty()) {
        Estimator estimator = std::move(waiting_.back());
        waiting_.pop_back();
        return estimator;
      }
    }
    return maker_();
  }
  void give_back(Estimator estimator) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(estimator));
  }

 private:
  const EstimatorMaker& maker_;
  std::mutex mutex_;
  std::vector<Estimator> waiting_;
};

// The share of replicates below an end of the BCa interval, and how it changes with z0.
struct AdjustedShare {
  double share = 0;
  double slope = 0;
};

AdjustedShare adjusted_share(const Bootstrap& sample, double share) {
  const double w = sample.z0 + gaussian_quantile(share), stretch = 1 - sample.acceleration * w;
  if (stretch <= 0) return {.share = w > 0 ? 1.0 : 0.0, .slope = 0};
  const double z = sample.z0 + w / stretch;
  return {.share = gaussian_cdf(z), .slope = gaussian_density(z) * (1 + 1 / (stretch * stretch))};
}

// Fills z0, acceleration and jackknife_failed from the table less one person at a time.
void adjust(const HistoryCounts& table, std::span<const History> histories, const Estimator& estimator, Bootstrap& sample) {
  const auto below = std::lower_bound(sample.replicates.begin(), sample.replicates.end(), sample.estimate);
  sample.z0 = gaussian_quantile(static_cast<double>(below - sample.replicates.begin()) / static_cast<double>(sample.replicates.size()));
  std::vector<std::int64_t> counts(table.counts().begin(), table.counts().end());
  std::vector<double> people, estimates;
  for (const History w : histories) {
    --counts[w];
    const std::optional<double> estimate = estimator(counts);
    ++counts[w];
    if (!estimate) {
      ++sample.jackknife_failed;
      continue;
    }
    people.push_back(static_cast<double>(counts[w]));
    estimates.push_back(*estimate);
  }
  sample.acceleration = jackknife_acceleration(people, estimates);
}

}  // namespace

double jackknife_acceleration(std::span<const double> people, std::span<const double> estimates) {
  double weight = 0, mean = 0, squares = 0, cubes = 0;
  for (std::size_t j = 0; j < people.size(); ++j) {
    weight += people[j];
    mean += people[j] * estimates[j];
  }
  mean /= weight;
  for (std::size_t j = 0; j < people.size(); ++j) {
    const double r = mean - estimates[j];
    squares += people[j] * r * r;
    cubes += people[j] * r * r * r;
  }
  return squares > 0 ? cubes / (6 * std::pow(squares, 1.5)) : 0;
}

std::vector<History> canonical_histories(const HistoryCounts& table) {
  const auto lists = static_cast<std::size_t>(table.lists());
  std::vector<std::size_t> by_name(lists);
  std::iota(by_name.begin(), by_name.end(), std::size_t{0});
  std::sort(by_name.begin(), by_name.end(), [&](std::size_t a, std::size_t b) { return table.names()[a] < table.names()[b]; });
  const auto renamed = [&](History w) {
    History mask = 0;
    for (std::size_t i = 0; i < lists; ++i) mask |= ((w >> by_name[i]) & 1U) << i;
    return mask;
  };
  std::vector<History> histories;
  for (std::size_t w = 1; w < table.size(); ++w)
    if (table.counts()[w] > 0) histories.push_back(static_cast<History>(w));
  std::sort(histories.begin(), histories.end(), [&](History a, History b) { return renamed(a) < renamed(b); });
  return histories;
}

void resample(std::span<const std::int64_t> counts, std::span<const History> order, std::uint64_t seed, std::uint64_t replicate,
              std::span<std::int64_t> out) {
  std::vector<double> weights;
  std::int64_t people = 0;
  for (const History w : order) {
    weights.push_back(static_cast<double>(counts[w]));
    people += counts[w];
  }
  std::vector<std::int64_t> drawn(order.size());
  core::Stream stream(seed, "estimate.bootstrap", replicate);
  draw_multinomial(stream, people, weights, drawn);
  std::fill(out.begin(), out.end(), 0);
  for (std::size_t i = 0; i < order.size(); ++i) out[order[i]] = drawn[i];
}

double quantile_type8(std::span<const double> ascending, double probability) {
  const auto size = static_cast<double>(ascending.size());
  const double place = (size + 1.0 / 3) * probability + 1.0 / 3;  // counted from 1
  const double low = std::clamp(std::floor(place), 1.0, size), high = std::min(low + 1, size);
  const double between = std::clamp(place - low, 0.0, 1.0);
  const double a = ascending[static_cast<std::size_t>(low) - 1], b = ascending[static_cast<std::size_t>(high) - 1];
  return a + between * (b - a);
}

core::Result<Bootstrap> bootstrap(const HistoryCounts& table, const EstimatorMaker& maker, const BootstrapOptions& options,
                                  core::Progress& progress) {
  const std::vector<History> histories = canonical_histories(table);
  EstimatorPool pool(maker);
  Estimator first = pool.take();
  const std::optional<double> estimate = first(table.counts());
  if (!estimate) return core::fail(kNoPointEstimate);

  Bootstrap sample{.estimate = *estimate, .replicates = {}};
  const auto wanted = static_cast<std::size_t>(std::max(options.replicates, 0));
  std::vector<double> found(wanted, std::numeric_limits<double>::quiet_NaN());
  pool.give_back(std::move(first));
  progress.begin("progress.estimate.bootstrap", {}, options.replicates, "unit.replicates");
  const bool finished = core::in_parallel(wanted, kReplicatesInABlock, options.threads, progress, [&](std::size_t begin, std::size_t end) {
    Estimator estimator = pool.take();
    std::vector<std::int64_t> counts(table.size());
    for (std::size_t i = begin; i < end; ++i) {
      resample(table.counts(), histories, options.seed, i, counts);
      if (const std::optional<double> value = estimator(counts)) found[i] = *value;
    }
    pool.give_back(std::move(estimator));
  });
  progress.end();
  if (!finished) return core::fail(core::kCancelled);

  for (const double value : found)
    if (!std::isnan(value)) sample.replicates.push_back(value);
  sample.failed = static_cast<int>(wanted - sample.replicates.size());
  if (sample.replicates.empty() || static_cast<double>(sample.failed) > kMostFailed * static_cast<double>(wanted))
    return core::fail(kNoInterval, {}, {{"failed", fmt::to_string(sample.failed)}, {"replicates", fmt::to_string(wanted)}});
  std::sort(sample.replicates.begin(), sample.replicates.end());
  adjust(table, histories, pool.take(), sample);
  return sample;
}

bool Bootstrap::bca_defined() const { return std::isfinite(z0); }

Limits Bootstrap::bca(double level) const {
  if (!bca_defined()) return {.lo = replicates.front(), .hi = replicates.back()};
  return {.lo = quantile_type8(replicates, adjusted_share(*this, (1 - level) / 2).share),
          .hi = quantile_type8(replicates, adjusted_share(*this, (1 + level) / 2).share)};
}

Limits Bootstrap::percentile(double level) const {
  return {.lo = quantile_type8(replicates, (1 - level) / 2), .hi = quantile_type8(replicates, (1 + level) / 2)};
}

Limits Bootstrap::monte_carlo_error(double level) const {
  if (!bca_defined()) return {.lo = std::nan(""), .hi = std::nan("")};
  const auto error = [&](double share) {
    const AdjustedShare end = adjusted_share(*this, share);
    const double p = gaussian_cdf(z0), q = end.share, gain = end.slope / gaussian_density(z0);
    // Of F(estimate), which z0 comes from, and F(end), both counted in the same replicates.
    const double variance = q * (1 - q) + gain * gain * p * (1 - p) - 2 * gain * (std::min(p, q) - p * q);
    const double reach = std::sqrt(std::max(0.0, variance) / static_cast<double>(replicates.size()));
    const double last = 1 / static_cast<double>(replicates.size());
    if (q - reach < last || q + reach > 1 - last) return std::numeric_limits<double>::infinity();
    const double above = quantile_type8(replicates, q + reach), below = quantile_type8(replicates, q - reach);
    return (above - below) / 2;
  };
  return {.lo = error((1 - level) / 2), .hi = error((1 + level) / 2)};
}

}  // namespace palermo::estimate
