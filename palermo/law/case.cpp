// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/case.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "palermo/core/edits.hpp"
#include "palermo/core/plain_text.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/law/bounds.hpp"
#include "palermo/law/ids.hpp"

namespace palermo::law {

namespace {

using core::Reader;
using core::Value;

constexpr Role kRoles[] = {Role::not_stated,    Role::organiser,     Role::paid_facilitator,
                           Role::unpaid_helper, Role::family_member, Role::person_moved};

constexpr core::ErrorKind kTwoAnswers{"law.two_answers", core::Exit::unreadable};

// In place of what was written in a file about a person: it may be somebody's name.
const std::string kNotRepeated = "…";

// The fact that was most likely meant by a word that looks like one of ours, group.name: in its own group up to half of
// its letters may be otherwise, anywhere else two. "" when none is near. Only our own word is ever told.
std::string nearest_fact(std::string_view name, bool number, const Vocabulary& vocabulary) {
  const std::size_t dot = name.find('.');
  if (!is_plain_id(name) || dot == std::string_view::npos) return "";
  const auto group = vocabulary.find_group(name.substr(0, dot));
  constexpr std::size_t kElsewhere = 2;
  std::size_t least = (group ? name.size() / 2 : kElsewhere) + 1;
  std::string nearest;
  for (const FactDef& fact : vocabulary.facts()) {
    if (fact.number != number || (group && fact.group != *group)) continue;
    if (const std::size_t distance = core::edits(name, fact.id); distance < least) {
      least = distance;
      nearest = fact.id;
    }
  }
  return nearest;
}

// A fact by name; a number where `number` is wanted and nothing else.
core::Result<FactId> find_fact(const Value& node, std::string_view name, bool number, const Vocabulary& vocabulary) {
  const auto fact = vocabulary.find(name);
  if (!fact) {
    const std::string near = nearest_fact(name, number, vocabulary);
    if (near.empty()) return core::fail(kUnknownFact, node.place(), {{"fact", kNotRepeated}});
    return core::fail(kUnknownFactNear, node.place(), {{"near", near}});
  }
  if (vocabulary[*fact].number != number)
    return core::fail(kWrongKindOfFact, node.place(),
                      {{"fact", std::string(name)}, {"expected", number ? "number" : "truth"}});
  return *fact;
}

core::Result<FactId> find_listed(const Value& node, const Vocabulary& vocabulary) {
  if (!node.is_text()) return core::fail(core::kWrongType, node.place(), {{"what", "facts"}, {"expected", "text"}});
  return find_fact(node, node.as_text(), false, vocabulary);
}

core::Done read_statements(Reader& reader, std::string_view key, Truth truth, const Vocabulary& vocabulary, Case& to) {
  const Value* list = reader.array(key);
  if (!list) return {};
  for (const Value& node : list->items()) {
    PALERMO_TRY(const FactId fact, find_listed(node, vocabulary));
    to.statements.push_back({fact, truth, ""});
  }
  return {};
}

// "person.age", "person.age.min" or "person.age.max".
core::Done read_values(Reader& reader, const Vocabulary& vocabulary, Case& to) {
  const Value* values = reader.object("values");
  if (!values) return {};
  for (const auto& [key, node] : values->members()) {
    std::string_view name = key;
    const bool min = name.ends_with(".min"), max = name.ends_with(".max");
    if (min || max) name.remove_suffix(4);
    PALERMO_TRY(const FactId fact, find_fact(node, name, true, vocabulary));
    if (!node.is_number()) return core::fail(kNotANumber, node.place(), {{"fact", vocabulary[fact].id}});
    PALERMO_TRY(const std::int64_t number, whole_number(node, vocabulary[fact].id, allowed_numbers(vocabulary[fact])));
    NumberStatement statement{fact, {}, ""};
    if (!max) statement.range.min = number;
    if (!min) statement.range.max = number;
    to.numbers.push_back(statement);
  }
  return {};
}

core::Done read_one_of(Reader& reader, const Vocabulary& vocabulary, Case& to) {
  const Value* sets = reader.array("one_of");
  if (!sets) return {};
  for (const Value& set : sets->items()) {
    OneOf one_of;
    for (const Value& node : set.items()) {
      PALERMO_TRY(const FactId fact, find_listed(node, vocabulary));
      one_of.facts.push_back(fact);
    }
    std::sort(one_of.facts.begin(), one_of.facts.end());
    one_of.facts.erase(std::unique(one_of.facts.begin(), one_of.facts.end()), one_of.facts.end());
    if (one_of.facts.size() < 2) return core::fail(kOneOfTooSmall, set.place());
    to.one_of.push_back(std::move(one_of));
  }
  return {};
}

core::Done read_closed(Reader& reader, const Vocabulary& vocabulary, Case& to) {
  const Value* groups = reader.array("closed");
  if (!groups) return {};
  for (const Value& node : groups->items()) {
    const std::string name = node.is_text() ? node.as_text() : "";
    const auto group = vocabulary.find_group(name);
    if (!group) return core::fail(kUnknownGroup, node.place(), {{"group", kNotRepeated}});
    to.closed.push_back({*group, ""});
  }
  return {};
}

// One fact, one answer: what stands under is_true as well as under unknown was typed by mistake, and only who typed it knows which is meant.
core::Done one_answer_each(const Value& value, const Vocabulary& vocabulary) {
  std::map<FactId, std::string_view> under;
  for (const std::string_view key : {"is_true", "is_false", "unknown"}) {
    const Value* list = value.find(key);
    if (!list || !list->is_array()) continue;
    for (const Value& node : list->items()) {
      const auto fact = node.is_text() ? vocabulary.find(node.as_text()) : std::nullopt;
      if (!fact) continue;
      const auto [first, added] = under.emplace(*fact, key);
      if (!added && first->second != key)
        return core::fail(kTwoAnswers, node.place(), {{"fact", vocabulary[*fact].id}, {"first", std::string(first->second)}, {"second", std::string(key)}});
    }
  }
  return {};
}

core::Done read_facts(const Value& value, const Vocabulary& vocabulary, Case& to) {
  Reader reader(value, "facts");
  PALERMO_CHECK_DONE(read_values(reader, vocabulary, to));
  PALERMO_CHECK_DONE(read_statements(reader, "is_true", Truth::yes, vocabulary, to));
  PALERMO_CHECK_DONE(read_statements(reader, "is_false", Truth::no, vocabulary, to));
  PALERMO_CHECK_DONE(read_statements(reader, "unknown", Truth::unknown, vocabulary, to));
  PALERMO_CHECK_DONE(read_one_of(reader, vocabulary, to));
  PALERMO_CHECK_DONE(read_closed(reader, vocabulary, to));
  PALERMO_CHECK_DONE(reader.finish());
  return one_answer_each(value, vocabulary);
}

core::Result<Answer> read_answer(const Value& value) {
  Reader reader(value, "answer");
  Answer answer;
  answer.law = reader.text("law");
  answer.term = reader.text("term");
  answer.truth = reader.flag("answer", false) ? Truth::yes : Truth::no;
  answer.by = reader.text("by");
  answer.reason = reader.text("reason");
  PALERMO_CHECK_DONE(reader.finish());
  if (!value.find("answer"))
    return core::fail(core::kMissingKey, value.place(), {{"key", "answer"}, {"what", "answer"}});
  if (answer.by.empty() || answer.reason.empty())
    return core::fail(core::kMissingKey, value.place(),
                      {{"key", answer.by.empty() ? "by" : "reason"}, {"what", "answer"}});
  return answer;
}

core::Result<Expectation> read_expectation(const std::string& finding, const Value& node) {
  Expectation expectation{.finding = finding, .outcome = Outcome::unknown, .refused = false, .place = node.place()};
  const std::string text = node.is_text() ? node.as_text() : "";
  if (node.is_bool())
    expectation.outcome = node.as_bool() ? Outcome::yes : Outcome::no;
  else if (text == "not_in_force")
    expectation.outcome = Outcome::not_in_force;
  else if (text == "refused")
    expectation.refused = true;
  else if (text != "unknown")
    return core::fail(core::kWrongValue, node.place(),
                      {{"what", "expect"}, {"allowed", "true, false, unknown, not_in_force, refused"}});
  return expectation;
}

core::Result<Answer> read_reading_answer(const Value& value, const std::string& by) {
  Reader reader(value, "answer");
  Answer answer;
  answer.law = reader.text("law");
  answer.term = reader.text("term");
  answer.truth = reader.flag("is", false) ? Truth::yes : Truth::no;
  answer.reason = reader.text("reason");
  answer.by = by;
  PALERMO_CHECK_DONE(reader.finish());
  if (!value.find("is")) return core::fail(core::kMissingKey, value.place(), {{"key", "is"}, {"what", "answer"}});
  return answer;
}

core::Result<DeclaredReading> read_reading(const Value& value, const Vocabulary& vocabulary) {
  Reader reader(value, "reading");
  DeclaredReading reading;
  reading.id = reader.text("id");
  reading.says = reader.text("says");
  Case said;
  PALERMO_CHECK_DONE(read_statements(reader, "is_true", Truth::yes, vocabulary, said));
  PALERMO_CHECK_DONE(read_statements(reader, "is_false", Truth::no, vocabulary, said));
  const Value* answers = reader.array("answers");
  PALERMO_CHECK_DONE(reader.finish());
  if (reading.id.empty()) return core::fail(core::kMissingKey, value.place(), {{"key", "id"}, {"what", "reading"}});
  for (Statement& statement : said.statements) statement.source = reading.id;
  reading.statements = std::move(said.statements);
  if (answers)
    for (const Value& node : answers->items()) {
      PALERMO_TRY(Answer answer, read_reading_answer(node, reading.id));
      reading.answers.push_back(std::move(answer));
    }
  return reading;
}

core::Done at_most(std::size_t limit, std::size_t found, std::string_view what, const core::Place& place) {
  if (found <= limit) return {};
  return core::fail(kTooMany, place,
                    {{"what", std::string(what)}, {"limit", std::to_string(limit)}, {"found", std::to_string(found)}});
}

core::Done read_readings(Reader& reader, const Vocabulary& vocabulary, std::vector<DeclaredReading>& to) {
  const Value* list = reader.array("readings");
  if (!list) return {};
  PALERMO_CHECK_DONE(at_most(kMostReadings, to.size() + list->items().size(), "readings", list->place()));
  std::set<std::string> ids;
  for (const DeclaredReading& reading : to) ids.insert(reading.id);
  for (const Value& node : list->items()) {
    PALERMO_TRY(DeclaredReading reading, read_reading(node, vocabulary));
    if (!ids.insert(reading.id).second) return core::fail(kDuplicateId, node.place(), {{"id", kNotRepeated}});
    to.push_back(std::move(reading));
  }
  return {};
}

core::Result<Change> read_change(const Value& value, const Vocabulary& vocabulary) {
  Reader reader(value, "change");
  Change change;
  const std::string on = reader.optional_text("on").value_or("");
  const std::string kind = reader.choice("kind", {"became_so", "became_known"}, "");
  change.says = reader.text("says");
  Case said;
  PALERMO_CHECK_DONE(read_values(reader, vocabulary, said));
  PALERMO_CHECK_DONE(read_statements(reader, "is_true", Truth::yes, vocabulary, said));
  PALERMO_CHECK_DONE(read_statements(reader, "is_false", Truth::no, vocabulary, said));
  PALERMO_CHECK_DONE(read_statements(reader, "unknown", Truth::unknown, vocabulary, said));
  PALERMO_CHECK_DONE(reader.finish());
  PALERMO_CHECK_DONE(one_answer_each(value, vocabulary));
  if (kind.empty()) return core::fail(core::kMissingKey, value.place(), {{"key", "kind"}, {"what", "change"}});
  const auto day = core::parse_date(on);
  if (!day || !day->days.exact()) return core::fail(core::kBadDate, value["on"].is_null() ? value.place() : value["on"].place());
  change.kind = kind == "became_so" ? Change::Kind::became_so : Change::Kind::became_known;
  change.on = *day->days.min;
  change.statements = std::move(said.statements);
  change.numbers = std::move(said.numbers);
  return change;
}

// `to` has its date already.
core::Done read_changes(const Value* list, const Vocabulary& vocabulary, Case& to) {
  if (!list) return {};
  PALERMO_CHECK_DONE(at_most(kMostChanges, list->items().size(), "changes", list->place()));
  for (const Value& node : list->items()) {
    PALERMO_TRY(Change change, read_change(node, vocabulary));
    if (to.date.days.min && change.on < *to.date.days.min) return core::fail(kChangeBeforeCase, node["on"].place());
    to.changes.push_back(std::move(change));
  }
  std::stable_sort(to.changes.begin(), to.changes.end(), [](const Change& a, const Change& b) { return a.on < b.on; });
  return {};
}

Role role_of(std::string_view name) {
  const auto found = std::find_if(std::begin(kRoles), std::end(kRoles), [&](Role r) { return word(r) == name; });
  return found == std::end(kRoles) ? Role::not_stated : *found;
}

core::Result<Case> parse_case(const Value& value, const Vocabulary& vocabulary,
                              const std::vector<DeclaredReading>& readings) {
  Case parsed;
  parsed.readings = readings;
  Reader reader(value, "case");
  parsed.id = reader.text("id");
  parsed.title = reader.text("title");
  parsed.why = reader.optional_text("why").value_or("");
  const std::string date = reader.optional_text("date").value_or("");
  std::vector<std::string> roles;
  for (const Role role : kRoles) roles.emplace_back(word(role));
  parsed.subject = role_of(reader.choice("subject", roles, "not_stated"));
  parsed.exceptions_not_raised = reader.flag("exceptions_not_raised", false);
  const Value* facts = reader.object("facts");
  const Value* answers = reader.array("answers");
  const Value* expect = reader.object("expect");
  const Value* changes = reader.array("changes");
  if (const Value* rights = reader.object("rights")) parsed.rights = *rights;
  PALERMO_CHECK_DONE(read_readings(reader, vocabulary, parsed.readings));
  for (const std::string_view key : {"story", "decisive", "note", "law"}) reader.ignore(key);
  PALERMO_CHECK_DONE(reader.finish());

  const auto parsed_date = core::parse_date(date);
  if (!parsed_date) return core::fail(core::kBadDate, value["date"].place());
  parsed.date = *parsed_date;
  if (facts) PALERMO_CHECK_DONE(read_facts(*facts, vocabulary, parsed));
  PALERMO_CHECK_DONE(read_changes(changes, vocabulary, parsed));
  if (answers)
    for (const Value& node : answers->items()) {
      PALERMO_TRY(Answer answer, read_answer(node));
      parsed.answers.push_back(std::move(answer));
    }
  if (expect)
    for (const auto& [finding, node] : expect->members()) {
      PALERMO_TRY(Expectation expectation, read_expectation(finding, node));
      parsed.expect.push_back(std::move(expectation));
    }
  return parsed;
}

}  // namespace

std::string_view word(Role role) {
  switch (role) {
    case Role::not_stated:
      return "not_stated";
    case Role::organiser:
      return "organiser";
    case Role::paid_facilitator:
      return "paid_facilitator";
    case Role::unpaid_helper:
      return "unpaid_helper";
    case Role::family_member:
      return "family_member";
    case Role::person_moved:
      break;
  }
  return "person_moved";
}

std::string_view word(Change::Kind kind) {
  return kind == Change::Kind::became_so ? "became_so" : "became_known";
}

core::Result<std::vector<Case>> parse_cases(const Value& document, const Vocabulary& vocabulary) {
  PALERMO_CHECK_DONE(core::require_one_line(document));
  Reader reader(document, "case file");
  (void)reader.text("format");
  (void)reader.choice("format", {"palermo-cases/1"}, "");
  (void)reader.choice("uses", {"palermo-vocabulary/1"}, "palermo-vocabulary/1");
  const Value* list = reader.array("cases");
  std::vector<DeclaredReading> readings;
  PALERMO_CHECK_DONE(read_readings(reader, vocabulary, readings));
  for (const std::string_view key : {"note", "title", "law"}) reader.ignore(key);
  PALERMO_CHECK_DONE(reader.finish());
  if (!list) return core::fail(core::kMissingKey, document.place(), {{"key", "cases"}, {"what", "case file"}});
  PALERMO_CHECK_DONE(at_most(kMostHeadReadings, readings.size() * list->items().size(), "head", list->place()));
  std::vector<Case> cases;
  std::set<std::string> ids;
  for (const Value& value : list->items()) {
    PALERMO_TRY(Case parsed, parse_case(value, vocabulary, readings));
    if (!ids.insert(parsed.id).second) return core::fail(kDuplicateId, value.place(), {{"id", kNotRepeated}});
    cases.push_back(std::move(parsed));
  }
  return cases;
}

}  // namespace palermo::law
