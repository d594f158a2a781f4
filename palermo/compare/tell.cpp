// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/tell.hpp"

#include <algorithm>

namespace palermo::compare {

using core::Catalogue;
using law::FactId;
using law::Vocabulary;

namespace {

const Vocabulary& vocabulary_of(const Comparison& c) { return c.a.edition.corpus->vocabulary(); }
const Side& covering(const Comparison& c, const Gap& gap) { return gap.direction == Direction::a_not_b ? c.a : c.b; }
const Side& lacking(const Comparison& c, const Gap& gap) { return gap.direction == Direction::a_not_b ? c.b : c.a; }

const Part* find_part(const Side& side, const FailingPart& failing) {
  for (const Rule& rule : side.rules)
    for (const Part& part : rule.parts)
      if (rule.id == failing.offence && part.id == failing.id && part.kind == failing.kind) return &part;
  return nullptr;
}

void say(std::string& story, const std::string& sentence) { story += (story.empty() ? "" : " ") + sentence; }

// "exact", "upto", "from", "between"; "any" when the number makes no difference.
std::string shape(const NumberWitness& number) {
  if (number.from == 0 && !number.to) return "any";
  if (number.to == number.from) return "exact";
  return number.from == 0 ? "upto" : number.to ? "between" : "from";
}

void say_numbers(std::string& story, const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  for (const NumberWitness& number : gap.witness.numbers)
    if (const std::string range = shape(number); range != "any")
      say(story, catalogue.text("compare.story." + vocabulary_of(c)[number.fact].id,
                                {{"value", number.value}, {"from", number.from}, {"to", number.to.value_or(0)}, {"range", range}}));
}

// Whether the fact is true only because of something else that is told: debt bondage is a practice like slavery; in a sure gap, also
// that who has the right to live there permanently may stay.
bool goes_without_saying(const Vocabulary& vocabulary, const Gap& gap, FactId fact) {
  const std::vector<FactId>& told = gap.witness.facts_true;
  const auto is_told = [&](FactId f) { return std::count(told.begin(), told.end(), f) > 0; };
  const auto& implies = vocabulary.implications();
  const auto& may_be = vocabulary.may_be();
  return gap.alternative != fact && !vocabulary[fact].conduct &&
         (std::any_of(implies.begin(), implies.end(), [&](const law::Implication& i) { return !i.negated && i.consequence == fact && is_told(i.premise); }) ||
          std::any_of(may_be.begin(), may_be.end(), [&](const law::MayBe& m) { return m.other == fact && is_told(m.fact); }));
}

void say_true(std::string& story, const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  const Vocabulary& vocabulary = vocabulary_of(c);
  for (const bool conduct : {true, false})
    for (const FactId fact : gap.witness.facts_true)
      if (vocabulary[fact].conduct == conduct && !vocabulary[fact].mental && !goes_without_saying(vocabulary, gap, fact))
        say(story, catalogue.text("compare.story." + vocabulary[fact].id));
}

// Whether the fact is false only because of something else that is told: a fact that is true excludes it, or one that is false follows from it.
bool follows(const Vocabulary& vocabulary, const Witness& witness, FactId fact) {
  const auto told = [](const std::vector<FactId>& facts, FactId f) { return std::count(facts.begin(), facts.end(), f) > 0; };
  return std::any_of(vocabulary.implications().begin(), vocabulary.implications().end(), [&](const law::Implication& i) {
    if (!i.negated) return i.premise == fact && told(witness.facts_false, i.consequence);
    return (i.consequence == fact && told(witness.facts_true, i.premise)) || (i.premise == fact && told(witness.facts_true, i.consequence));
  });
}

// The false facts of one failing element, or, where they are many, that nothing of it is there.
void say_missing(std::string& story, const Comparison& c, const Gap& gap, const FailingPart& failing,
                 const Catalogue& catalogue) {
  const Part* part = find_part(lacking(c, gap), failing);
  if (!part || part->kind == Part::Kind::exception) return;
  std::vector<FactId> missing;
  for (const FactId fact : gap.witness.facts_false)
    if (part->without_waiver.facts.count(fact) && !covering(c, gap).mentions.denied.count(fact) &&
        !follows(vocabulary_of(c), gap.witness, fact))
      missing.push_back(fact);
  if (missing.size() > 2)
    say(story, catalogue.text("compare.story.nothing_of", {{"law", lacking(c, gap).edition.law->id}, {"element", failing.id}}));
  else
    for (const FactId fact : missing) say(story, catalogue.text("compare.story." + vocabulary_of(c)[fact].id + ".not"));
}

void say_false(std::string& story, const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  const Vocabulary& vocabulary = vocabulary_of(c);
  for (const FactId fact : gap.witness.facts_false)
    if (covering(c, gap).mentions.denied.count(fact) && !vocabulary[fact].conduct && !vocabulary[fact].mental &&
        !follows(vocabulary, gap.witness, fact))
      say(story, catalogue.text("compare.story." + vocabulary[fact].id + ".not"));
  if (!gap.conduct)
    for (const FailingPart& failing : gap.parts) say_missing(story, c, gap, failing, catalogue);
}

// What another reader would take to be so as well, and then the gap is gone.
void say_unless(std::string& story, const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  std::string also;
  for (const law::MayBe* m : gap.witness.unless) {
    const std::string sentence = catalogue.text("compare.story." + vocabulary_of(c)[m->other].id);
    if (also.find(sentence) == std::string::npos) say(also, sentence);
  }
  if (!also.empty()) say(story, catalogue.text("compare.story.unless", {{"also", also}}));
}

}  // namespace

std::string story(const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  std::string told;
  say_true(told, c, gap, catalogue);
  say_numbers(told, c, gap, catalogue);
  say_false(told, c, gap, catalogue);
  for (const OpenReading& open : gap.witness.open)
    say(told, catalogue.text("compare.story.open", {{"law", open.law}, {"term", open.term}, {"met", open.met ? "yes" : "no"}}));
  say_unless(told, c, gap, catalogue);
  return told;
}

namespace {

std::string relation_text(const Comparison& c, const Catalogue& catalogue) {
  const Verdict& verdict = c.verdict;
  std::string could_be;
  for (const Relation relation : verdict.could_be)
    could_be += (could_be.empty() ? "" : ", ") + catalogue.text("compare.relation", {{"relation", std::string(word(relation))}});
  const law::Mark weakest = law::weaker(c.a.mentions.mark, c.b.mentions.mark);
  return catalogue.text("law.compare.head", {{"a", c.a.edition.text()},
                                             {"b", c.b.edition.text()},
                                             {"relation", std::string(word(verdict.relation))},
                                             {"mark", catalogue.text("law.mark." + std::string(law::word(weakest)))},
                                             {"open", could_be.empty() ? "no" : "yes"},
                                             {"could_be", could_be}});
}

std::string head_text(const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  const std::string mark = catalogue.text("law.mark." + std::string(law::word(gap.mark)));
  if (gap.conduct) return catalogue.text("law.compare.conduct", {{"law", lacking(c, gap).edition.law->id}, {"mark", mark}});
  std::string parts;
  for (const FailingPart& part : gap.parts)
    parts += (parts.empty() ? "" : "; ") +
             catalogue.text("law.compare.part", {{"kind", part.kind == Part::Kind::exception ? "exception" : "element"},
                                                 {"part", part.id},
                                                 {"offence", part.offence},
                                                 {"cite", part.cite}});
  return catalogue.text("law.compare.parts", {{"parts", parts}, {"mark", mark}});
}

bool same_head(const Gap& a, const Gap& b) {
  const auto same = [](const FailingPart& x, const FailingPart& y) { return x.offence == y.offence && x.id == y.id && x.kind == y.kind; };
  return a.direction == b.direction && a.conduct == b.conduct &&
         std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(), same);
}

// Whether the two differ in nothing but the alternative.
bool alike(const Gap& a, const Gap& b) {
  const auto numbers = [](const NumberWitness& x, const NumberWitness& y) { return x.fact == y.fact && x.from == y.from && x.to == y.to; };
  const auto readings = [](const OpenReading& x, const OpenReading& y) { return x.law == y.law && x.term == y.term && x.met == y.met; };
  const Witness &v = a.witness, &w = b.witness;
  return same_head(a, b) && a.certainty == b.certainty && a.left_out == b.left_out && v.unless.size() == w.unless.size() &&
         a.alternative && b.alternative &&
         std::equal(v.numbers.begin(), v.numbers.end(), w.numbers.begin(), w.numbers.end(), numbers) &&
         std::equal(v.open.begin(), v.open.end(), w.open.begin(), w.open.end(), readings) &&
         v.facts_true.size() == w.facts_true.size();
}

std::string case_text(const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  std::string cites;
  for (const law::NotEncoded* part : gap.left_out) cites += (cites.empty() ? "" : "; ") + part->cite;
  return catalogue.text("law.compare.case", {{"certainty", std::string(word(gap.certainty))},
                                             {"law", lacking(c, gap).edition.law->id},
                                             {"cites", cites},
                                             {"story", story(c, gap, catalogue)}});
}

// The gaps from `first` on under one head; each kind of case once, the others like it by what is different.
std::string cases_text(const Comparison& c, const std::vector<const Gap*>& gaps, const Catalogue& catalogue) {
  std::string text;
  std::vector<bool> told(gaps.size(), false);
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    if (told[i]) continue;
    text += "\n" + case_text(c, *gaps[i], catalogue);
    std::string likewise;
    for (std::size_t j = i + 1; j < gaps.size(); ++j)
      if (!told[j] && alike(*gaps[i], *gaps[j])) {
        told[j] = true;
        say(likewise, catalogue.text("compare.story." + vocabulary_of(c)[*gaps[j]->alternative].id));
      }
    if (!likewise.empty()) text += "\n" + catalogue.text("law.compare.likewise", {{"sentences", likewise}});
  }
  return text;
}

}  // namespace

