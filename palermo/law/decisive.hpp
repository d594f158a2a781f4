// SPDX-License-Identifier: Apache-2.0
// Decisive facts: the smallest sets of unknown things whose settling decides a finding, and the order in which to ask for them.
//
// Up to 12 atoms the answer is exact: a set with its answers decides when every way of settling the rest gives the same outcome. With more,
// sets of size 1, 2, ... are tried with the plain evaluator up to a budget of assessments; then the search gives up (`exact` is false), and
// `searched_to` says how far it came. One further set may then be found by following the text (`proven_smallest` is false: none of it can
// be left out, a smaller one may exist elsewhere). A question is never about guilt: it settles what the text asks for.
#pragma once

#include "palermo/law/completion.hpp"

namespace palermo::law {

inline constexpr std::size_t kDecisiveBudget = 8000;  // assessments, beyond 12 atoms
inline constexpr std::size_t kMostFollowed = 1000;    // a longer list of answers, read off the text, is no help to anybody

struct DecisiveSet {
  std::vector<Setting> settings;  // in vocabulary order
  Outcome outcome = Outcome::unknown;
  bool proven_smallest = true;
  bool operator==(const DecisiveSet&) const = default;
};

struct Question {
  Atom atom;
  std::size_t sets = 0;  // in how many of the sets below it stands
};

struct Decisive {
  Completion completion;
  bool exact = true;            // of all sets, by all ways of settling
  std::size_t searched_to = 0;  // sets of up to this size were searched
  std::vector<DecisiveSet> to_true, to_false;  // no smaller set can lead there
  std::vector<std::vector<Atom>> whatever;     // the smallest sets that decide whatever the answers are
  std::vector<Question> ask;                   // most sets first, then vocabulary order
};

// Everything is empty where the completion is settled. Errors: those of complete().
[[nodiscard]] core::Result<Decisive> decisive_facts(const Corpus& corpus, const Case& stated, const FindingId& id);

[[nodiscard]] core::Value to_value(const Decisive& decisive, const Vocabulary& vocabulary);

}  // namespace palermo::law
