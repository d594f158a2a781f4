// SPDX-License-Identifier: Apache-2.0
// Sheet: what of the answer goes on the one page that the person takes along, and in which order.
//
//   for (const SheetPart& part : sheet_parts(all, corpus.vocabulary())) ...
//
// Nothing that the list has is left out, and nothing is promised that rests on an article nobody read, on a limit, or on a standard:
// such a line is not sure. The floor comes first. A line is an entitlement of the catalogue and its plain sentence "sheet.owed.ID"; a sheet has
// no place for a name, a case, a fact, an article or an id. Method: docs/methods/sheets.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/rights/owed.hpp"

namespace palermo::rights {

// now: owed. event: owed when what it names happens. remedies: of class remedy, either. open: not known, or to be checked.
enum class Shelf { now, event, remedies, open };
[[nodiscard]] std::string_view word(Shelf shelf);

struct SheetLine {
  const Entitlement* entitlement = nullptr;
  bool floor = false;      // owed to anybody
  bool sure = false;       // a ground of it is firm
  std::string presumed;    // id of the presumption without which it would not be owed
  core::PartialDate until; // the deadline of its ground, where that is known as a day
  bool at_least = false;   // it holds until then or longer; otherwise it must be done by then
};

struct SheetPart {
  Shelf shelf = Shelf::now;
  std::string event;  // id of the fact, shelf event only
  std::vector<SheetLine> lines;
};

// In the order in which they are read; no part is empty. `all` as owed() made it.
[[nodiscard]] std::vector<SheetPart> sheet_parts(const std::vector<Owed>& all, const law::Vocabulary& vocabulary);

}  // namespace palermo::rights
