// SPDX-License-Identifier: Apache-2.0
// PlaceNames: a place under its several names as one text, so that Pegu, Bago and its Burmese spelling agree.
//
// Words that say of what kind a place is (state, province) are left out where another word stands beside them. A place that the table
// of data/names/places.yaml knows gets the name that stands first there; of another nothing is known but how it is written.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "palermo/link/name_tables.hpp"

namespace palermo::link {

// `cell`: one place in any script, as it stands in the list. Folded, without such words; blanks stay.
[[nodiscard]] std::string bare_place(const NameTables& tables, std::string_view cell);

// `text`: folded or romanised. The name of the place that stands for all, if the table knows it.
[[nodiscard]] std::optional<std::string> known_place(const NameTables& tables, std::string_view text);

}  // namespace palermo::link
