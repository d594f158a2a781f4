// SPDX-License-Identifier: Apache-2.0
#include "palermo/simulate/member.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace palermo::simulate {
namespace {

std::string person_id(const Person& person) { return fmt::format("p{:07}", person.number); }

std::string_view text_of(Sex sex) {
  return sex == Sex::female ? "female" : sex == Sex::male ? "male" : "other";
}

std::string date(core::Day day) { return core::PartialDate{{day, day}}.text(); }

int year_of(const Member& member) { return core::year_of(member.person.seen); }

std::string record_of(const Member& member, Organisation organisation) {
  const auto i = static_cast<std::size_t>(organisation);
  if (!member.captured[i]) return {};
  return organisation == Organisation::ctdc_contributor ? std::to_string(member.contributor_row) : member.registered[i].record_id;
}

// Nothing is said about the benefit that an exploiter sought or the dangers of work: these are the facilitator's.
bool said_of_conduct(Fact fact) { return fact < Fact::benefit_sought; }

void append_event(std::string& out, const Person& person, const Event& event, std::string_view name) {
  const bool conduct = name == "conduct";
  out += fmt::format("{},{},{},{},{}", person_id(person), name, date(event.from), date(event.until), event.age_years);
  for (std::size_t i = 0; i < kFacts; ++i) {
    const auto fact = static_cast<Fact>(i);
    if (conduct && !said_of_conduct(fact)) out += ',';
    else out += event.facts.has(fact) ? ",1" : ",0";
  }
  out += '\n';
}

}  // namespace

Member draw_member(std::uint64_t seed, std::int64_t number) {
  Member member;
  member.person = draw_person(seed, number, kWorldMix);
  member.captured = draw_captures(seed, member.person);
  for (const Organisation organisation : kAllOrganisations) {
    const auto i = static_cast<std::size_t>(organisation);
    if (member.captured[i]) member.registered[i] = registration(seed, member.person, organisation);
  }
  return member;
}

std::vector<std::size_t> on_list(const std::vector<Member>& members, Organisation organisation) {
  const auto list = static_cast<std::size_t>(organisation);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].captured[list]) found.push_back(i);
  std::sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) {
    return members[a].registered[list].record_id < members[b].registered[list].record_id;
  });
  return found;
}

std::string persons_csv(const std::vector<Member>& members) {
  std::string out =
      "person_id,sex,birth_year,age_at_conduct,citizenship,country,sector,isolated,conduct_from,conduct_until,entry_on,"
      "trafficking,smuggling,year";
  for (const Organisation organisation : kAllOrganisations) out += fmt::format(",{}", id_of(organisation));
  for (const Organisation organisation : kAllOrganisations)
    out += fmt::format(",{}_{}", id_of(organisation), organisation == Organisation::ctdc_contributor ? "row" : "record");
  out += '\n';
  for (const Member& member : members) {
    const Person& p = member.person;
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}", person_id(p), text_of(p.sex), core::year_of(p.birth),
                       p.conduct.age_years, p.citizenship, p.country, simulate::text_of(p.sector), p.isolated ? 1 : 0,
                       date(p.conduct.from), date(p.conduct.until), p.entry ? date(p.entry->from) : std::string(),
                       simulate::text_of(trafficking(p)), smuggling(p) ? "true" : "false", year_of(member));
    for (const Organisation organisation : kAllOrganisations)
      out += member.captured[static_cast<std::size_t>(organisation)] ? ",1" : ",0";
    for (const Organisation organisation : kAllOrganisations) out += fmt::format(",{}", record_of(member, organisation));
    out += '\n';
  }
  return out;
}

std::string facts_csv(const std::vector<Member>& members) {
  std::string out = "person_id,event,from,until,person.age";
  for (std::size_t i = 0; i < kFacts; ++i) out += fmt::format(",{}", id_of(static_cast<Fact>(i)));
  out += '\n';
  for (const Member& member : members) {
    append_event(out, member.person, member.person.conduct, "conduct");
    if (member.person.entry) append_event(out, member.person, *member.person.entry, "entry");
  }
  return out;
}

core::Result<core::CaptureTable> capture_table(const std::vector<Member>& members) {
  std::vector<std::string> lists;
  for (const Organisation organisation : kAllOrganisations) lists.emplace_back(id_of(organisation));
  std::vector<core::CaptureCell> cells;
  for (const Member& member : members)
    if (member.captured.any())
      cells.push_back({static_cast<std::uint32_t>(member.captured.to_ulong()), 1,
                       fmt::format("trafficking {}", simulate::text_of(trafficking(member.person))), year_of(member)});
  return core::CaptureTable::make(std::move(lists), std::move(cells));
}

}  // namespace palermo::simulate
