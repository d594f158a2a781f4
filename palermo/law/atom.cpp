// SPDX-License-Identifier: Apache-2.0
#include "palermo/law/atom.hpp"

#include <limits>
#include <set>
#include <tuple>

namespace palermo::law {

namespace {

Outcome opposite(Outcome value) { return outcome(negate(static_cast<Truth>(value))); }

class Collector {
 public:
  Collector(const Corpus& corpus, const Case& stated, const Law& law)
      : vocabulary_(corpus.vocabulary()), not_raised_(stated.exceptions_not_raised), law_(law) {}

  // `wanted`: the value of this node that helps to say "false"; `read`: the text around it was read.
  void walk(const Node& node, Outcome wanted, bool read) {
    if (node.value != Outcome::unknown &&
        (node.value != wanted || !read || node.mark != Mark::verified || support(node).mark == Mark::verified))
      return;
    if (node.rule == Rule::fact || node.rule == Rule::less || node.rule == Rule::not_less || node.rule == Rule::open) {
      if (node.value == Outcome::unknown) ++atoms[atom_of(node, vocabulary_)];
      return;
    }
    if (node.rule == Rule::version) version_ = version(node.id);
    const Offence* offence = node.rule == Rule::offence && version_ ? find_offence(*version_, node.id) : nullptr;
    for (const Node& child : node.children) {
      const bool against = node.rule == Rule::negation || child.rule == Rule::exceptions;
      if (child.rule == Rule::exceptions && not_raised_ && offence)
        exceptions(child, *offence, opposite(wanted), read);
      else
        walk(child, against ? opposite(wanted) : wanted, read && node.mark == Mark::verified);
    }
  }

  std::map<Atom, std::size_t> atoms;

 private:
  // The user takes them as not raised: only those that must be settled are asked for.
  void exceptions(const Node& node, const Offence& offence, Outcome wanted, bool read) {
    for (std::size_t i = 0; i < node.children.size(); ++i)
      if (offence.exceptions[i].must_be_settled) walk(node.children[i], wanted, read);
  }

  [[nodiscard]] const Version* version(const std::string& id) const {
    for (const Version& version : law_.versions)
      if (version.id == id) return &version;
    return nullptr;
  }

  const Vocabulary& vocabulary_;
  bool not_raised_;
  const Law& law_;
  const Version* version_ = nullptr;
};

void collect_open(const Node& node, const Vocabulary& vocabulary, std::set<FactId>& facts) {
  if (node.rule == Rule::fact && node.because == Because::not_known) facts.insert(*vocabulary.find(node.id));
  for (const Node& child : node.children) collect_open(child, vocabulary, facts);
}

}  // namespace

Atom atom_of(const Node& leaf, const Vocabulary& vocabulary) {
  Atom atom;
  if (leaf.rule == Rule::open) {
    const std::size_t hash = leaf.id.find('#');
    atom.kind = Atom::Kind::answer;
    atom.law = leaf.id.substr(0, hash);
    atom.term = leaf.id.substr(hash + 1);
    return atom;
  }
  atom.fact = *vocabulary.find(leaf.id);
  if (leaf.rule == Rule::fact) return atom;
  atom.kind = Atom::Kind::below;
  atom.bound = leaf.number;
  return atom;
}

std::strong_ordering Atom::operator<=>(const Atom& other) const {
  const bool last = kind == Kind::answer, other_last = other.kind == Kind::answer;
  return std::tie(last, fact, bound, kind, law, term) <=>
         std::tie(other_last, other.fact, other.bound, other.kind, other.law, other.term);
}

Case recorded_first(const Case& stated) {
  Case bare;
  bare.id = stated.id;
  bare.title = stated.title;
  bare.date = stated.date;
  bare.statements = stated.statements;
  bare.numbers = stated.numbers;
  bare.one_of = stated.one_of;
  bare.closed = stated.closed;
  bare.answers = stated.answers;
  bare.exceptions_not_raised = stated.exceptions_not_raised;
  bare.subject = stated.subject;
  return bare;
}

void suppose(Case& stated, const Setting& setting, std::string_view source) {
  const auto& [atom, value] = setting;
  const std::string who(source);
  if (atom.kind == Atom::Kind::fact) stated.statements.push_back({atom.fact, value ? Truth::yes : Truth::no, who});
  if (atom.kind == Atom::Kind::answer)
    stated.answers.push_back({atom.law, atom.term, value ? Truth::yes : Truth::no, who, who});
  if (atom.kind != Atom::Kind::below) return;
  NumberStatement number{atom.fact, {}, who};
  const std::int64_t below = atom.bound == std::numeric_limits<std::int64_t>::min() ? atom.bound : atom.bound - 1;
  if (value) number.range.max = below;
  if (!value) number.range.min = atom.bound;
  stated.numbers.push_back(std::move(number));
}

Case with_open_facts(const Case& stated, const Finding& finding, const Vocabulary& vocabulary) {
  std::set<FactId> facts;
  collect_open(finding.derivation, vocabulary, facts);
  Case open = recorded_first(stated);
  for (const FactId fact : facts) open.statements.push_back({fact, Truth::unknown, std::string(kCaseSplit)});
  return open;
}

std::map<Atom, std::size_t> unknown_atoms(const Corpus& corpus, const Case& stated, const Finding& finding) {
  Collector collector(corpus, stated, *corpus.find(finding.id.law));
  if (finding.outcome == Outcome::unknown) collector.walk(finding.derivation, Outcome::no, true);
  return std::move(collector.atoms);
}

core::Value to_value(const Atom& atom, const Vocabulary& vocabulary) {
  core::Value value{core::Value::Object{}};
  if (atom.kind == Atom::Kind::answer) {
    value.set("law", atom.law);
    value.set("term", atom.term);
    return value;
  }
  value.set("fact", vocabulary[atom.fact].id);
  if (atom.kind == Atom::Kind::below) value.set("below", atom.bound);
  return value;
}

core::Value to_value(const Setting& setting, const Vocabulary& vocabulary) {
  core::Value value = to_value(setting.atom, vocabulary);
  value.set("is", setting.value);
  return value;
}

}  // namespace palermo::law
