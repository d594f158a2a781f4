// SPDX-License-Identifier: Apache-2.0
// Side: what stands on one side of a comparison: rules of one version of one law, each cut into the parts that may fail.
//
//   "law", "law@version", "law#offence", "law@version#offence"
//
// Without a version the last one is meant (the law room never asks what day it is); without an offence the union of the base
// offences of the version, attempts included, aggravations not. An aggravation can be named: it is its offence with one more part,
// at least one of its grounds. What the version says it leaves out (`not_encoded` with facts) is left out of each side made of it. A
// part fails when its element is not fulfilled (and not waived) or its exception applies.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "palermo/compare/archetypes.hpp"

namespace palermo::compare {

inline constexpr core::ErrorKind kNoSuchOffence{"compare.unknown_offence", core::Exit::usage};
inline constexpr core::ErrorKind kNoOffence{"compare.no_offence", core::Exit::usage};

// What a text mentions, seen through references.
struct Mentions {
  std::set<law::FactId> facts;   // three-valued
  std::set<law::FactId> asked;   // of these: somewhere in an element or a waiver, under no `not` or two
  std::set<law::FactId> denied;  // of these: somewhere in an element or a waiver, under a `not`
  std::map<law::FactId, std::set<std::int64_t>> bounds;    // numbers, and what they are compared with
  std::set<std::pair<std::string, std::string>> terms;     // open terms: law, name
  law::Mark mark = law::Mark::verified;                    // the weakest met

  void add(const Mentions& other);
};

struct Part {
  enum class Kind { element, exception, grounds };
  Kind kind = Kind::element;
  std::string id, cite;
  const law::Element* element = nullptr;
  const law::Exception* exception = nullptr;
  const law::Aggravation* grounds = nullptr;
  Mentions mentions;       // the part with its waiver
  Mentions without_waiver; // the facts by whose kind a failing part is told
};

struct Rule {
  std::string id, cite;  // of the offence or the aggravation
  std::vector<Part> parts;
  Mentions mentions;
};

struct Side {
  Edition edition;
  std::vector<Rule> rules;
  Mentions mentions;
  std::set<law::FactId> left_out;  // what the law may reach though no rule of the version does
};

// Errors: compare.unknown_law, compare.unknown_version, compare.unknown_offence; compare.no_offence for a law of articles only.
[[nodiscard]] core::Result<Side> find_side(const law::Corpus& corpus, std::string_view name);

// The side with those of its rules that `wanted` accepts.
template <class Wanted>
[[nodiscard]] Side only(const Side& side, Wanted wanted) {
  Side kept{side.edition, {}, {}, side.left_out};
  for (const Rule& rule : side.rules)
    if (wanted(rule)) {
      kept.rules.push_back(rule);
      kept.mentions.add(rule.mentions);
    }
  return kept;
}

}  // namespace palermo::compare
