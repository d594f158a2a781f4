// SPDX-License-Identifier: Apache-2.0
// Roster: every record of a study once, with its list and its case row, and who is one person in each sampled partition.
//
// A record is a row of an identity file, a row of a case file, or both, found by their key. A row of a case file without a name belongs
// to a person of her own; a row of an identity file without a case row is on the list, and nothing is stated of it.
//
// A group is a set of two records or more that some partition takes for one person. Whoever is in no group of a partition is alone in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "palermo/study/case_facts.hpp"
#include "palermo/study/linkage.hpp"

namespace palermo::study {

inline constexpr core::ErrorKind kCaseKeyTwice{"study.case_key_twice", core::Exit::unreadable};  // args: source

struct RosterRecord {
  link::ListIndex list = 0;
  std::optional<std::size_t> row;  // of CaseFacts; none: nothing is stated
};

struct Roster {
  std::vector<RosterRecord> records;
  std::vector<std::vector<std::uint32_t>> groups;       // by group: its records, ascending; each set once
  std::vector<std::vector<std::uint32_t>> partitions;   // by partition: its groups; the first is the most likely one, the others are drawn
  std::int64_t without_name = 0;                        // case rows that no identity file has
  std::int64_t without_case = 0;                        // names of which no case file has a row

  // The lists on which the records stand, as bits.
  [[nodiscard]] std::uint32_t history(const std::vector<std::uint32_t>& group) const;
  [[nodiscard]] std::int64_t people(std::size_t partition) const;
  // The people of the most likely partition, each as her records.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> people_of_point() const;
};

// Errors: study.case_key_twice (the source, never the key).
[[nodiscard]] core::Result<Roster> make_roster(const Linkage& linkage, const CaseFacts& cases, const StudyFile& study);

}  // namespace palermo::study
