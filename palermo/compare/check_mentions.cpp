// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/check_mentions.hpp"

#include <algorithm>

namespace palermo::compare {

using Kind = law::Expression::Kind;

bool AskedFacts::any_of_group(std::string_view group, const law::Vocabulary& vocabulary) const {
  const auto id = vocabulary.find_group(group);
  const std::set<law::FactId> facts = all();
  return id && std::any_of(facts.begin(), facts.end(), [&](law::FactId f) { return vocabulary[f].group == *id; });
}

bool AskedFacts::has(std::string_view fact, const law::Vocabulary& vocabulary) const {
  const auto id = vocabulary.find(fact);
  return id && (positive.count(*id) || negative.count(*id));
}

std::set<law::FactId> AskedFacts::all() const {
  std::set<law::FactId> facts = positive;
  facts.insert(negative.begin(), negative.end());
  return facts;
}

void add_mentions(const law::Expression& e, const law::Corpus& corpus, bool positive, AskedFacts& to) {
  switch (e.kind) {
    case Kind::fact:
      (positive ? to.positive : to.negative).insert(e.fact);
      return;
    case Kind::less:
    case Kind::not_less:
      ((e.kind == Kind::not_less) == positive ? to.positive : to.negative).insert(e.fact);
      to.lines.push_back({e.fact, e.number, e.place});
      return;
    case Kind::reference:
      add_mentions(corpus.definition(e).expression, corpus, positive, to);
      return;
    case Kind::open:
      to.terms.push_back({e.name, e.place});
      return;
    default:
      for (const law::Expression& item : e.items) add_mentions(item, corpus, positive == (e.kind != Kind::negation), to);
  }
}

AskedFacts asked_facts_of(const law::Element& element, const law::Corpus& corpus) {
  AskedFacts found;
  add_mentions(element.expression, corpus, true, found);
  if (element.not_required_if) add_mentions(element.not_required_if->expression, corpus, true, found);
  return found;
}

AskedFacts asked_facts_of(const law::Offence& offence, const law::Corpus& corpus) {
  AskedFacts found;
  for (const law::Element& element : offence.elements) {
    add_mentions(element.expression, corpus, true, found);
    if (element.not_required_if) add_mentions(element.not_required_if->expression, corpus, true, found);
  }
  for (const law::Exception& exception : offence.exceptions) add_mentions(exception.expression, corpus, false, found);
  return found;
}

bool about_smuggling(const AskedFacts& mentions, const law::Vocabulary& vocabulary) {
  return mentions.any_of_group("facilitation", vocabulary) || mentions.has("document.to_enable_smuggling", vocabulary);
}

bool about_trafficking(const AskedFacts& mentions, const law::Vocabulary& vocabulary) {
  return mentions.any_of_group("purpose", vocabulary) &&
         (mentions.any_of_group("act", vocabulary) || mentions.any_of_group("means", vocabulary));
}

}  // namespace palermo::compare
