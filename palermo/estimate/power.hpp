// SPDX-License-Identifier: Apache-2.0
// What would narrow the interval: more people, a longer list, one more list. Expected widths by simulation from the fitted model.
//
// The stepwise model [chan2021] is taken for true. Its complete expected table (the never seen included) is changed as the plan says, tables are
// drawn from it, the same model is fitted, and the width is the middle of hi / lo over the draws: a factor, 1.5 is an interval from 1,000 to
// 1,500. It speaks of sampling error alone; what no list can narrow is doubt about the model.
//   more_people   twice as many people, each as easily found: a longer period, a larger region
//   longer_list   list i finds as many people again, whoever they are: everybody not on it joins with probability n_i / (N - n_i)
//   another_list  one more list of the middle length, independent of all others
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"
#include "palermo/estimate/loglinear_fit.hpp"

namespace palermo::estimate {

enum class Plan : std::uint8_t { as_it_is, more_people, longer_list, another_list };

struct PlanWidth {
  Plan plan = Plan::as_it_is;
  int list = -1;                      // of longer_list
  std::optional<double> width = {};  // hi / lo of the interval, in the middle of the draws; nothing where more than half had no estimate
  int failed = 0;                     // draws without an estimate
};

struct PlanOptions {
  std::uint64_t seed = 1;
  int runs = 200;                  // draws a plan
  double level = kUsualLevel;
  int threads = 0;
};

// as_it_is first, then more_people, longer_list for each list, another_list (up to seven lists). Errors: those of select_stepwise, core.cancelled.
[[nodiscard]] core::Result<std::vector<PlanWidth>> expected_widths(const HistoryCounts& table, const PlanOptions& options, core::Progress& progress);

}  // namespace palermo::estimate
