// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/readings.hpp"

#include <algorithm>

#include "palermo/law/facts.hpp"

namespace palermo::law {

namespace {

bool asks(const Expression& e, std::string_view term) {
  if (e.kind == Expression::Kind::open) return e.name == term;
  return std::any_of(e.items.begin(), e.items.end(), [&](const Expression& item) { return asks(item, term); });
}

bool asks(const std::vector<Element>& elements, std::string_view term) {
  return std::any_of(elements.begin(), elements.end(), [&](const Element& e) {
    return asks(e.expression, term) || (e.not_required_if && asks(e.not_required_if->expression, term));
  });
}

core::Done check_answers(const Corpus& corpus, const DeclaredReading& reading) {
  for (const Answer& answer : reading.answers) {
    const Law* law = corpus.find(answer.law);
    if (!law) return core::fail(kUnknownLaw, {}, {{"id", answer.law}});
    if (!leaves_open(*law, answer.term)) return core::fail(kUnknownTerm, {}, {{"law", answer.law}, {"term", answer.term}});
  }
  return {};
}

std::int64_t count(const std::vector<UnderReading>& readings, Outcome outcome) {
  return std::count_if(readings.begin(), readings.end(),
                       [&](const UnderReading& r) { return r.found && r.found->outcome == outcome; });
}

core::Result<Found> found_in(const Corpus& corpus, const Case& read, const FindingId& id, const Look& look) {
  PALERMO_TRY(const Completion completion, complete(corpus, read, id));
  PALERMO_CHECK_DONE(look(read, completion));
  return Found{completion.outcome, completion.how};
}

}  // namespace

std::string_view word(Holds holds) {
  constexpr std::string_view kWords[] = {"every", "some", "possibly", "none"};
  return kWords[static_cast<std::size_t>(holds)];
}

std::optional<Holds> holds_under(const std::vector<UnderReading>& readings) {
  const auto taken = std::count_if(readings.begin(), readings.end(), [](const UnderReading& r) { return r.found.has_value(); });
  if (taken == 0) return std::nullopt;
  const std::int64_t yes = count(readings, Outcome::yes);
  if (yes == taken) return Holds::every;
  if (yes > 0) return Holds::some;
  return count(readings, Outcome::unknown) > 0 ? Holds::possibly : Holds::none;
}

Case under(const Case& stated, const DeclaredReading& reading) {
  Case read = recorded_first(stated);
  read.statements.insert(read.statements.end(), reading.statements.begin(), reading.statements.end());
  read.answers.insert(read.answers.end(), reading.answers.begin(), reading.answers.end());
  return read;
}

core::Result<std::vector<UnderReadings>> under_readings(const Corpus& corpus, const Case& stated,
                                                        const std::vector<FindingId>& ids, const Look& look) {
  for (const DeclaredReading& reading : stated.readings) PALERMO_CHECK_DONE(check_answers(corpus, reading));
  std::vector<UnderReadings> all;
  for (const FindingId& id : ids) {
    PALERMO_TRY(const Found as_stated, found_in(corpus, recorded_first(stated), id, look));
    all.push_back({id, as_stated, {}, std::nullopt});
  }
  for (const DeclaredReading& reading : stated.readings) {
    const Case read = under(stated, reading);
    const bool stands = !find_contradiction(read, corpus.vocabulary());
    for (UnderReadings& one : all) {
      one.readings.push_back({reading.id, reading.says, std::nullopt});
      if (!stands) continue;
      PALERMO_TRY(one.readings.back().found, found_in(corpus, read, one.id, look));
    }
  }
  for (UnderReadings& one : all) one.holds = holds_under(one.readings);
  return all;
}

bool leaves_open(const Law& law, std::string_view term) {
  const auto any = [&](const auto& list, const auto& test) { return std::any_of(list.begin(), list.end(), test); };
  return any(law.versions, [&](const Version& version) {
    return any(version.definitions, [&](const Definition& d) { return asks(d.expression, term); }) ||
           any(version.offences, [&](const Offence& o) {
             return asks(o.elements, term) || any(o.exceptions, [&](const Exception& e) { return asks(e.expression, term); });
           }) ||
           any(version.aggravations, [&](const Aggravation& a) { return asks(a.grounds, term); });
  });
}

core::Value to_value(const UnderReadings& found) {
  core::Value value;
  value.set("finding", found.id.text());
  value.set("as_stated", word(found.as_stated.outcome));
  core::Value readings{core::Value::Array{}};
  for (const UnderReading& under : found.readings) {
    core::Value one;
    one.set("reading", under.reading);
    one.set("says", under.says);
    one.set("outcome", under.found ? core::Value(word(under.found->outcome)) : core::Value{});
    if (under.found) one.set("how", word(under.found->how));
    readings.push(std::move(one));
  }
  value.set("readings", std::move(readings));
  value.set("holds", found.holds ? core::Value(word(*found.holds)) : core::Value{});
  return value;
}

}  // namespace palermo::law
