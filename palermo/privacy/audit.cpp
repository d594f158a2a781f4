// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/audit.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "palermo/privacy/binomial.hpp"

namespace palermo::privacy {
namespace {

// An event "outcome >= threshold" or, below, "outcome < threshold".
struct Event {
  double threshold = 0;
  bool below = false;
  [[nodiscard]] bool has(double outcome) const { return below ? outcome < threshold : outcome >= threshold; }
};

std::int64_t times(const Event& event, std::span<const double> outcomes) {
  return std::ranges::count_if(outcomes, [&](double outcome) { return event.has(outcome); });
}

// ln((p - delta) / q) with the lower bound of p and the upper of q; each bound has half of the risk.
double bound(std::int64_t hits, std::int64_t false_hits, std::int64_t runs, double delta, double confidence) {
  const double each = 1 - (1 - confidence) / 2;
  const double p = share_lower_bound(hits, runs, each) - delta, q = share_upper_bound(false_hits, runs, each);
  return p > q ? std::log(p / q) : 0;
}

struct Choice {
  Event event;
  bool swapped = false;  // whether "without" is the table on which the event is frequent
  double epsilon = -1;
};

// The event that would prove most on these outcomes: every value that occurred is tried as a threshold.
Choice best_event(std::span<const double> with, std::span<const double> without, double delta, double confidence) {
  std::vector<double> thresholds(with.begin(), with.end());
  thresholds.insert(thresholds.end(), without.begin(), without.end());
  std::ranges::sort(thresholds);
  const auto [first, last] = std::ranges::unique(thresholds);
  thresholds.erase(first, last);
  constexpr std::size_t kMost = 200;  // of many, evenly spaced ones
  const std::size_t step = std::max<std::size_t>(1, thresholds.size() / kMost);
  const auto runs = static_cast<std::int64_t>(with.size());
  Choice best;
  for (std::size_t i = 0; i < thresholds.size(); i += step) {
    for (const bool below : {false, true}) {
      const Event event{thresholds[i], below};
      const std::int64_t a = times(event, with), b = times(event, without);
      for (const bool swapped : {false, true}) {
        const double epsilon = bound(swapped ? b : a, swapped ? a : b, runs, delta, confidence);
        if (epsilon > best.epsilon) best = {event, swapped, epsilon};
      }
    }
  }
  return best;
}

std::vector<Level> random_row(const Codebook& codebook, core::Stream& stream) {
  std::vector<Level> row;
  for (const CodebookColumn& column : codebook.columns) row.push_back(static_cast<Level>(stream.below(column.size())));
  return row;
}

// A row that breaks no rule; after a thousand tries the last one, rules or not.
std::vector<Level> canary_row(const Codebook& codebook, core::Stream& stream) {
  for (int i = 0;; ++i) {
    std::vector<Level> row = random_row(codebook, stream);
    if (i == 1000 || std::ranges::none_of(codebook.rules, [&](const Rule& rule) { return rule.broken_by(row); })) return row;
  }
}

using Counts = std::vector<std::int64_t>;

std::size_t cell_of(std::span<const std::size_t> columns, std::span<const std::size_t> shape, std::span<const Level> row) {
  std::size_t cell = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) cell = cell * shape[i] + row[columns[i]];
  return cell;
}

Counts counts_of(const CodedRows& rows, std::span<const std::size_t> columns, std::span<const std::size_t> shape) {
  Counts counts(std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>()), 0);
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    std::size_t cell = 0;
    for (std::size_t i = 0; i < columns.size(); ++i) cell = cell * shape[i] + rows.columns[columns[i]][row];
    ++counts[cell];
  }
  return counts;
}

}  // namespace

double pairwise_audit(std::span<const double> with, std::span<const double> without, double delta, double confidence) {
  const std::size_t half = std::min(with.size(), without.size()) / 2;
  if (half == 0) return 0;
  const Choice choice = best_event(with.first(half), without.first(half), delta, confidence);
  const std::int64_t a = times(choice.event, with.subspan(half, half)), b = times(choice.event, without.subspan(half, half));
  return bound(choice.swapped ? b : a, choice.swapped ? a : b, static_cast<std::int64_t>(half), delta, confidence);
}

