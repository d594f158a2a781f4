// SPDX-License-Identifier: Apache-2.0
// The slower program that agrees: two small laws compared by going through every world there is. It shares nothing with the comparer
// but the cutting of a law into parts (side.hpp): no formulas, no solver, an evaluation of its own.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "palermo/compare/compare.hpp"

namespace palermo::compare::testing {

using law::FactId;
using law::Truth;

using Readings = std::map<std::string, bool>;  // of open terms, by name; what is not there is unknown

class BruteForce {
 public:
  struct Place {
    std::vector<bool> facts;  // by FactId
    std::int64_t age = 0;     // the one number of the small vocabulary
  };

  BruteForce(const law::Corpus& corpus, const Side& a, const Side& b) : corpus_(corpus), a_(a), b_(b) {
    mentioned_.add(a.mentions);
    mentioned_.add(b.mentions);
    facts_.assign(mentioned_.facts.begin(), mentioned_.facts.end());
    std::set<std::string> terms;
    for (const auto& [law, term] : mentioned_.terms) terms.insert(term);
    std::vector<Readings> all{{}};
    for (const std::string& term : terms) {
      std::vector<Readings> more;
      for (const bool met : {false, true})
        for (Readings one : all) {
          one[term] = met;
          more.push_back(one);
        }
      all = more;
    }
    readings_.insert(readings_.end(), all.begin(), all.end());
  }

  // No term read, then every way to read them all.
  [[nodiscard]] const std::vector<Readings>& readings() const { return readings_; }

  // Goes through every world there is and judges both laws in each, once.
  void enumerate() {
    std::set<std::int64_t> ages{0};
    for (const auto& [number, bounds] : mentioned_.bounds) ages.insert(bounds.begin(), bounds.end());
    ages_.assign(ages.begin(), ages.end());
    for (std::size_t at = 0; at < (std::size_t{1} << facts_.size()) * ages_.size(); ++at) {
      const Place place = place_at(at);
      exists_.push_back(possible(place));
      for (std::size_t r = 0; r < readings_.size(); ++r)
        for (const Side* side : {&a_, &b_})
          values_.push_back(exists_.back() ? value(*side, place, readings_[r]) : Truth::unknown);
    }
  }

  [[nodiscard]] std::size_t places() const { return exists_.size(); }
  [[nodiscard]] bool exists(std::size_t at) const { return exists_[at]; }
  [[nodiscard]] Place place_at(std::size_t at) const {
    Place place{std::vector<bool>(corpus_.vocabulary().facts().size(), false), ages_[at % ages_.size()]};
    for (std::size_t i = 0; i < facts_.size(); ++i) place.facts[facts_[i]] = (at / ages_.size() >> i & 1U) != 0;
    return place;
  }

  // Of places that exist.
  [[nodiscard]] Truth judged(bool a, std::size_t at, std::size_t reading) const {
    return values_[(at * readings_.size() + reading) * 2 + (a ? 0 : 1)];
  }
  [[nodiscard]] bool gap(bool a_first, std::size_t at, std::size_t reading) const {
    return judged(a_first, at, reading) == Truth::yes && judged(!a_first, at, reading) == Truth::no;
  }
  // How much may be claimed of a gap at this place under this reading, if it is one there. With no term read a gap is a sure one, or
  // none: those under the readings are possible, or left out.
  [[nodiscard]] std::optional<Certainty> certainty(bool a_first, std::size_t at, std::size_t reading) const {
    if (!gap(a_first, at, reading)) return std::nullopt;
    const Place place = place_at(at);
    const bool met = meets_left_out(a_first ? b_ : a_, place);
    if (reading > 0) return met ? Certainty::left_out : Certainty::possible;
    return met || !is_all_it_may_be(place) ? std::nullopt : std::optional(Certainty::sure);
  }
  // A gap in which nothing done could be left undone.
  [[nodiscard]] bool bare_gap(bool a_first, std::size_t at, std::size_t reading) const {
    const auto here = [&](std::size_t there) {
      return gap(a_first, there, reading) && (reading > 0 || is_all_it_may_be(place_at(there)));
    };
    if (!here(at)) return false;
    for (std::size_t i = 0; i < facts_.size(); ++i)
      if ((at / ages_.size() >> i & 1U) != 0 && corpus_.vocabulary()[facts_[i]].conduct && here(at - (ages_.size() << i))) return false;
    return true;
  }

