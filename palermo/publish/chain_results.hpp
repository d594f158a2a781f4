// SPDX-License-Identifier: Apache-2.0
// Results of the stages link and estimate in exact numbers: how many people meet a definition, those whom nobody found among them.
//
// Inside, as all of Results (results.hpp); what may be shown of them is a ProtectedChain (protected_chain.hpp).
// No field can hold a record, a name or a cell's text.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace palermo::publish {

// Why an interval is as wide as it is. Shares in [0, 1] that add up to 1; all 0 where there is no width.
// Method: docs/methods/chain.md (Shapley values of the four sources).
struct WidthShares {
  double definition = 0;  // laws, readings, and facts that no record tells
  double linkage = 0;     // who is the same person
  double model = 0;       // which model of the lists
  double chance = 0;      // who happened to be seen
};

enum class ChainVerdict : std::uint8_t { usable, lower_bound, not_usable };
[[nodiscard]] std::string_view word(ChainVerdict verdict);  // "usable", "usable as a lower bound", "not usable"

// A rule of the verdict that fired, on one reading and bound.
struct ChainRule {
  std::string id, reason;
  std::size_t reading = 0;
  bool possible = false;  // on the table of the possible ones; else of the certain ones

  bool operator==(const ChainRule&) const = default;
};

// One reading and bound of a definition.
struct ChainTable {
  std::size_t reading = 0;
  bool possible = false;
  std::int64_t seen = 0;          // people on the lists whose joined facts meet it (do not exclude it), most likely partition
  std::int64_t contradicted = 0;  // of whom one list's record meets the definition and another's excludes it: in neither table
  std::int64_t unnoticed = 0;     // expected to be wrongly in the table for one record alone, and taken out of it
  bool estimated = false;         // else `lo` is the people seen, and there is no estimate
  double lo = 0, middle = 0, hi = 0;
  double linkage = 0, model = 0, chance = 0;  // variances of the logarithm
  ChainVerdict verdict = ChainVerdict::not_usable;
};

// One definition over all readings and bounds.
struct ChainEstimate {
  std::size_t definition = 0;
  ChainVerdict verdict = ChainVerdict::not_usable;
  double lo = 0;                  // not with `not_usable`
  std::optional<double> hi;       // only with `usable`
  WidthShares shares;             // only with `usable`
  std::vector<ChainTable> tables;
  std::vector<ChainRule> rules;   // that decided the verdict
};

// What the stage release made; it stands in outside/release, whole.
struct ChainRelease {
  std::string id;
  double epsilon = 0, delta = 0;  // 0: a closed circle
  bool test = false;              // TEST – NOT PRIVATE

  bool operator==(const ChainRelease&) const = default;
};

struct ChainResults {
  std::vector<std::string> lists;
  std::int64_t records = 0, linkable = 0, without_name = 0, without_case = 0;
  std::int64_t people = 0, people_least = 0, people_most = 0;  // most likely; over the draws
  std::int64_t draws = 0;
  std::vector<std::map<std::string, std::int64_t>> contradictions;  // by reading: fact -> people
  std::vector<std::int64_t> contradicted_people;                    // by reading
  double level = 0.95;
  std::vector<ChainEstimate> estimates;  // by definition; empty: the study has no stage estimate
  std::optional<ChainRelease> release;
};

}  // namespace palermo::publish
