// SPDX-License-Identifier: Apache-2.0
// DriftCounter: how the share of recorded values of each column moves from year to year.
//
// A column that is suddenly filled, or no longer filled, changes counts without any change in what happened (CTDC began
// some columns in 2017). Needs a `year` dimension; else it finds nothing.
#pragma once

#include <optional>
#include <vector>

#include "palermo/intake/columns.hpp"
#include "palermo/publish/results.hpp"

namespace palermo::study {

class DriftCounter {
 public:
  DriftCounter(const intake::Mapping& mapping, const intake::Columns& columns);

  void count(const intake::Columns& columns);
  // Jumps of more than kJump between two years that follow each other in the data, each with at least kFewest records.
  [[nodiscard]] std::vector<publish::Drift> drifts() const;

  static constexpr double kJump = 0.25;
  static constexpr std::int64_t kFewest = 100;

 private:
  struct Watched {
    std::string column;
    std::size_t slot = 0;
    std::vector<std::int64_t> filled;  // by year code
  };
  std::optional<std::size_t> year_slot_;
  std::vector<std::string> years_;        // by year code
  std::vector<std::int64_t> records_;     // by year code
  std::vector<Watched> watched_;
};

}  // namespace palermo::study
