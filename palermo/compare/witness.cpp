// SPDX-License-Identifier: Apache-2.0
#include "palermo/compare/witness.hpp"

#include <algorithm>
#include <cstdlib>

namespace palermo::compare {

using law::FactId;
using law::Truth;
using law::Vocabulary;

namespace {

std::int64_t ordinary(const law::FactDef& number) { return number.unit == "years" ? 30 : 1; }

// The ordinary value and both sides of every bound, the nearest to the ordinary value first.
std::vector<std::int64_t> values(const law::FactDef& number, const std::set<std::int64_t>& bounds) {
  std::vector<std::int64_t> found{ordinary(number)};
  for (const std::int64_t bound : bounds) {
    found.push_back(bound - 1);
    found.push_back(bound);
  }
  const auto far = [&](std::int64_t v) { return std::pair(std::abs(v - ordinary(number)), v); };
  std::sort(found.begin(), found.end(), [&](std::int64_t a, std::int64_t b) { return far(a) < far(b); });
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::erase_if(found, [&](std::int64_t v) { return v < 0 || v > largest(number); });
  return found;
}

// Settles one thing after another; between two steps there always is a world with all that was settled.
class Settler {
 public:
  explicit Settler(Solver& solver) : solver_(solver) {}

  core::Result<bool> possible(Formula a) {
    PALERMO_TRY(const Sat found, solver_.check({a}));
    if (found == Sat::not_decided) stopped_ = true;
    if (found == Sat::yes) world_ = solver_.world();
    return found == Sat::yes;
  }

  // Makes `a` true if it can be.
  core::Result<bool> settle(Formula a) {
    PALERMO_TRY(const bool can, possible(a));
    if (can) solver_.assert_that(a);
    return can;
  }

