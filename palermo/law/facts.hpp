// SPDX-License-Identifier: Apache-2.0
// FactBase: a case's facts after everything that follows from the statements alone, each with the reason it holds.
//
// Order, and why (docs/methods/facts.md):
//  1. Statements. Several about one fact agree or contradict each other.
//  2. Implications, forwards and backwards, to the end.
//  3. Closed groups: a fact of a closed group that is still unknown becomes false, unless it is listed as unknown, or is
//     implied (directly or not) by a fact that is still unknown and not being closed itself, or stands in a one_of none
//     of whose facts is true. Without these three guards, settling an unknown later could turn a finding round.
//  4. Implications again (falsity travels backwards).
// A contradiction (a fact both true and false; a number with an empty range; a one_of all of whose facts are false) is
// an error when the policy is `refuse`; with `set_aside` the facts concerned become unknown and are listed.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/case.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kContradiction{"law.contradictory_facts", core::Exit::unreadable};
inline constexpr core::ErrorKind kNumbersTurnedRound{"law.numbers_turned_round", core::Exit::unreadable};

enum class Basis : std::uint8_t { not_known, stated, implied, closed };

struct KnownFact {
  Truth truth = Truth::unknown;
  Basis basis = Basis::not_known;
  std::string source;           // stated, closed: reading that supplies it; empty: the file
  std::uint32_t implication = 0;  // implied: index into Vocabulary::implications(), whose other end is in this FactBase
};

struct KnownNumber {
  core::Interval<std::int64_t> range;
  std::vector<std::string> sources;  // readings that narrowed it
};

enum class OnContradiction { refuse, set_aside };

class FactBase {
 public:
  [[nodiscard]] static core::Result<FactBase> derive(const Case& stated, const Vocabulary& vocabulary,
                                                     OnContradiction policy = OnContradiction::refuse);

  [[nodiscard]] const KnownFact& fact(FactId id) const { return facts_[id]; }
  [[nodiscard]] const KnownNumber& number(FactId id) const { return numbers_[id]; }
  [[nodiscard]] const std::vector<OneOf>& one_of() const { return one_of_; }
  [[nodiscard]] const std::vector<FactId>& contradictory() const { return contradictory_; }  // set_aside only

 private:
  std::vector<KnownFact> facts_;     // by FactId
  std::vector<KnownNumber> numbers_; // by FactId; empty ranges for three-valued facts
  std::vector<OneOf> one_of_;
  std::vector<FactId> contradictory_;
};

}  // namespace palermo::law
