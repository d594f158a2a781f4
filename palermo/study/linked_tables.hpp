// SPDX-License-Identifier: Apache-2.0
// LinkedTables: how many people were on exactly which lists, for every definition, reading and bound, in every sampled partition.
//
// The bound `certain` counts the people whose joined facts meet the definition; `possible` those as well of whom it is unknown. Exact
// counts: inside only, as inside/link/tables.json (palermo-linked-tables/1, docs/formats/linked-tables.schema.json). Histories are bit
// masks over `lists`. There is no field for a record.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "palermo/core/value.hpp"
#include "palermo/study/joined_facts.hpp"

namespace palermo::study {

enum class Bound : std::uint8_t { certain, possible };
[[nodiscard]] std::string_view word(Bound bound);

// People by history; histories without anybody are left out.
using HistoryMap = std::map<std::uint32_t, std::int64_t>;

struct LinkedTable {
  std::size_t definition = 0, reading = 0;
  Bound bound = Bound::certain;
  HistoryMap point;                 // of the most likely partition
  std::vector<HistoryMap> draws;
};

struct LinkedTables {
  std::vector<std::string> lists;
  std::int64_t records = 0, linkable = 0, without_name = 0, without_case = 0;
  std::int64_t people = 0;                        // of the most likely partition
  std::vector<std::int64_t> people_drawn;         // of each draw
  std::vector<std::map<std::string, std::int64_t>> contradictions;  // by reading: fact -> people of whom records contradict each other
  std::vector<std::int64_t> contradicted_people;  // by reading: people with any
  std::vector<LinkedTable> tables;                // by definition, reading, bound
};

inline constexpr std::string_view kLinkedTablesFormat = "palermo-linked-tables/1";

// Errors: law.*, core.cancelled.
[[nodiscard]] core::Result<LinkedTables> linked_tables(const law::Corpus& corpus, const CountPlan& plan, const StudyFile& study,
                                                       const CaseFacts& cases, const Roster& roster, const Linkage& linkage, core::Progress& progress);

[[nodiscard]] core::Value to_value(const LinkedTables& tables);
[[nodiscard]] core::Result<LinkedTables> parse_linked_tables(const core::Value& document);

}  // namespace palermo::study
