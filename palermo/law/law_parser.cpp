// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/law_parser.hpp"

#include <algorithm>
#include <set>

#include "palermo/core/bytes.hpp"
#include "palermo/core/schema.hpp"
#include "palermo/law/ids.hpp"

namespace palermo::law {

namespace {

using core::Reader;
using core::Value;

// What the parser carries along: the words it may meet and the law's default mark.
struct Context {
  const Vocabulary& vocabulary;
  const Clauses& clauses;
  Mark mark = Mark::unverified;
};

// Keys that record something for the reader of the file and have no effect on any finding.
constexpr std::string_view kDocumentary[] = {
    "note",    "notes", "savings", "not_elements", "same_as", "authentic_languages", "qualifier", "adopted",
    "signed",  "url",   "sources", "read_in",      "history", "not_encoded", "comment",           "short",     "languages"};

core::Done finish(Reader& reader) {
  for (const std::string_view key : kDocumentary) reader.ignore(key);
  return reader.finish();
}

// id, cite, says, mark: what definitions, elements, exceptions and offences have in common.
template <class T>
void read_head(Reader& reader, T& to, const Context& context) {
  if constexpr (requires { to.id; }) to.id = reader.text("id");
  to.cite = reader.text("cite");
  to.says = reader.optional_text("says").value_or("");
  while (!to.says.empty() && to.says.back() == '\n') to.says.pop_back();
  if constexpr (requires { to.mark; })
    to.mark = read_mark(reader, context.mark);
  else
    (void)read_mark(reader, context.mark);
}

core::Result<Expression> read_expression(Reader& reader, const Context& context) {
  const Value* value = reader.any("expr");
  if (!value) return core::fail(core::kMissingKey, reader.value().place(), {{"key", "expr"}, {"what", "rule"}});
  return parse_expression(*value, context.vocabulary);
}

// Definition, Exception, Scope, Waiver: a head and an expression.
template <class T>
core::Result<T> parse_rule(const Value& value, std::string_view what, const Context& context) {
  T rule;
  Reader reader(value, what);
  read_head(reader, rule, context);
  PALERMO_TRY(rule.expression, read_expression(reader, context));
  PALERMO_CHECK_DONE(finish(reader));
  return rule;
}

core::Result<Element> parse_element(const Value& value, bool may_be_waived, const Context& context) {
  Element element;
  Reader reader(value, "element");
  read_head(reader, element, context);
  PALERMO_TRY(element.expression, read_expression(reader, context));
  if (const Value* waiver = may_be_waived ? reader.object("not_required_if") : nullptr) {
    PALERMO_TRY(element.not_required_if, parse_rule<Waiver>(*waiver, "not_required_if", context));
  }
  PALERMO_CHECK_DONE(finish(reader));
  return element;
}

core::Result<IrrelevantFact> parse_irrelevant(const Value& value, const Context& context) {
  Reader reader(value, "irrelevant");
  const std::string name = reader.text("fact");
  IrrelevantFact irrelevant;
  irrelevant.cite = reader.text("cite");
  const Value* when = reader.any("when");
  PALERMO_CHECK_DONE(finish(reader));
  const auto fact = context.vocabulary.find(name);
  if (!fact) return core::fail(kUnknownFact, value["fact"].place(), {{"fact", name}});
  irrelevant.fact = *fact;
  if (when) PALERMO_CHECK_DONE(parse_expression(*when, context.vocabulary).map([](const Expression&) {}));
  return irrelevant;
}

// Every item of the list `key` by `parse`; ids unique within `ids`.
template <class T, class Parse>
core::Result<std::vector<T>> parse_list(Reader& reader, std::string_view key, std::set<std::string>& ids,
                                        const Parse& parse) {
  std::vector<T> list;
  const Value* values = reader.array(key);
  if (!values) return list;
  for (const Value& value : values->items()) {
    PALERMO_TRY(T item, parse(value));
    if constexpr (requires { item.id; }) {
      if (!is_plain_id(item.id)) return core::fail(kBadId, value["id"].place());
      if (!ids.insert(item.id).second) return core::fail(kDuplicateId, value.place(), {{"id", item.id}});
    }
    list.push_back(std::move(item));
  }
  return list;
}

core::Result<std::vector<Penalty>> parse_penalties(Reader& reader, Mark mark) {
  std::set<std::string> none;
  return parse_list<Penalty>(reader, "penalty", none, [&](const Value& v) { return parse_penalty(v, mark); });
}

core::Result<NotEncoded> parse_not_encoded(const Value& value, const Vocabulary& vocabulary) {
  Reader reader(value, "not_encoded");
  NotEncoded part{.cite = reader.text("cite"), .why = reader.text("why"), .facts = {}};
  const std::vector<std::string> names = reader.texts("facts");
  PALERMO_CHECK_DONE(reader.finish());
  for (const std::string& name : names) {
    const auto fact = vocabulary.find(name);
    if (!fact) return core::fail(kUnknownFact, value["facts"].place(), {{"fact", name}});
    if (vocabulary[*fact].number)
      return core::fail(kWrongKindOfFact, value["facts"].place(), {{"fact", name}, {"expected", "truth"}});
    part.facts.push_back(*fact);
  }
  return part;
}

core::Result<Offence> parse_offence(const Value& value, const Context& context) {
  Offence offence;
  Reader reader(value, "offence");
  read_head(reader, offence, context);
  offence.qualifier = reader.optional_text("qualifier").value_or("");
  offence.offence_class = reader.optional_text("class").value_or("");
  reader.ignore("class_cite");
  std::set<std::string> elements, exceptions, none;
  PALERMO_TRY(offence.elements, parse_list<Element>(reader, "elements", elements,
                                                    [&](const Value& v) { return parse_element(v, true, context); }));
  PALERMO_TRY(offence.exceptions, parse_list<Exception>(reader, "exceptions", exceptions, [&](const Value& v) {
                return parse_rule<Exception>(v, "exception", context);
              }));
  PALERMO_TRY(offence.irrelevant, parse_list<IrrelevantFact>(reader, "irrelevant", none, [&](const Value& v) {
                return parse_irrelevant(v, context);
              }));
  PALERMO_TRY(offence.penalties, parse_penalties(reader, offence.mark));
  PALERMO_CHECK_DONE(finish(reader));
  if (offence.elements.empty())
    return core::fail(core::kMissingKey, value.place(), {{"key", "elements"}, {"what", "offence"}});
  return offence;
}

core::Result<Aggravation> parse_aggravation(const Value& value, const std::vector<Offence>& offences,
                                            const Context& context) {
  Aggravation aggravation;
  Reader reader(value, "aggravation");
  read_head(reader, aggravation, context);
  aggravation.of = reader.text("of");
  std::set<std::string> grounds;
  PALERMO_TRY(aggravation.grounds, parse_list<Element>(reader, "any_of", grounds, [&](const Value& v) {
                return parse_element(v, false, context);
              }));
  PALERMO_TRY(aggravation.penalties, parse_penalties(reader, aggravation.mark));
  PALERMO_CHECK_DONE(finish(reader));
  if (aggravation.grounds.empty())
    return core::fail(core::kMissingKey, value.place(), {{"key", "any_of"}, {"what", "aggravation"}});
  const bool known =
      std::any_of(offences.begin(), offences.end(), [&](const Offence& o) { return o.id == aggravation.of; });
  if (!known) return core::fail(kUnknownReference, value["of"].place(), {{"reference", aggravation.of}});
  return aggravation;
}

core::Result<std::optional<core::Day>> parse_day(const Value& value) {
  if (value.is_null()) return std::optional<core::Day>{};
  const auto date = value.is_text() ? core::parse_date(value.as_text()) : core::parse_date("unreadable");
  if (!date || !date->days.exact()) return core::fail(core::kBadDate, value.place());
  return date->days.min;
}

core::Result<core::Interval<core::Day>> parse_in_force(const Value& value) {
  Reader reader(value, "in_force");
  const Value* from = reader.any("from");
  const Value* to = reader.any("to");
  PALERMO_CHECK_DONE(finish(reader));
  core::Interval<core::Day> days;
  PALERMO_TRY(days.min, parse_day(from ? *from : Value{}));
  PALERMO_TRY(days.max, parse_day(to ? *to : Value{}));
  if (days.max) --*days.max;  // `to` is the first day on which it is no longer in force
  if (days.empty()) return core::fail(kEmptyVersion, value.place());
  return days;
}

// The text of a day, a month or a year, whichever the source tells.
core::Result<core::PartialDate> parse_text_as_of(const Value& value) {
  const auto date = core::parse_date(value.is_text() ? value.as_text() : value.is_int() ? std::to_string(value.as_int()) : "unreadable");
  if (!date || !date->days.min || !date->days.max) return core::fail(core::kBadDate, value.place());
  return *date;
}

core::Result<Parent> parse_parent(const Value& value) {
  Reader reader(value, "parent");
  Parent parent{.law = reader.text("law"), .cite = reader.text("cite")};
  PALERMO_CHECK_DONE(finish(reader));
  if (!is_plain_id(parent.law)) return core::fail(kBadId, value["law"].place());
  return parent;
}

core::Result<ProtectedPerson> parse_protected(const Value& value, const Context& context) {
  Reader reader(value, "protected_person");
  const std::string name = reader.text("fact");
  ProtectedPerson person;
  person.cite = reader.text("cite");
  person.says = reader.text("says");
  PALERMO_CHECK_DONE(finish(reader));
  const auto fact = context.vocabulary.find(name);
  if (!fact || context.vocabulary[*fact].number)
    return core::fail(kUnknownFact, value["fact"].place(), {{"fact", name}});
  person.fact = *fact;
  return person;
}

// The protected person is an exception to every offence, written or not.
void add_protection(Version& version, Mark mark) {
  const ProtectedPerson& person = *version.protected_person;
  for (Offence& offence : version.offences) {
    bool written = false;
    for (Exception& e : offence.exceptions) {
      if (e.expression.kind != Expression::Kind::fact || e.expression.fact != person.fact) continue;
      written = e.must_be_settled = true;
    }
    if (written) continue;
    Exception exception{
        .id = "protected_person", .cite = person.cite, .says = person.says, .mark = mark, .expression = {}, .must_be_settled = true};
    exception.expression.fact = person.fact;
    offence.exceptions.push_back(std::move(exception));
  }
}

template <class T>
bool has(const std::vector<T>& list, const std::string& id) {
  return std::any_of(list.begin(), list.end(), [&](const T& item) { return item.id == id; });
}

// Cites are unique, and every rule that an article names is one of this version.
core::Done check_articles(const Version& version) {
  std::set<std::string> cites;
  for (const Article& article : version.articles) {
    if (!cites.insert(article.cite).second) return core::fail(kDuplicateId, article.place, {{"id", article.cite}});
    for (const std::string& rule : article.rules)
      if (!has(version.offences, rule) && !has(version.aggravations, rule) && !has(version.definitions, rule) &&
          !has(version.scopes, rule))
        return core::fail(kUnknownReference, article.place, {{"reference", rule}});
  }
  return {};
}

core::Result<Version> parse_version(const Value& value, const Context& context) {
  Version version;
  Reader reader(value, "version");
  version.id = reader.text("id");
  (void)reader.choice("applies_by", {"conduct_date"}, "conduct_date");
  for (const std::string_view key : {"cite", "says", "source"}) reader.ignore(key);
  if (const Value* days = reader.object("in_force")) {
    PALERMO_TRY(version.in_force, parse_in_force(*days));
  }
  if (const Value* day = reader.any("text_as_of")) {
    PALERMO_TRY(version.text_as_of, parse_text_as_of(*day));
  }
  const Context inside{context.vocabulary, context.clauses, read_mark(reader, context.mark)};
  version.date_mark = read_mark(reader, inside.mark, "date_mark");
  if (const Value* person = reader.object("protected_person")) {
    PALERMO_TRY(version.protected_person, parse_protected(*person, inside));
  }
  std::set<std::string> definitions, findings, scopes;
  PALERMO_TRY(version.definitions, parse_list<Definition>(reader, "definitions", definitions, [&](const Value& v) {
                return parse_rule<Definition>(v, "definition", inside);
              }));
  PALERMO_TRY(version.offences, parse_list<Offence>(reader, "offences", findings,
                                                    [&](const Value& v) { return parse_offence(v, inside); }));
  PALERMO_TRY(version.aggravations, parse_list<Aggravation>(reader, "aggravations", findings, [&](const Value& v) {
                return parse_aggravation(v, version.offences, inside);
              }));
  PALERMO_TRY(version.scopes, parse_list<Scope>(reader, "scope", scopes,
                                                [&](const Value& v) { return parse_rule<Scope>(v, "scope", inside); }));
  std::set<std::string> none;
  PALERMO_TRY(version.articles, parse_list<Article>(reader, "articles", none, [&](const Value& v) {
                return parse_article(v, inside.clauses, inside.mark);
              }));
  PALERMO_TRY(version.silent_on, parse_list<Silence>(reader, "silent_on", none, [&](const Value& v) {
                return parse_silence(v, inside.clauses, inside.mark);
              }));
  PALERMO_TRY(version.not_encoded, parse_list<NotEncoded>(reader, "not_encoded", none, [&](const Value& v) {
                return parse_not_encoded(v, inside.vocabulary);
              }));
  PALERMO_CHECK_DONE(finish(reader));
  PALERMO_CHECK_DONE(check_articles(version));
  if (version.protected_person) add_protection(version, inside.mark);
  return version;
}

core::Done order_versions(Law& law, const core::Place& place) {
  const auto first = [](const Version& v) { return v.in_force.min; };  // no value sorts first
  std::stable_sort(law.versions.begin(), law.versions.end(),
                   [&](const Version& a, const Version& b) { return first(a) < first(b); });
  for (std::size_t i = 1; i < law.versions.size(); ++i)
    if (!core::intersect(law.versions[i - 1].in_force, law.versions[i].in_force).empty())
      return core::fail(kVersionsOverlap, place, {{"version", law.versions[i].id}});
  return {};
}

}  // namespace

core::Result<Law> parse_law(const Corpus::Source& source, const Value& document, const Lists& lists) {
  Law law;
  Reader reader(document, "law");
  (void)reader.text("format");
  (void)reader.choice("format", {"palermo-law/1"}, "");
  law.id = reader.text("id");
  law.title = reader.text("title");
  law.kind = reader.optional_text("kind").value_or("statute");
  law.jurisdiction = reader.optional_text("jurisdiction").value_or("");
  const auto country = reader.optional_text("country");
  if (law.jurisdiction.empty()) law.jurisdiction = country.value_or("");
  law.source = reader.optional_text("source").value_or("");
  law.mark = read_mark(reader, Mark::unverified);
  if (const Value* review = reader.object("review"))
    law.review_status = (*review)["status"].is_text() ? (*review)["status"].as_text() : "";
  if (const Value* identifiers = reader.array("identifiers"))
    for (const Value& item : identifiers->items()) {
      PALERMO_TRY(Identifier identifier, parse_identifier(item));
      law.identifiers.push_back(std::move(identifier));
    }
  if (const Value* parent = reader.object("parent")) {
    PALERMO_TRY(law.parent, parse_parent(*parent));
  }
  (void)reader.choice("uses", {"palermo-vocabulary/1"}, "palermo-vocabulary/1");
  const Context context{lists.vocabulary, lists.clauses, law.mark};
  std::set<std::string> ids;
  PALERMO_TRY(law.versions,
              parse_list<Version>(reader, "versions", ids, [&](const Value& v) { return parse_version(v, context); }));
  PALERMO_CHECK_DONE(finish(reader));
  if (law.versions.empty())
    return core::fail(core::kMissingKey, document.place(), {{"key", "versions"}, {"what", "law"}});
  if (!is_plain_id(law.id)) return core::fail(kBadId, document["id"].place());
  if (law.jurisdiction.empty())
    return core::fail(core::kMissingKey, document.place(), {{"key", "jurisdiction"}, {"what", "law"}});
  PALERMO_CHECK_DONE(order_versions(law, document["versions"].place()));
  law.content_hash = core::sha256_hex(source.text);
  return law;
}

}  // namespace palermo::law
