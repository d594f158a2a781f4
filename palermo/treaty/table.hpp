// SPDX-License-Identifier: Apache-2.0
// Table: the instruments, who has deposited when, how well that is known, and until when the table is complete.
//
// Format: docs/formats/treaties.md (instruments.yaml and status.csv). Reads texts, never opens a file.
// Invariants: of one State and instrument at most one row decides (its mark is verified or secondary, its kind not
// signature); every row has an interval of days, also where the source prints no date; rows are sorted by State.
// Immutable after parse, so safe to share between threads.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/core/result.hpp"
#include "palermo/treaty/circle.hpp"
#include "palermo/treaty/rule.hpp"

namespace palermo::treaty {

inline constexpr core::ErrorKind kBadTable{"treaty.bad_table", core::Exit::unreadable};
inline constexpr core::ErrorKind kTwoDeposits{"treaty.two_deposits", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownInstrument{"treaty.unknown_instrument", core::Exit::usage};
inline constexpr core::ErrorKind kUnknownState{"treaty.unknown_state", core::Exit::usage};
inline constexpr core::ErrorKind kDaysReversed{"treaty.days_reversed", core::Exit::usage};

struct Row {
  std::string state;  // ISO 3166 alpha-3, or the code of an organisation ("EU")
  Kind kind = Kind::deposit;
  core::PartialDate date;  // the days it may have been; both ends known
  bool dated = true;       // false: the source prints no date, and `date` follows from what it tells
  Mark mark = Mark::unverified;
  std::string source;  // key of Table::sources
  std::string only_for =
      {};  // the part of the State that the deposit extends to, in words; empty: all of it, or not told

  [[nodiscard]] bool decides() const { return mark != Mark::unverified && kind != Kind::signature; }
};

struct Source {
  std::string name;
  std::optional<core::Day> as_of;  // a State of which it prints no date is a party by this day at the latest
  Mark as_of_mark = Mark::unverified;
};

// Until `until`, a State of the named group that has no row has not deposited.
struct Complete {
  core::Day until = 0;
  bool un_members_only = false;
  Mark mark = Mark::unverified;
  std::string source;
};

struct Instrument {
  std::string id, title, depositary;
  core::PartialDate adopted;   // or opened for signature
  core::PartialDate in_force;  // both ends known
  Mark in_force_mark = Mark::unverified;
  Rule rule;  // without a cite: its article was not read; no row can be placed then, and there is none
  bool open_to_organisations = false;
  std::optional<Circle> open_to;  // a closed treaty: nobody else can be a party
  std::optional<Circle> binds;    // an act that binds these States by itself: no deposits, no rule, no depositary
  std::vector<Complete> complete;
  std::string complete_for, parties_known;  // remarks, which decide nothing
  std::vector<Row> rows;

  // The last day on which the table is complete for somebody.
  [[nodiscard]] std::optional<core::Day> complete_until() const;
};

class Table {
 public:
  // The texts of the two files. Errors: those of the readers and the first two kinds above.
  [[nodiscard]] static core::Result<Table> parse(std::string_view instruments, std::string_view status);

  [[nodiscard]] const std::vector<Instrument>& instruments() const { return instruments_; }  // sorted by id
  [[nodiscard]] core::Result<const Instrument*> find(std::string_view id) const;    // treaty.unknown_instrument
  [[nodiscard]] const std::vector<std::string>& states() const { return states_; }  // that can be a party; sorted
  [[nodiscard]] const std::map<std::string, std::string>& organisations() const { return organisations_; }
  [[nodiscard]] const std::map<std::string, Source>& sources() const { return sources_; }
  [[nodiscard]] const std::string& denunciations() const { return denunciations_; }
  [[nodiscard]] bool is_state(std::string_view code) const;
  [[nodiscard]] bool is_un_member(std::string_view code) const;
  [[nodiscard]] bool is_organisation(std::string_view code) const;
  // Until when a participant without a row is known not to have deposited; nothing: never.
  [[nodiscard]] std::optional<core::Day> complete_for(const Instrument& instrument, std::string_view participant) const;

 private:
  friend class TableReader;
  std::vector<Instrument> instruments_;
  std::vector<std::string> states_, un_members_;
  std::map<std::string, std::string> organisations_;
  std::map<std::string, Source> sources_;
  std::string denunciations_;
};

}  // namespace palermo::treaty
