// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/sheet.hpp"

#include <algorithm>
#include <set>

namespace palermo::rights {
namespace {

constexpr std::string_view kShelves[] = {"now", "event", "remedies", "open"};
constexpr std::string_view kLacking[] = {"nothing", "condition", "own_law", "facts", "acceptance"};

// Of the grounds that carry the entitlement, the one that the line speaks for: a firm one first, then one that nothing is presumed for.
const OwedGround& speaking(const std::vector<const OwedGround*>& grounds) {
  const auto behind = [](const OwedGround& ground) { return (ground.firm() ? 0 : ground.leaves_room() ? 2 : 4) + (ground.presumed.empty() ? 0 : 1); };
  return **std::min_element(grounds.begin(), grounds.end(), [&](const OwedGround* a, const OwedGround* b) { return behind(*a) < behind(*b); });
}

SheetLine line_of(const Owed& one) {
  const std::vector<const OwedGround*> grounds = one.carrying();
  const OwedGround& ground = speaking(grounds);
  SheetLine line{.entitlement = one.entitlement, .floor = false, .sure = ground.firm(), .may_refuse = ground.leaves_room(), .presumed = ground.presumed, .until = {}, .at_least = false};
  line.floor = std::any_of(grounds.begin(), grounds.end(), [](const OwedGround* g) { return g->ground->from == From::anybody; });
  for (const OwedGround* dated : grounds) {
    if (!dated->deadline.known() || line.until.known() || (line.sure && !dated->firm())) continue;  // a sure line has no day that is not
    line.until = dated->deadline;
    line.at_least = dated->article->deadline.kind == law::Deadline::Kind::at_least_days;
  }
  return line;
}

// Whether every period that is known as days has ended: the longest one counts.
bool all_over(const Owed& one, core::Day today) {
  const std::vector<const OwedGround*> grounds = one.carrying();
  return std::none_of(grounds.begin(), grounds.end(), [&](const OwedGround* g) {
    const bool period = g->deadline.known() && g->article->deadline.kind == law::Deadline::Kind::at_least_days;
    return period && (!g->deadline.days.max || *g->deadline.days.max >= today);
  });
}

Shelf shelf_of(const Owed& one, const SheetLine& line) {
  if (line.over) return Shelf::open;
  if (one.standing == Standing::open || one.standing == Standing::to_check) return Shelf::open;
  if (one.entitlement->kind == Class::remedy) return Shelf::remedies;
  return one.standing == Standing::due ? Shelf::now : Shelf::event;
}

Lacking lacking(const RouteKnown& route) {
  if (route.standing == RouteStanding::open) return Lacking::nothing;
  if (route.remedy->kind == RemedyKind::treaty_body) return Lacking::acceptance;
  const auto met = [](const ConditionKnown& condition) { return condition.is == law::Truth::yes; };
  if (!std::all_of(route.conditions.begin(), route.conditions.end(), met)) return Lacking::condition;
  return route.ask_own_law ? Lacking::own_law : Lacking::facts;
}

// What can be counted on is not hidden among what cannot; within each, the floor first.
int order(const SheetLine& line) { return (line.sure ? 0 : line.may_refuse ? 2 : 4) + (line.floor ? 0 : 1); }

// Of what is open: a bed and a doctor, then the stay, then the rest.
int open_order(const SheetLine& line) { return line.entitlement->kind == Class::service ? 0 : line.entitlement->kind == Class::residence ? 1 : 2; }

constexpr std::string_view kTrafficked = "VT", kRare = "CR";

// Groups of which something is owed, now or when it comes to it.
std::set<std::string> touched_groups(const std::vector<Owed>& all) {
  std::set<std::string> groups;
  for (const Owed& one : all)
    if (one.standing <= Standing::on_event && one.force != Force::not_binding) groups.insert(group_of(one.entitlement->id));
  return groups;
}

int group_order(const SheetPart& part, const std::set<std::string>& touched) {
  if (part.group == kTrafficked) return 0;
  return part.group == kRare ? 3 : touched.contains(part.group) ? 1 : 2;
}

}  // namespace

std::string_view word(Shelf shelf) { return kShelves[static_cast<std::size_t>(shelf)]; }
std::string_view word(Lacking lacking) { return kLacking[static_cast<std::size_t>(lacking)]; }

std::string group_of(std::string_view entitlement) {
  const std::string letters(entitlement.substr(0, entitlement.find_first_of("0123456789")));
  if (entitlement == "SM08") return std::string(kRare);
  return letters == "AS" ? "SM" : letters;
}

std::vector<SheetPart> sheet_parts(const std::vector<Owed>& all, const law::Vocabulary& vocabulary, core::Day today, const SheetAbout& about) {
  std::vector<SheetPart> parts;
  for (const Owed& one : all) {
    if (one.standing == Standing::not_triggered || one.force == Force::not_binding) continue;
    if (one.entitlement->id == kAgeDoubt && about.age != AgeKnown::not_known) continue;
    SheetLine line = line_of(one);
    line.over = line.at_least && all_over(one, today);
    const Shelf shelf = shelf_of(one, line);
    const std::string event = shelf == Shelf::event ? vocabulary[speaking(one.carrying()).events.front()].id : "";
    const std::string group = shelf == Shelf::open ? group_of(one.entitlement->id) : "";
    auto part = std::find_if(parts.begin(), parts.end(), [&](const SheetPart& p) { return p.shelf == shelf && p.event == event && p.group == group; });
    if (part == parts.end()) part = parts.insert(parts.end(), SheetPart{.shelf = shelf, .event = event, .group = group, .lines = {}});
    line.sure &= shelf != Shelf::open;
    part->lines.push_back(std::move(line));
  }
  const std::set<std::string> touched = touched_groups(all);
  for (SheetPart& part : parts) {
    const auto rank = part.shelf == Shelf::open ? open_order : order;
    std::stable_sort(part.lines.begin(), part.lines.end(), [rank](const SheetLine& a, const SheetLine& b) { return rank(a) < rank(b); });
    part.in_short = part.group == kRare && !touched.contains(part.group);
  }
  std::stable_sort(parts.begin(), parts.end(), [&](const SheetPart& a, const SheetPart& b) {
    return a.shelf != b.shelf ? a.shelf < b.shelf : a.shelf == Shelf::open && group_order(a, touched) < group_order(b, touched);
  });
  return parts;
}

std::vector<SheetWay> sheet_ways(const std::vector<RouteKnown>& routes) {
  std::vector<SheetWay> ways;
  for (const RouteKnown& route : routes) {
    if (route.standing == RouteStanding::not_open) continue;
    SheetWay way;
    way.route = &route;
    way.lacking = lacking(route);
    way.line.entitlement = route.owed.entitlement;
    if (way.lacking == Lacking::nothing) way.line = line_of(route.owed);
    ways.push_back(std::move(way));
  }
  std::stable_partition(ways.begin(), ways.end(), [](const SheetWay& way) { return way.lacking == Lacking::nothing; });
  return ways;
}

}  // namespace palermo::rights
