// SPDX-License-Identifier: Apache-2.0
// Expression: the small grammar in which a law's elements are written.
//
//   group.fact | {any: [..]} | {all: [..]} | {not: e} | {at_least: {n: 2, of: [..]}} | {lt: [fact, n]} | {ge: [fact, n]}
//   | {ref: id} or {ref: "law#id"} or {ref: "law@version#id"} (definitions only, no cycles) | {open: name}
//
// `open` is a term that the law leaves open: unknown until a named human answers it, with a reason, for that law.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/vocabulary.hpp"

namespace palermo::law {

struct Expression {
  enum class Kind { fact, any, all, negation, at_least, less, not_less, reference, open };

  Kind kind = Kind::fact;
  FactId fact = 0;                // fact, less, not_less
  std::int64_t number = 0;        // less, not_less: the bound; at_least: how many
  std::string name;               // reference: as written; open: the term
  std::vector<Expression> items;  // any, all, at_least: the operands; negation: one
  // reference, once the corpus is resolved: which definition is meant
  std::uint32_t law = 0, version = 0, definition = 0;
  core::Place place;
};

// Reads one expression. Errors: law.unknown_fact, law.bad_expression, law.number_out_of_range. References are resolved by the Corpus.
[[nodiscard]] core::Result<Expression> parse_expression(const core::Value& value, const Vocabulary& vocabulary);

// Its argument `expected` is a word of the message: form, fact, operands, comparison, at_least, count or name.
inline constexpr core::ErrorKind kBadExpression{"law.bad_expression", core::Exit::unreadable};

}  // namespace palermo::law