  [[nodiscard]] bool is_all_it_may_be(const Place& place) const {
    const auto& may_be = corpus_.vocabulary().may_be();
    return std::none_of(may_be.begin(), may_be.end(), [&](const law::MayBe& m) {
      return mentioned_.facts.count(m.other) && place.facts[m.fact] && !place.facts[m.other];
    });
  }
  [[nodiscard]] bool meets_left_out(const Side& side, const Place& place) const {
    return std::any_of(side.left_out.begin(), side.left_out.end(), [&](FactId fact) { return place.facts[fact]; });
  }

  // Whether the vocabulary's implications allow the place, whatever the facts are that no law mentions.
  [[nodiscard]] bool possible(const Place& place) const {
    std::vector<bool> yes = place.facts;
    for (bool grown = true; grown;) {
      grown = false;
      for (const law::Implication& i : corpus_.vocabulary().implications())
        if (!i.negated && yes[i.premise] && !yes[i.consequence]) {
          if (mentioned_.facts.count(i.consequence)) return false;
          yes[i.consequence] = grown = true;
        }
    }
    return std::none_of(corpus_.vocabulary().implications().begin(), corpus_.vocabulary().implications().end(),
                        [&](const law::Implication& i) { return i.negated && yes[i.premise] && yes[i.consequence]; });
  }

  [[nodiscard]] Truth value(const law::Expression& e, const Place& place, const Readings& readings) const {
    using Kind = law::Expression::Kind;
    const auto truth = [](bool b) { return b ? Truth::yes : Truth::no; };
    std::int64_t certain = 0, open = 0;
    for (const law::Expression& item : e.items) {
      const Truth found = value(item, place, readings);
      certain += found == Truth::yes;
      open += found == Truth::unknown;
    }
    const auto at_least = [&](std::int64_t n) {
      return certain >= n ? Truth::yes : certain + open >= n ? Truth::unknown : Truth::no;
    };
    switch (e.kind) {
      case Kind::fact: return truth(place.facts[e.fact]);
      case Kind::less: return truth(place.age < e.number);
      case Kind::not_less: return truth(place.age >= e.number);
      case Kind::any: return at_least(1);
      case Kind::all: return at_least(static_cast<std::int64_t>(e.items.size()));
      case Kind::at_least: return at_least(e.number);
      case Kind::negation: return law::negate(at_least(1));
      case Kind::reference: return value(corpus_.definition(e).expression, place, readings);
      case Kind::open: break;
    }
    const auto read = readings.find(e.name);
    return read == readings.end() ? Truth::unknown : truth(read->second);
  }

  // Yes: the part does not stand in the way.
  [[nodiscard]] Truth value(const Part& part, const Place& place, const Readings& readings) const {
    if (part.kind == Part::Kind::exception) return law::negate(value(part.exception->expression, place, readings));
    const Truth asked = value(part.element->expression, place, readings);
    if (!part.element->not_required_if) return asked;
    return law::either(asked, value(part.element->not_required_if->expression, place, readings));
  }

  [[nodiscard]] Truth value(const Side& side, const Place& place, const Readings& readings) const {
    Truth found = Truth::no;
    for (const Rule& rule : side.rules) {
      Truth whole = Truth::yes;
      for (const Part& part : rule.parts) whole = law::both(whole, value(part, place, readings));
      found = law::either(found, whole);
    }
    return found;
  }

  [[nodiscard]] bool gap(const Side& covers, const Side& lacks, const Place& place, const Readings& readings) const {
    return value(covers, place, readings) == Truth::yes && value(lacks, place, readings) == Truth::no;
  }

  [[nodiscard]] bool act(const Part& part) const {
    if (part.kind == Part::Kind::exception) return false;
    bool mentions = false;
    for (const FactId fact : part.mentions.facts) mentions |= corpus_.vocabulary()[fact].conduct;
    if (!mentions) return false;
    for (std::size_t at = 0; at < places(); ++at) {
      if (!exists(at)) continue;
      const Place place = place_at(at);
      const bool idle = std::none_of(part.mentions.facts.begin(), part.mentions.facts.end(), [&](FactId fact) {
        return corpus_.vocabulary()[fact].conduct && place.facts[fact];
      });
      if (idle && value(part, place, {}) != Truth::no) return false;
    }
    return true;
  }

  [[nodiscard]] const Mentions& mentioned() const { return mentioned_; }

 private:
  const law::Corpus& corpus_;
  Mentions mentioned_;
  const Side& a_;
  const Side& b_;
  std::vector<FactId> facts_;
  std::vector<std::int64_t> ages_;
  std::vector<Readings> readings_{{}};
  std::vector<bool> exists_;    // by place
  std::vector<Truth> values_;   // by place, reading, law
};

}  // namespace palermo::compare::testing
