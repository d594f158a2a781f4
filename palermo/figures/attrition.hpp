// SPDX-License-Identifier: Apache-2.0
// Attrition: of what was reported, how much was investigated, charged, tried and convicted.
//
// Format: docs/formats/attrition.md. Five stages in this order; a stage has a count with its source, or the reason why it is not known.
// Invariants
//  - All counts share one concept: the same unit (cases, persons), definition, population, place, period. Otherwise the file is refused (D30): persons
//    convicted divided by cases reported is no share of anything.
//  - Only a cohort (the same cases followed to the end) has shares. Counts of one year at every stage are shown as counts, and no rate is made of them.
//  - In a cohort no stage is larger than an earlier one. A stage that is not known lies between its neighbours that are; nothing is filled in.
// Source: requirement 30 (attrition funnel per State and year with intervals); docs/methods/attrition.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/core/concept.hpp"
#include "palermo/figures/proportion.hpp"

namespace palermo::figures {

// args: stage, earlier, count, earlier_count
inline constexpr core::ErrorKind kNotACohort{"attrition.not_a_cohort", core::Exit::refused, "D30"};
inline constexpr core::ErrorKind kBareStage{"attrition.bare_stage", core::Exit::refused, "D30"};  // args: stage
inline constexpr core::ErrorKind kBadStages{"attrition.bad_stages", core::Exit::unreadable};     // args: reason (order, few, both)

enum class StageName { reported, investigated, charged, tried, convicted };

[[nodiscard]] const char* word(StageName stage);

enum class Follows { cohort, yearly };
enum class IntervalBy { wilson, exact };

struct Stage {
  StageName name = StageName::reported;
  std::optional<std::int64_t> count;
  std::string source;   // of a count
  std::string unknown;  // why there is no count
};

struct Attrition {
  std::string title;
  bool simulated = false;
  Follows follows = Follows::cohort;
  core::Concept concept_of;
  std::vector<Stage> stages;  // all five, in their order; those the file does not name have neither count nor reason
};

// Of the cases at stage `from`, the share that reached a later stage.
struct Passage {
  StageName from = StageName::reported, to = StageName::convicted;
  std::int64_t part = 0, whole = 0;
  Proportion share;
  bool over_unknown = false;  // stages between the two are not known
};

struct Funnel {
  std::vector<core::Interval<std::int64_t>> counts;  // by stage; of an unknown one what a cohort leaves possible
  std::vector<Passage> steps;                        // from one known stage to the next
  std::vector<Passage> of_first;                     // from the first known stage to each later one
};

// Errors: those of Reader; attrition.bad_stages, attrition.bare_stage, concept.unlike, concept.incomplete.
[[nodiscard]] core::Result<Attrition> parse_attrition(const core::Value& document);

// Shares of a cohort; of yearly counts only the counts. Errors: attrition.not_a_cohort.
[[nodiscard]] core::Result<Funnel> funnel(const Attrition& attrition, IntervalBy by);

}  // namespace palermo::figures
