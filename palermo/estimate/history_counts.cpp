// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/history_counts.hpp"

#include <bit>
#include <numeric>

namespace palermo::estimate {

HistoryCounts::HistoryCounts(const core::CaptureTable& table) : names_(table.lists()), counts_(std::size_t{1} << names_.size()) {
  for (const core::CaptureCell& cell : table.cells()) counts_[cell.history] += cell.count;
}

HistoryCounts::HistoryCounts(std::vector<std::string> names, std::vector<std::int64_t> counts)
    : names_(std::move(names)), counts_(std::move(counts)) {}

std::int64_t HistoryCounts::observed() const { return std::accumulate(counts_.begin(), counts_.end(), std::int64_t{0}); }

std::int64_t HistoryCounts::on_exactly(int lists) const {
  std::int64_t people = 0;
  for (std::size_t w = 0; w < counts_.size(); ++w)
    if (std::popcount(w) == lists) people += counts_[w];
  return people;
}

std::vector<std::int64_t> HistoryCounts::supersets() const {
  std::vector<std::int64_t> sums = counts_;
  zeta_supersets<std::int64_t>(sums);
  return sums;
}

}  // namespace palermo::estimate
