// SPDX-License-Identifier: Apache-2.0
// Contradiction: why a case cannot stand, step by step, so that somebody else can follow it.
//
// A chain starts with what is stated; each literal follows from the one before it by an implication of the vocabulary, forwards
// (premise true) or backwards (consequence refuted). Closing a group never contradicts anything (docs/methods/facts.md).
#pragma once

#include <optional>
#include <vector>

#include "palermo/law/case.hpp"

namespace palermo::law {

struct Literal {
  FactId fact = 0;
  bool value = false;
  bool operator==(const Literal&) const = default;
};
using Chain = std::vector<Literal>;

struct Contradiction {
  enum class Kind : std::uint8_t {
    fact,    // a fact both true and false: chains to each of the two
    one_of,  // a chain to the falsity of each fact of a merged positive
    number,  // the ranges of a number have nothing in common
    answers  // two answers to one open term
  };
  Kind kind = Kind::fact;
  FactId fact = 0;            // fact, number
  std::vector<Chain> chains;  // fact: true first; one_of: in the order of its facts
};
[[nodiscard]] std::string_view word(Contradiction::Kind kind);

// Nothing where FactBase::derive accepts the case.
[[nodiscard]] std::optional<Contradiction> find_contradiction(const Case& stated, const Vocabulary& vocabulary);

// The facts on the way to it, each once.
[[nodiscard]] std::vector<FactId> facts_of(const Contradiction& contradiction);

[[nodiscard]] core::Value to_value(const Contradiction& contradiction, const Vocabulary& vocabulary);

}  // namespace palermo::law
