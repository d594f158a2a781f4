// SPDX-License-Identifier: Apache-2.0
// protect() for flow tables and for the composition of lists: the same floor as for a study's results (protect.hpp).
//
// Invariants, beyond those of protect.hpp
//  - No total is made from exact counts. A total is the sum of what its shown parts may be, a range; so no total narrows a part, and nothing is left for a
//    complementary suppression to hide: whoever knows all that is shown of a table knows of each cell its ten values and no more.
//  - Which corridors and periods stand in a table follows from who looked (flows/flow_table.hpp), so a small count may stand beside its corridor's name.
//  - A category of a list is named when on some list at least 10 people are in it; the others go together, by their exact sum on each list.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "palermo/flows/flow_table.hpp"
#include "palermo/flows/selection.hpp"
#include "palermo/publish/protect.hpp"

namespace palermo::publish {

// How many people a shown count may stand for: c to c + 9.
[[nodiscard]] flows::CountRange range_of(ProtectedCount count);

struct ProtectedFlowCell {
  flows::Watched watched = flows::Watched::no;
  std::optional<ProtectedCount> people;  // nothing where nobody looked
};

struct ProtectedCorridor {
  std::string origin, destination;
  std::vector<flows::Looking> looking;
  std::vector<ProtectedFlowCell> cells;  // one a period

  // From the shown cells; nothing when nobody looked in any period.
  [[nodiscard]] std::optional<flows::CountRange> total() const;
};

struct ProtectedFlowTable {
  std::vector<flows::Period> periods;
  std::vector<ProtectedCorridor> corridors;
  flows::FlowOptions options;
  bool simulated = false;
};

[[nodiscard]] ProtectedFlowTable protect(const flows::FlowTable& table);

struct ProtectedCategory {
  bool others = false;  // all categories of fewer than 10 people on every list, together
  std::string name;     // empty for the others
  ProtectedCount people;
};

struct ProtectedList {
  std::string list;
  flows::ListKind kind = flows::ListKind::other;
  std::vector<ProtectedCategory> recorded;
  ProtectedCount not_recorded;
};

struct ProtectedComposition {
  std::string dimension;
  std::vector<ProtectedList> lists;
  bool simulated = false;
};

[[nodiscard]] ProtectedComposition protect(const flows::Composition& composition);

// The composition as a reader may infer it, for flows::select: every bound made of it holds for the exact counts too. The others are the category "".
[[nodiscard]] flows::Composition inferable(const ProtectedComposition& composition);

}  // namespace palermo::publish
