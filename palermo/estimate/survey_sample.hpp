// SPDX-License-Identifier: Apache-2.0
// SurveySample: how many people of groups of known size, and of the hidden group, each person asked knows; and the sizes.
//
//   survey, everybody asked      weight,cluster,hidden,nurses,teachers     hidden: how many members of the hidden group she knows
//                                1,3,2,0,4                                 nurses: how many nurses she knows
//   survey of members            degree,nurses,teachers                    nurses: how many of the nurses she knows know that she is a member
//                                7,1,0
//   groups (YAML)                format: palermo-scaleup/1, population, known: [{name, people}], transmission, degree_ratio
// `weight` (of the design), `cluster` (a serial number) and `degree` (of a sample by recruitment, weight 1 / degree) may be left out. There is
// no other column: what names a person has no place. Rows are answers, sorted by their content: nothing depends on their order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/result.hpp"
#include "palermo/core/value.hpp"

namespace palermo::estimate {

// args: reason (a word of error.estimate.bad_survey); the place has row and column, never a value
inline constexpr core::ErrorKind kBadSurvey{"estimate.bad_survey", core::Exit::unreadable};
// args: key
inline constexpr core::ErrorKind kBadGroups{"estimate.bad_groups", core::Exit::unreadable};

struct KnownGroup {
  std::string name;   // as the column of the survey
  double people = 0;  // of the population
};

struct SurveyGroups {
  double population = 0;       // everybody whom the survey could have asked
  std::vector<KnownGroup> known;
  double transmission = 1;     // share of a member's ties to whom it is known that she is one; 1: everybody knows
  double degree_ratio = 1;     // mean degree of a member over mean degree of everybody
};

// Errors: kBadGroups, document.not_one_line.
[[nodiscard]] core::Result<SurveyGroups> parse_groups(const core::Value& document);

struct SurveyAnswer {
  double weight = 1;
  std::int64_t cluster = 0;   // 0: none
  std::int64_t hidden = 0;    // of a survey of everybody
  std::vector<std::int64_t> known;  // by known group

  auto operator<=>(const SurveyAnswer&) const = default;
};

inline constexpr std::int64_t kMostKnown = 5'000;  // people whom one person knows, of one group

enum class SurveyOf { everybody, members };

// Errors: kBadSurvey, csv.*.
[[nodiscard]] core::Result<std::vector<SurveyAnswer>> parse_survey(std::string_view text, std::string_view file, SurveyOf whom, const SurveyGroups& groups);

}  // namespace palermo::estimate
