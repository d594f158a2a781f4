// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/drift.hpp"

#include <algorithm>
#include <cmath>

namespace palermo::study {

DriftCounter::DriftCounter(const intake::Mapping& mapping, const intake::Columns& columns) {
  const intake::Dimension* year = mapping.dimension("year");
  if (!year || year->kind != intake::Dimension::Kind::year) return;
  year_slot_ = columns.slot(year->column);
  years_ = columns.categories(*year);
  records_.resize(years_.size());
  for (const intake::Signal& signal : mapping.signals) {
    const bool known = std::any_of(watched_.begin(), watched_.end(), [&](const Watched& w) { return w.column == signal.column; });
    if (!known)
      watched_.push_back({signal.column, columns.slot(signal.column, signal.token), std::vector<std::int64_t>(years_.size())});
  }
}

void DriftCounter::count(const intake::Columns& columns) {
  if (!year_slot_) return;
  const auto years = columns.words(*year_slot_);
  for (const std::uint16_t year : years) ++records_[year];
  for (Watched& watched : watched_) {
    const auto codes = columns.bytes(watched.slot);
    for (std::size_t r = 0; r < codes.size(); ++r) watched.filled[years[r]] += codes[r] != intake::kMissing;
  }
}

std::vector<publish::Drift> DriftCounter::drifts() const {
  std::vector<std::size_t> enough;
  for (std::size_t y = intake::kFirstValue; y < years_.size(); ++y)
    if (records_[y] >= kFewest) enough.push_back(y);
  std::vector<publish::Drift> found;
  for (const Watched& watched : watched_)
    for (std::size_t i = 1; i < enough.size(); ++i) {
      const auto share = [&](std::size_t y) { return static_cast<double>(watched.filled[y]) / static_cast<double>(records_[y]); };
      const double before = share(enough[i - 1]), after = share(enough[i]);
      if (std::abs(after - before) > kJump) found.push_back({watched.column, years_[enough[i - 1]], years_[enough[i]], before, after});
    }
  return found;
}

}  // namespace palermo::study
