// SPDX-License-Identifier: Apache-2.0
// The comparer against brute force on random small laws: same relation, same failing elements, nothing left out, nothing idle.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "palermo/compare/brute_force_test.hpp"
#include "palermo/law/random_law_test.hpp"

namespace palermo::compare {
namespace {

using testing::BruteForce;
using testing::Readings;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
  return text;
}

// The law, leaving something out in half of the cases.
std::string leaving_out(law::testing::RandomLaw& random, const std::string& law) {
  if (random.chance(0.5)) return law;
  const char* const facts[] = {"act.harbour", "act.transport", "purpose.labour", "means.force, act.recruit"};
  return replaced(law, "    offences:\n", "    not_encoded: [{cite: x, why: y, facts: [" + std::string(facts[random.below(4)]) + "]}]\n    offences:\n");
}

// Two laws of a small vocabulary whose acts are conduct, and whose transport may be harbouring. Their open term is the same one in half
// of the pairs.
law::Corpus two_laws(std::uint64_t seed) {
  law::testing::RandomLaw random(seed);
  const std::string vocabulary = replaced(std::string(law::testing::kSmallVocabulary), "act: {recruit: {}, transport: {}, harbour: {}}",
                                          "act: {recruit: {conduct: true}, transport: {conduct: true}, harbour: {conduct: true}}") +
                                 "may_be: [{a: act.transport, b: act.harbour, cite: five}]\n";
  std::string second = leaving_out(random, replaced(random.law(), "id: random", "id: second"));
  if (random.chance(0.5)) second = replaced(second, "{open: term}", "{open: another}");
  auto corpus = law::Corpus::parse({"vocabulary.yaml", vocabulary},
                                   {{"first.yaml", leaving_out(random, replaced(random.law(), "id: random", "id: first"))}, {"second.yaml", second}});
  if (!corpus) ADD_FAILURE() << law::testing::describe(corpus.error());
  return corpus ? *corpus : law::Corpus{};
}

struct Pair {
  explicit Pair(std::uint64_t seed)
      : corpus(two_laws(seed)), a(*find_side(corpus, "first")), b(*find_side(corpus, "second")), brute(corpus, a, b) {}
  Pair(const Pair&) = delete;

