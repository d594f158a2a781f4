// SPDX-License-Identifier: Apache-2.0
#include "palermo/study/people_rows.hpp"

#include <algorithm>
#include <map>

#include "palermo/core/random.hpp"
#include "palermo/core/value.hpp"

namespace palermo::study {
namespace {

using core::Value;
using Records = std::vector<std::uint32_t>;

constexpr std::size_t kHandleBytes = 10;

bool has_bit(const std::vector<std::uint64_t>& words, std::size_t at, std::size_t bit) { return (words[at + bit / 64] >> (bit % 64) & 1) != 0; }

// "shelter", or "shelter (assumed)".
std::string told_by(const StudyFile& study, const CaseFacts& cases, std::size_t reading, const RosterRecord& record, std::size_t fact) {
  const bool assumed = has_bit(cases.readings[reading].assumed, *record.row * cases.layout.words(), fact);
  return study.sources[record.list].id + (assumed ? " (assumed)" : "");
}

Value facts_value(const law::Vocabulary& vocabulary, const StudyFile& study, const CaseFacts& cases, const Roster& roster, std::size_t reading,
                  const Records& records) {
  Value facts(Value::Object{});
  for (std::size_t f = 0; f < cases.layout.facts.size(); ++f) {
    const law::FactDef& fact = vocabulary[cases.layout.facts[f]];
    if (fact.withheld) continue;
    Value yes(Value::Array{}), no(Value::Array{});
    for (const std::uint32_t r : records) {
      const RosterRecord& record = roster.records[r];
      if (!record.row) continue;
      const std::size_t at = *record.row * cases.layout.words();
      if (has_bit(cases.readings[reading].yes, at, f)) yes.push(told_by(study, cases, reading, record, f));
      if (has_bit(cases.readings[reading].no, at, f)) no.push(told_by(study, cases, reading, record, f));
    }
    if (yes.items().empty() && no.items().empty()) continue;
    Value one;
    if (!yes.items().empty()) one.set("true", std::move(yes));
    if (!no.items().empty()) one.set("false", std::move(no));
    facts.set(fact.id, std::move(one));
  }
  return facts;
}

Value person_value(const law::Vocabulary& vocabulary, const StudyFile& study, const CaseFacts& cases, const Roster& roster, const Records& records) {
  Value lists(Value::Array{}), readings(Value::Object{});
  for (const std::uint32_t r : records) lists.push(study.sources[roster.records[r].list].id);
  for (std::size_t reading = 0; reading < study.readings.size(); ++reading) {
    Value contradicted(Value::Array{}), one;
    for (const law::FactId fact : join(cases, reading, roster, records).contradicted(cases.layout))
      if (!vocabulary[fact].withheld) contradicted.push(vocabulary[fact].id);
    one.set("facts", facts_value(vocabulary, study, cases, roster, reading, records));
    one.set("contradicted", std::move(contradicted));
    readings.set(study.readings[reading].id, std::move(one));
  }
  Value person;
  person.set("person", core::secret_hex(kHandleBytes));
  person.set("lists", std::move(lists));
  person.set("readings", std::move(readings));
  return person;
}

}  // namespace

std::string people_lines(const law::Vocabulary& vocabulary, const StudyFile& study, const CaseFacts& cases, const Roster& roster) {
  std::map<std::string, std::string> by_handle;  // sorted by random handles: in random order
  for (const Records& records : roster.people_of_point()) {
    const Value person = person_value(vocabulary, study, cases, roster, records);
    by_handle.emplace(person["person"].as_text(), core::to_json(person, -1));
  }
  std::string text = "{\"not for release\":true,\"format\":\"palermo-linked-people/1\"}\n";
  for (const auto& [handle, line] : by_handle) text += line + "\n";
  return text;
}

}  // namespace palermo::study
