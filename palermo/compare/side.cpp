// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/side.hpp"

namespace palermo::compare {

using law::Expression;

void Mentions::add(const Mentions& other) {
  facts.insert(other.facts.begin(), other.facts.end());
  asked.insert(other.asked.begin(), other.asked.end());
  denied.insert(other.denied.begin(), other.denied.end());
  for (const auto& [fact, of] : other.bounds) bounds[fact].insert(of.begin(), of.end());
  terms.insert(other.terms.begin(), other.terms.end());
  mark = law::weaker(mark, other.mark);
}

namespace {

enum class Stand { asked, denied, excepted };

Stand turned(Stand stand) {
  return stand == Stand::asked ? Stand::denied : stand == Stand::denied ? Stand::asked : Stand::excepted;
}

class Reader {
 public:
  Reader(const law::Corpus& corpus, Mentions& into) : corpus_(corpus), into_(into) {}

  void read(const Expression& e, const law::Law& law, Stand stand) {
    using Kind = Expression::Kind;
    if (e.kind == Kind::fact) {
      into_.facts.insert(e.fact);
      if (stand == Stand::asked) into_.asked.insert(e.fact);
      if (stand == Stand::denied) into_.denied.insert(e.fact);
    }
    if (e.kind == Kind::less || e.kind == Kind::not_less) into_.bounds[e.fact].insert(e.number);
    if (e.kind == Kind::open) into_.terms.emplace(law.id, e.name);
    if (e.kind == Kind::reference) {
      const law::Definition& definition = corpus_.definition(e);
      into_.mark = law::weaker(into_.mark, definition.mark);
      read(definition.expression, corpus_.laws()[e.law], stand);
    }
    for (const Expression& item : e.items) read(item, law, e.kind == Kind::negation ? turned(stand) : stand);
  }

 private:
  const law::Corpus& corpus_;
  Mentions& into_;
};

Part element_part(const Edition& edition, const law::Element& element) {
  Part part{.kind = Part::Kind::element, .id = element.id, .cite = element.cite, .element = &element, .mentions = {}, .without_waiver = {}};
  part.without_waiver.mark = element.mark;
  Reader(*edition.corpus, part.without_waiver).read(element.expression, *edition.law, Stand::asked);
  part.mentions = part.without_waiver;
  if (element.not_required_if) {
    part.mentions.mark = law::weaker(part.mentions.mark, element.not_required_if->mark);
    Reader(*edition.corpus, part.mentions).read(element.not_required_if->expression, *edition.law, Stand::asked);
  }
  return part;
}

Part exception_part(const Edition& edition, const law::Exception& exception) {
  Part part{.kind = Part::Kind::exception, .id = exception.id, .cite = exception.cite, .exception = &exception, .mentions = {}, .without_waiver = {}};
  part.mentions.mark = exception.mark;
  Reader(*edition.corpus, part.mentions).read(exception.expression, *edition.law, Stand::excepted);
  part.without_waiver = part.mentions;
  return part;
}

Rule rule_of(const Edition& edition, const law::Offence& offence) {
  Rule rule{.id = offence.id, .cite = offence.cite, .parts = {}, .mentions = {}};
  for (const law::Element& element : offence.elements) rule.parts.push_back(element_part(edition, element));
  for (const law::Exception& exception : offence.exceptions) rule.parts.push_back(exception_part(edition, exception));
  return rule;
}

Rule rule_of(const Edition& edition, const law::Aggravation& aggravation) {
  Rule rule = rule_of(edition, *law::find_offence(*edition.version, aggravation.of));
  rule.id = aggravation.id;
  rule.cite = aggravation.cite;
  Part part{.kind = Part::Kind::grounds, .id = aggravation.id, .cite = aggravation.cite, .grounds = &aggravation, .mentions = {}, .without_waiver = {}};
  part.mentions.mark = aggravation.mark;
  for (const law::Element& ground : aggravation.grounds) part.mentions.add(element_part(edition, ground).mentions);
  part.without_waiver = part.mentions;
  rule.parts.push_back(std::move(part));
  return rule;
}

}  // namespace

core::Result<Side> find_side(const law::Corpus& corpus, std::string_view name) {
  const std::size_t hash = name.find('#');
  Side side;
  PALERMO_TRY(side.edition, find_edition(corpus, name.substr(0, hash)));
  const law::Version& version = *side.edition.version;
  for (const law::NotEncoded& part : version.not_encoded) side.left_out.insert(part.facts.begin(), part.facts.end());
  if (hash == std::string_view::npos) {
    for (const law::Offence& offence : version.offences) side.rules.push_back(rule_of(side.edition, offence));
    if (side.rules.empty()) return core::fail(kNoOffence, {}, {{"law", side.edition.text()}});
  } else {
    const std::string_view wanted = name.substr(hash + 1);
    if (const law::Offence* offence = law::find_offence(version, wanted))
      side.rules.push_back(rule_of(side.edition, *offence));
    else if (const law::Aggravation* aggravation = law::find_aggravation(version, wanted))
      side.rules.push_back(rule_of(side.edition, *aggravation));
    else
      return core::fail(kNoSuchOffence, {}, {{"law", side.edition.text()}, {"offence", std::string(wanted)}});
  }
  for (Rule& rule : side.rules) {
    for (const Part& part : rule.parts) rule.mentions.add(part.mentions);
    side.mentions.add(rule.mentions);
  }
  return side;
}

}  // namespace palermo::compare