std::string to_text(const Comparison& c, const Catalogue& catalogue) {
  std::string text = relation_text(c, catalogue);
  for (const Direction direction : {Direction::a_not_b, Direction::b_not_a}) {
    const Side& covers = direction == Direction::a_not_b ? c.a : c.b;
    const Side& lacks = direction == Direction::a_not_b ? c.b : c.a;
    std::vector<const Gap*> gaps;
    for (const Gap& gap : c.gaps)
      if (gap.direction == direction) gaps.push_back(&gap);
    if (gaps.empty()) continue;
    text += "\n\n" + catalogue.text("law.compare.direction", {{"covers", covers.edition.law->id}, {"lacks", lacks.edition.law->id}});
    for (std::size_t i = 0; i < gaps.size();) {
      std::vector<const Gap*> together;
      for (const Gap* head = gaps[i]; i < gaps.size() && same_head(*head, *gaps[i]); ++i) together.push_back(gaps[i]);
      text += "\n" + head_text(c, *together.front(), catalogue) + cases_text(c, together, catalogue);
    }
  }
  if (!c.complete) text += "\n\n" + catalogue.text("law.compare.incomplete", {{"limit", c.time_limit_ms}});
  return text + "\n\n" + catalogue.text("law.compare.note");
}

core::Value to_value(const Side& side) {
  core::Value value, offences{core::Value::Array{}};
  for (const Rule& rule : side.rules) offences.push(rule.id);
  value.set("law", side.edition.law->id);
  value.set("version", side.edition.version->id);
  value.set("offences", std::move(offences));
  value.set("content_hash", side.edition.law->content_hash);
  value.set("mark", law::word(side.mentions.mark));
  return value;
}

