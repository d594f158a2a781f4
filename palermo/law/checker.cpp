// SPDX-License-Identifier: Apache-2.0
// clang-format off: one step a line keeps the whole checker within 200 lines (checker_test.cpp counts them).
#include "palermo/law/checker.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace palermo::law {
namespace {
using Kind = Expression::Kind;
using Check = std::function<void(const Node&)>;
constexpr int kNotInForce = 2;
int sign(Outcome o) { return o == Outcome::yes ? 1 : o == Outcome::no ? -1 : o == Outcome::unknown ? 0 : kNotInForce; }
int sign(Truth t) { return t == Truth::yes ? 1 : t == Truth::no ? -1 : 0; }
// A node's smallest (`all`) and largest (`any`) part. An exception that applies speaks against its offence.
int part(const Node& n, const Node& c) { return n.rule == Rule::offence && c.rule == Rule::exceptions ? -sign(c.value) : sign(c.value); }
int least(const Node& n, int v = 1) { for (const Node& c : n.children) v = std::min(v, part(n, c)); return v; }
int most(const Node& n, int v = -1) { for (const Node& c : n.children) v = std::max(v, part(n, c)); return v; }
template <class List, class Test> bool some(const List& list, const Test& test) { return std::any_of(list.begin(), list.end(), test); }
class Checker {
 public:
  Checker(const Corpus& c, const Case& s) : corpus_(c), words_(c.vocabulary()), case_(s), truth_(words_.facts().size()) { settle_facts(); }
  std::optional<std::string> finding(const Finding& f) {
    const Law* law = corpus_.find(f.id.law);
    need(f.case_id == case_.id && case_.subject != Role::person_moved && f.as_encoded == f.derivation.value, f.derivation, "finding");
    const int v = sign(f.as_encoded); const bool negative = v == -1 || v == kNotInForce;
    need(f.outcome == (negative && !read(f.derivation, v) ? Outcome::unknown : f.as_encoded), f.derivation, "outcome");
    if (need(law && f.content_hash == law->content_hash, f.derivation, "law")) versions(f.derivation, f, *law);
    return error_;
  }
 private:
  // Do parts whose text was read suffice for this value? Only then may a finding be false or not in force.
  static bool read(const Node& n, int v) {
    const auto is = [&](std::initializer_list<Rule> rules) { return some(rules, [&](Rule r) { return r == n.rule; }); };
    const bool one = v > 0 ? is({Rule::any, Rule::element, Rule::exceptions, Rule::grounds}) : is({Rule::all, Rule::offence, Rule::aggravation});
    const auto holds = [&](const Node& c) { return read(c, part(n, c) == sign(c.value) && n.rule != Rule::negation ? v : -v); };
    const auto enough = n.rule != Rule::at_least || v < 0 ? std::ssize(n.children) - (n.rule == Rule::at_least ? n.number - 1 : 0) : n.number;
    if (n.mark != Mark::verified || sign(n.value) != v) return false;
    if (is({Rule::fact, Rule::one_of})) return n.rule == Rule::fact || operands_read(n);
    return std::count_if(n.children.begin(), n.children.end(), holds) >= (one ? 1 : enough); }
  static bool operands_read(const Node& n) {
    const auto seen_through = [](const Node& c) { return c.rule == Rule::definition || c.rule == Rule::any || c.rule == Rule::one_of; };
    return !some(n.children, [&](const Node& c) { return c.mark != Mark::verified || (seen_through(c) && !operands_read(c)); }); }
  // Keeps the first thing that does not hold; true while nothing is wrong.
  bool need(bool holds, const Node& n, std::string_view what) {
    if (!holds && !error_) error_ = std::string(word(n.rule)) + " " + n.id + ": " + std::string(what);
    return !error_; }
  // One step: its rule, value, basis and the nodes below, each of which is then checked.
  void step(const Node& n, Rule rule, int value, const std::vector<Check>& below, Because because = Because::children) {
    need(n.rule == rule && sign(n.value) == value && n.because == because && n.children.size() == below.size(), n, "step");
    for (std::size_t i = 0; i < below.size() && !error_; ++i) below[i](n.children[i]);
  }
  template <class T> void worded(const Node& n, const T& law, Rule rule, int value, const std::vector<Check>& below) {
    need(n.cite == law.cite && n.says == law.says && n.mark == law.mark, n, "words of the law");
    if constexpr (requires { law.id; }) need(n.id == law.id || (rule == Rule::definition && n.id.ends_with("#" + law.id)), n, "id");
    step(n, rule, value, below);
  }
  // Facts. Literal 2f says that f is true, 2f + 1 that it is false.
  void follow(FactId literal, std::set<FactId>& reached) const {
    if (pinned_.count(literal / 2) || !reached.insert(literal).second) return;
    for (const Implication& i : words_.implications()) {
      if (literal == 2 * i.premise) follow(2 * i.consequence + i.negated, reached);
      if (literal == 2 * i.consequence + !i.negated) follow(2 * i.premise + 1, reached);
    }
  }
  std::set<FactId> reach() const {
    std::set<FactId> reached; for (const Statement& s : case_.statements) if (s.truth != Truth::unknown) follow(2 * s.fact + (s.truth == Truth::no), reached);
    return reached; }
  void settle_facts() {
    const std::set<FactId> said = reach();
    for (const FactId l : said) if (said.count(l ^ 1)) pinned_.insert(l / 2);  // contradictory: stays unknown
    for (const OneOf& set : case_.one_of) {
      if (some(set.facts, [&](FactId f) { return said.count(2 * f) || !said.count(2 * f + 1); })) one_of_.push_back(set);
      else pinned_.insert(set.facts.begin(), set.facts.end());
    }
    for (const FactId literal : reach()) truth_[literal / 2] = literal % 2 ? -1 : 1;
    for (FactId f = 0; f < truth_.size(); ++f) if (may_close(f)) closed_.insert(f);
    for (const FactId f : closed_) truth_[f] = -1; }
  bool may_close(FactId f) const {
    const auto is_true = [&](FactId x) { return truth_[x] > 0; };
    const auto hides = [&](const OneOf& s) { return std::count(s.facts.begin(), s.facts.end(), f) && !some(s.facts, is_true); };
    const auto may_follow = [&](const Implication& i) { return i.consequence == f && !i.negated && !truth_[i.premise] && !may_close(i.premise); };
    return !truth_[f] && !words_[f].number && !pinned_.count(f) && !some(one_of_, hides) && !some(words_.implications(), may_follow) &&
           some(case_.closed, [&](const ClosedGroup& c) { return c.group == words_[f].group; }) &&
           !some(case_.statements, [&](const Statement& s) { return s.fact == f; });  // listed as unknown
  }
  void fact(const Node& n, FactId f) {
    const auto states = [&](const Statement& s) { return s.fact == f && truth_[f] && sign(s.truth) == truth_[f] && s.source == n.source; };
    const auto closes = [&](const ClosedGroup& c) { return closed_.count(f) && c.group == words_[f].group && c.source == n.source; };
    need(n.id == words_[f].id, n, "fact");
    if (n.because == Because::implied) return implied(n, f);
    need(n.because == Because::stated ? some(case_.statements, states) : n.because == Because::closed ? some(case_.closed, closes)
                                                                        : n.because == Because::not_known && !truth_[f], n, "basis");
    step(n, Rule::fact, truth_[f], {}, n.because);
  }
  void implied(const Node& n, FactId f) {
    if (!need(n.implication < words_.implications().size(), n, "implication")) return;
    const Implication& i = words_.implications()[n.implication];
    const bool forwards = i.consequence == f && truth_[i.premise] == 1;
    const bool backwards = i.premise == f && truth_[i.consequence] == (i.negated ? 1 : -1);
    if (need(truth_[f] && (forwards || backwards) && n.cite == i.cite, n, "implication")) step(n, Rule::fact, truth_[f], {[&](const Node& c) { fact(c, forwards ? i.premise : i.consequence); }}, Because::implied);
  }
  void comparison(const Node& n, const Expression& e, bool less) {
    core::Interval<std::int64_t> known;
    for (const NumberStatement& s : case_.numbers) if (s.fact == e.fact) known = core::intersect(known, s.range);
    if (known.empty()) known = {};
    const int below = known.max && *known.max < e.number ? 1 : known.min && *known.min >= e.number ? -1 : 0;
    step(n, less ? Rule::less : Rule::not_less, less ? below : -below, {}, known.known() ? Because::stated : Because::not_known);
    need(n.id == words_[e.fact].id && n.number == e.number && n.range == known, n, "number");
  }
  void open(const Node& n, const Expression& e, const Law& law) {
    std::set<int> answers; bool named = false;
    for (const Answer& a : case_.answers) if (a.law == law.id && a.term == e.name && a.truth != Truth::unknown) {
      answers.insert(sign(a.truth));
      named = named || (a.by == n.by && a.reason == n.reason);
    }
    const bool settled = answers.size() == 1;
    step(n, Rule::open, settled ? *answers.begin() : 0, {}, settled ? Because::answered : Because::not_known);
    need(n.id == law.id + "#" + e.name && (named || !settled), n, "answer"); }
  bool among(const Expression& e, FactId f) const {  // is f an operand of this `any`, also through nested ones and definitions?
    if (e.kind == Kind::any) return some(e.items, [&](const Expression& item) { return among(item, f); });
    return e.kind == Kind::reference ? among(corpus_.definition(e).expression, f) : e.kind == Kind::fact && e.fact == f;
  }
  void any(const Node& n, const Expression& e, const std::vector<Check>& below) {
    const auto merged = [&](const OneOf& s) { return !some(s.facts, [&](FactId f) { return !among(e, f); }); };
    if (most(n) != 0 || !some(one_of_, merged)) return step(n, Rule::any, most(n), below);
    step(n, Rule::one_of, 1, below, Because::stated);
    need(some(one_of_, [&](const OneOf& s) { return merged(s) && s.facts == n.merged && s.source == n.source; }), n, "merged positive"); }
  void expression(const Node& n, const Expression& e, const Law& law) {
    std::vector<Check> below;
    for (const Expression& item : e.items) below.push_back([&](const Node& c) { expression(c, item, law); });
    const auto count = [&](int v) { return std::count_if(n.children.begin(), n.children.end(), [&](const Node& c) { return sign(c.value) >= v; }); };
    switch (e.kind) {
      case Kind::fact: return fact(n, e.fact);
      case Kind::less: case Kind::not_less: return comparison(n, e, e.kind == Kind::less);
      case Kind::open: return open(n, e, law);
      case Kind::any: return any(n, e, below);
      case Kind::all: return step(n, Rule::all, least(n), below);
      case Kind::negation: return step(n, Rule::negation, -most(n), below);
      case Kind::at_least: return step(n, Rule::at_least, count(1) >= e.number ? 1 : count(0) >= e.number ? 0 : -1, below);
      case Kind::reference: return over(n, Rule::definition, corpus_.definition(e), corpus_.laws()[e.law]);
    }
  }
  // A definition, element, waiver or exception over its expression, and for an element the waiver beside it.
  template <class T> void over(const Node& n, Rule rule, const T& text, const Law& law, const std::optional<Waiver>& waiver = {}) {
    std::vector<Check> below{[&](const Node& c) { expression(c, text.expression, law); }};
    if (waiver) below.push_back([&](const Node& c) { over(c, Rule::waiver, *waiver, law); });
    worded(n, text, rule, most(n), below);
  }
  std::vector<Check> elements(const std::vector<Element>& all, const Law& law) {
    std::vector<Check> below;
    for (const Element& e : all) below.push_back([&](const Node& c) { over(c, Rule::element, e, law, e.not_required_if); });
    return below;
  }
  void offence(const Node& n, const Offence& o, const Law& law) {
    std::vector<Check> below = elements(o.elements, law), exceptions;
    for (const Exception& e : o.exceptions) exceptions.push_back([&](const Node& c) { over(c, Rule::exception, e, law); });
    if (!o.exceptions.empty()) below.push_back([&](const Node& c) {
      bool assumed = case_.exceptions_not_raised && most(c) == 0;
      for (std::size_t i = 0; i < std::min(c.children.size(), o.exceptions.size()); ++i) assumed &= !o.exceptions[i].must_be_settled || c.children[i].value != Outcome::unknown;
      step(c, Rule::exceptions, assumed ? -1 : most(c), exceptions, assumed ? Because::not_raised : Because::children);
    });
    worded(n, o, Rule::offence, least(n), below);
  }
  void aggravation(const Node& n, const Aggravation& a, const Version& version, const Law& law) {
    worded(n, a, Rule::aggravation, least(n), {[&](const Node& c) { offence(c, *find_offence(version, a.of), law); },
                                               [&](const Node& c) { step(c, Rule::grounds, most(c), elements(a.grounds, law)); }});
  }
  void rests(const Node& n, const Law& law, bool on_days) {  // what rests on the law's days bears their mark
    need(n.mark == (on_days ? days_mark(law) : Mark::verified) && n.cite == (n.mark == Mark::verified ? "" : kInForce), n, "days"); }
  void version(const Node& n, const Version& v, const Finding& f, const Law& law) {
    const Offence* const o = find_offence(v, f.id.offence); const Aggravation* const a = find_aggravation(v, f.id.offence);
    const auto whole = [&](const Node& c) { if (o) offence(c, *o, law); else aggravation(c, *a, v, law); };
    rests(n, law, law.versions.size() > 1 || n.value == Outcome::yes);
    if (need(n.id == v.id, n, "version"); !o && !a) return step(n, Rule::version, kNotInForce, {}, Because::not_in_version);
    step(n, Rule::version, most(n), {whole});
    if (const auto& p = v.protected_person; p && truth_[p->fact] > 0)
      need(n.value != Outcome::yes && f.subject.role == ActorRole::not_stated && f.subject.refused == p->says, n, "subject");
  }
  void versions(const Node& n, const Finding& f, const Law& law) {
    const auto& days = case_.date.days;
    std::set<core::Day> borders{days.min.value_or(-3000000), days.max.value_or(3000000)};  // a day without law lies beside one
    std::vector<Check> below;
    for (const Version& v : law.versions) {
      if (v.in_force.min) borders.insert(*v.in_force.min - 1);
      if (v.in_force.max) borders.insert(*v.in_force.max + 1);
      if (!core::intersect(v.in_force, days).empty()) below.push_back([&](const Node& c) { version(c, v, f, law); });
    }
    const auto lawless = [&](core::Day d) { return days.contains(d) && !some(law.versions, [&](const Version& v) { return v.in_force.contains(d); }); };
    if (some(borders, lawless)) below.push_back([&](const Node& c) { rests(c, law, true); step(c, Rule::outside, kNotInForce, {}, Because::date); });
    step(n, Rule::versions, some(n.children, [&](const Node& c) { return c.value != n.children[0].value; }) ? 0 : most(n), below);
  }
  const Corpus& corpus_; const Vocabulary& words_; const Case& case_;
  std::vector<OneOf> one_of_; std::set<FactId> pinned_, closed_; std::vector<int> truth_;
  std::optional<std::string> error_;
};
}  // namespace
std::optional<std::string> check(const Corpus& corpus, const Case& stated, const Finding& f) { return Checker(corpus, stated).finding(f); }
}  // namespace palermo::law
