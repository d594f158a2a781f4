// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/checker.hpp"

#include <algorithm>
#include <set>

namespace palermo::law {
namespace {

using Kind = Expression::Kind;
using Days = std::int64_t;

int sign(Outcome o) { return o == Outcome::yes ? 1 : o == Outcome::no ? -1 : 0; }
int sign(Truth t) { return sign(outcome(t)); }
Outcome value_of(int sign) { return sign > 0 ? Outcome::yes : sign < 0 ? Outcome::no : Outcome::unknown; }

class Checker {
 public:
  Checker(const Corpus& corpus, const Case& stated) : corpus_(corpus), words_(corpus.vocabulary()), case_(stated) { settle_facts(); }

  std::optional<std::string> finding(const Finding& f) {
    const Law* law = corpus_.find(f.id.law);
    if (!law) return "no such law: " + f.id.law;
    need(case_.subject != Role::person_moved, f.derivation, "subject");
    need(f.case_id == case_.id && f.content_hash == law->content_hash && f.outcome == f.derivation.value, f.derivation, "finding");
    versions(f.derivation, f, *law);
    return error_;
  }

 private:
  // The first thing that does not hold is kept; true as long as nothing is wrong.
  bool need(bool holds, const Node& node, std::string_view what) {
    if (!holds && !error_) error_ = std::string(word(node.rule)) + " " + node.id + ": " + std::string(what);
    return !error_;
  }
  bool step(const Node& n, Rule rule, std::size_t children, int value, Because because = Because::children) {
    return need(n.rule == rule && n.children.size() == children, n, "shape") && need(n.value == value_of(value), n, "value") &&
           need(n.because == because, n, "basis");
  }
  template <class T>
  bool words(const Node& n, const T& law) { return need(n.cite == law.cite && n.says == law.says && n.mark == law.mark, n, "words of the law"); }
  static int most(const Node& n) { int v = -1; for (const Node& c : n.children) v = std::max(v, sign(c.value)); return v; }
  static int least(const Node& n) { int v = 1; for (const Node& c : n.children) v = std::min(v, sign(c.value)); return v; }
  template <class List, class Test>
  static bool some(const List& list, const Test& test) { return std::any_of(list.begin(), list.end(), test); }

  // --- facts: literal 2f says that f is true, 2f + 1 that it is false ---
  std::set<FactId> reach(const std::set<FactId>& pinned) const {
    std::vector<FactId> queue;
    for (const Statement& s : case_.statements)
      if (s.truth != Truth::unknown) queue.push_back(2 * s.fact + (s.truth == Truth::no));
    std::set<FactId> reached;
    while (!queue.empty()) {
      const FactId literal = queue.back();
      queue.pop_back();
      if (pinned.count(literal / 2) || !reached.insert(literal).second) continue;
      for (const Implication& i : words_.implications()) {
        if (literal == 2 * i.premise) queue.push_back(2 * i.consequence + i.negated);
        if (literal == 2 * i.consequence + !i.negated) queue.push_back(2 * i.premise + 1);
      }
    }
    return reached;
  }
  void settle_facts() {
    const std::set<FactId> said = reach({});
    for (const FactId l : said) if (said.count(l ^ 1)) pinned_.insert(l / 2);
    const std::set<FactId> both = pinned_;
    for (const OneOf& set : case_.one_of) {
      if (some(set.facts, [&](FactId f) { return !said.count(2 * f + 1) || both.count(f); })) one_of_.push_back(set);
      else pinned_.insert(set.facts.begin(), set.facts.end());
    }
    truth_.assign(words_.facts().size(), 0);
    for (const FactId l : reach(pinned_)) truth_[l / 2] = l % 2 ? -1 : 1;
    for (FactId f = 0; f < truth_.size(); ++f) if (may_close(f)) closed_.insert(f);
    for (const FactId f : closed_) truth_[f] = -1;
  }
  bool may_close(FactId f) const {
    if (truth_[f] || words_[f].number || pinned_.count(f)) return false;
    if (!some(case_.closed, [&](const ClosedGroup& c) { return c.group == words_[f].group; })) return false;
    if (some(case_.statements, [&](const Statement& s) { return s.fact == f; })) return false;  // unsettled, so listed as unknown
    if (some(one_of_, [&](const OneOf& set) {
          return std::count(set.facts.begin(), set.facts.end(), f) && !some(set.facts, [&](FactId x) { return truth_[x] > 0; }); })) return false;
    return !some(words_.implications(), [&](const Implication& i) {
      return i.consequence == f && !i.negated && !truth_[i.premise] && !may_close(i.premise); });
  }

