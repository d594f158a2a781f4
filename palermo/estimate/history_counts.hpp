// SPDX-License-Identifier: Apache-2.0
// Counts by capture history: the one form in which every method of this room reads a table.
//
// A history is a bit mask over the lists (bit i: on list i); of K lists there are 2^K, and the count of history 0, those on
// no list, is what the methods estimate. "Supersets" of a history are the people who were on all of its lists and perhaps
// on others; they are the sufficient statistics of the log-linear models (N* in [chan2021]).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "palermo/core/capture_table.hpp"

namespace palermo::estimate {

using History = std::uint32_t;

// Sums over supersets in place: out[w] = sum of in[v] over v containing w. K 2^K additions; size is a power of two.
template <class Number>
void zeta_supersets(std::span<Number> values) {
  for (std::size_t bit = 1; bit < values.size(); bit <<= 1)
    for (std::size_t w = 0; w < values.size(); ++w)
      if ((w & bit) == 0) values[w] += values[w | bit];
}

class HistoryCounts {
 public:
  // Histories that the table has no cell for were observed on nobody: 0. Strata and years are added up.
  explicit HistoryCounts(const core::CaptureTable& table);
  // counts: 2^K values, counts[0] is 0; names: K.
  HistoryCounts(std::vector<std::string> names, std::vector<std::int64_t> counts);

  [[nodiscard]] int lists() const { return static_cast<int>(names_.size()); }
  [[nodiscard]] std::size_t size() const { return counts_.size(); }                        // 2^K, history 0 among them
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  [[nodiscard]] std::span<const std::int64_t> counts() const { return counts_; }           // by history; [0] is 0
  [[nodiscard]] std::int64_t operator[](History history) const { return counts_[history]; }
  [[nodiscard]] std::int64_t observed() const;                                             // n
  [[nodiscard]] std::int64_t on_exactly(int lists) const;                                  // f_k
  [[nodiscard]] std::vector<std::int64_t> supersets() const;                               // N*, by history; [0] is n

  bool operator==(const HistoryCounts&) const = default;

 private:
  std::vector<std::string> names_;
  std::vector<std::int64_t> counts_;
};

}  // namespace palermo::estimate
