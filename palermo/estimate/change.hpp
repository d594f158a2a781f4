// SPDX-License-Identifier: Apache-2.0
// Change between two periods: how many more or fewer people there are in the second, from one joint bootstrap of both tables.
//
// Both tables have the same lists. A replicate draws both again (of N people so many are seen, binomial; then on which lists, multinomial) and does
// everything anew in both; ratio N2 / N1 and difference N2 - N1 are taken
// within the replicate, so that what the two estimates have in common cancels. Two ways, which should agree:
//   own_models   the rule chooses a model in each table by itself (stepwise [chan2021])
//   one_model    the rule chooses on both tables added up, and that one model is fitted to each: a change of the model is no change of the people
// BCa limits; the acceleration from the jackknife over the people of both tables. Two separate intervals that overlap say nothing about the change.
// What it cannot see: lists that work differently in the second period. A list that doubled its staff looks like crime that doubled; ListChange shows how
// each list's share moved. People in both tables (periods that overlap, cases that go on) are drawn as if they were two: the interval is then not theirs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/bootstrap.hpp"

namespace palermo::estimate {

// args: first, second: lists of one table only. The two periods were not counted by the same organisations.
inline constexpr core::ErrorKind kListsDiffer{"estimate.lists_differ", core::Exit::refused, "D30"};

enum class ChangeWay : std::uint8_t { own_models, one_model };
[[nodiscard]] std::string_view word(ChangeWay way);

struct ChangeEstimate {
  ChangeWay way = ChangeWay::own_models;
  std::string first_model, second_model;
  double first = 0, second = 0;        // people in all
  double ratio = 0, difference = 0;
  Limits ratio_interval, difference_interval;
  int failed = 0;                      // replicates without an estimate in one of the tables
  bool bca = true;                     // false: all replicates lie on one side; the interval is all they span
};

// A list in both periods: the share of the estimated people (one_model, else own_models) whom it met.
struct ListChange {
  std::string name;
  std::int64_t first = 0, second = 0;  // people on it
  double first_chance = 0, second_chance = 0;
};

enum class ChangeNote : std::uint8_t {
  ways_disagree,     // the interval of one way holds 1 and that of the other does not, or neither holds the other's ratio
  coverage_moved,    // a list's chance more than halved or doubled: a change of detection may look like a change of people
  periods_overlap,   // the tables have years in common
  periods_unknown,   // a table has no years: whether the periods overlap is not known
  way_missing,       // one of the two ways has no estimate
};
[[nodiscard]] std::string_view word(ChangeNote note);

struct ChangeReport {
  std::vector<ChangeEstimate> ways;    // those that have an estimate
  std::vector<ListChange> lists;
  std::vector<ChangeNote> notes;       // of periods: added by who knows them
};

struct ChangeOptions {
  std::uint64_t seed = 1;
  int replicates = 1000;
  int threads = 0;
  double level = kUsualLevel;
};

// Tables of 3 to 8 lists; lists of `second` may stand in another order. Replicate r draws from streams 2 r and 2 r + 1 of "estimate.change".
// Errors: kListsDiffer, kNoPointEstimate (neither way has an estimate), kNoInterval, core.cancelled.
[[nodiscard]] core::Result<ChangeReport> estimate_change(const HistoryCounts& first, const HistoryCounts& second, const ChangeOptions& options,
                                                         core::Progress& progress);

}  // namespace palermo::estimate
