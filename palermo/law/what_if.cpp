// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/what_if.hpp"

#include <algorithm>
#include <charconv>

#include "palermo/law/bounds.hpp"
#include "palermo/law/evaluate.hpp"
#include "palermo/law/readings.hpp"

namespace palermo::law {

namespace {

std::optional<Truth> truth_of(std::string_view text) {
  for (const Truth truth : {Truth::yes, Truth::no, Truth::unknown})
    if (text == word(truth)) return truth;
  return std::nullopt;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "17", "16..18", "..18", "18..", "unknown".
std::optional<core::Interval<std::int64_t>> range_of(std::string_view text) {
  core::Interval<std::int64_t> range;
  if (text == word(Truth::unknown)) return range;
  const std::size_t dots = text.find("..");
  const std::string_view low = text.substr(0, dots);
  const std::string_view high = dots == std::string_view::npos ? low : text.substr(dots + 2);
  if (!low.empty() && !(range.min = number_of(low))) return std::nullopt;
  if (!high.empty() && !(range.max = number_of(high))) return std::nullopt;
  if (!range.known() || range.empty()) return std::nullopt;
  return range;
}

bool within(const core::Interval<std::int64_t>& range, const core::Interval<std::int64_t>& allowed) {
  return (!range.min || allowed.contains(*range.min)) && (!range.max || allowed.contains(*range.max));
}

core::Result<Supposed> parse_term(Supposed supposed, std::string_view value, const Corpus& corpus) {
  const std::size_t hash = supposed.what.find('#');
  supposed.kind = Atom::Kind::answer;
  supposed.law = supposed.what.substr(0, hash);
  supposed.term = supposed.what.substr(hash + 1);
  const Law* law = corpus.find(supposed.law);
  if (!law) return core::fail(kUnknownLaw, {}, {{"id", supposed.law}});
  if (!leaves_open(*law, supposed.term))
    return core::fail(kUnknownTerm, {}, {{"law", supposed.law}, {"term", supposed.term}});
  const auto truth = truth_of(value);
  if (!truth) return core::fail(kBadSetting, {}, {{"what", supposed.what}, {"expected", "truth"}});
  supposed.truth = *truth;
  return supposed;
}

// Takes out what the case says of the same thing; true when it said something else.
bool take_out(Case& stated, const Supposed& s) {
  bool otherwise = false;
  if (s.kind == Atom::Kind::fact)
    std::erase_if(stated.statements, [&](const Statement& t) {
      otherwise |= t.fact == s.fact && t.truth != s.truth;
      return t.fact == s.fact;
    });
  if (s.kind == Atom::Kind::below)
    std::erase_if(stated.numbers, [&](const NumberStatement& n) {
      otherwise |= n.fact == s.fact && n.range != s.range;
      return n.fact == s.fact;
    });
  if (s.kind == Atom::Kind::answer)
    std::erase_if(stated.answers, [&](const Answer& a) {
      otherwise |= a.law == s.law && a.term == s.term && a.truth != s.truth;
      return a.law == s.law && a.term == s.term;
    });
  return otherwise;
}

// The case says that the actor is the very person who was moved; no supposition makes that person the author of anything.
bool lifts_protection(const Case& stated, const Supposed& s, const Vocabulary& vocabulary) {
  return s.kind == Atom::Kind::fact && s.truth != Truth::yes && vocabulary[s.fact].id == "actor.is_object_of_conduct_only" &&
         std::any_of(stated.statements.begin(), stated.statements.end(),
                     [&](const Statement& t) { return t.fact == s.fact && t.truth == Truth::yes; });
}

void put_in(Case& stated, const Supposed& s) {
  const std::string who(kWhatIf);
  if (s.kind == Atom::Kind::fact) stated.statements.push_back({s.fact, s.truth, who});
  if (s.kind == Atom::Kind::below && s.range.known()) stated.numbers.push_back({s.fact, s.range, who});
  if (s.kind == Atom::Kind::answer && s.truth != Truth::unknown) stated.answers.push_back({s.law, s.term, s.truth, who, who});
}

std::string names_of(const std::vector<FactId>& facts, const Vocabulary& vocabulary) {
  std::string text;
  for (const FactId fact : facts) text += (text.empty() ? "" : ", ") + vocabulary[fact].id;
  return text;
}

bool is_part(Rule rule) { return rule == Rule::element || rule == Rule::waiver || rule == Rule::exception; }

// An element that is true although what it asks for is not.
bool not_asked(const Node& element) {
  return element.rule == Rule::element && element.value == Outcome::yes && element.children.front().value != Outcome::yes;
}

// Both trees follow the same text, so they have the same shape wherever the text is.
void compare(const Node& before, const Node& after, std::vector<PartChange>& parts) {
  if (is_part(before.rule) && before.value != after.value)
    parts.push_back({before.rule, before.id, before.cite, before.says, before.value, after.value, not_asked(before), not_asked(after)});
  if (before.rule == Rule::fact || before.children.size() != after.children.size()) return;
  for (std::size_t i = 0; i < before.children.size(); ++i) compare(before.children[i], after.children[i], parts);
}

core::Value seen(const Completion& completion) {
  core::Value value;
  value.set("outcome", word(completion.outcome));
  value.set("how", word(completion.how));
  return value;
}

}  // namespace

core::Result<Supposed> parse_supposed(std::string_view text, const Corpus& corpus) {
  const std::size_t equals = text.rfind('=');
  if (equals == std::string_view::npos || equals == 0)
    return core::fail(kBadSetting, {}, {{"what", std::string(text)}, {"expected", "setting"}});
  Supposed supposed;
  supposed.what = std::string(text.substr(0, equals));
  const std::string_view value = text.substr(equals + 1);
  if (supposed.what.find('#') != std::string::npos) return parse_term(std::move(supposed), value, corpus);
  const auto fact = corpus.vocabulary().find(supposed.what);
  if (!fact) return core::fail(kUnknownFact, {}, {{"fact", supposed.what}});
  supposed.fact = *fact;
  const bool number = corpus.vocabulary()[*fact].number;
  const auto truth = number ? std::nullopt : truth_of(value);
  const auto range = number ? range_of(value) : std::nullopt;
  if (!truth && !range)
    return core::fail(kBadSetting, {}, {{"what", supposed.what}, {"expected", number ? "number" : "truth"}});
  if (const auto allowed = allowed_numbers(corpus.vocabulary()[*fact]); range && !within(*range, allowed))
    return core::fail(kBadSetting, {},
                      {{"what", supposed.what},
                       {"expected", "range"},
                       {"lowest", std::to_string(*allowed.min)},
                       {"highest", std::to_string(*allowed.max)}});
  if (number) supposed.kind = Atom::Kind::below;
  if (truth) supposed.truth = *truth;
  if (range) supposed.range = *range;
  return supposed;
}

core::Result<Case> supposing(const Case& stated, const std::vector<Supposed>& all, const Vocabulary& vocabulary,
                             std::vector<std::string>& replaced) {
  Case other = stated;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      if (all[j].what == all[i].what) return core::fail(kBadSetting, {}, {{"what", all[i].what}, {"expected", "once"}});
    if (lifts_protection(stated, all[i], vocabulary))
      return core::fail(kPersonMoved, {.field = stated.id}, {{"case", stated.id}, {"finding", all[i].what}});
    if (take_out(other, all[i])) replaced.push_back(all[i].what);
  }
  for (const Supposed& supposed : all) put_in(other, supposed);
  if (const auto wrong = find_contradiction(other, vocabulary); wrong && !find_contradiction(stated, vocabulary))
    return core::fail(kCannotSuppose, {.field = stated.id}, {{"case", stated.id}, {"facts", names_of(facts_of(*wrong), vocabulary)}});
  return other;
}

core::Result<WhatIf> what_if(const Corpus& corpus, const Case& stated, const std::vector<FindingId>& ids,
                             const std::vector<Supposed>& all, const Look& look) {
  WhatIf found;
  PALERMO_TRY(const Case other, supposing(stated, all, corpus.vocabulary(), found.replaced));
  for (const FindingId& id : ids) {
    PALERMO_TRY(Completion before, complete(corpus, stated, id));
    PALERMO_CHECK_DONE(look(stated, before));
    PALERMO_TRY(Completion after, complete(corpus, other, id));
    PALERMO_CHECK_DONE(look(other, after));
    FindingChange change{std::move(before), std::move(after), {}};
    compare(change.before.finding.derivation, change.after.finding.derivation, change.parts);
    found.findings.push_back(std::move(change));
  }
  return found;
}

core::Value to_value(const WhatIf& found) {
  core::Value value;
  core::Value replaced{core::Value::Array{}};
  for (const std::string& what : found.replaced) replaced.push(what);
  value.set("replaced", std::move(replaced));
  core::Value findings{core::Value::Array{}};
  for (const FindingChange& change : found.findings) {
    core::Value one;
    one.set("finding", change.before.finding.id.text());
    one.set("before", seen(change.before));
    one.set("after", seen(change.after));
    core::Value parts{core::Value::Array{}};
    for (const PartChange& part : change.parts) {
      core::Value entry;
      for (const auto& [key, text] : {std::pair{"id", &part.id}, {"cite", &part.cite}, {"says", &part.says}})
        if (!text->empty()) entry.set(key, *text);
      entry.set("before", word(part.before));
      entry.set("after", word(part.after));
      if (part.not_asked_before) entry.set("not_asked_before", true);
      if (part.not_asked_after) entry.set("not_asked_after", true);
      parts.push(std::move(entry));
    }
    one.set("parts", std::move(parts));
    findings.push(std::move(one));
  }
  value.set("findings", std::move(findings));
  return value;
}

}  // namespace palermo::law
