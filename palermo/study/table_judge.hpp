// SPDX-License-Identifier: Apache-2.0
// TableJudge: one kind of capture table over all partitions, estimated and judged by the rules of the verdict. Inside this room.
//
// The verdict is that of the most likely partition (estimate/all_methods.hpp, without the Bayesian methods); the numbers are those of
// estimate::parts_of_width on each drawn table. A list that captures nobody is left out: a form that does not ask what a definition needs is no
// chance of being shown to meet it. Tables that are equal are looked at once. Depends on tables, rules and settings alone.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/hierarchy.hpp"
#include "palermo/estimate/history_counts.hpp"
#include "palermo/estimate/verdict.hpp"
#include "palermo/publish/chain_results.hpp"
#include "palermo/study/chain_settings.hpp"
#include "palermo/study/own_histories.hpp"

namespace palermo::study {

// One drawn table.
struct DrawnEstimate {
  double people = 0;  // in all: exp of the mean of log N over the models
  double model = 0;   // variance of log N over the models
};

struct JudgedTable {
  estimate::HistoryCounts point;                     // lists in the order of their names
  std::vector<std::optional<int>> place;             // of each list of the study in it
  publish::ChainVerdict verdict = publish::ChainVerdict::not_usable;
  std::vector<estimate::Fired> fired;
  std::optional<double> at_least;                    // the smallest lower end of the methods that hold
  std::vector<std::optional<DrawnEstimate>> draws;   // empty with `not_usable`; nothing where a drawn table has no estimate
  std::optional<estimate::Hierarchy> model;          // best by BIC among the models of pairs, of the most likely partition
};

// The history in the order of the judged table.
[[nodiscard]] estimate::History in_table(const JudgedTable& judged, std::uint32_t history);

class TableJudge {
 public:
  TableJudge(std::vector<std::string> lists, const std::vector<estimate::Rule>& rules, const EstimateSettings& settings)
      : lists_(std::move(lists)), rules_(rules), settings_(settings) {}

  // draws: as many for every kind of table. The answer stays where it is. Errors: core.cancelled.
  [[nodiscard]] core::Result<const JudgedTable*> judge(const HistoryMap& point, const std::vector<HistoryMap>& draws, core::Progress& progress);

 private:
  struct Known {
    HistoryMap point;
    std::vector<HistoryMap> draws;
    JudgedTable judged;
  };

  [[nodiscard]] core::Result<JudgedTable> look(const HistoryMap& point, const std::vector<HistoryMap>& draws, core::Progress& progress) const;

  std::vector<std::string> lists_;
  const std::vector<estimate::Rule>& rules_;
  const EstimateSettings& settings_;
  std::deque<Known> known_;
};

}  // namespace palermo::study
