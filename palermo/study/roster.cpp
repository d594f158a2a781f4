// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/roster.hpp"

#include <map>

namespace palermo::study {
namespace {

using core::Result;

// Case rows by list and key; rows without a key belong to nobody who has a name.
Result<std::map<ListedRow, std::size_t>> rows_by_key(const CaseFacts& cases, const StudyFile& study) {
  std::map<ListedRow, std::size_t> found;
  for (std::size_t row = 0; row < cases.rows(); ++row) {
    if (cases.key[row].empty()) continue;
    if (!found.try_emplace({cases.source[row], cases.key[row]}, row).second) {
      const Source& source = study.sources[cases.source[row]];
      return core::fail(kCaseKeyTwice, {.field = source.key}, {{"source", source.id}});
    }
  }
  return found;
}

// The sets of two or more records that `people` takes for one person.
std::vector<std::vector<std::uint32_t>> groups_of(const link::People& people) {
  std::vector<std::vector<std::uint32_t>> members(people.count);
  for (std::uint32_t i = 0; i < people.person_of.size(); ++i) members[people.person_of[i]].push_back(i);
  std::erase_if(members, [](const auto& one) { return one.size() < 2; });
  return members;
}

}  // namespace

std::uint32_t Roster::history(const std::vector<std::uint32_t>& group) const {
  std::uint32_t lists = 0;
  for (const std::uint32_t record : group) lists |= 1U << records[record].list;
  return lists;
}

std::int64_t Roster::people(std::size_t partition) const {
  auto count = static_cast<std::int64_t>(records.size());
  for (const std::uint32_t group : partitions[partition]) count -= static_cast<std::int64_t>(groups[group].size()) - 1;
  return count;
}

std::vector<std::vector<std::uint32_t>> Roster::people_of_point() const {
  std::vector<std::vector<std::uint32_t>> people;
  std::vector<bool> grouped(records.size());
  for (const std::uint32_t group : partitions.front()) {
    people.push_back(groups[group]);
    for (const std::uint32_t record : groups[group]) grouped[record] = true;
  }
  for (std::uint32_t record = 0; record < records.size(); ++record)
    if (!grouped[record]) people.push_back({record});
  return people;
}

Result<Roster> make_roster(const Linkage& linkage, const CaseFacts& cases, const StudyFile& study) {
  PALERMO_TRY(const auto row_of, rows_by_key(cases, study));
  Roster roster;
  std::vector<bool> named(cases.rows());
  for (const ListedRow& row : linkage.rows) {
    const auto at = row.key.empty() ? row_of.end() : row_of.find(row);
    RosterRecord record{row.list, std::nullopt};
    if (at != row_of.end()) {
      record.row = at->second;
      named[at->second] = true;
    } else {
      ++roster.without_case;
    }
    roster.records.push_back(record);
  }
  for (std::size_t row = 0; row < cases.rows(); ++row)
    if (!named[row]) {
      roster.records.push_back({cases.source[row], row});
      ++roster.without_name;
    }
  std::map<std::vector<std::uint32_t>, std::uint32_t> known;
  const auto add = [&](const link::People& people) {
    auto& partition = roster.partitions.emplace_back();
    for (auto& group : groups_of(people)) {
      const auto [at, added] = known.try_emplace(std::move(group), static_cast<std::uint32_t>(roster.groups.size()));
      if (added) roster.groups.push_back(at->first);
      partition.push_back(at->second);
    }
  };
  add(linkage.point);
  for (std::size_t draw = 0; draw < linkage.draws.draws(); ++draw) add(linkage.draws.people(draw));
  return roster;
}

}  // namespace palermo::study
