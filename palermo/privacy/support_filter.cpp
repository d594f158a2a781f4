// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/support_filter.hpp"

#include <algorithm>
#include <cmath>

#include "palermo/privacy/normal.hpp"

namespace palermo::privacy {
namespace {

std::vector<char> attribute_pairs(const CoarseColumn& a, const CoarseColumn& b) {
  std::vector<char> attribute(a.size() * b.size(), 1);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = 0; j < b.size(); ++j)
      attribute[i * b.size() + j] = a.is_attribute(i) && b.is_attribute(j);
  return attribute;
}

}  // namespace

double support_threshold(const MeasuredTable& table, std::span<const char> attribute, double fabricated) {
  const double all = static_cast<double>(std::count(attribute.begin(), attribute.end(), 1));
  const double sigma = std::sqrt(table.variance_at(0));
  double threshold = sigma;
  for (int round = 0; round < 50 && all > 0; ++round) {  // S depends on the threshold and the threshold on S: from below, it rises
    double supported = 0;
    for (std::size_t i = 0; i < attribute.size(); ++i) supported += attribute[i] && table.values[i] >= threshold;
    const double next = sigma * normal_quantile(1 - std::min(0.5, fabricated * std::max(supported, 0.5) / all));
    if (next <= threshold) break;
    threshold = next;
  }
  return std::max(threshold, 0.5);
}

Support find_support(const CoarseColumns& columns, std::span<const MeasuredTable> measured, const std::vector<std::vector<double>>& expected,
                     std::span<const ForbiddenCells> zeros, const SupportRule& rule) {
  Support support;
  double invented = 0, lost = 0, all = 0;
  for (std::size_t a = 0; a < columns.size(); ++a)
    for (std::size_t b = a + 1; b < columns.size(); ++b) {
      const ColumnSet pair{static_cast<int>(a), static_cast<int>(b)};
      const std::vector<char> attribute = attribute_pairs(columns[a], columns[b]);
      const std::vector<double>& people = expected[pair_index(a, b, columns.size())];
      const auto table = std::find_if(measured.begin(), measured.end(), [&](const MeasuredTable& one) { return one.columns == pair; });
      const double threshold = rule.fabricated >= 1 ? -INFINITY : table == measured.end() ? rule.least : support_threshold(*table, attribute, rule.fabricated);
      const double sigma = table == measured.end() ? 0 : std::sqrt(table->variance_at(0));
      ForbiddenCells cells{pair, std::vector<char>(attribute.size(), 1)};
      for (const ForbiddenCells& one : zeros)
        if (one.columns == pair) cells.possible = one.possible;
      for (std::size_t i = 0; i < attribute.size(); ++i) {
        if (!attribute[i] || !cells.possible[i]) continue;
        ++support.report.possible;
        const double seen = table == measured.end() ? people[i] : table->values[i];
        all += people[i];
        cells.possible[i] = seen >= threshold;
        if (!cells.possible[i]) lost += people[i];
        support.report.supported += cells.possible[i];
        invented += table == measured.end() ? (cells.possible[i] ? std::exp(-people[i]) : 0) : upper_tail(threshold / sigma);
      }
      support.pairs.push_back(std::move(cells));
    }
  support.report.fabricated = support.report.supported > 0 ? std::min(1.0, invented / static_cast<double>(support.report.supported)) : 0;
  support.report.suppressed_people = all > 0 ? lost / all : 0;
  return support;
}

}  // namespace palermo::privacy