  [[nodiscard]] Comparison compared() const {
    auto found = compare(a, b, {.time_limit_ms = 600'000});
    if (!found) ADD_FAILURE() << law::testing::describe(found.error());
    return found ? *found : Comparison{};
  }

  law::Corpus corpus;
  Side a, b;
  BruteForce brute;
};

struct Sureness {
  bool sure = false, possible = false;
};

// Whether `question` is answered yes anywhere, with no term read and with every term read.
Sureness anywhere(const BruteForce& brute, const std::function<bool(std::size_t, std::size_t)>& question) {
  Sureness found;
  for (std::size_t at = 0; at < brute.places(); ++at)
    for (std::size_t reading = 0; brute.exists(at) && reading < brute.readings().size(); ++reading)
      if (question(at, reading)) (reading == 0 ? found.sure : found.possible) = true;
  return found;
}

std::set<Relation> relations(Sureness a_not_b, Sureness b_not_a, Sureness common) {
  std::set<Relation> could_be;
  for (const bool ab : {false, true})
    for (const bool ba : {false, true})
      for (const bool both : {false, true}) {
        const auto excluded = [](Sureness s, bool value) { return value ? !s.possible : s.sure; };
        if (excluded(a_not_b, ab) || excluded(b_not_a, ba) || excluded(common, both)) continue;
        could_be.insert(ab && ba ? (both ? Relation::overlapping : Relation::disjoint)
                        : ab     ? Relation::broader
                        : ba     ? Relation::narrower
                                 : Relation::equal);
      }
  return could_be;
}

RC_GTEST_PROP(CompareProperty, has_the_relation_that_brute_force_finds, (const std::uint64_t seed)) {
  Pair pair(seed);
  pair.brute.enumerate();
  const BruteForce& brute = pair.brute;
  const auto gap = [&](bool a_first) {
    return anywhere(brute, [&](std::size_t at, std::size_t reading) { return brute.certainty(a_first, at, reading).has_value(); });
  };
  const Sureness common = anywhere(brute, [&](std::size_t at, std::size_t reading) {
    return brute.judged(true, at, reading) == law::Truth::yes && brute.judged(false, at, reading) == law::Truth::yes &&
           (reading > 0 || brute.is_all_it_may_be(brute.place_at(at)));
  });
  const std::set<Relation> expected = relations(gap(true), gap(false), common);
  const Comparison found = pair.compared();
  RC_ASSERT(found.complete);
  if (expected.size() == 1)
    RC_ASSERT(found.verdict.relation == *expected.begin());
  else
    RC_ASSERT(std::set<Relation>(found.verdict.could_be.begin(), found.verdict.could_be.end()) == expected);
}

// What fails in a place, of the one rule that a random law has; nothing when its act elements fail.
std::optional<std::set<std::size_t>> failing(const BruteForce& brute, const Rule& rule, const std::vector<bool>& act,
                                             const BruteForce::Place& place, const Readings& readings) {
  std::set<std::size_t> fail;
  for (std::size_t part = 0; part < rule.parts.size(); ++part) {
    if (brute.value(rule.parts[part], place, readings) != law::Truth::no) continue;
    if (act[part]) return std::nullopt;
    fail.insert(part);
  }
  return fail;
}

constexpr Certainty kCertainties[] = {Certainty::sure, Certainty::possible, Certainty::left_out};

using Sets = std::set<std::set<std::size_t>>;  // of parts

// What is told with at least some certainty.
struct Told {
  std::map<Certainty, Sets> sets;
  std::map<Certainty, bool> conduct;
};

Told told(const Comparison& found, Direction direction, const Rule& rule) {
  Told all;
  for (const Gap& gap : found.gaps) {
    if (gap.direction != direction) continue;
    std::set<std::size_t> parts;
    for (const FailingPart& fails : gap.parts)
      for (std::size_t part = 0; part < rule.parts.size(); ++part)
        if (rule.parts[part].id == fails.id && rule.parts[part].kind == fails.kind) parts.insert(part);
    for (const Certainty certainty : kCertainties) {
      if (certainty < gap.certainty) continue;
      if (gap.conduct)
        all.conduct[certainty] = true;
      else
        all.sets[certainty].insert(parts);
    }
  }
  return all;
}

Sets singles(const Sets& sets) {
  Sets kept;
  for (const auto& set : sets)
    if (set.size() == 1) kept.insert(set);
  return kept;
}

void check_direction(const Pair& pair, const Comparison& found, Direction direction) {
  const Side& lacks = direction == Direction::a_not_b ? pair.b : pair.a;
  const Rule& rule = lacks.rules.front();
  const BruteForce& brute = pair.brute;
  std::vector<bool> act;
  for (const Part& part : rule.parts) act.push_back(brute.act(part));
  Told all = told(found, direction, rule);
  std::map<Certainty, Sets> alone;
  const bool a_first = direction == Direction::a_not_b;
  for (std::size_t at = 0; at < brute.places(); ++at)
    for (std::size_t reading = 0; brute.exists(at) && reading < brute.readings().size(); ++reading) {
      const auto certainty = brute.certainty(a_first, at, reading);
      if (!certainty || !brute.bare_gap(a_first, at, reading)) continue;
      const auto fail = failing(brute, rule, act, brute.place_at(at), brute.readings()[reading]);
      if (!fail) {
        RC_ASSERT((all.conduct[*certainty]));
        continue;
      }
      const Sets& known = all.sets[*certainty];
      RC_ASSERT(std::any_of(known.begin(), known.end(), [&](const auto& set) {
        return std::includes(fail->begin(), fail->end(), set.begin(), set.end());
      }));
      for (const Certainty less : kCertainties)
        if (fail->size() == 1 && less >= *certainty) alone[less].insert(*fail);
    }
  for (const Certainty certainty : kCertainties) RC_ASSERT(singles(all.sets[certainty]) == alone[certainty]);
}

RC_GTEST_PROP(CompareProperty, names_every_element_that_fails_alone_and_leaves_no_gap_unexplained, (const std::uint64_t seed)) {
  Pair pair(seed);
  pair.brute.enumerate();
  const Comparison found = pair.compared();
  check_direction(pair, found, Direction::a_not_b);
  check_direction(pair, found, Direction::b_not_a);
}

BruteForce::Place place_of(const Pair& pair, const Witness& witness) {
  BruteForce::Place place{std::vector<bool>(pair.corpus.vocabulary().facts().size(), false), 0};
  for (const law::FactId fact : witness.facts_true) place.facts[fact] = true;
  for (const NumberWitness& number : witness.numbers) place.age = number.value;
  return place;
}

Readings readings_of(const Witness& witness) {
  Readings readings;
  for (const OpenReading& open : witness.open) readings[open.term] = open.met;
  return readings;
}

RC_GTEST_PROP(CompareProperty, a_witness_is_true_under_the_one_law_and_false_under_the_other, (const std::uint64_t seed)) {
  const Pair pair(seed);
  for (const Gap& gap : pair.compared().gaps) {
    const bool a_first = gap.direction == Direction::a_not_b;
    const BruteForce::Place place = place_of(pair, gap.witness);
    RC_ASSERT(pair.brute.possible(place));
    RC_ASSERT(pair.brute.gap(a_first ? pair.a : pair.b, a_first ? pair.b : pair.a, place, readings_of(gap.witness)));
    RC_ASSERT((!gap.sure() || (gap.witness.open.empty() && gap.witness.unless.empty())));
    RC_ASSERT(pair.brute.meets_left_out(a_first ? pair.b : pair.a, place) == (gap.certainty == Certainty::left_out));
    RC_ASSERT((gap.certainty == Certainty::left_out) != gap.left_out.empty());
    RC_ASSERT((!gap.sure() || pair.brute.is_all_it_may_be(place)));
  }
}

// The parts of a rule that fail in a place, and those that fail or hold as the open terms are read.
std::pair<std::set<std::size_t>, std::set<std::size_t>> standing(const BruteForce& brute, const Rule& rule, const BruteForce::Place& place) {
  std::pair<std::set<std::size_t>, std::set<std::size_t>> found;
  for (std::size_t part = 0; part < rule.parts.size(); ++part) {
    const law::Truth value = brute.value(rule.parts[part], place, {});
    if (value == law::Truth::no) found.first.insert(part);
    if (value == law::Truth::unknown) found.second.insert(part);
  }
  return found;
}

// A gap in which nothing done could be left undone, however the terms are read.
bool bare(const Pair& pair, const Side& covers, const Side& lacks, const BruteForce::Place& place) {
  for (const law::FactId fact : pair.brute.mentioned().facts) {
    if (!place.facts[fact] || !pair.corpus.vocabulary()[fact].conduct) continue;
    BruteForce::Place less = place;
    less.facts[fact] = false;
    if (pair.brute.is_all_it_may_be(less) && pair.brute.gap(covers, lacks, less, {})) return false;
  }
  return true;
}

RC_GTEST_PROP(CompareProperty, no_true_fact_of_a_sure_witness_could_be_left_out, (const std::uint64_t seed)) {
  const Pair pair(seed);
  for (const Gap& gap : pair.compared().gaps) {
    if (!gap.sure() || gap.conduct) continue;
    const bool a_first = gap.direction == Direction::a_not_b;
    const Side &covers = a_first ? pair.a : pair.b, &lacks = a_first ? pair.b : pair.a;
    const BruteForce::Place place = place_of(pair, gap.witness);
    const auto here = standing(pair.brute, lacks.rules.front(), place);
    for (const law::FactId fact : gap.witness.facts_true) {
      BruteForce::Place less = place;
      less.facts[fact] = false;
      if (gap.alternative == fact || !pair.brute.possible(less) || !pair.brute.is_all_it_may_be(less) || !pair.brute.gap(covers, lacks, less, {})) continue;
      const auto there = standing(pair.brute, lacks.rules.front(), less);
      const bool as_well_read = std::includes(here.second.begin(), here.second.end(), there.second.begin(), there.second.end());
      RC_ASSERT(!(there.first == here.first && as_well_read && bare(pair, covers, lacks, less)));
    }
  }
}

RC_GTEST_PROP(CompareProperty, the_range_of_an_age_is_where_the_gap_holds, (const std::uint64_t seed)) {
  const Pair pair(seed);
  for (const Gap& gap : pair.compared().gaps)
    for (const NumberWitness& number : gap.witness.numbers) {
      const bool a_first = gap.direction == Direction::a_not_b;
      RC_ASSERT(number.from <= number.value && (!number.to || number.value <= *number.to));
      for (std::int64_t age = number.from; age <= number.to.value_or(40); ++age) {
        BruteForce::Place place = place_of(pair, gap.witness);
        place.age = age;
        RC_ASSERT(pair.brute.gap(a_first ? pair.a : pair.b, a_first ? pair.b : pair.a, place, readings_of(gap.witness)));
      }
    }
}

RC_GTEST_PROP(CompareProperty, turning_the_laws_round_turns_the_answer_round, (const std::uint64_t seed)) {
  const Pair pair(seed);
  const Comparison there = pair.compared();
  const auto back = compare(pair.b, pair.a, {.time_limit_ms = 600'000});
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->verdict.relation == mirrored(there.verdict.relation));
  const auto count = [](const Comparison& found, Direction direction, Certainty certainty) {
    return std::count_if(found.gaps.begin(), found.gaps.end(),
                         [&](const Gap& g) { return g.direction == direction && g.certainty == certainty; });
  };
  for (const Certainty certainty : kCertainties) {
    RC_ASSERT(count(there, Direction::a_not_b, certainty) == count(*back, Direction::b_not_a, certainty));
    RC_ASSERT(count(there, Direction::b_not_a, certainty) == count(*back, Direction::a_not_b, certainty));
  }
}

// The readings of the solver are those of three-valued logic while nobody has answered an open term.
RC_GTEST_PROP(SolverProperty, narrow_is_surely_true_and_broad_is_not_surely_false, (const std::uint64_t seed)) {
  const Pair pair(seed);
  Solver solver(pair.corpus);
  const law::Version& version = *pair.a.edition.version;
  const Formula narrow = solver.version(version, Reading::narrow), broad = solver.version(version, Reading::broad);
  law::testing::RandomLaw random(seed + 1);
  for (int i = 0; i < 40; ++i) {
    BruteForce::Place place{std::vector<bool>(pair.corpus.vocabulary().facts().size(), false), static_cast<std::int64_t>(random.below(30))};
    for (const law::FactId fact : pair.brute.mentioned().facts) place.facts[fact] = random.chance(0.5);
    if (!pair.brute.possible(place)) continue;
    std::vector<Formula> here;
    for (const law::FactId fact : pair.brute.mentioned().facts)
      here.push_back(place.facts[fact] ? solver.fact(fact) : solver.negation(solver.fact(fact)));
    for (const auto& [number, bounds] : pair.brute.mentioned().bounds) here.push_back(solver.equals(number, place.age));
    const law::Truth expected = pair.brute.value(pair.a, place, {});
    RC_ASSERT(*solver.check(here) == Sat::yes);
    RC_ASSERT(solver.holds(narrow) == (expected == law::Truth::yes));
    RC_ASSERT(solver.holds(broad) == (expected != law::Truth::no));
  }
}

}  // namespace
}  // namespace palermo::compare
