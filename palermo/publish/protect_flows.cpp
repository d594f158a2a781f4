// SPDX-License-Identifier: Apache-2.0
#include "palermo/publish/protect_flows.hpp"

#include <algorithm>

namespace palermo::publish {

class FlowProtector {
 public:
  static ProtectedCount count(std::int64_t exact) { return ProtectedCount(exact); }
};

namespace {

ProtectedCorridor corridor_of(const flows::Corridor& exact) {
  ProtectedCorridor out{exact.origin, exact.destination, exact.looking, {}};
  for (const flows::FlowCell& cell : exact.cells)
    out.cells.push_back({cell.watched, cell.watched == flows::Watched::no ? std::optional<ProtectedCount>{} : FlowProtector::count(cell.people)});
  return out;
}

// Whether a category has at least 10 people on some list. Exact counts have equal ends.
bool named(const flows::Composition& composition, std::size_t category) {
  return std::ranges::any_of(composition.lists, [&](const flows::ListComposition& list) { return list.recorded[category].people.hi >= kFloorBase; });
}

ProtectedList list_of(const flows::Composition& composition, const flows::ListComposition& exact) {
  ProtectedList out{exact.list, exact.kind, {}, FlowProtector::count(exact.not_recorded.hi)};
  std::int64_t others = 0;
  bool any_others = false;
  for (std::size_t i = 0; i < exact.recorded.size(); ++i) {
    if (named(composition, i)) {
      out.recorded.push_back({false, exact.recorded[i].category, FlowProtector::count(exact.recorded[i].people.hi)});
    } else {
      others += exact.recorded[i].people.hi;
      any_others = true;
    }
  }
  if (any_others) out.recorded.push_back({true, "", FlowProtector::count(others)});
  return out;
}

}  // namespace

flows::CountRange range_of(ProtectedCount count) { return {count.value(), count.value() + kFloorBase - 1}; }

std::optional<flows::CountRange> ProtectedCorridor::total() const {
  std::optional<flows::CountRange> total;
  for (const ProtectedFlowCell& cell : cells) {
    if (!cell.people) continue;
    const flows::CountRange range = range_of(*cell.people);
    if (!total) total = flows::CountRange{};
    total->lo += range.lo, total->hi += range.hi;
  }
  return total;
}

ProtectedFlowTable protect(const flows::FlowTable& table) {
  ProtectedFlowTable out{table.periods, {}, table.options, table.simulated};
  for (const flows::Corridor& corridor : table.corridors) out.corridors.push_back(corridor_of(corridor));
  return out;
}

ProtectedComposition protect(const flows::Composition& composition) {
  ProtectedComposition out{composition.dimension, {}, composition.simulated};
  for (const flows::ListComposition& list : composition.lists) out.lists.push_back(list_of(composition, list));
  return out;
}

flows::Composition inferable(const ProtectedComposition& composition) {
  flows::Composition out{composition.dimension, {}, composition.simulated};
  for (const ProtectedList& list : composition.lists) {
    flows::ListComposition one{list.list, list.kind, {}, range_of(list.not_recorded)};
    for (const ProtectedCategory& category : list.recorded) one.recorded.push_back({category.name, range_of(category.people)});
    out.lists.push_back(std::move(one));
  }
  return out;
}

}  // namespace palermo::publish
