// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/chao.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "palermo/estimate/dense_poisson.hpp"
#include "palermo/estimate/unseen_interval.hpp"

namespace palermo::estimate {
namespace {

// Variances: Chiu, Wang, Walther and Chao (2014), equations for the bias-corrected estimator; `a` is (K-1)/K, `people` the estimate.
double variance_alike(double f1, double f2, double a, double people) {
  if (f2 == 0) {
    return a * f1 * (f1 - 1) / 2 + a * a * f1 * std::pow(2 * f1 - 1, 2) / 4 - a * a * std::pow(f1, 4) / (4 * people);
  }
  const double g = f2 + 1;
  return a * f1 * (f1 - 1) / (2 * g) + a * a * f1 * std::pow(2 * f1 - 1, 2) / (4 * g * g) +
         a * a * f1 * f1 * f2 * std::pow(f1 - 1, 2) / (4 * std::pow(g, 4));
}

// Main effects, and for each of these k a term that grows by one from k lists on: (number of lists - k + 1)+.
DenseDesign design_for(int lists, std::span<const int> numbers) {
  DenseDesign design = DenseDesign::main_effects(lists);
  for (const int k : numbers) {
    std::vector<double> column(design.histories);
    for (std::size_t w = 0; w < column.size(); ++w) column[w] = std::max(0, std::popcount(w) - k + 1);
    design.add_column(column);
  }
  return design;
}

// People on k lists or more.
std::int64_t people_on(const HistoryCounts& table, int k) {
  std::int64_t people = 0;
  for (int lists = k; lists <= table.lists(); ++lists) people += table.on_exactly(lists);
  return people;
}

std::optional<LowerBound> unlike(const HistoryCounts& table, double level) {
  if (table.lists() > kMostLogLinearLists || table.lists() < 3) return {};
  const std::vector<double> counts(table.counts().begin(), table.counts().end());
  std::vector<int> numbers;  // a number of lists that nobody was on has a term of -infinity: negative, so none
  for (int k = 3; k <= table.lists(); ++k)
    if (people_on(table, k) > 0) numbers.push_back(k);
  std::optional<DenseFit> fit;
  for (bool again = true; again;) {
    fit = fit_dense(design_for(table.lists(), numbers), counts);
    if (!fit) return {};
    const std::size_t first = fit->beta.size() - numbers.size(), before = numbers.size();
    std::vector<int> positive;
    for (std::size_t i = 0; i < numbers.size(); ++i)
      if (fit->beta[first + i] >= 0) positive.push_back(numbers[i]);
    numbers = positive;
    again = numbers.size() < before;
  }
  const double unseen = fit->unseen(), people = static_cast<double>(table.observed());
  // Rivest and Levesque (2001): the number unseen varies by itself, and by its estimated mean.
  const double error = std::sqrt(unseen + unseen * unseen * fit->unseen_log_error * fit->unseen_log_error);
  return LowerBound{.estimate = people + unseen, .error = error, .interval = unseen_interval(people, people + unseen, error, level)};
}

}  // namespace

core::Result<ChaoBounds> chao_bounds(const HistoryCounts& table, double level) {
  if (table.lists() < 2)
    return core::fail(kWrongNumberOfLists, {}, {{"lists", fmt::to_string(table.lists())}, {"fewest", "2"},
                                                {"most", fmt::to_string(core::CaptureTable::kMostLists)}});
  ChaoBounds bounds{.on_one = table.on_exactly(1), .on_two = table.on_exactly(2), .alike = {}, .uncorrected = {}, .unlike = {}};
  const auto lists = static_cast<double>(table.lists()), people = static_cast<double>(table.observed());
  const auto f1 = static_cast<double>(bounds.on_one), f2 = static_cast<double>(bounds.on_two);
  if (people == f1) return core::fail(kNobodyTwice);
  const double a = (lists - 1) / lists;
  const double unseen = a * f1 * (f1 - 1) / (2 * (f2 + 1));
  bounds.alike.estimate = people + unseen;
  bounds.alike.error = std::sqrt(std::max(0.0, variance_alike(f1, f2, a, bounds.alike.estimate)));
  bounds.alike.interval = unseen_interval(people, bounds.alike.estimate, bounds.alike.error, level);
  if (f2 > 0) bounds.uncorrected = people + a * f1 * f1 / (2 * f2);
  bounds.unlike = unlike(table, level);
  return bounds;
}

}  // namespace palermo::estimate