  // --- leaves ---
  void fact(const Node& n, FactId f) {
    if (!step(n, Rule::fact, n.because == Because::implied, truth_[f], n.because) || !need(n.id == words_[f].id, n, "fact")) return;
    bool holds = n.because == Because::not_known && truth_[f] == 0;
    if (n.because == Because::stated)
      holds = truth_[f] && some(case_.statements, [&](const Statement& s) { return s.fact == f && sign(s.truth) == truth_[f] && s.source == n.source; });
    if (n.because == Because::closed)
      holds = closed_.count(f) && some(case_.closed, [&](const ClosedGroup& c) { return c.group == words_[f].group && c.source == n.source; });
    if (n.because == Because::implied && n.implication < words_.implications().size()) {
      const Implication& i = words_.implications()[n.implication];
      const int asked = i.negated ? -1 : 1;  // what the consequence must be when the premise is true
      const bool forwards = i.consequence == f && truth_[i.premise] == 1 && truth_[f] == asked;
      holds = n.cite == i.cite && (forwards || (i.premise == f && truth_[f] == -1 && truth_[i.consequence] == -asked));
      if (holds) fact(n.children[0], forwards ? i.premise : i.consequence);
    }
    need(holds, n, "basis");
  }
  void comparison(const Node& n, const Expression& e) {
    core::Interval<std::int64_t> known;
    for (const NumberStatement& s : case_.numbers) {
      if (s.fact == e.fact && s.range.min) known.min = std::max(known.min.value_or(*s.range.min), *s.range.min);
      if (s.fact == e.fact && s.range.max) known.max = std::min(known.max.value_or(*s.range.max), *s.range.max);
    }
    if (known.empty()) known = {};
    const int less = known.max && *known.max < e.number ? 1 : known.min && *known.min >= e.number ? -1 : 0;
    const bool is_less = e.kind == Kind::less;
    step(n, is_less ? Rule::less : Rule::not_less, 0, is_less ? less : -less, known.known() ? Because::stated : Because::not_known);
    need(n.id == words_[e.fact].id && n.number == e.number && n.range == known, n, "number");
  }
  void open(const Node& n, const Expression& e, const Law& law) {
    std::set<int> values;
    bool named = false;
    for (const Answer& a : case_.answers) {
      if (a.law != law.id || a.term != e.name || a.truth == Truth::unknown) continue;
      values.insert(sign(a.truth));
      named = named || (a.by == n.by && a.reason == n.reason);
    }
    const bool answered = values.size() == 1;
    step(n, Rule::open, 0, answered ? *values.begin() : 0, answered ? Because::answered : Because::not_known);
    need(n.id == law.id + "#" + e.name && (named || !answered), n, "answer");
  }

  // --- expressions ---
  void facts_in(const Expression& e, std::set<FactId>& found) const {
    if (e.kind == Kind::fact) found.insert(e.fact);
    if (e.kind == Kind::reference) facts_in(corpus_.definition(e).expression, found);
    if (e.kind == Kind::any) for (const Expression& item : e.items) facts_in(item, found);
  }
  void any(const Node& n, const Expression& e) {
    std::set<FactId> among;
    facts_in(e, among);
    const auto merged = [&](const OneOf& set) { return std::includes(among.begin(), among.end(), set.facts.begin(), set.facts.end()); };
    if (most(n) != 0 || !some(one_of_, merged)) { step(n, Rule::any, e.items.size(), most(n)); return; }
    step(n, Rule::one_of, e.items.size(), 1, Because::stated);
    need(some(one_of_, [&](const OneOf& s) { return merged(s) && s.facts == n.merged && s.source == n.source; }), n, "merged positive");
  }
  void expression(const Node& n, const Expression& e, const Law& law) {
    if (error_) return;
    if (e.kind == Kind::fact) return fact(n, e.fact);
    if (e.kind == Kind::less || e.kind == Kind::not_less) return comparison(n, e);
    if (e.kind == Kind::open) return open(n, e, law);
    if (e.kind == Kind::reference) {
      const Definition& d = corpus_.definition(e);
      const Law& other = corpus_.laws()[e.law];
      need(n.id == other.id + "@" + other.versions[e.version].id + "#" + d.id, n, "definition");
      return over(n, Rule::definition, d, other);
    }
    std::vector<int> values;
    for (const Node& c : n.children) values.push_back(sign(c.value));
    std::sort(values.rbegin(), values.rend());  // the n-th largest decides at_least
    if (!need(values.size() == e.items.size(), n, "operands")) return;
    if (e.kind == Kind::any) any(n, e);
    if (e.kind == Kind::all) step(n, Rule::all, e.items.size(), least(n));
    if (e.kind == Kind::negation) step(n, Rule::negation, 1, -most(n));
    if (e.kind == Kind::at_least && need(n.number == e.number, n, "number"))
      step(n, Rule::at_least, e.items.size(), values[static_cast<std::size_t>(e.number) - 1]);
    for (std::size_t i = 0; i < e.items.size(); ++i) expression(n.children[i], e.items[i], law);
  }
  template <class T>  // a definition, waiver or exception over its one expression
  void over(const Node& n, Rule rule, const T& text, const Law& law) {
    if (words(n, text) && step(n, rule, 1, most(n))) expression(n.children[0], text.expression, law);
  }