double canary_p_value(const CanaryGuesses& guesses, double epsilon, double delta) {
  const double q = 1 / (1 + std::exp(-epsilon));
  double alpha = 0, sum = 0;  // the greatest mean of the masses just below `correct`
  for (std::int64_t i = 1; delta > 0 && i <= guesses.correct; ++i) {
    sum += binomial_mass(guesses.guessed, q, guesses.correct - i);
    alpha = std::max(alpha, sum / static_cast<double>(i));
  }
  const double p = binomial_upper_tail(guesses.guessed, q, guesses.correct) + 2 * alpha * delta * static_cast<double>(guesses.canaries);
  return std::min(1.0, p);
}

double canary_epsilon(const CanaryGuesses& guesses, double delta, double confidence) {
  const double risk = 1 - confidence;
  if (canary_p_value(guesses, 0, delta) >= risk) return 0;
  double low = 0, high = 1;
  while (high < 1000 && canary_p_value(guesses, high, delta) < risk) high += 1;
  for (int i = 0; i < 60; ++i) {
    const double middle = 0.5 * (low + high);
    (canary_p_value(guesses, middle, delta) < risk ? low : high) = middle;
  }
  return low;
}

core::Result<CanaryAudit> canary_audit(const PersonTable& base, const Audited& mechanism, const CanaryOptions& options, core::Stream& stream) {
  std::vector<std::vector<Level>> canaries;
  std::vector<bool> in;
  CodedRows rows = base.inside_rows();
  for (std::size_t i = 0; i < options.canaries; ++i) {
    canaries.push_back(canary_row(base.codebook(), stream));
    in.push_back(stream.below(2) == 1);
    if (!in.back()) continue;
    for (std::size_t c = 0; c < rows.columns.size(); ++c) rows.columns[c].push_back(canaries.back()[c]);
  }
  PALERMO_TRY(const CanaryScore score, mechanism(PersonTable(base.shared_codebook(), std::move(rows))));
  std::vector<std::pair<double, std::size_t>> ranked;
  for (std::size_t i = 0; i < canaries.size(); ++i) ranked.emplace_back(score(canaries[i]), i);
  std::ranges::sort(ranked);
  const auto side = static_cast<std::size_t>(options.guessed * static_cast<double>(canaries.size()) / 2);
  CanaryAudit audit;
  audit.guesses.canaries = static_cast<std::int64_t>(canaries.size());
  audit.guesses.guessed = static_cast<std::int64_t>(2 * side);
  for (std::size_t i = 0; i < side; ++i) {
    audit.guesses.correct += in[ranked[i].second] ? 0 : 1;
    audit.guesses.correct += in[ranked[ranked.size() - 1 - i].second] ? 1 : 0;
  }
  audit.epsilon = canary_epsilon(audit.guesses, options.delta, options.confidence);
  return audit;
}

CanaryScore score_by_counts(std::vector<NoisyMarginal> released, const PersonTable& base) {
  auto exact = std::make_shared<std::vector<Counts>>();
  for (const NoisyMarginal& noisy : released) exact->push_back(counts_of(base.inside_rows(), noisy.columns(), noisy.shape()));
  auto noisy = std::make_shared<const std::vector<NoisyMarginal>>(std::move(released));
  return [exact, noisy](std::span<const Level> canary) {
    double score = 0;
    for (std::size_t i = 0; i < noisy->size(); ++i) {
      const NoisyMarginal& one = (*noisy)[i];
      const std::size_t cell = cell_of(one.columns(), one.shape(), canary);
      score += static_cast<double>(one.cells()[cell] - (*exact)[i][cell]) / one.sigma2().to_double();
    }
    return score;
  };
}

CanaryScore score_by_rows(const CodedRows& released, const PersonTable& base) {
  struct Pair {
    std::vector<std::size_t> columns, shape;
    Counts synthetic, exact;
  };
  const Codebook& codebook = base.codebook();
  auto pairs = std::make_shared<std::vector<Pair>>();
  for (std::size_t a = 0; a < codebook.columns.size(); ++a) {
    for (std::size_t b = a + 1; b < codebook.columns.size(); ++b) {
      Pair pair{{a, b}, {codebook.columns[a].size(), codebook.columns[b].size()}, {}, {}};
      pair.synthetic = counts_of(released, pair.columns, pair.shape);
      pair.exact = counts_of(base.inside_rows(), pair.columns, pair.shape);
      pairs->push_back(std::move(pair));
    }
  }
  return [pairs](std::span<const Level> canary) {
    double score = 0;
    for (const Pair& pair : *pairs) {
      const std::size_t cell = cell_of(pair.columns, pair.shape, canary);
      score += static_cast<double>(pair.synthetic[cell] - pair.exact[cell]) / static_cast<double>(pair.exact[cell] + 1);
    }
    return score;
  };
}

}  // namespace palermo::privacy
