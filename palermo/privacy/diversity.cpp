// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/diversity.hpp"

#include <cmath>
#include <functional>

#include "palermo/privacy/row_order.hpp"

namespace palermo::privacy {
namespace {

using Counts = std::vector<std::int64_t>;

double share(std::int64_t count, std::int64_t people) { return static_cast<double>(count) / static_cast<double>(people); }

std::int64_t distinct(const Counts& counts) {
  return std::ranges::count_if(counts, [](std::int64_t n) { return n > 0; });
}

double effective_values(const Counts& counts, std::int64_t people) {
  double entropy = 0;
  for (const std::int64_t n : counts)
    if (n > 0) entropy -= share(n, people) * std::log(share(n, people));
  return std::exp(entropy);
}

// The greatest l with r₁ < c (r_l + … + r_m); 1 at least.
std::int64_t recursive_l(Counts counts, double c) {
  std::ranges::sort(counts, std::greater());
  std::int64_t tail = 0;
  for (std::size_t l = counts.size(); l > 1; --l) {
    tail += counts[l - 1];
    if (static_cast<double>(counts.front()) < c * static_cast<double>(tail)) return static_cast<std::int64_t>(l);
  }
  return 1;
}

double distance(const Counts& counts, std::int64_t people, const Counts& all, std::int64_t everybody, bool ordered) {
  double sum = 0, running = 0;
  for (std::size_t level = 0; level < counts.size(); ++level) {
    const double gap = share(counts[level], people) - share(all[level], everybody);
    running += gap;
    sum += std::abs(ordered ? running : gap);
  }
  if (!ordered) return sum / 2;
  return counts.size() > 1 ? sum / static_cast<double>(counts.size() - 1) : 0;
}

}  // namespace

Diversity diversity_of(const CodedColumns& table, std::span<const std::size_t> known, std::size_t sensitive, const DiversityOptions& options) {
  const CodedColumns keys = columns_of(table, known);
  const std::span<const Level> secret = table.values[sensitive];
  const auto levels = static_cast<std::size_t>(table.sizes[sensitive]);
  Counts all(levels, 0);
  for (const Level level : secret) ++all[level];
  const auto everybody = static_cast<std::int64_t>(secret.size());
  const std::vector<std::size_t> order = sorted_rows(keys);
  Diversity result;
  for (std::size_t begin = 0; begin < order.size();) {
    Counts counts(levels, 0);
    std::size_t end = begin;
    while (end < order.size() && same_row(keys, order[begin], order[end])) ++counts[secret[order[end++]]];
    const auto people = static_cast<std::int64_t>(end - begin);
    const bool first = result.classes++ == 0;
    const auto least = [first](auto so_far, auto found) { return first ? found : std::min(so_far, found); };
    result.distinct = least(result.distinct, distinct(counts));
    result.entropy = least(result.entropy, effective_values(counts, people));
    result.recursive = least(result.recursive, recursive_l(counts, options.c));
    result.closeness = std::max(result.closeness, distance(counts, people, all, everybody, options.ordered));
    result.settled += distinct(counts) == 1 ? people : 0;
    begin = end;
  }
  return result;
}

}  // namespace palermo::privacy