  // Makes `a`, whose value in the last world is `value`, false if it can be.
  core::Done prefer_false(Formula a, bool value) {
    const Formula not_a = solver_.negation(a);
    if (!value) {
      solver_.assert_that(not_a);
      return {};
    }
    PALERMO_TRY(const bool settled, settle(not_a));
    if (!settled && !stopped_) solver_.assert_that(a);
    return {};
  }

  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  Solver& solver_;
  World world_;
  bool stopped_ = false;
};

core::Result<std::optional<World>> settle_all(Solver& solver, const Vocabulary& vocabulary,
                                              const std::vector<Formula>& wishes, const Mentions& mentioned) {
  Settler settler(solver);
  PALERMO_TRY(const bool any, settler.possible(solver.constant(true)));
  if (!any) return std::nullopt;
  for (const auto& [number, bounds] : mentioned.bounds)
    for (const std::int64_t value : values(vocabulary[number], bounds)) {
      PALERMO_TRY(const bool settled, settler.settle(solver.equals(number, value)));
      if (settled || settler.stopped()) break;
    }
  for (const Formula wish : wishes) PALERMO_CHECK_DONE(settler.settle(wish));
  for (auto fact = mentioned.facts.rbegin(); fact != mentioned.facts.rend() && !settler.stopped(); ++fact)
    PALERMO_CHECK_DONE(settler.prefer_false(solver.fact(*fact), settler.world().facts.at(*fact)));
  for (const auto& [law, term] : mentioned.terms) {
    const auto held = settler.world().terms.find(term);
    if (held != settler.world().terms.end() && !settler.stopped())
      PALERMO_CHECK_DONE(settler.prefer_false(solver.term(term), held->second));
  }
  if (settler.stopped()) return std::nullopt;
  return settler.world();
}

}  // namespace

core::Result<std::optional<World>> smallest(Solver& solver, const Vocabulary& vocabulary,
                                            const std::vector<Formula>& conditions, const std::vector<Formula>& wishes,
                                            const Mentions& mentioned) {
  solver.push();
  for (const Formula condition : conditions) solver.assert_that(condition);
  auto found = settle_all(solver, vocabulary, wishes, mentioned);
  solver.pop();
  return found;
}

namespace {

// What may have to change with `fact`: what it follows from or leads to at any distance, and what these exclude; itself among them.
std::set<FactId> joined(const Vocabulary& vocabulary, FactId fact) {
  std::set<FactId> found{fact};
  for (std::size_t before = 0; before != found.size();) {
    before = found.size();
    for (const law::Implication& i : vocabulary.implications())
      if (!i.negated && (found.count(i.premise) || found.count(i.consequence))) found.insert({i.premise, i.consequence});
  }
  std::set<FactId> excluded;
  for (const law::Implication& i : vocabulary.implications())
    if (i.negated && (found.count(i.premise) || found.count(i.consequence))) excluded.insert({i.premise, i.consequence});
  found.merge(excluded);
  return found;
}

// The world, written as formulas; facts of `but` and the number `moved` are left free.
std::vector<Formula> fixed(Solver& solver, const World& world, const Mentions& mentioned, const std::set<FactId>& but,
                           std::optional<FactId> moved) {
  std::vector<Formula> all;
  for (const FactId fact : mentioned.facts)
    if (!but.count(fact)) all.push_back(world.facts.at(fact) ? solver.fact(fact) : solver.negation(solver.fact(fact)));
  for (const auto& [number, bounds] : mentioned.bounds)
    if (number != moved) all.push_back(solver.equals(number, world.numbers.at(number)));
  for (const auto& [name, met] : world.terms) all.push_back(met ? solver.term(name) : solver.negation(solver.term(name)));
  return all;
}

core::Result<NumberWitness> range_of(Solver& solver, const law::FactDef& def, FactId number, const World& world,
                                     const Mentions& mentioned) {
  std::vector<std::int64_t> first{0};  // of each stretch between two bounds
  for (const std::int64_t bound : mentioned.bounds.at(number))
    if (bound > 0 && bound <= largest(def)) first.push_back(bound);
  first.push_back(largest(def) + 1);
  NumberWitness found{.fact = number, .value = world.numbers.at(number), .from = 0, .to = {}};
  const auto fix = fixed(solver, world, mentioned, {}, number);
  const auto holds_at = [&](std::size_t stretch) -> core::Result<bool> {
    auto asked = fix;
    asked.push_back(solver.equals(number, first[stretch]));
    PALERMO_TRY(const Sat sat, solver.check(asked));
    return sat == Sat::yes;
  };
  std::size_t low = 0;
  while (first[low + 1] <= found.value) ++low;
  std::size_t high = low;
  for (bool more = true; more && low > 0; low -= more) {
    PALERMO_TRY(more, holds_at(low - 1));
  }
  for (bool more = true; more && high + 2 < first.size(); high += more) {
    PALERMO_TRY(more, holds_at(high + 1));
  }
  found.from = first[low];
  if (high + 2 < first.size()) found.to = first[high + 1] - 1;
  return found;
}

core::Result<Witness> described(Solver& solver, const Vocabulary& vocabulary, const World& world,
                                const Mentions& mentioned, const std::set<FactId>& candidates) {
  Witness witness;
  for (const FactId fact : mentioned.facts) {
    if (world.facts.at(fact)) {
      witness.facts_true.push_back(fact);
    } else if (candidates.count(fact)) {
      auto asked = fixed(solver, world, mentioned, joined(vocabulary, fact), std::nullopt);
      asked.push_back(solver.fact(fact));
      PALERMO_TRY(const Sat could_be_true, solver.check(asked));
      if (could_be_true != Sat::yes) witness.facts_false.push_back(fact);
    }
  }
  for (const auto& [number, bounds] : mentioned.bounds) {
    PALERMO_TRY(const NumberWitness range, range_of(solver, vocabulary[number], number, world, mentioned));
    witness.numbers.push_back(range);
  }
  return witness;
}

}  // namespace

core::Result<Witness> describe(Solver& solver, const Vocabulary& vocabulary, const std::vector<Formula>& conditions,
                               const World& world, const Mentions& mentioned, const std::set<FactId>& candidates) {
  solver.push();
  for (const Formula condition : conditions) solver.assert_that(condition);
  auto witness = described(solver, vocabulary, world, mentioned, candidates);
  solver.pop();
  return witness;
}

core::Result<bool> without(Solver& solver, const Vocabulary& vocabulary, const std::vector<Formula>& conditions,
                           const World& world, const Mentions& mentioned, FactId fact) {
  auto asked = fixed(solver, world, mentioned, joined(vocabulary, fact), std::nullopt);
  asked.push_back(solver.negation(solver.fact(fact)));
  asked.insert(asked.end(), conditions.begin(), conditions.end());
  PALERMO_TRY(const Sat found, solver.check(asked));
  return found == Sat::yes;
}

law::Case to_case(const World& world, const Mentions& mentioned) {
  law::Case made;
  made.id = "witness";
  for (const FactId fact : mentioned.facts)
    made.statements.push_back({fact, world.facts.at(fact) ? Truth::yes : Truth::no, ""});
  for (const auto& [number, bounds] : mentioned.bounds) {
    const std::int64_t value = world.numbers.at(number);
    made.numbers.push_back({number, {value, value}, ""});
  }
  return made;
}

core::Result<Truth> covered(const Side& side, const law::Case& stated) {
  Truth found = Truth::no;
  for (const Rule& rule : side.rules) {
    PALERMO_TRY(const law::Finding finding, assess_edition(side.edition, stated, rule.id));
    found = law::either(found, static_cast<Truth>(finding.as_encoded));
  }
  return found;
}

namespace {

core::Result<bool> shows(const Side& covers, const Side& lacks, const law::Case& stated) {
  PALERMO_TRY(const Truth in, covered(covers, stated));
  if (in != Truth::yes) return false;
  PALERMO_TRY(const Truth out, covered(lacks, stated));
  return out == Truth::no;
}

// The case with each term answered as `readings` have it, in whichever of the two laws it stands.
law::Case answered(law::Case stated, const std::map<std::string, bool>& readings, const Mentions& mentioned) {
  for (const auto& [law, term] : mentioned.terms)
    if (const auto read = readings.find(term); read != readings.end())
      stated.answers.push_back({law, term, read->second ? Truth::yes : Truth::no, "comparer", "a reading tried by the comparer"});
  return stated;
}

// The world, and for each number the worlds at the beginning of its range and at every bound inside it.
std::vector<World> across(const World& world, const Mentions& mentioned, const Witness& witness) {
  std::vector<World> made{world};
  for (const NumberWitness& number : witness.numbers) {
    std::set<std::int64_t> values{number.from};
    for (const std::int64_t bound : mentioned.bounds.at(number.fact))
      if (bound > number.from && (!number.to || bound <= *number.to)) values.insert(bound);
    values.erase(number.value);
    for (const std::int64_t value : values) {
      made.push_back(world);
      made.back().numbers[number.fact] = value;
    }
  }
  return made;
}

}  // namespace

core::Done confirm(const Side& covers, const Side& lacks, bool sure, const World& world, const Mentions& mentioned,
                   Witness& witness) {
  const std::vector<World> worlds = across(world, mentioned, witness);
  const auto confirmed = [&](const std::map<std::string, bool>& readings) -> core::Result<bool> {
    for (const World& one : worlds) {
      PALERMO_TRY(const bool shown, shows(covers, lacks, answered(to_case(one, mentioned), readings, mentioned)));
      if (!shown) return false;
    }
    return true;
  };
  std::map<std::string, bool> readings;
  if (!sure)
    for (const auto& [law, term] : mentioned.terms)
      if (const auto held = world.terms.find(term); held != world.terms.end()) readings[term] = held->second;
  PALERMO_TRY(const bool whole, confirmed(readings));
  if (!whole) return core::fail(kWitnessRefused, {}, {{"covers", covers.edition.text()}, {"lacks", lacks.edition.text()}});
  for (auto reading = readings.begin(); reading != readings.end();) {
    auto fewer = readings;
    fewer.erase(reading->first);
    PALERMO_TRY(const bool still, confirmed(fewer));
    reading = still ? readings.erase(reading) : std::next(reading);
  }
  for (const auto& [law, term] : mentioned.terms)
    if (const auto read = readings.find(term); read != readings.end()) witness.open.push_back({law, term, read->second});
  if (sure) return {};
  for (const law::MayBe& m : covers.edition.corpus->vocabulary().may_be()) {
    if (!mentioned.facts.count(m.fact) || !mentioned.facts.count(m.other) || !world.facts.at(m.fact) || world.facts.at(m.other)) continue;
    World more = world;
    more.facts[m.other] = true;
    const auto still = shows(covers, lacks, answered(to_case(more, mentioned), readings, mentioned));
    if (still && !*still) witness.unless.push_back(&m);  // an error: the two facts exclude each other here
  }
  return {};
}

}  // namespace palermo::compare
