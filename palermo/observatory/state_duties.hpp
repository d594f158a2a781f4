// SPDX-License-Identifier: Apache-2.0
// State duties: the duty table for one State, or for the two ends of a corridor, on one day: was it bound, and what has
// somebody found, with evidence.
//
// Method and its limits: docs/methods/state-duties.md. There is no score, no order of States and no share in per cent:
// how many rows have an answer with evidence is told as n of m, and says how closely somebody looked (SAFEGUARDS.md,
// D31). Both ends of a corridor have the same rows in the same form. A row without an answer says nothing about a
// State.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "palermo/observatory/compilation.hpp"
#include "palermo/observatory/duty_table.hpp"

namespace palermo::observatory {

struct DutyReply {
  std::string answer, evidence, source, date, grade;  // palermo-checklist-answers/1; not told: empty
  bool supported = false;                             // evidence, source, date and grade are all told
};

// What was found on one row; `standing` is answered, differ, unsupported, not_known or open
// (docs/methods/checklists.md).
struct DutyEvidence {
  std::string standing = "open";
  std::vector<DutyReply> replies;
  [[nodiscard]] bool answered() const { return standing == "answered" || standing == "differ"; }
};

// One end, as it is asked about.
struct DutyEnd {
  std::string code, name;
  StandingOf standing = standing_not_known;
  std::optional<std::map<std::string, DutyEvidence>> evidence = {};  // by row; none: no answers were given
};

struct StateDuties {
  struct End {
    std::string code, name;
    std::vector<Standing> standings;  // by law of the table; empty: no day was given
    std::optional<std::map<std::string, DutyEvidence>> evidence;

    [[nodiscard]] std::int64_t answered() const;
    [[nodiscard]] DutyEvidence on(const DutyRow& row) const;
  };
  const DutyTable* table = nullptr;
  std::optional<core::Day> day;
  std::vector<End> ends;  // one State, or the two of a corridor in the order asked

  [[nodiscard]] const Standing* standing(const End& end, const law::Law& law) const;  // nullptr: no day was given
  // Whether the two ends owe each other what this law owes to States: only where both were bound. Nothing: one State,
  // or no day was given.
  [[nodiscard]] std::optional<Bound> between(const law::Law& law) const;
};

// `table` must outlive the answer; `ends` are one or two.
[[nodiscard]] StateDuties lay_out(const DutyTable& table, std::optional<core::Day> day,
                                  const std::vector<DutyEnd>& ends);

// Answers of `palermo law duties`: palermo-law-state-duties/1 (docs/formats/law-state-duties.schema.json).
[[nodiscard]] core::Value to_value(const StateDuties& duties);
[[nodiscard]] Page state_duties_page(const StateDuties& duties, const core::Catalogue& catalogue);

}  // namespace palermo::observatory
