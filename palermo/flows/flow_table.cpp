// SPDX-License-Identifier: Apache-2.0
#include "palermo/flows/flow_table.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace palermo::flows {
namespace {

using core::Result;
using Pair = std::pair<std::string, std::string>;  // origin, destination

// The code under which a place is shown.
std::string shown(const std::string& code, const FlowOptions& options) {
  const bool whole_country = options.coarseness == Coarseness::country || std::ranges::find(options.withheld, code) != options.withheld.end();
  return whole_country ? code.substr(0, 2) : code;
}

// How much of a period somebody looked on one corridor.
Watched watched(const std::vector<const Looking*>& looking, const Period& period) {
  Watched best = Watched::no;
  for (const Looking* one : looking) {
    const bool from_start = one->since <= period.first_day(), to_end = !one->until || *one->until >= period.last_day();
    const bool overlaps = one->since <= period.last_day() && (!one->until || *one->until >= period.first_day());
    if (overlaps) best = std::max(best, from_start && to_end ? Watched::whole : Watched::in_part);
  }
  return best;
}

// From the first day on which anybody looked to the last period that is old enough. Nothing of it depends on a count.
Result<std::vector<Period>> periods_of(const FlowFiles& files, const FlowOptions& options) {
  std::vector<Period> periods;
  if (files.looking.empty()) return periods;
  const Grain grain = files.counts.empty() ? Grain::year : files.counts.front().period.grain;
  const auto first = std::ranges::min_element(files.looking, {}, &Looking::since);
  for (Period period = period_of(first->since, grain); ended_before(period, options.delay_months, options.today); period = period.next()) periods.push_back(period);
  if (periods.empty()) return core::fail(kNothingYet);
  return periods;
}

// Corridors as they are shown, each with the exact corridors that it is made of.
using Groups = std::map<Pair, std::map<Pair, std::vector<const Looking*>>>;

Groups groups_of(const FlowFiles& files, const FlowOptions& options) {
  Groups groups;
  for (const Looking& one : files.looking) groups[{shown(one.origin, options), shown(one.destination, options)}][{one.origin, one.destination}].push_back(&one);
  return groups;
}

}  // namespace

Result<FlowTable> flow_table(const FlowFiles& files, const FlowOptions& options) {
  if (options.delay_months < kLeastDelayMonths)
    return core::fail(kTooLive, {}, {{"months", std::to_string(options.delay_months)}, {"least", std::to_string(kLeastDelayMonths)}});
  FlowTable table{.periods = {}, .corridors = {}, .options = options, .simulated = files.simulated};
  PALERMO_TRY(table.periods, periods_of(files, options));
  const Groups groups = groups_of(files, options);
  std::map<std::tuple<std::string, std::string, Period>, std::int64_t> people;
  for (const CorridorCount& count : files.counts) {
    const auto group = groups.find({shown(count.origin, options), shown(count.destination, options)});
    const auto exact = group == groups.end() ? decltype(group->second.end()){} : group->second.find({count.origin, count.destination});
    if (group == groups.end() || exact == group->second.end() || watched(exact->second, count.period) == Watched::no)
      return core::fail(kCountWithoutLooking, {.row = count.row});
    people[{group->first.first, group->first.second, count.period}] += count.people;
  }
  for (const auto& [pair, exact] : groups) {
    Corridor corridor{pair.first, pair.second, {}, {}};
    for (const auto& [unused, looking] : exact)
      for (const Looking* one : looking) corridor.looking.push_back(*one);
    std::ranges::sort(corridor.looking, {}, [](const Looking& one) { return std::tie(one.since, one.who); });
    for (const Period& period : table.periods) {
      FlowCell cell{.watched = Watched::whole};
      bool any = false;
      for (const auto& [unused, looking] : exact) {
        const Watched one = watched(looking, period);
        any = any || one != Watched::no;
        if (one != Watched::whole) cell.watched = Watched::in_part;
      }
      if (!any) cell.watched = Watched::no;
      if (const auto found = people.find({pair.first, pair.second, period}); found != people.end()) cell.people = found->second;
      corridor.cells.push_back(cell);
    }
    table.corridors.push_back(std::move(corridor));
  }
  return table;
}

}  // namespace palermo::flows
