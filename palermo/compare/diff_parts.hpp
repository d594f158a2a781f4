// SPDX-License-Identifier: Apache-2.0
// The parts of an edition as a flat list, so that two editions can be compared one part at a time. Used by diff.cpp alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "palermo/compare/archetypes.hpp"

namespace palermo::compare {

struct Field {
  std::string name, text;
  bool counts = false;  // what the law asks changes with it (a modality, a deadline), not only its words
};

struct EditionPart {
  std::string what, id;
  std::string parent_what, parent;  // what it belongs to; empty: the edition itself
  std::string cite, says;
  std::vector<Field> fields;        // the same names in the same order for every part of one kind
  const law::Expression* expression = nullptr;
};

// Dates and protected person, definitions, offences with their parts, aggravations with theirs, scopes, articles.
[[nodiscard]] std::vector<EditionPart> parts_of(const Edition& edition);

}  // namespace palermo::compare
