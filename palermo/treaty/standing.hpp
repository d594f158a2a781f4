// SPDX-License-Identifier: Apache-2.0
// Standing: was this State a party, and was it bound, on that day? And of all States at once; and between two days.
//
// `party` counts as the depositary counts: from the day of the deposit. `bound` follows the instrument's own rule and
// never precedes its entry into force. Unknown is an answer: within a date of which only the year or month is known,
// after the day until which the table is complete, and where nothing but an unverified row speaks of the State.
// Limits: denunciations are not in the table, so nobody ever ceases to be bound here. A successor State is bound from
// the succession of States, which may lie before its deposit and is not in the table: between the entry into force and
// its deposit the answer is unknown. Method: docs/methods/treaty-status.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/treaty/table.hpp"

namespace palermo::treaty {

// Why an answer is what it is. The words are keys of the catalogue: "treaty.why.WORD".
enum class Why {
  deposited,         // a row decides, and its day has passed
  not_yet,           // a row decides, and its day has not come
  within_date,       // a row decides, and the day lies within what is known of its date
  succession,        // a successor State before its deposit
  no_row,            // no row, and the table is complete
  beyond_table,      // no row, and the table is not complete on that day
  only_unverified,   // no row but unverified ones
  not_in_force,      // the instrument is not in force, so that nobody is bound
  perhaps_in_force,  // within what is known of its entry into force
  not_open,          // a closed treaty, and the State is not one of those it is open to
  by_the_act,        // an act that binds the State by itself
  not_addressed,     // an act, and the State is not one of those it binds
  apart              // the list says so of this State; Standing::why has its words
};
[[nodiscard]] std::string_view word(Why why);

struct Standing {
  std::string state;
  bool organisation = false;
  Answer party = Answer::unknown;
  Why party_because = Why::beyond_table;
  Answer bound = Answer::unknown;
  Why bound_because = Why::beyond_table;
  core::PartialDate deposit;     // nothing known: no row decides
  core::PartialDate bound_from;  // nothing known: no row decides
  const Row* row = nullptr;      // that decides; lives as long as the table
  const Row* signature = nullptr;
  std::vector<const Row*> to_check;  // unverified rows, which decide nothing
  std::string why;                   // what the closed list says of this State in particular; may be empty

  // The State cannot be a party, or the act does not address it.
  [[nodiscard]] bool not_open() const { return party_because == Why::not_open || party_because == Why::not_addressed; }
};

// `participant` is a code of the table. Errors: treaty.unknown_state.
[[nodiscard]] core::Result<Standing> standing(const Table& table, const Instrument& instrument,
                                              std::string_view participant, core::Day day);

struct Count {
  int states = 0;
  int organisations = 0;
  [[nodiscard]] int all() const { return states + organisations; }
};

struct Status {
  core::Day day = 0;
  Count parties, bound;                  // yes
  Count parties_unknown, bound_unknown;  // cannot be told
  std::vector<Standing> list;            // every State, and every organisation the instrument is open to, by code
};
[[nodiscard]] Status status(const Table& table, const Instrument& instrument, core::Day day);

// What is different at the end of `to` from the end of `from`.
struct Changes {
  core::Day from = 0, to = 0;
  bool entered_into_force = false;  // may have, when the day is known in part
  std::vector<Standing> deposited;  // party by `to`, and not known to be one by `from`; as of `to`
  std::vector<Standing> bound;      // bound by `to`, and not known to be by `from`; as of `to`
  std::vector<std::string> lost;    // whether a party was known by `from`, and is not by `to`
};
// Errors: treaty.days_reversed.
[[nodiscard]] core::Result<Changes> changes(const Table& table, const Instrument& instrument, core::Day from,
                                            core::Day to);

}  // namespace palermo::treaty
