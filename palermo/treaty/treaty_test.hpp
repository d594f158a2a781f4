// SPDX-License-Identifier: Apache-2.0
// For the tests of the room: our table, small tables, and days.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "palermo/core/bytes.hpp"
#include "palermo/treaty/standing.hpp"

namespace palermo::treaty::testing {

inline std::string data_file(std::string_view name) {
  const auto text = core::read_file(std::string(PALERMO_SOURCE_DIR) + "/data/" + std::string(name));
  EXPECT_TRUE(text) << name;
  return text.value_or("");
}

// The table that Palermo ships.
inline const Table& ours() {
  static const core::Result<Table> table =
      Table::parse(data_file("treaties/instruments.yaml"), data_file("treaties/status.csv"));
  if (!table)
    throw std::runtime_error(std::string(table.error().kind.code) + " line " +
                             std::to_string(table.error().place.line));
  return *table;
}

inline const Instrument& instrument(std::string_view id, const Table& table = ours()) { return **table.find(id); }

inline core::Day day(std::string_view text) { return *core::parse_date(text)->days.min; }

inline Standing stand(std::string_view id, std::string_view state, std::string_view on, const Table& table = ours()) {
  return *standing(table, instrument(id, table), state, day(on));
}

inline std::string bound_from(std::string_view id, std::string_view state) {
  return stand(id, state, "2013-01-01").bound_from.text();
}

// A table of one treaty, in force from 2003-12-25, complete until 2010-06-30, with these rows.
inline core::Result<Table> small(std::string_view rows, std::string_view rule = "days: 30",
                                 std::string_view force = "2003-12-25") {
  const std::string instruments =
      "format: palermo-treaties/1\ndenunciations: none\nun_members: [AAA, BBB, CCC]\nother_states: [OOO]\n"
      "organisations: {EU: European Union}\nsources:\n  list: {name: A list}\n  later: {name: A later list}\n"
      "  undated: {name: No dates, as_of: {date: 2012-12-31, mark: secondary}}\n"
      "instruments:\n  - id: t\n    title: T\n    depositary: D\n    adopted: 2000-11-15\n    open_to_organisations: "
      "true\n"
      "    in_force: {date: " +
      std::string(force) + ", mark: verified}\n    rule: {" + std::string(rule) +
      ", cite: art. 1, mark: verified}\n    complete:\n"
      "      - {until: 2010-06-30, of: everybody, mark: secondary, source: list}\n"
      "      - {until: 2011-06-30, of: un_members, mark: secondary, source: later}\n";
  return Table::parse(instruments, "instrument,state,kind,date,mark,source\n" + std::string(rows));
}

}  // namespace palermo::treaty::testing