  // --- offences ---
  void element(const Node& n, const Element& e, const Law& law) {
    if (!words(n, e) || !need(n.id == e.id, n, "id") || !step(n, Rule::element, e.not_required_if ? 2 : 1, most(n))) return;
    expression(n.children[0], e.expression, law);
    if (e.not_required_if) over(n.children[1], Rule::waiver, *e.not_required_if, law);
  }
  void offence(const Node& n, const Offence& o, const Law& law) {
    const std::size_t count = o.elements.size();
    int value = 1;
    for (const Node& c : n.children) value = std::min(value, c.rule == Rule::exceptions ? -sign(c.value) : sign(c.value));
    if (!words(n, o) || !need(n.id == o.id, n, "id") || !step(n, Rule::offence, count + !o.exceptions.empty(), value)) return;
    for (std::size_t i = 0; i < count; ++i) element(n.children[i], o.elements[i], law);
    if (o.exceptions.empty()) return;
    const Node& all = n.children[count];
    const bool assumed = case_.exceptions_not_raised && most(all) == 0;
    if (!step(all, Rule::exceptions, o.exceptions.size(), assumed ? -1 : most(all), assumed ? Because::not_raised : Because::children)) return;
    for (std::size_t i = 0; i < o.exceptions.size(); ++i) over(all.children[i], Rule::exception, o.exceptions[i], law);
  }
  void aggravation(const Node& n, const Aggravation& a, const Version& version, const Law& law) {
    if (!words(n, a) || !need(n.id == a.id, n, "id") || !step(n, Rule::aggravation, 2, least(n))) return;
    offence(n.children[0], *find_offence(version, a.of), law);
    const Node& grounds = n.children[1];
    if (!step(grounds, Rule::grounds, a.grounds.size(), most(grounds))) return;
    for (std::size_t i = 0; i < a.grounds.size(); ++i) element(grounds.children[i], a.grounds[i], law);
  }

  // --- versions ---
  static Days first(const core::Interval<core::Day>& i) { return i.min ? Days{*i.min} : -3000000; }
  static Days last(const core::Interval<core::Day>& i) { return i.max ? Days{*i.max} : 3000000; }
  static bool in(Days d, const core::Interval<core::Day>& i) { return first(i) <= d && d <= last(i); }
  void version(const Node& n, const Version& v, const Finding& f, const Law& law) {
    const Offence* o = find_offence(v, f.id.offence);
    const Aggravation* a = find_aggravation(v, f.id.offence);
    if (!need(n.rule == Rule::version && n.id == v.id && n.children.size() == (o || a), n, "shape")) return;
    need(n.because == (o || a ? Because::children : Because::not_in_version), n, "basis");
    need(n.value == (o || a ? n.children[0].value : Outcome::not_in_force), n, "value");
    if (o) offence(n.children[0], *o, law);
    if (a) aggravation(n.children[0], *a, v, law);
    if (v.protected_person && truth_[v.protected_person->fact] > 0)
      need(n.value != Outcome::yes && f.subject.refused == v.protected_person->says && f.subject.role == ActorRole::not_stated, n, "subject");
  }
  void versions(const Node& n, const Finding& f, const Law& law) {
    const auto& days = case_.date.days;
    std::vector<const Version*> possible;
    std::set<Days> borders{first(days), last(days)};  // a day outside every version, if there is one, lies beside one of these
    for (const Version& v : law.versions) {
      borders.insert({first(v.in_force) - 1, last(v.in_force) + 1});
      if (first(v.in_force) <= last(days) && first(days) <= last(v.in_force)) possible.push_back(&v);
    }
    const bool outside = some(borders, [&](Days d) { return in(d, days) && !some(law.versions, [&](const Version& v) { return in(d, v.in_force); }); });
    std::set<Outcome> values;
    for (const Node& c : n.children) values.insert(c.value);
    if (!need(n.rule == Rule::versions && n.children.size() == possible.size() + outside, n, "shape")) return;
    need(n.value == (values.size() == 1 ? *values.begin() : Outcome::unknown) && n.because == Because::children, n, "value");
    for (std::size_t i = 0; i < possible.size(); ++i) version(n.children[i], *possible[i], f, law);
    const Node& end = n.children.back();
    need(!outside || (end.rule == Rule::outside && end.value == Outcome::not_in_force && end.because == Because::date), end, "date");
  }

  const Corpus& corpus_;
  const Vocabulary& words_;
  const Case& case_;
  std::vector<OneOf> one_of_;
  std::set<FactId> pinned_, closed_;
  std::vector<int> truth_;
  std::optional<std::string> error_;
};

}  // namespace

std::optional<std::string> check(const Corpus& corpus, const Case& stated, const Finding& finding) { return Checker(corpus, stated).finding(finding); }

}  // namespace palermo::law
