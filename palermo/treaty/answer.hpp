// SPDX-License-Identifier: Apache-2.0
// What the room answers, as values of palermo-law-status/1 (docs/formats/law-status.schema.json).
#pragma once

#include <string>

#include "palermo/core/country.hpp"
#include "palermo/core/value.hpp"
#include "palermo/treaty/standing.hpp"

namespace palermo::treaty {

[[nodiscard]] std::string day_text(core::Day day);  // "2012-12-31"
// The English name of a participant; its code where nobody knows a name.
[[nodiscard]] std::string name_of(const Table& table, const core::Countries& countries, const std::string& participant);

// What is the same on every day: title, depositary, entry into force, rule, completeness.
[[nodiscard]] core::Value to_value(const Instrument& instrument, const Table& table);
[[nodiscard]] core::Value to_value(const Standing& standing, const Table& table, const core::Countries& countries);
// The members parties, states, regional_organisations, bound, unknown, bound_unknown and list (who is a party, or
// cannot be told) are added to `answer`.
void add_status(core::Value& answer, const Status& status, const Table& table, const core::Countries& countries);
[[nodiscard]] core::Value to_value(const Changes& changes, const Table& table, const core::Countries& countries);

}  // namespace palermo::treaty
