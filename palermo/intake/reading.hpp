// SPDX-License-Identifier: Apache-2.0
// Reading: a declared way to read the same records: which assumptions are on, how open terms of law are answered.
//
// A study runs all its readings at once. An assumption is named "id" (in every mapping that has it) or "mapping/id".
#pragma once

#include <string>
#include <vector>

#include "palermo/intake/mapping.hpp"
#include "palermo/law/case.hpp"

namespace palermo::intake {

struct Reading {
  std::string id, says;
  std::vector<std::string> assumptions;
  std::vector<law::Answer> answers;
  bool exceptions_not_raised = false;
  core::Place place{};                        // of the reading in its study
  std::vector<core::Place> answer_places{};   // by answer

  // Whether the reading switches on this assumption of this mapping.
  [[nodiscard]] bool assumes(const Mapping& mapping, std::string_view assumption) const;
  [[nodiscard]] bool assumes_all(const Mapping& mapping, const std::vector<std::string>& assumptions_needed) const;
  // The same reading with one assumption less; the id becomes "ID without ASSUMPTION".
  [[nodiscard]] Reading without(const std::string& assumption) const;
};

// Errors: schema.*, mapping.unknown_assumption when no mapping declares an assumption that the reading names.
[[nodiscard]] core::Result<Reading> parse_reading(const core::Value& node);
[[nodiscard]] core::Done check_assumptions(const Reading& reading, const std::vector<Mapping>& mappings, const core::Place& place);

}  // namespace palermo::intake
