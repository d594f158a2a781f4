// SPDX-License-Identifier: Apache-2.0
// Invented capture tables with a known truth: how many people there are, on which lists they came to be, and what spoils it.
//
// Each person belongs to a class; each list meets a person of class k with chance logistic(list's log odds + the class's shift).
// Being on an earlier list changes the log odds of a later one (dependence). A referral sends people from one list to a later
// one, whether that had met them or not, and is recorded with some chance. Two lists may be forbidden to share anybody (zero
// overlap). Then linkage errs: a person on several lists is split in two, or two people are taken for one. What estimation is
// given is the table after all that; truth.json says what was true. Depends on the options alone, not on threads.
// Format and settings: docs/formats/simulate-tables.md.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/capture_table.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/progress.hpp"
#include "palermo/core/result.hpp"

namespace palermo::simulate {

inline constexpr core::ErrorKind kBadTables{"simulate.bad_tables", core::Exit::usage};  // args: why
inline constexpr std::int64_t kMostTabled = 5'000'000;

struct TableList {
  std::string name;   // a-z, 0-9, _
  double chance = 0;  // of a person whose class shifts nothing, in (0, 1)
};

struct TableClass {
  double weight = 1;          // relative
  std::vector<double> shift;  // log odds, one for every list, or one a list
};

// From and to are names; `to` comes later.
struct TableDependence {
  std::string from, to;
  double log_odds = 0;
};
struct TableReferral {
  std::string from, to;
  double chance = 0;  // that a person on `from` is sent
};
struct TableForbidden {
  std::string first, second;  // who is on `first` never comes to `second`, which comes later
};

struct TablesOptions {
  std::uint64_t seed = 1;
  std::int64_t people = 5000;
  std::vector<TableList> lists;
  std::vector<TableClass> classes;
  std::vector<TableDependence> dependences;
  std::vector<TableReferral> referrals;
  std::vector<TableForbidden> forbidden;
  double recorded = 1;     // chance that a referral is written down
  double missed_links = 0; // chance that a person on several lists is taken for two
  double false_links = 0;  // chance that a person on one list is taken for another person on another
};

struct InventedTable {
  core::CaptureTable table;               // as estimation sees it
  core::CaptureTable before_linkage;      // nobody split or merged
  std::int64_t people = 0, observed = 0;  // true: all, and those on a list
  std::int64_t split = 0, merged = 0;     // people taken for two; pairs of people taken for one
  std::vector<std::int64_t> referred;     // recorded, by referral of the options
  std::vector<std::int64_t> class_people, class_observed;
};

// Four lists, two classes, a referral that is recorded.
[[nodiscard]] TablesOptions default_tables();
// Reads palermo-simulate-tables/1 over the defaults. Errors: document.*, schema.*, simulate.bad_tables.
[[nodiscard]] core::Result<TablesOptions> parse_tables_options(std::string_view text, std::string_view file);
[[nodiscard]] core::Done check(const TablesOptions& options);

// Errors: simulate.bad_tables, capture.empty_list (nobody came to a list), core.cancelled.
[[nodiscard]] core::Result<InventedTable> invent_table(const TablesOptions& options, core::Progress& progress);

[[nodiscard]] std::string truth_json(const TablesOptions& options, const InventedTable& made);
[[nodiscard]] std::string referrals_csv(const TablesOptions& options, const InventedTable& made);  // from, to, count

// table.csv, truth.json, referrals.csv. The caller commits.
[[nodiscard]] core::Done write_table(const TablesOptions& options, const InventedTable& made, core::OutputFolder& out);

}  // namespace palermo::simulate
