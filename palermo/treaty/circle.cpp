// SPDX-License-Identifier: Apache-2.0
#include "palermo/treaty/circle.hpp"

#include <algorithm>

#include "palermo/treaty/reading.hpp"

namespace palermo::treaty {
namespace {

using core::Reader;
using core::Value;

// {state, why, from, to}: the list does not hold for the State from the one day and before the other.
core::Done read_apart(const Value& list, Answer answer, const Table& table, Circle& circle) {
  for (const Value& item : list.items()) {
    Reader reader(item, "exception");
    Apart apart{.state = reader.text("state"), .answer = answer, .days = {}, .why = reader.text("why")};
    const auto from = reader.optional_text("from");
    const auto to = reader.optional_text("to");
    PALERMO_CHECK_DONE(reader.finish());
    if (!table.is_state(apart.state)) return bad_node(item, "state");
    if (from) {
      PALERMO_TRY(apart.days.min, read_day(item["from"], *from));
    }
    if (to) {
      PALERMO_TRY(const core::Day first_without, read_day(item["to"], *to));
      apart.days.max = first_without - 1;
    }
    for (const Apart& other : circle.apart)
      if (other.state == apart.state && !core::intersect(other.days, apart.days).empty())
        return bad_node(item, "state");
    if (apart.days.empty()) return bad_node(item, "date");
    circle.apart.push_back(std::move(apart));
  }
  return {};
}

}  // namespace

Circle::Place Circle::place_of(std::string_view state, core::Day day) const {
  for (const Apart& one : apart)
    if (one.state == state && one.days.contains(day))
      return {mark == Mark::unverified ? Answer::unknown : one.answer, &one};
  if (mark == Mark::unverified) return {};
  return {std::binary_search(states.begin(), states.end(), state) ? Answer::yes : Answer::no, nullptr};
}

core::Result<Circle> parse_circle(const Value& value, const Table& table) {
  Reader reader(value, "circle");
  Circle circle{.says = reader.text("says"),
                .mark = read_mark(reader),
                .source = reader.text("source"),
                .states = reader.texts("states"),
                .apart = {}};
  const Value* no = reader.array("not");
  const Value* unknown = reader.array("not_known");
  PALERMO_CHECK_DONE(reader.finish());
  auto& states = circle.states;
  std::sort(states.begin(), states.end());
  if (states.empty() || std::adjacent_find(states.begin(), states.end()) != states.end() ||
      !std::all_of(states.begin(), states.end(), [&](const std::string& s) { return table.is_state(s); }))
    return bad_node(value["states"], "state");
  if (!table.sources().contains(circle.source)) return bad_node(value["source"], "source");
  if (no) PALERMO_CHECK_DONE(read_apart(*no, Answer::no, table, circle));
  if (unknown) PALERMO_CHECK_DONE(read_apart(*unknown, Answer::unknown, table, circle));
  return circle;
}

}  // namespace palermo::treaty
