// SPDX-License-Identifier: Apache-2.0
// Random laws and cases for properties. One seed reproduces any failure.
#pragma once

#include <random>

#include "palermo/law/law_test.hpp"

namespace palermo::law::testing {

class RandomLaw {
 public:
  explicit RandomLaw(std::uint64_t seed) : random_(seed) {}

  bool chance(double p) { return std::uniform_real_distribution<>(0, 1)(random_) < p; }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  template <class T>
  void shuffle(std::vector<T>& list) {
    std::shuffle(list.begin(), list.end(), random_);
  }

  // A law in the small vocabulary: definitions, an offence with exceptions, an aggravation, one or two versions.
  std::string law() {
    std::string text = "format: palermo-law/1\nid: random\ntitle: Random\njurisdiction: INT\nmark: verified\nversions:\n";
    text += version("a", "2000-01-01", "2010-01-01");
    if (chance(0.5)) text += version("b", chance(0.5) ? "2010-01-01" : "2012-01-01", "null");
    return text;
  }

  // A case about any vocabulary. Contradictions may occur; `known` is the share of facts of which something is said.
  Case a_case(const Vocabulary& vocabulary, double known) {
    Case made;
    made.id = "R";
    static const std::vector<std::string> dates = {"2005-05-05", "2009..2011", "2009-12", "2015", "unknown", "1990"};
    made.date = *core::parse_date(pick(dates));
    for (FactId f = 0; f < vocabulary.facts().size(); ++f) {
      if (!chance(known)) continue;
      if (vocabulary[f].number)
        made.numbers.push_back({f, range(), source()});
      else
        made.statements.push_back({f, static_cast<Truth>(below(3)), source()});
    }
    for (GroupId g = 0; g < vocabulary.groups().size(); ++g)
      if (chance(0.3)) made.closed.push_back({g, source()});
    if (chance(0.4)) made.one_of.push_back(one_of(vocabulary));
    if (chance(0.2)) made.one_of.push_back(one_of(vocabulary));
    if (chance(0.3))
      made.answers.push_back({"random", "term", chance(0.5) ? Truth::yes : Truth::no, "somebody", "a reason"});
    return made;
  }

  core::Interval<std::int64_t> range() {
    const auto low = static_cast<std::int64_t>(below(30));
    return {low, low + static_cast<std::int64_t>(below(8))};
  }

 private:
  std::string source() { return chance(0.7) ? "" : chance(0.5) ? "reading.one" : "reading.two"; }

  OneOf one_of(const Vocabulary& vocabulary) {
    OneOf set;
    while (set.facts.size() < 2) {
      const auto f = static_cast<FactId>(below(vocabulary.facts().size()));
      if (!vocabulary[f].number && (set.facts.empty() || set.facts[0] != f)) set.facts.push_back(f);
    }
    std::sort(set.facts.begin(), set.facts.end());
    set.source = source();
    return set;
  }

  std::string version(const std::string& id, const std::string& from, const std::string& to) {
    std::string text = "  - id: " + id + "\n    in_force: {from: " + from + ", to: " + to + "}\n    date_mark: " + (chance(0.3) ? "secondary" : "verified") + "\n    definitions:\n";
    definitions_ = 0;
    for (; definitions_ < 2; ++definitions_)
      text += "      - {id: d" + std::to_string(definitions_) + ", " + cite() + ", expr: " + expression(2) + "}\n";
    if (chance(0.3)) text += "    protected_person: {fact: actor.object_only, cite: x, says: was the object}\n";
    text += "    offences:\n      - id: o\n        cite: x\n        elements:\n";
    for (std::size_t i = 0; i < 1 + below(3); ++i) {
      text += "          - {id: e" + std::to_string(i) + ", " + cite() + ", expr: " + expression(3);
      text += chance(0.3) ? ", not_required_if: {" + cite() + ", expr: " + expression(1) + "}}\n" : "}\n";
    }
    if (chance(0.5)) text += "        exceptions: [{id: x0, " + cite() + ", expr: " + expression(1) + "}]\n";
    return text + "    aggravations: [{id: g, of: o, " + cite() + ", any_of: [{id: g0, " + cite() + ", expr: " + expression(1) +
           "}, {id: g1, " + cite() + ", expr: " + expression(2) + "}]}]\n";
  }

  // An article; of some the text was not read.
  std::string cite() { return chance(0.15) ? "cite: x, mark: unverified" : "cite: x, mark: verified"; }

  std::string expression(int depth) {
    static const std::vector<std::string> facts = {"act.recruit",
                                                   "act.transport",
                                                   "act.harbour",
                                                   "means.threat",
                                                   "means.force",
                                                   "means.deception",
                                                   "purpose.bondage",
                                                   "purpose.serfdom",
                                                   "purpose.slavery_like",
                                                   "purpose.labour",
                                                   "benefit.received",
                                                   "benefit.sought",
                                                   "actor.humanitarian_only"};
    const std::size_t kind = below(depth > 0 ? 12 : 4);
    if (kind == 0) return "{lt: [person.age, " + std::to_string(10 + below(15)) + "]}";
    if (kind < 4) return pick(facts);
    if (kind == 4) return "{not: " + expression(depth - 1) + "}";
    if (kind == 5) return "{ge: [person.age, " + std::to_string(10 + below(15)) + "]}";
    if (kind == 6) return "{open: term}";
    if (kind == 7 && definitions_ > 0) return "{ref: d" + std::to_string(below(definitions_)) + "}";
    std::string list = expression(depth - 1);
    for (std::size_t i = 0; i < 1 + below(3); ++i) list += ", " + expression(depth - 1);
    if (kind == 8) return "{at_least: {n: 2, of: [" + list + "]}}";
    return std::string(kind < 11 ? "{any: [" : "{all: [") + list + "]}";
  }

  std::mt19937_64 random_;
  std::size_t definitions_ = 0;
};

}  // namespace palermo::law::testing
