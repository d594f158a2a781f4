// SPDX-License-Identifier: Apache-2.0
// Sheet: what of the answer goes on the one page that the person takes along, and in which order.
//
//   for (const SheetPart& part : sheet_parts(all, corpus.vocabulary())) ...
//   for (const SheetWay& way : sheet_ways(routes)) ...
//
// Nothing that the list has is left out, and nothing is promised that rests on an article nobody read, on a limit, or on a standard:
// such a line is not sure. What is sure comes first, then the floor; of what is open, help, then stay. A line is an entitlement of the catalogue and its plain sentence "sheet.owed.ID"; a sheet has
// no place for a name, a case, a fact, an article or an id. A way to a remedy that the facts do not close stands on it too, with what is
// still missing. Method: docs/methods/sheets.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/rights/remedies.hpp"
#include "palermo/rights/sheet_about.hpp"

namespace palermo::rights {

// now: owed. event: owed when what it names happens. remedies: of class remedy, either. open: not known, or to be checked.
enum class Shelf { now, event, remedies, open };
[[nodiscard]] std::string_view word(Shelf shelf);

struct SheetLine {
  const Entitlement* entitlement = nullptr;
  bool floor = false;      // owed to anybody
  bool sure = false;       // a ground of it is firm
  bool may_refuse = false; // not sure, and known why: the State is bound and may say no. Otherwise nobody has checked it
  std::string presumed;    // id of the presumption without which it would not be owed
  core::PartialDate until; // the deadline of its ground, where that is known as a day
  bool at_least = false;   // it holds until then or longer; otherwise it must be done by then
  bool over = false;       // at_least, and the day is past: whether it goes on has to be asked
};

struct SheetPart {
  Shelf shelf = Shelf::now;
  std::string event;  // id of the fact, shelf event only
  std::string group;  // of whom it speaks, shelf open only: the letters of the ids, "CH"
  bool in_short = false;  // shelf open only: it is about what is rare, and nothing of it is owed: one sentence stands for its lines
  std::vector<SheetLine> lines;
};

// In the order in which they are read; no part is empty. Of what is open, trafficking comes first, then the groups of which something is owed,
// and what is rare (sea, war, floods) last. `all` as owed() made it for `today`. What was owed for a period that is over stands
// among what is open. Nobody whose age is known and not doubted is told what holds where the age is not certain (kAgeDoubt).
[[nodiscard]] std::vector<SheetPart> sheet_parts(const std::vector<Owed>& all, const law::Vocabulary& vocabulary, core::Day today, const SheetAbout& about = {});

// What keeps a way from being open. condition: one of its conditions is not known to be met. own_law: no article that is held here is known to
// oblige the State to have it. facts: something that its article asks. acceptance: of a committee, whether the State lets it hear anybody.
enum class Lacking { nothing, condition, own_law, facts, acceptance };
[[nodiscard]] std::string_view word(Lacking lacking);

struct SheetWay {
  const RouteKnown* route = nullptr;
  SheetLine line;  // sure, until and presumed as of an entitlement
  Lacking lacking = Lacking::nothing;
};

// Those that are open first, else in the order of the file; without those that the facts close. `routes` must outlive the answer.
[[nodiscard]] std::vector<SheetWay> sheet_ways(const std::vector<RouteKnown>& routes);

inline constexpr std::string_view kAgeDoubt = "CH02";

// The group of an entitlement: the letters of its id, those of help on the way with those of the way, a ship with the sea.
[[nodiscard]] std::string group_of(std::string_view entitlement);

}  // namespace palermo::rights