void set_relation(core::Value& answer, const Verdict& verdict) {
  core::Value could_be{core::Value::Array{}};
  for (const Relation relation : verdict.could_be) could_be.push(word(relation));
  answer.set("relation", word(verdict.relation));
  answer.set("could_be", std::move(could_be));
}

namespace {

core::Value names(const Vocabulary& vocabulary, const std::vector<FactId>& facts) {
  core::Value list{core::Value::Array{}};
  for (const FactId fact : facts) list.push(vocabulary[fact].id);
  return list;
}

core::Value to_value(const Witness& witness, const Vocabulary& vocabulary) {
  core::Value value, numbers{core::Value::Array{}}, open{core::Value::Array{}}, unless{core::Value::Array{}};
  value.set("facts_true", names(vocabulary, witness.facts_true));
  value.set("facts_false", names(vocabulary, witness.facts_false));
  for (const NumberWitness& number : witness.numbers) {
    core::Value one;
    one.set("fact", vocabulary[number.fact].id);
    one.set("value", number.value);
    one.set("from", number.from);
    one.set("to", number.to ? core::Value(*number.to) : core::Value{});
    numbers.push(std::move(one));
  }
  for (const OpenReading& reading : witness.open) {
    core::Value one;
    one.set("law", reading.law);
    one.set("term", reading.term);
    one.set("read_as", reading.met ? "met" : "not_met");
    open.push(std::move(one));
  }
  for (const law::MayBe* m : witness.unless) {
    core::Value one;
    one.set("fact", vocabulary[m->fact].id);
    one.set("may_be", vocabulary[m->other].id);
    unless.push(std::move(one));
  }
  value.set("numbers", std::move(numbers));
  value.set("open", std::move(open));
  value.set("unless", std::move(unless));
  return value;
}

core::Value to_value(const Comparison& c, const Gap& gap, const Catalogue& catalogue) {
  core::Value value, parts{core::Value::Array{}}, left_out{core::Value::Array{}};
  value.set("direction", word(gap.direction));
  value.set("kind", gap.conduct ? "conduct" : "element");
  value.set("offence", gap.offence.empty() ? core::Value{} : core::Value(gap.offence));
  for (const FailingPart& failing : gap.parts) {
    core::Value part;
    part.set("offence", failing.offence);
    part.set("id", failing.id);
    part.set("kind", failing.kind == Part::Kind::element ? "element" : failing.kind == Part::Kind::exception ? "exception" : "grounds");
    part.set("cite", failing.cite);
    parts.push(std::move(part));
  }
  value.set("element", std::move(parts));
  value.set("act", names(vocabulary_of(c), gap.acts));
  value.set("alternative", gap.alternative ? core::Value(vocabulary_of(c)[*gap.alternative].id) : core::Value{});
  value.set("certainty", word(gap.certainty));
  for (const law::NotEncoded* part : gap.left_out) {
    core::Value entry;
    entry.set("cite", part->cite);
    entry.set("why", part->why);
    entry.set("facts", names(vocabulary_of(c), part->facts));
    left_out.push(std::move(entry));
  }
  value.set("left_out", std::move(left_out));
  value.set("mark", law::word(gap.mark));
  core::Value witness = to_value(gap.witness, vocabulary_of(c));
  witness.set("story", story(c, gap, catalogue));
  value.set("witness", std::move(witness));
  return value;
}

}  // namespace

core::Value to_value(const Comparison& c, const Catalogue& catalogue) {
  core::Value value, gaps{core::Value::Array{}};
  for (const Gap& gap : c.gaps) gaps.push(to_value(c, gap, catalogue));
  value.set("format", "palermo-law-compare/1");
  value.set("a", to_value(c.a));
  value.set("b", to_value(c.b));
  set_relation(value, c.verdict);
  value.set("time_limit_ms", c.time_limit_ms);
  value.set("complete", c.complete);
  value.set("gaps", std::move(gaps));
  return value;
}

}  // namespace palermo::compare
