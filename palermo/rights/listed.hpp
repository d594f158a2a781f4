// SPDX-License-Identifier: Apache-2.0
// Listed: the entries of a list in a file of this room, each with an id of its own. Errors: those of `read`; rights.twice.
//
//   PALERMO_TRY(made, read_listed<Practice>(reader.array("practices"), [&](const core::Value& item) { return parse_practice(item); }));
#pragma once

#include <set>
#include <string>
#include <vector>

#include "palermo/rights/catalogue.hpp"

namespace palermo::rights {

// Without a list there are no entries.
template <class Entry, class Read>
[[nodiscard]] core::Result<std::vector<Entry>> read_listed(const core::Value* list, Read read) {
  std::vector<Entry> entries;
  std::set<std::string> ids;
  for (const core::Value& item : list ? list->items() : core::Value::Array{}) {
    PALERMO_TRY(Entry one, read(item));
    if (!ids.insert(one.id).second) return core::fail(kTwice, item.place(), {{"id", one.id}});
    entries.push_back(std::move(one));
  }
  return entries;
}

}  // namespace palermo::rights
