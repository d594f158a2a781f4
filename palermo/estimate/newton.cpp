// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/newton.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/estimate/log_gamma.hpp"

namespace palermo::estimate {
namespace {

constexpr double kStartOffset = 0.5;      // so that cells with nobody have a logarithm to begin with
constexpr double kSmallDecrement = 1e-9;  // squared length of the last step, in standard errors; the next would have its square
constexpr int kMostIterations = 60;
constexpr int kMostHalvings = 40;
constexpr double kRounding = 1e-13;       // of a log likelihood, relative

// Sums over supersets; lists known to the compiler, so that the loops unroll.
template <int kLists>
void add_supersets(double* values) {
  constexpr std::size_t kSize = std::size_t{1} << kLists;
  for (std::size_t bit = 1; bit < kSize; bit <<= 1)
    for (std::size_t base = 0; base < kSize; base += 2 * bit)
      for (std::size_t i = base; i < base + bit; ++i) values[i] += values[i + bit];
}

// Products over subsets.
template <int kLists>
void multiply_subsets(double* values) {
  constexpr std::size_t kSize = std::size_t{1} << kLists;
  for (std::size_t bit = 1; bit < kSize; bit <<= 1)
    for (std::size_t base = 0; base < kSize; base += 2 * bit)
      for (std::size_t i = base; i < base + bit; ++i) values[i + bit] *= values[i];
}

template <int kLists>
void evaluate_lists(const double* open, double* mu, double* sums) {
  constexpr std::size_t kSize = std::size_t{1} << kLists;
  multiply_subsets<kLists>(mu);
  for (std::size_t w = 0; w < kSize; ++w) sums[w] = open[w] != 0 ? mu[w] : 0;
  add_supersets<kLists>(sums);
}

// Calls work with the number of lists as a constant.
template <class Work>
void with_lists(int lists, Work work) {
  switch (lists) {
    case 2: return work(std::integral_constant<int, 2>{});
    case 3: return work(std::integral_constant<int, 3>{});
    case 4: return work(std::integral_constant<int, 4>{});
    case 5: return work(std::integral_constant<int, 5>{});
    case 6: return work(std::integral_constant<int, 6>{});
    case 7: return work(std::integral_constant<int, 7>{});
    default: return work(std::integral_constant<int, kMostLogLinearLists>{});
  }
}

}  // namespace

void TableSums::read(std::span<const std::int64_t> from, std::optional<double> unseen) {
  const std::size_t size = from.size();
  lists = std::countr_zero(size);
  counts.assign(from.begin(), from.end());
  people = 0;
  for (const double y : counts) people += y;
  log_people = std::log(people);
  has_unseen = unseen.has_value();
  if (unseen) {
    counts[0] = *unseen;
    people += *unseen;
  }
  supersets = counts;
  zeta_supersets<double>(supersets);
  start.resize(size);
  start_log.resize(size);
  static const double kStartOfNobody = kStartOffset * std::log(kStartOffset);
  log_factorials = 0;
  saturated = 0;
  for (std::size_t w = 0; w < size; ++w) {
    const double y = counts[w];
    start[w] = y + kStartOffset;
    start_log[w] = kStartOfNobody;
    if (y <= 0) continue;
    start_log[w] = start[w] * std::log(start[w]);
    const double log_factorial = log_gamma(y + 1);
    log_factorials += log_factorial;
    saturated += y * std::log(y) - y - log_factorial;
  }
}

Newton::Newton(int lists) : lists_(lists) {
  const std::size_t size = std::size_t{1} << lists;
  open_.resize(size);
  mu_.resize(size);
  sums_.resize(size);
  pivots_.resize(size);
  step_.resize(size);
  trial_.resize(size);
}

void Newton::open_cells(const HistorySet& cells, bool with_unseen) {
  for (std::size_t w = 0; w < open_.size(); ++w) open_[w] = cells.contains(static_cast<History>(w)) ? 1 : 0;
  open_[0] = with_unseen ? 1 : 0;
}

void Newton::evaluate(std::span<const History> terms, std::span<const double> alpha) {
  std::fill(mu_.begin(), mu_.end(), 1.0);
  for (std::size_t s = 0; s < terms.size(); ++s) mu_[terms[s]] = std::exp(alpha[s]);
  with_lists(lists_, [&](auto lists) { evaluate_lists<lists()>(open_.data(), mu_.data(), sums_.data()); });
}

double Newton::log_likelihood(const TableSums& table, std::span<const History> terms, std::span<const double> alpha) const {
  double sum = -sums_[0] - table.log_factorials;
  for (std::size_t s = 0; s < terms.size(); ++s) sum += alpha[s] * table.supersets[terms[s]];
  return sum;
}

// The information as L D L'; columns of L D in place, so that the inner loop runs along a column.
bool Newton::factor(std::span<const History> terms) {
  const std::size_t size = terms.size();
  if (factors_.size() < size * size) factors_.resize(size * size);
  double* const columns = factors_.data();
  for (std::size_t j = 0; j < size; ++j)
    for (std::size_t i = j; i < size; ++i) columns[j * size + i] = sums_[terms[i] | terms[j]];
  for (std::size_t k = 0; k < size; ++k) {
    const double* const pivot_column = columns + k * size;
    const double largest = sums_[terms[k]];  // the diagonal before anything was taken away
    if (!(pivot_column[k] > largest * 1e-14)) return false;
    pivots_[k] = 1 / pivot_column[k];
    for (std::size_t j = k + 1; j < size; ++j) {
      double* const column = columns + j * size;
      const double factor = pivot_column[j] * pivots_[k];
      for (std::size_t i = j; i < size; ++i) column[i] -= factor * pivot_column[i];
    }
  }
  return true;
}

void Newton::solve(std::size_t size, std::span<double> values) const {
  for (std::size_t k = 0; k < size; ++k) {
    const double* const column = factors_.data() + k * size;
    const double scaled = values[k] * pivots_[k];
    for (std::size_t i = k + 1; i < size; ++i) values[i] -= column[i] * scaled;
    values[k] = scaled;
  }
  for (std::size_t k = size; k-- > 0;) {
    const double* const column = factors_.data() + k * size;
    double sum = 0;
    for (std::size_t i = k + 1; i < size; ++i) sum += column[i] * values[i];
    values[k] -= sum * pivots_[k];
  }
}

// Weighted least squares on log(y + 1/2) with weights y + 1/2: both sides are sums over supersets too.
bool Newton::start(const TableSums& table, std::span<const History> terms, std::span<double> alpha) {
  for (std::size_t w = 0; w < open_.size(); ++w) {
    sums_[w] = open_[w] != 0 ? table.start[w] : 0;
    mu_[w] = open_[w] != 0 ? table.start_log[w] : 0;
  }
  with_lists(lists_, [&](auto lists) {
    add_supersets<lists()>(sums_.data());
    add_supersets<lists()>(mu_.data());
  });
  if (!factor(terms)) return false;
  for (std::size_t s = 0; s < terms.size(); ++s) alpha[s] = mu_[terms[s]];
  solve(terms.size(), alpha);
  return true;
}

Newton::Answer Newton::fit(const TableSums& table, std::span<const History> terms, const HistorySet& cells,
                           std::span<double> alpha, bool warm) {
  const std::size_t size = terms.size();
  open_cells(cells, table.has_unseen);
  Answer answer;
  if (!warm && !start(table, terms, alpha)) return answer;
  evaluate(terms, alpha);
  answer.log_likelihood = log_likelihood(table, terms, alpha);
  const std::span<double> step(step_.data(), size), trial(trial_.data(), size);
  while (answer.iterations < kMostIterations) {
    ++answer.iterations;
    if (!factor(terms)) return answer;
    for (std::size_t s = 0; s < size; ++s) trial[s] = step[s] = table.supersets[terms[s]] - sums_[terms[s]];
    solve(size, step);
    double decrement = 0;
    for (std::size_t s = 0; s < size; ++s) decrement += step[s] * trial[s];
    if (decrement < kSmallDecrement) {
      for (std::size_t s = 0; s < size; ++s) alpha[s] += step[s];
      answer.log_likelihood += decrement / 2;
      answer.settled = true;
      return answer;
    }
    double share = 1;
    for (int halvings = 0;; ++halvings, share /= 2) {
      for (std::size_t s = 0; s < size; ++s) trial[s] = alpha[s] + share * step[s];
      evaluate(terms, trial);
      const double now = log_likelihood(table, terms, trial);
      if (now >= answer.log_likelihood - kRounding * std::fabs(answer.log_likelihood)) {
        answer.log_likelihood = now;
        break;
      }
      if (halvings == kMostHalvings) return answer;
    }
    std::copy(trial.begin(), trial.end(), alpha.begin());
  }
  return answer;
}

std::span<const double> Newton::fitted(std::span<const History> terms, const HistorySet& cells, std::span<const double> alpha) {
  open_cells(cells, false);
  evaluate(terms, alpha);
  for (std::size_t w = 1; w < mu_.size(); ++w)
    if (open_[w] == 0) mu_[w] = 0;
  return mu_;
}

double Newton::variance(std::span<const History> terms, const HistorySet& cells, std::span<const double> alpha, std::size_t term) {
  open_cells(cells, false);
  evaluate(terms, alpha);
  if (!factor(terms)) return std::nan("");
  const std::span<double> column(step_.data(), terms.size());
  std::fill(column.begin(), column.end(), 0.0);
  column[term] = 1;
  solve(terms.size(), column);
  return column[term];
}

}  // namespace palermo::estimate
