// SPDX-License-Identifier: Apache-2.0
// protect(): the only door from exact results to results that may be shown outside.
//
// Protection of a study's report is the floor: every count is rounded down to a multiple of 10 from its own
// exact count, margins too, never from other floored counts. An outside count c says that the exact count lies in
// c .. c+9. What this protects, and what it does not: docs/methods/floor.md.
// Invariants
//  - ProtectedCount can be made by protect() alone, here and in protect_flows.hpp; nothing else converts an exact count into one.
//  - A category (a country, a year, an age) is named only when at least 10 records fall into it, because its name alone
//    would say that there is somebody; the others are counted together, and shown when together they are at least 10.
//  - Order says nothing: categories are sorted by what is shown, never by exact counts.
//  - What a file tells by itself (its hash, its size, how many different words were not understood) stays inside.
//  - Only year, sex, age and country of exploitation leave (SAFEGUARDS.md, D31).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "palermo/publish/protected_chain.hpp"
#include "palermo/publish/protected_count.hpp"
#include "palermo/publish/results.hpp"

namespace palermo::publish {

inline constexpr std::int64_t kLeastDenominator = 100;  // no share of less than this is shown

// Share of `part` in `whole`, from the floored numbers; none when `whole` is under 100. In [0, 1].
[[nodiscard]] std::optional<double> share(ProtectedCount part, ProtectedCount whole);

struct ProtectedTally {
  ProtectedCount certain, possible;  // bounds: true for certain; true or unknown
  ProtectedCount not_in_force, records;
};

struct ProtectedFinding {
  std::size_t definition, reading;
  ProtectedTally tally;
  std::map<std::string, ProtectedCount> certain_without, possible_without;  // by assumption
};

struct ProtectedElement {
  std::size_t definition, reading;
  std::string element, cite, says;
  ProtectedTally tally;
};

// A named category; or what is not recorded; or all categories of fewer than 10 records together.
struct Category {
  enum class Kind { named, others, not_recorded };
  Kind kind = Kind::named;
  std::string name;  // named only

  bool operator==(const Category&) const = default;
};

struct ProtectedCell {
  std::size_t definition, reading;
  ProtectedTally tally;
};

// One row of a breakdown: how many records, and the findings in them.
struct ProtectedRow {
  Category category;
  ProtectedCount records;
  std::vector<ProtectedCell> cells;  // by reading, then definition
};

struct ProtectedBreakdown {
  std::string dimension;  // "year", "sex", "age", "country"
  std::vector<ProtectedRow> rows;  // years and ages in their order, sexes by name, countries by shown count and name
};

struct ProtectedColumn {
  std::string column;
  bool mapped;
  ProtectedCount filled, missing, not_understood, impossible;
};

struct ProtectedMerged {
  std::string column, says;
  ProtectedCount records;
};

struct ProtectedDrift {
  std::string column, from, to;
  ProtectedCount filled_before, records_before, filled_after, records_after;
};

struct ProtectedSource {
  std::string id, title, organisation, mapping, unit;
  ProtectedCount rows_read, rows_set_aside, contradictory;
  std::map<std::string, ProtectedCount> set_aside_reasons;  // of at least 10 rows
  std::vector<ProtectedFinding> findings;
  std::vector<ProtectedElement> elements;
  std::vector<ProtectedBreakdown> breakdowns;
  std::vector<ProtectedColumn> columns;
  std::vector<ProtectedMerged> merged;
  std::vector<ProtectedDrift> drifts;
};

struct ProtectedResults {
  std::string id, title, question, period, place, time;
  std::vector<CountedDefinition> definitions;
  std::vector<DeclaredReading> readings;
  std::vector<Assumption> assumptions;
  std::vector<ProtectedSource> sources;
  std::map<std::string, std::string> country_names;  // of the countries named in a breakdown
  bool simulated;
  std::optional<ProtectedChain> chain = {};          // of a study that links its lists
};

[[nodiscard]] ProtectedResults protect(const Results& results);

}  // namespace palermo::publish
