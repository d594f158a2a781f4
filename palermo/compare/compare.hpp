// SPDX-License-Identifier: Apache-2.0
// Comparer: what one law covers and another does not, each difference with a smallest case that shows it.
//
//   PALERMO_TRY(const Side a, find_side(corpus, "un.tip-protocol"));
//   PALERMO_TRY(const Side b, find_side(corpus, "in.bns143"));
//   PALERMO_TRY(const Comparison found, compare(a, b, {}));
//
// Question, definitions and limits: docs/methods/comparison.md. In short: a world is covered when some rule of the side holds in it.
// A gap is a world covered by one side and not by the other; *sure* when that is so however the open terms of both laws and the facts
// themselves are read, *possible* when it is so under some reading, *left out* when the file of the other law says that it leaves such
// things out. Gaps are told by the part of the other law that fails, not by assignment: first the
// conduct that the other law does not know, then for each of its rules the smallest sets of parts that fail together.
// Invariants: every witness is true under the one law and not true under the other for the plain evaluator, whose derivations the
// checker has accepted; a witness that they do not confirm is our fault and never printed. compare(b, a) is compare(a, b) mirrored.
// Deterministic but for the time limit, which is no error. Thread safety: one call a thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/compare/side.hpp"
#include "palermo/compare/solver.hpp"

namespace palermo::compare {

// The evaluator does not confirm a witness.
inline constexpr core::ErrorKind kWitnessRefused{"compare.witness_refused", core::Exit::ours};

// Of A to B: narrower means that B covers all that A covers, and more.
enum class Relation { equal, narrower, broader, overlapping, disjoint, not_decided };
[[nodiscard]] std::string_view word(Relation relation);
[[nodiscard]] Relation mirrored(Relation relation);

enum class Direction { a_not_b, b_not_a };  // covered by A and not by B; the other way round
[[nodiscard]] std::string_view word(Direction direction);

// How much may be claimed of a gap, the most first.
enum class Certainty : std::uint8_t { sure, possible, left_out };
[[nodiscard]] std::string_view word(Certainty certainty);

struct NumberWitness {
  law::FactId fact = 0;
  std::int64_t value = 0;
  std::int64_t from = 0;           // the gap holds from here, all else being equal
  std::optional<std::int64_t> to;  // up to here; no value: however large
};

struct OpenReading {
  std::string law, term;
  bool met = false;
};

struct Witness {
  std::vector<law::FactId> facts_true;   // in the vocabulary's order; every other fact that either law mentions is false
  std::vector<law::FactId> facts_false;  // of those: the ones on which the gap depends
  std::vector<NumberWitness> numbers;    // every number that either law mentions
  std::vector<OpenReading> open;         // not of sure gaps: the readings that it takes
  std::vector<const law::MayBe*> unless; // not of sure gaps: it is gone for whoever takes the fact to be the other one as well
};

// One part of the law that lacks something.
struct FailingPart {
  std::string offence, id, cite;
  Part::Kind kind = Part::Kind::element;
};

struct Gap {
  Direction direction = Direction::a_not_b;
  bool conduct = false;              // no rule of the other law asks for this conduct
  std::string offence;               // rule of the other law; empty when its conduct is unknown to several
  std::vector<FailingPart> parts;    // what fails
  std::vector<law::FactId> acts;     // the conduct in the witness
  std::optional<law::FactId> alternative;  // what makes it one of several: a means, a purpose, an act
  Certainty certainty = Certainty::possible;
  std::vector<const law::NotEncoded*> left_out;  // what the law that lacks it leaves out and the witness meets
  law::Mark mark = law::Mark::verified;          // the weakest of the failing parts
  Witness witness;

  [[nodiscard]] bool sure() const { return certainty == Certainty::sure; }
};

struct Verdict {
  Relation relation = Relation::not_decided;
  std::vector<Relation> could_be;  // not_decided: the relations that remain; empty: time ran out

  [[nodiscard]] bool out_of_time() const { return relation == Relation::not_decided && could_be.empty(); }
};

struct Comparison {
  Side a, b;
  Verdict verdict;
  std::vector<Gap> gaps;
  std::int64_t time_limit_ms = 0;
  bool complete = false;  // false: the time limit was reached before every gap was found
};

struct CompareOptions {
  std::int64_t time_limit_ms = 10'000;
  const core::Progress* listener = nullptr;  // who may cancel
};

// Both sides must come from the same corpus. Errors: core.cancelled, compare.solver_fault, compare.witness_refused.
[[nodiscard]] core::Result<Comparison> compare(const Side& a, const Side& b, const CompareOptions& options);

// The relation alone, by a solver of the same corpus.
[[nodiscard]] core::Result<Verdict> relate(Solver& solver, const Side& a, const Side& b);

}  // namespace palermo::compare
