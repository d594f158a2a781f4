// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/sheet.hpp"

#include <algorithm>

namespace palermo::rights {
namespace {

constexpr std::string_view kShelves[] = {"now", "event", "remedies", "open"};

// Of the grounds that carry the entitlement, the one that the line speaks for: a firm one first, then one that nothing is presumed for.
const OwedGround& speaking(const std::vector<const OwedGround*>& grounds) {
  const auto behind = [](const OwedGround& ground) { return (ground.firm() ? 0 : 2) + (ground.presumed.empty() ? 0 : 1); };
  return **std::min_element(grounds.begin(), grounds.end(), [&](const OwedGround* a, const OwedGround* b) { return behind(*a) < behind(*b); });
}

SheetLine line_of(const Owed& one) {
  const std::vector<const OwedGround*> grounds = one.carrying();
  const OwedGround& ground = speaking(grounds);
  SheetLine line{.entitlement = one.entitlement, .floor = false, .sure = ground.firm(), .presumed = ground.presumed, .until = {}, .at_least = false};
  line.floor = std::any_of(grounds.begin(), grounds.end(), [](const OwedGround* g) { return g->ground->from == From::anybody; });
  for (const OwedGround* dated : grounds) {
    if (!dated->deadline.known() || line.until.known() || (line.sure && !dated->firm())) continue;  // a sure line has no day that is not
    line.until = dated->deadline;
    line.at_least = dated->article->deadline.kind == law::Deadline::Kind::at_least_days;
  }
  return line;
}

Shelf shelf_of(const Owed& one) {
  if (one.standing == Standing::open || one.standing == Standing::to_check) return Shelf::open;
  if (one.entitlement->kind == Class::remedy) return Shelf::remedies;
  return one.standing == Standing::due ? Shelf::now : Shelf::event;
}

int order(const SheetLine& line) { return (line.floor ? 0 : 2) + (line.sure ? 0 : 1); }

}  // namespace

std::string_view word(Shelf shelf) { return kShelves[static_cast<std::size_t>(shelf)]; }

std::vector<SheetPart> sheet_parts(const std::vector<Owed>& all, const law::Vocabulary& vocabulary) {
  std::vector<SheetPart> parts;
  for (const Owed& one : all) {
    if (one.standing == Standing::not_triggered || one.force == Force::not_binding) continue;
    const Shelf shelf = shelf_of(one);
    const std::string event = shelf == Shelf::event ? vocabulary[speaking(one.carrying()).events.front()].id : "";
    auto part = std::find_if(parts.begin(), parts.end(), [&](const SheetPart& p) { return p.shelf == shelf && p.event == event; });
    if (part == parts.end()) part = parts.insert(parts.end(), SheetPart{.shelf = shelf, .event = event, .lines = {}});
    SheetLine line = line_of(one);
    line.sure &= shelf != Shelf::open;
    part->lines.push_back(std::move(line));
  }
  for (SheetPart& part : parts)
    std::stable_sort(part.lines.begin(), part.lines.end(), [](const SheetLine& a, const SheetLine& b) { return order(a) < order(b); });
  std::stable_sort(parts.begin(), parts.end(), [](const SheetPart& a, const SheetPart& b) { return a.shelf < b.shelf; });
  return parts;
}

}  // namespace palermo::rights
