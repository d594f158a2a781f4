// SPDX-License-Identifier: Apache-2.0
// Circle: the closed list of States that a treaty is open to, or that an act binds by itself.
//
// A directive of the European Union binds Member States and nobody else; the ASEAN Convention is for members of ASEAN.
// A State outside the list is not "not known": it cannot be a party. A list with the mark unverified decides nothing.
// Invariants: no State twice in `states`; exceptions name the days for which they hold and do not overlap for one
// State.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/core/value.hpp"
#include "palermo/treaty/mark.hpp"

namespace palermo::treaty {

class Table;

// A State for which the list does not hold, or not on every day.
struct Apart {
  std::string state;
  Answer answer = Answer::unknown;  // no: not in the circle; unknown: it is not known whether
  core::Interval<core::Day> days;   // when; no ends: always
  std::string why;
};

struct Circle {
  std::string says;  // "Member States of ASEAN"
  Mark mark = Mark::unverified;
  std::string source;               // key of Table::sources
  std::vector<std::string> states;  // sorted
  std::vector<Apart> apart;

  // Whether the State is in the circle on that day; `apart`: the exception that says so, or nullptr.
  struct Place {
    Answer inside = Answer::unknown;
    const Apart* apart = nullptr;
  };
  [[nodiscard]] Place place_of(std::string_view state, core::Day day) const;
};

// A node `open_to` or `binds` of instruments.yaml; `table` knows the States and the sources.
[[nodiscard]] core::Result<Circle> parse_circle(const core::Value& value, const Table& table);

}  // namespace palermo::treaty
