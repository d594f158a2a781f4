// SPDX-License-Identifier: Apache-2.0
#include "palermo/treaty/standing.hpp"

#include <algorithm>
#include <array>

namespace palermo::treaty {
namespace {

using core::Day;
using Days = core::Interval<Day>;  // both ends known

struct Said {
  Answer answer;
  Why because;
};

Days of(const core::PartialDate& date) { return date.days; }

// The days from which a State with this deposit may be bound.
Days binding_days(const Instrument& instrument, const Row& row) {
  const Days deposit = of(row.date);
  const Days force = of(instrument.in_force);
  Days from{takes_effect(instrument.rule, *deposit.min), takes_effect(instrument.rule, *deposit.max)};
  if (row.kind == Kind::succession) from = {*force.min, *deposit.max};  // from the succession of States, not known here
  if (row.kind == Kind::deposit) from.min = *deposit.min;               // it may be a succession: no waiting time
  return {std::max(*from.min, *force.min), std::max(*from.max, *force.max)};
}

Said by_days(Days days, Day day, Why within) {
  if (day >= *days.max) return {Answer::yes, Why::deposited};
  if (day < *days.min) return {Answer::no, Why::not_yet};
  return {Answer::unknown, within};
}

// Nothing decides: what the completeness of the table, or an unverified row, allows to say.
Said without_row(const Table& table, const Instrument& instrument, const Standing& found, Day day) {
  const auto until = table.complete_for(instrument, found.state);
  const bool covered = until && day <= *until;
  const auto earlier = [day](const Row* row) { return *row->date.days.min <= day; };
  if (std::any_of(found.to_check.begin(), found.to_check.end(), earlier))
    return {Answer::unknown, Why::only_unverified};
  if (covered) return {Answer::no, Why::no_row};
  return {Answer::unknown, Why::beyond_table};
}

// An act binds by itself: the list of those it binds is all there is.
void settle_by_act(const Circle& circle, Standing& found, Day day) {
  const Circle::Place place = circle.place_of(found.state, day);
  found.party = found.bound = place.inside;
  found.party_because = found.bound_because = place.apart                   ? Why::apart
                                              : place.inside == Answer::yes ? Why::by_the_act
                                              : place.inside == Answer::no  ? Why::not_addressed
                                                                            : Why::beyond_table;
  if (place.apart) found.why = place.apart->why;
}

// A closed treaty: whoever it is not open to is no party. A deposit that decides says more than the list.
void settle_by_circle(const Circle& circle, Standing& found, Day day) {
  if (found.row || found.organisation) return;
  const Circle::Place place = circle.place_of(found.state, day);
  if (place.apart) found.why = place.apart->why;
  if (place.inside != Answer::no) return;
  found.party = found.bound = Answer::no;
  found.party_because = found.bound_because = place.apart ? Why::apart : Why::not_open;
}

void gather(const Instrument& instrument, Standing& found) {
  const auto before = [](const Row& row, const std::string& state) { return row.state < state; };
  auto row = std::lower_bound(instrument.rows.begin(), instrument.rows.end(), found.state, before);
  for (; row != instrument.rows.end() && row->state == found.state; ++row) {
    if (row->decides())
      found.row = &*row;
    else if (row->kind == Kind::signature && row->mark != Mark::unverified)
      found.signature = &*row;
    else if (row->kind != Kind::signature)
      found.to_check.push_back(&*row);
  }
}

Standing stand(const Table& table, const Instrument& instrument, const std::string& participant, Day day) {
  Standing found;
  found.state = participant;
  found.organisation = table.is_organisation(participant);
  gather(instrument, found);
  if (instrument.binds) settle_by_act(*instrument.binds, found, day);
  Said party{found.party, found.party_because}, bound{found.bound, found.bound_because};
  if (found.row) {
    found.deposit = found.row->date;
    found.bound_from = {binding_days(instrument, *found.row)};
    party = by_days(of(found.deposit), day, Why::within_date);
    bound =
        by_days(of(found.bound_from), day, found.row->kind == Kind::succession ? Why::succession : Why::within_date);
  } else if (!instrument.binds) {
    party = bound = without_row(table, instrument, found, day);
  }
  if (day < *instrument.in_force.days.min)
    bound = {Answer::no, Why::not_in_force};
  else if (day < *instrument.in_force.days.max && party.answer == Answer::yes && bound.answer == Answer::unknown)
    bound.because = Why::perhaps_in_force;
  found.party = party.answer;
  found.party_because = party.because;
  found.bound = bound.answer;
  found.bound_because = bound.because;
  if (instrument.binds) {
    found.party = found.bound;
    found.party_because = found.bound_because;
  }
  if (instrument.open_to) settle_by_circle(*instrument.open_to, found, day);
  return found;
}

void add(Count& count, bool organisation) { ++(organisation ? count.organisations : count.states); }

}  // namespace

std::string_view word(Why why) {
  static constexpr std::array<std::string_view, 13> kWords{
      "deposited",    "not_yet",         "within_date",  "succession",       "no_row",
      "beyond_table", "only_unverified", "not_in_force", "perhaps_in_force", "not_open",
      "by_the_act",   "not_addressed",   "apart"};
  return kWords[static_cast<std::size_t>(why)];
}

core::Result<Standing> standing(const Table& table, const Instrument& instrument, std::string_view participant,
                                Day day) {
  const bool organisation = instrument.open_to_organisations && table.is_organisation(participant);
  if (!table.is_state(participant) && !organisation)
    return core::fail(kUnknownState, {}, {{"state", std::string(participant)}, {"instrument", instrument.id}});
  return stand(table, instrument, std::string(participant), day);
}

Status status(const Table& table, const Instrument& instrument, Day day) {
  Status all;
  all.day = day;
  std::vector<std::string> participants = table.states();
  if (instrument.open_to_organisations)
    for (const auto& organisation : table.organisations()) participants.push_back(organisation.first);
  std::sort(participants.begin(), participants.end());
  for (const std::string& participant : participants) {
    Standing one = stand(table, instrument, participant, day);
    if (one.party == Answer::yes) add(all.parties, one.organisation);
    if (one.party == Answer::unknown) add(all.parties_unknown, one.organisation);
    if (one.bound == Answer::yes) add(all.bound, one.organisation);
    if (one.bound == Answer::unknown) add(all.bound_unknown, one.organisation);
    all.list.push_back(std::move(one));
  }
  return all;
}

core::Result<Changes> changes(const Table& table, const Instrument& instrument, Day from, Day to) {
  if (to < from) return core::fail(kDaysReversed);
  Changes all;
  all.from = from;
  all.to = to;
  const Days force = of(instrument.in_force);
  all.entered_into_force = from < *force.max && *force.min <= to;
  const Status before = status(table, instrument, from);
  const Status after = status(table, instrument, to);
  for (std::size_t i = 0; i < after.list.size(); ++i) {
    const Standing& was = before.list[i];
    const Standing& is = after.list[i];
    if (is.party == Answer::yes && was.party != Answer::yes) all.deposited.push_back(is);
    if (is.bound == Answer::yes && was.bound != Answer::yes) all.bound.push_back(is);
    if (is.party == Answer::unknown && was.party != Answer::unknown) all.lost.push_back(is.state);
  }
  return all;
}

}  // namespace palermo::treaty
