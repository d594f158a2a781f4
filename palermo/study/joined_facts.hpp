// SPDX-License-Identifier: Apache-2.0
// joined_findings(): what the law finds of people whose facts are the union of their records' facts.
//
// A fact is true when a record says so and none says no, false the other way round, and where two records contradict each other it is
// unknown and says nothing. A number is the range on which all agree; where there is none, unknown. "At least one of these facts" stays
// as merged as it was, and is unknown when other records deny all of them. So a finding under the union is never made of a fact that
// somebody contradicts (docs/methods/chain.md).
// Outcomes are those of the plain evaluator on the joined case (joined_facts_test.cpp holds the two equal).
#pragma once

#include <span>
#include <vector>

#include "palermo/core/progress.hpp"
#include "palermo/study/roster.hpp"

namespace palermo::study {

// The joined facts of a set of records under one reading.
struct JoinedFacts {
  std::vector<std::uint64_t> yes, no;        // bits by slot of the layout; both: contradicted
  std::vector<std::int16_t> lo, hi;          // by number; lo > hi: contradicted
  std::vector<std::uint32_t> one_of;         // sets of the layout, ascending
  core::Day first = law::kNoFirstDay, last = law::kNoLastDay;  // first > last never: where days contradict, nothing is known

  // The facts that are contradicted: by statements, by numbers, or as a set all of which is denied; ascending.
  [[nodiscard]] std::vector<law::FactId> contradicted(const FactLayout& layout) const;
};
[[nodiscard]] JoinedFacts join(const CaseFacts& cases, std::size_t reading, const Roster& roster, std::span<const std::uint32_t> records);

// Outcomes by finding, by set of records. Errors: law.*, core.cancelled.
using Outcomes = std::vector<std::vector<law::Outcome>>;
[[nodiscard]] core::Result<Outcomes> joined_findings(const law::Corpus& corpus, const CountPlan& plan, const intake::Reading& reading,
                                                     const CaseFacts& cases, std::size_t reading_index, const Roster& roster,
                                                     std::span<const std::vector<std::uint32_t>> sets, core::Progress& progress);

}  // namespace palermo::study
