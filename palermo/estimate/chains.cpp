// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/chains.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "palermo/estimate/gaussian.hpp"

namespace palermo::estimate {
namespace {

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values) {  // divisor n - 1
  const double mean = mean_of(values);
  double sum = 0;
  for (const double x : values) sum += (x - mean) * (x - mean);
  return sum / static_cast<double>(values.size() - 1);
}

Chains halves(const Chains& chains) {
  Chains split;
  for (const std::vector<double>& chain : chains) {
    const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
    split.emplace_back(chain.begin(), chain.begin() + half);
    split.emplace_back(chain.end() - half, chain.end());
  }
  return split;
}

std::vector<double> pooled(const Chains& chains) {
  std::vector<double> all;
  for (const std::vector<double>& chain : chains) all.insert(all.end(), chain.begin(), chain.end());
  return all;
}

// Each value's normal score of its rank among all; equal values share their mean rank.
Chains normal_scores(const Chains& chains) {
  const std::vector<double> all = pooled(chains);
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return all[a] < all[b]; });
  std::vector<double> score(all.size());
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    for (end = begin; end < order.size() && all[order[end]] == all[order[begin]];) ++end;
    const double rank = static_cast<double>(begin + 1 + end) / 2;
    for (std::size_t i = begin; i < end; ++i)
      score[order[i]] = gaussian_quantile((rank - 0.375) / (static_cast<double>(all.size()) + 0.25));  // Blom's
  }
  Chains out;
  std::size_t next = 0;
  for (const std::vector<double>& chain : chains) {
    out.emplace_back(score.begin() + static_cast<std::ptrdiff_t>(next), score.begin() + static_cast<std::ptrdiff_t>(next + chain.size()));
    next += chain.size();
  }
  return out;
}

Chains folded(Chains chains) {
  const double median = quantile_of(pooled(chains), 0.5);
  for (std::vector<double>& chain : chains)
    for (double& x : chain) x = std::fabs(x - median);
  return chains;
}

struct Variances {
  double within = 0, total = 0;  // total: the pooled estimate var+
};

Variances variances(const Chains& chains) {
  std::vector<double> means;
  Variances v;
  for (const std::vector<double>& chain : chains) {
    means.push_back(mean_of(chain));
    v.within += variance_of(chain) / static_cast<double>(chains.size());
  }
  const auto n = static_cast<double>(chains.front().size());
  v.total = v.within * (n - 1) / n + (chains.size() > 1 ? variance_of(means) : 0);
  return v;
}

double plain_r_hat(const Chains& chains) {
  const Variances v = variances(chains);
  if (v.within > 0) return std::sqrt(v.total / v.within);
  return v.total > 0 ? INFINITY : 1;
}

double autocovariance(std::span<const double> values, double mean, std::size_t lag) {
  double sum = 0;
  for (std::size_t i = lag; i < values.size(); ++i) sum += (values[i] - mean) * (values[i - lag] - mean);
  return sum / static_cast<double>(values.size());
}

double ess_of_split(const Chains& chains) {
  const Variances v = variances(chains);
  const std::size_t n = chains.front().size();
  const double draws = static_cast<double>(n * chains.size());
  if (!(v.total > 0)) return draws;
  std::vector<double> means;
  for (const std::vector<double>& chain : chains) means.push_back(mean_of(chain));
  const auto correlation = [&](std::size_t lag) {
    double covariance = 0;
    for (std::size_t c = 0; c < chains.size(); ++c) covariance += autocovariance(chains[c], means[c], lag) / static_cast<double>(chains.size());
    const double scaled = covariance * static_cast<double>(n) / static_cast<double>(n - 1);
    return 1 - (v.within - scaled) / v.total;
  };
  double sum = 0, previous = INFINITY;  // of pairs of neighbouring lags, positive and falling
  for (std::size_t lag = 0; lag + 1 < n; lag += 2) {
    const double pair = std::min(previous, (lag == 0 ? 1 : correlation(lag)) + correlation(lag + 1));
    if (!(pair > 0)) break;
    sum += pair;
    previous = pair;
  }
  const double time = std::max(2 * sum - 1, 1 / std::log10(draws));
  return draws / time;
}

Chains below(const Chains& chains, double threshold) {
  Chains flags = chains;
  for (std::vector<double>& chain : flags)
    for (double& x : chain) x = x <= threshold ? 1 : 0;
  return flags;
}

}  // namespace

double quantile_of(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  const double place = share * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(place);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (place - static_cast<double>(low)) * (values[high] - values[low]);
}

double rank_normalised_r_hat(const Chains& chains) {
  const Chains split = halves(chains);
  return std::max(plain_r_hat(normal_scores(split)), plain_r_hat(normal_scores(folded(split))));
}

double effective_sample_size(const Chains& chains) { return ess_of_split(halves(chains)); }

ChainSummary summarise(const Chains& chains, double level) {
  constexpr double kTail = 0.05;
  const std::vector<double> all = pooled(chains);
  ChainSummary summary;
  summary.level = level;
  summary.mean = mean_of(all);
  summary.median = quantile_of(all, 0.5);
  summary.lower = quantile_of(all, (1 - level) / 2);
  summary.upper = quantile_of(all, (1 + level) / 2);
  summary.r_hat = rank_normalised_r_hat(chains);
  summary.ess_bulk = ess_of_split(normal_scores(halves(chains)));
  summary.ess_tail = std::min(effective_sample_size(below(chains, quantile_of(all, kTail))), effective_sample_size(below(chains, quantile_of(all, 1 - kTail))));
  return summary;
}

}  // namespace palermo::estimate
