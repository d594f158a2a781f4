// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/diff_parts.hpp"

namespace palermo::compare {

namespace {

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : ", ") + item;
  return text;
}

std::string day_text(const std::optional<core::Day>& day) { return day ? core::PartialDate{{day, day}}.text() : ""; }

std::string mark_text(law::Mark mark) { return std::string(word(mark)); }

std::string number_text(const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : ""; }

std::string penalties_text(const std::vector<law::Penalty>& penalties) {
  std::string text;
  for (const law::Penalty& p : penalties) {
    text += (text.empty() ? "" : "; ") + p.cite + ": " + number_text(p.min_months) + ".." + number_text(p.max_months);
    if (p.life) text += ", life";
    if (p.fine) text += ", fine";
    if (!p.when.empty()) text += " (" + p.when + ")";
  }
  return text;
}

std::string deadline_text(const law::Deadline& deadline) {
  using Kind = law::Deadline::Kind;
  if (deadline.kind == Kind::none || deadline.kind == Kind::standard) return deadline.says;
  const std::string_view unit = deadline.kind == Kind::within_months ? "months" : "days";
  const std::string_view at = deadline.kind == Kind::at_least_days ? ">= " : "<= ";
  return std::string(at) + std::to_string(deadline.count) + " " + std::string(unit) + " " + deadline.says;
}

class Lister {
 public:
  explicit Lister(std::vector<EditionPart>& parts) : parts_(parts) {}

  // Definition, element, waiver, exception, ground: a head and an expression.
  template <class T>
  EditionPart& rule(std::string what, std::string id, const T& item, std::string parent_what = "", std::string parent = "") {
    EditionPart part{.what = std::move(what), .id = std::move(id), .parent_what = std::move(parent_what), .parent = std::move(parent),
              .cite = item.cite, .says = item.says, .fields = {}, .expression = nullptr};
    part.fields = {{"cite", item.cite}, {"says", item.says}};
    if constexpr (requires { item.mark; }) part.fields.push_back({"mark", mark_text(item.mark)});
    if constexpr (requires { item.expression; }) part.expression = &item.expression;
    return parts_.emplace_back(std::move(part));
  }

  void offence(const law::Offence& o) {
    EditionPart& part = rule("offence", o.id, o);
    part.fields.push_back({"qualifier", o.qualifier, true});
    part.fields.push_back({"class", o.offence_class, true});
    part.fields.push_back({"penalty", penalties_text(o.penalties), true});
    for (const law::Element& e : o.elements) {
      rule("element", o.id + "/" + e.id, e, "offence", o.id);
      if (e.not_required_if)
        rule("waiver", o.id + "/" + e.id + "/not_required_if", *e.not_required_if, "element", o.id + "/" + e.id);
    }
    for (const law::Exception& e : o.exceptions)  // not the one that protected_person stands for: it is a part of its own
      if (!e.must_be_settled || e.id != "protected_person") rule("exception", o.id + "/" + e.id, e, "offence", o.id);
  }

  void aggravation(const law::Aggravation& a) {
    EditionPart& part = rule("aggravation", a.id, a);
    part.fields.push_back({"of", a.of, true});
    part.fields.push_back({"penalty", penalties_text(a.penalties), true});
    for (const law::Element& ground : a.grounds) rule("ground", a.id + "/" + ground.id, ground, "aggravation", a.id);
  }

  void article(const law::Article& a) {
    parts_.push_back({.what = "article",
                      .id = a.cite,
                      .parent_what = "",
                      .parent = "",
                      .cite = a.cite,
                      .says = a.says,
                      .fields = {{"kind", a.kind, true},
                                 {"who", a.who, true},
                                 {"to", a.to, true},
                                 {"modality", a.modality ? std::string(word(*a.modality)) : "", true},
                                 {"clause", joined(a.clauses)},
                                 {"asks", joined(a.asks), true},
                                 {"limits", joined(a.limits), true},
                                 {"qualifier", a.qualifier, true},
                                 {"deadline", deadline_text(a.deadline), true},
                                 {"rules", joined(a.rules)},
                                 {"says", a.says},
                                 {"mark", mark_text(a.mark)}},
                      .expression = nullptr});
  }

  void dates(const law::Version& v) {
    EditionPart part;
    part.what = "in_force";
    part.fields = {{"first day", day_text(v.in_force.min)}, {"last day", day_text(v.in_force.max)}};
    parts_.push_back(std::move(part));
  }

  void protected_person(const law::ProtectedPerson& person, const law::Vocabulary& vocabulary) {
    EditionPart part;
    part.what = "protected_person";
    part.cite = person.cite;
    part.says = person.says;
    part.fields = {{"cite", person.cite}, {"says", person.says}, {"fact", vocabulary[person.fact].id, true}};
    parts_.push_back(std::move(part));
  }

 private:
  std::vector<EditionPart>& parts_;
};

}  // namespace

std::vector<EditionPart> parts_of(const Edition& edition) {
  std::vector<EditionPart> parts;
  Lister list(parts);
  const law::Version& version = *edition.version;
  list.dates(version);
  if (version.protected_person) list.protected_person(*version.protected_person, edition.corpus->vocabulary());
  for (const law::Definition& d : version.definitions) list.rule("definition", d.id, d);
  for (const law::Offence& o : version.offences) list.offence(o);
  for (const law::Aggravation& a : version.aggravations) list.aggravation(a);
  for (const law::Scope& s : version.scopes) list.rule("scope", s.id, s);
  for (const law::Article& a : version.articles) list.article(a);
  return parts;
}

}  // namespace palermo::compare
