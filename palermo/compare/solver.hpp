// SPDX-License-Identifier: Apache-2.0
// Solver: questions to Z3 about the rules of a corpus. Is there a world in which this rule holds and that one does not?
//
//   Solver solver(corpus, {.patience = Patience(2000), .hold_mental = true});
//   const Formula dead = solver.element(offence.elements[1], Reading::broad);
//   PALERMO_TRY(const Sat found, solver.check({dead}));   // Sat::no: no case whatever fulfils this element
//   if (found == Sat::yes) world = solver.world();
//
// One Bool for each three-valued fact of the vocabulary, one Int for each number (0 to 150 for years, 0 to 1,000,000 else), every
// implication of the vocabulary as an axiom, every mental fact true unless Options say otherwise. Formulas are built once and kept; a
// formula is true, false, a fact, or a part of a law under a reading of its open terms:
//   narrow  every open term as it makes the formula hold least often: false, and true under `not`. An exception takes the other
//           one, so that the narrow reading of an offence is the smallest offence the text allows. Holds exactly where the plain
//           evaluator says true while nobody has answered an open term.
//   broad   the other way round. Fails exactly where the plain evaluator says false then.
//   held    each open term is one atom of its own name, the same wherever the name occurs in any law.
// A narrow formula implies the held one, and that the broad one. A definition is built once for each reading, however often it is
// referred to, so that the work grows with the text and not with the text written out.
//
// A watch interrupts Z3 within a fiftieth of a second of the moment at which the patience is over, in whatever it is doing.
// Z3 is named in solver.cpp alone; its exceptions end there. Not thread-safe; one Solver a thread, Solvers share nothing.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "palermo/compare/patience.hpp"
#include "palermo/law/law.hpp"

namespace palermo::compare {

// What Z3 threw, or an answer that it took back: our fault. Running out of time is no error but Sat::not_decided.
inline constexpr core::ErrorKind kSolverFault{"compare.solver_fault", core::Exit::ours};

enum class Reading : std::uint8_t { narrow, broad, held };

// Is there a world in which everything asked holds?
enum class Sat : std::uint8_t { no, yes, not_decided };

// A formula of one Solver; meaningless to another.
struct Formula {
  std::uint32_t index = 0;
};

// One way things may be: every fact true or false, every number a number, every open term met or not met.
struct World {
  std::map<law::FactId, bool> facts;
  std::map<law::FactId, std::int64_t> numbers;
  std::map<std::string, bool> terms;  // by name; those that a held formula of the solver mentions

  bool operator==(const World&) const = default;
};

// The largest value that the solver gives to a number. Values above it are taken to behave like it.
[[nodiscard]] std::int64_t largest(const law::FactDef& number);

class Solver {
 public:
  struct Options {
    Patience patience;
    bool hold_mental = true;  // mental facts are true in every world
  };
  // `corpus` must outlive the solver.
  explicit Solver(const law::Corpus& corpus);
  Solver(const law::Corpus& corpus, Options options);
  ~Solver();
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;

  // Formulas.
  [[nodiscard]] Formula constant(bool value);
  [[nodiscard]] Formula fact(law::FactId three_valued);
  [[nodiscard]] Formula at_least(law::FactId number, std::int64_t bound);
  [[nodiscard]] Formula equals(law::FactId number, std::int64_t value);
  [[nodiscard]] Formula term(const std::string& name);  // the atom of a held open term
  [[nodiscard]] Formula negation(Formula a);
  [[nodiscard]] Formula all(const std::vector<Formula>& of);  // of nothing: true
  [[nodiscard]] Formula any(const std::vector<Formula>& of);  // of nothing: false
  // Every `may_be` of the vocabulary whose two facts are among these: as it is for whoever reads facts most widely.
  [[nodiscard]] Formula is_all_it_may_be(const std::set<law::FactId>& among);
  // The formula in the world as it would be if these facts were so and all else the same; no axiom is asked.
  [[nodiscard]] Formula given(Formula a, const std::map<law::FactId, bool>& facts);
  // Parts of laws. The reading is that of the part itself; an exception is given the reading in which *it* is meant.
  [[nodiscard]] Formula expression(const law::Expression& e, Reading reading);
  [[nodiscard]] Formula element(const law::Element& e, Reading reading);  // or its waiver
  [[nodiscard]] Formula exception(const law::Exception& e, Reading reading);
  [[nodiscard]] Formula offence(const law::Offence& o, Reading reading);
  [[nodiscard]] Formula aggravation(const law::Aggravation& a, const law::Version& of, Reading reading);
  [[nodiscard]] Formula version(const law::Version& v, Reading reading);  // any of its offences, aggravations not

  // Questions. What was asserted since the last push() goes with pop().
  void push();
  void pop();
  void assert_that(Formula a);
  // Errors: core.cancelled, compare.solver_fault.
  [[nodiscard]] core::Result<Sat> check(const std::vector<Formula>& assuming = {});
  // The world found by the last check(), which said yes; and whether a formula holds in it.
  [[nodiscard]] World world() const;
  [[nodiscard]] bool holds(Formula a) const;

  [[nodiscard]] bool over() const;                // its patience: what it found last may be unfinished
  [[nodiscard]] std::size_t nodes_built() const;  // of expressions: what the formulas have cost so far

 private:
  struct Z3;
  std::unique_ptr<Z3> z3_;
};

// narrow for broad, broad for narrow.
[[nodiscard]] constexpr Reading opposite(Reading reading) {
  return reading == Reading::narrow ? Reading::broad : reading == Reading::broad ? Reading::narrow : Reading::held;
}

}  // namespace palermo::compare
