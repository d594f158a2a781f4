// SPDX-License-Identifier: Apache-2.0
// LinkedTables: what the lists' own records say of every person, for every definition and reading, in every sampled partition.
//
// Beside the own records (own_histories.hpp) the people whose joined facts meet the definition are counted, and those whose joined facts do not
// exclude it: the people seen. Exact counts: inside only, as inside/link/tables.json (palermo-linked-tables/2,
// docs/formats/linked-tables.schema.json). Histories are bit masks over `lists`. There is no field for a record.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/study/joined_facts.hpp"
#include "palermo/study/own_histories.hpp"

namespace palermo::study {

// One partition.
struct OwnTable {
  OwnCounts people;
  std::int64_t certain = 0, possible = 0;  // people whose joined facts meet the definition; do not exclude it

  bool operator==(const OwnTable&) const = default;
};

struct LinkedTable {
  std::size_t definition = 0, reading = 0;
  OwnTable point;                   // the most likely partition
  std::vector<OwnTable> draws;
};

struct LinkedTables {
  std::vector<std::string> lists;
  std::int64_t records = 0, linkable = 0, without_name = 0, without_case = 0;
  std::int64_t people = 0;                        // of the most likely partition
  std::vector<std::int64_t> people_drawn;         // of each draw
  std::vector<std::map<std::string, std::int64_t>> contradictions;  // by reading: fact -> people of whom records contradict each other
  std::vector<std::int64_t> contradicted_people;  // by reading: people with any
  std::vector<LinkedTable> tables;                // by reading, definition
};

inline constexpr std::string_view kLinkedTablesFormat = "palermo-linked-tables/2";

// Errors: law.*, core.cancelled.
[[nodiscard]] core::Result<LinkedTables> linked_tables(const law::Corpus& corpus, const CountPlan& plan, const StudyFile& study,
                                                       const CaseFacts& cases, const Roster& roster, const Linkage& linkage, core::Progress& progress);

[[nodiscard]] core::Value to_value(const LinkedTables& tables);
[[nodiscard]] core::Result<LinkedTables> parse_linked_tables(const core::Value& document);

}  // namespace palermo::study
