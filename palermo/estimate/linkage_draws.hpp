// SPDX-License-Identifier: Apache-2.0
// Where the width of an interval comes from: chance in who was seen, the choice of the model, and who was taken for one person.
//
// By the law of total variance of log N. With models k of weight w_k (exp(-BIC/2)) on each of D drawn tables:
//   sampling = mean over tables of sum w_k (se_k (N_k - n) / N_k)^2     model = mean over tables of the variance of log N_k under w
//   linkage  = variance over tables of sum w_k log N_k                  (0 where there is one table)
// The combined interval is exp(middle +- z sqrt(sampling + model + linkage)), never below the people seen. Models: of pairs, to five lists; where
// there is one table, of all orders to five lists and of pairs for six. Tables of more lists take the stepwise model alone and have no model part. Drawn tables come from `palermo link run` (docs/formats/link-files.md).
#pragma once

#include <cstdint>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

struct WidthParts {
  double middle = 0;               // people in all: exp of the mean of log N over tables and models
  Limits interval;
  double sampling = 0, model = 0, linkage = 0;  // variances of log N
  bool with_models = true;         // the model part was looked at
  std::size_t tables = 0;          // used
  std::size_t failed = 0;          // tables without an estimate

  [[nodiscard]] double total() const { return sampling + model + linkage; }
};

inline constexpr std::size_t kMostDrawnTables = 100;  // more are thinned evenly: the parts do not need them

// tables: one, or the drawn ones, all with the same lists. Errors: kNoEstimate (none has one), core.cancelled.
[[nodiscard]] core::Result<WidthParts> parts_of_width(const std::vector<HistoryCounts>& tables, double level, int threads, core::Progress& progress);

}  // namespace palermo::estimate
