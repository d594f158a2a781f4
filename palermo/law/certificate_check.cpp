// SPDX-License-Identifier: Apache-2.0
// clang-format off: one step a line keeps the whole checker within 120 lines (certificate_check_test.cpp counts them).
#include "palermo/law/certificate_check.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "palermo/law/checker.hpp"

namespace palermo::law {
namespace {
template <class List, class Test> bool some(const List& list, const Test& test) { return std::any_of(list.begin(), list.end(), test); }

class Walk {
 public:
  Walk(const Corpus& corpus, Outcome claimed) : corpus_(corpus), words_(corpus.vocabulary()), claimed_(claimed) {}

  std::optional<std::string> run(const Case& stated, const Finding& unknown, const Certificate& certificate) {
    need(claimed_ == Outcome::yes || claimed_ == Outcome::no, "the outcome is neither true nor false");
    need(unknown.outcome == Outcome::unknown, "the finding is not unknown");
    if (const auto wrong = check(corpus_, stated, unknown)) need(false, "the unknown finding: " + *wrong);
    Case open = stated;  // no group may close over what the finding does not know
    leave_open(unknown.derivation, open);
    walk(certificate, open, unknown.id, {});
    need(possible_, "no leaf is possible");
    return error_;
  }

 private:
  void need(bool holds, const std::string& what) {
    if (!holds && !error_) error_ = what;
  }

  void leave_open(const Node& node, Case& open) const {
    if (node.rule == Rule::fact && node.because == Because::not_known)
      if (const auto fact = words_.find(node.id)) open.statements.push_back({*fact, Truth::unknown, ""});
    for (const Node& child : node.children) leave_open(child, open);
  }

  void walk(const Certificate& c, const Case& so_far, const FindingId& id, std::set<Atom> way) {
    if (error_) return;
    need(int{c.atom.has_value()} + int{c.finding.has_value()} + int{c.impossible.has_value()} == 1, "split or leaf");
    need(c.branches.size() == (c.atom ? 2 : 0), "a split has two branches, a leaf none");
    if (error_) return;
    if (c.finding) {
      possible_ = true;
      need(c.finding->id == id && c.finding->outcome == claimed_, "a leaf says something else");
      if (const auto wrong = check(corpus_, so_far, *c.finding)) need(false, "a leaf: " + *wrong);
    }
    if (c.impossible) need(cannot_stand(*c.impossible, so_far), "a leaf called impossible is not");
    if (!c.atom) return;
    atoms_.insert(*c.atom);
    need(way.insert(*c.atom).second, "the same thing is split twice");
    need(atoms_.size() <= kMostAtoms, "more than 12 things are split");
    need(c.atom->kind == Atom::Kind::answer ? corpus_.find(c.atom->law) != nullptr
                                            : c.atom->fact < words_.facts().size() &&
                                                  words_[c.atom->fact].number == (c.atom->kind == Atom::Kind::below),
         "no such thing to split");
    for (const bool is : {true, false})
      if (!error_) walk(c.branches[is ? 0 : 1], supposing(*c.atom, is, so_far), id, way);
  }

  static Case supposing(const Atom& atom, bool is, Case stated) {
    const Truth truth = is ? Truth::yes : Truth::no;
    const std::string who(kCaseSplit);
    core::Interval<std::int64_t> range{atom.bound, std::nullopt};
    if (is) range = {std::nullopt, std::max(atom.bound, std::numeric_limits<std::int64_t>::min() + 1) - 1};
    if (atom.kind == Atom::Kind::fact) stated.statements.push_back({atom.fact, truth, who});
    if (atom.kind == Atom::Kind::below) stated.numbers.push_back({atom.fact, range, who});
    if (atom.kind == Atom::Kind::answer) stated.answers.push_back({atom.law, atom.term, truth, who, who});
    return stated;
  }

  bool cannot_stand(const Contradiction& c, const Case& stated) const {
    const auto proves = [&](std::size_t i, Literal l) { return c.chains[i].back() == l; };
    if (some(c.chains, [&](const Chain& chain) { return !follows(chain, stated); })) return false;
    if (c.kind == Contradiction::Kind::fact)
      return c.chains.size() == 2 && proves(0, {c.fact, true}) && proves(1, {c.fact, false});
    if (c.kind == Contradiction::Kind::one_of) return some(stated.one_of, [&](const OneOf& set) {
        bool all = c.chains.size() == set.facts.size() && c.fact == set.facts.front();
        for (std::size_t i = 0; all && i < set.facts.size(); ++i) all = proves(i, {set.facts[i], false});
        return all;
      });
    core::Interval<std::int64_t> range;
    for (const NumberStatement& n : stated.numbers)
      if (n.fact == c.fact) range = core::intersect(range, n.range);
    return c.kind == Contradiction::Kind::number && c.chains.empty() && range.empty();
  }

  // The first literal is stated, every other one follows from the one before it.
  bool follows(const Chain& chain, const Case& stated) const {
    const auto says = [&](const Statement& s) {
      return s.fact == chain[0].fact && s.truth == (chain[0].value ? Truth::yes : Truth::no);
    };
    if (chain.empty() || !some(stated.statements, says)) return false;
    bool all = true;
    for (std::size_t n = 1; n < chain.size(); ++n)
      all &= some(words_.implications(), [from = chain[n - 1], to = chain[n]](const Implication& i) {
        return (from == Literal{i.premise, true} && to == Literal{i.consequence, !i.negated}) ||
               (from == Literal{i.consequence, i.negated} && to == Literal{i.premise, false});
      });
    return all;
  }

  const Corpus& corpus_;
  const Vocabulary& words_;
  Outcome claimed_;
  std::set<Atom> atoms_;
  bool possible_ = false;
  std::optional<std::string> error_;
};

}  // namespace

std::optional<std::string> check_certificate(const Corpus& corpus, const Case& stated, const Finding& unknown, Outcome claimed,
                                             const Certificate& certificate) {
  return Walk(corpus, claimed).run(stated, unknown, certificate);
}
}  // namespace palermo::law
