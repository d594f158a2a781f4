// SPDX-License-Identifier: Apache-2.0
// What the tests of reasoning share: small laws written in place, and a completion that never goes unchecked.
#pragma once

#include "palermo/law/certificate_check.hpp"
#include "palermo/law/completion.hpp"
#include "palermo/law/random_law_test.hpp"

namespace palermo::law::testing {

// A law with one offence whose only element is `expression`.
inline Corpus corpus_of(const std::string& expression, const std::string& mark = "verified") {
  return small_corpus({"format: palermo-law/1\nid: small\ntitle: Small\njurisdiction: INT\nmark: " + mark +
                       "\nversions:\n  - id: a\n    in_force: {from: 2000-01-01, to: null}\n    offences:\n      - id: o\n" +
                       "        cite: art. 1\n        elements:\n          - {id: e, cite: art. 1, says: the element, expr: " +
                       expression + "}\n"});
}

// An expression over a handful of facts, each met several times: there is something for a case split to find.
inline std::string narrow_expression(RandomLaw& random, int depth) {
  static const std::vector<std::string> leaves = {"act.recruit",       "act.transport",         "means.threat",
                                                  "purpose.bondage",   "purpose.slavery_like",  "{open: term}",
                                                  "benefit.received",  "{lt: [person.age, 18]}", "{ge: [person.age, 16]}"};
  if (depth == 0 || random.chance(0.1)) return random.pick(leaves);
  if (random.chance(0.25)) return "{not: " + narrow_expression(random, depth - 1) + "}";
  std::string list = narrow_expression(random, depth - 1) + ", " + narrow_expression(random, depth - 1);
  if (random.chance(0.5)) list += ", " + narrow_expression(random, depth - 1);
  return std::string(random.chance(0.5) ? "{any: [" : "{all: [") + list + "]}";
}

inline Corpus narrow_corpus(RandomLaw& random) {
  std::string text = "format: palermo-law/1\nid: random\ntitle: Random\njurisdiction: INT\nmark: verified\nversions:\n";
  for (const std::string_view days : {"{from: 2000-01-01, to: 2010-01-01}", "{from: 2010-01-01, to: null}"})
    text += "  - id: v" + std::string(days.substr(7, 4)) + "\n    in_force: " + std::string(days) +
            "\n    offences:\n      - id: o\n        cite: x\n        elements:\n          - {id: e, " + std::string(random.chance(0.15) ? "cite: x, mark: unverified" : "cite: x") +
            ", expr: " + narrow_expression(random, 4) + "}\n        exceptions: [{id: x, cite: x, expr: " + narrow_expression(random, 1) + "}]\n";
  return small_corpus({text});
}

// A random case that does not contradict itself: what would, is left out.
inline Case consistent_case(RandomLaw& random, const Vocabulary& vocabulary, double known) {
  const Case drawn = random.a_case(vocabulary, known);
  Case kept = drawn;
  kept.statements.clear();
  kept.one_of.clear();
  for (const Statement& statement : drawn.statements) {
    kept.statements.push_back(statement);
    if (!FactBase::derive(kept, vocabulary)) kept.statements.pop_back();
  }
  for (const OneOf& one_of : drawn.one_of) {
    kept.one_of.push_back(one_of);
    if (!FactBase::derive(kept, vocabulary)) kept.one_of.pop_back();
  }
  if (random.chance(0.6)) kept.date = *core::parse_date("2005-05-05");
  return kept;
}

inline core::Result<Completion> completed(const Corpus& corpus, const Case& stated, std::string_view id) {
  PALERMO_TRY(const FindingId finding_id, corpus.resolve(id));
  PALERMO_TRY(Completion completion, complete(corpus, stated, finding_id));
  EXPECT_EQ(completion.certificate.has_value(), completion.how == How::by_case_split);
  if (completion.certificate) {
    const auto wrong = check_certificate(corpus, stated, completion.finding, completion.outcome, *completion.certificate);
    EXPECT_FALSE(wrong) << stated.id << " " << id << ": the certificate is refused: " << *wrong;
  }
  return completion;
}

// "true, by_case_split"
inline std::string completed_text(const Corpus& corpus, const Case& stated, std::string_view id) {
  const auto found = completed(corpus, stated, id);
  return found ? std::string(word(found->outcome)) + ", " + std::string(word(found->how)) : describe(found.error());
}

// Every completion that a verb would show is accepted by both checkers.
inline Look accepted_by_the_checkers(const Corpus& corpus) {
  return [&corpus](const Case& stated, const Completion& completion) -> core::Done {
    EXPECT_FALSE(check(corpus, stated, completion.finding));
    if (completion.certificate) {
      EXPECT_FALSE(check_certificate(corpus, stated, completion.finding, completion.outcome, *completion.certificate));
    }
    return {};
  };
}

inline void put(Case& stated, const Setting& setting) { suppose(stated, setting, ""); }

// The slower program: the outcome of every way of settling all atoms at once; ways that cannot stand are left out. Bit i of the
// key is the answer to atom i.
inline std::map<std::size_t, Outcome> every_way(const Corpus& corpus, const Case& stated, const FindingId& id,
                                                const std::vector<Atom>& atoms) {
  std::map<std::size_t, Outcome> found;
  for (std::size_t way = 0; way < std::size_t{1} << atoms.size(); ++way) {
    Case at = stated;
    for (std::size_t i = 0; i < atoms.size(); ++i) put(at, {atoms[i], (way >> i & 1) != 0});
    const auto facts = FactBase::derive(at, corpus.vocabulary());
    if (!facts) continue;
    const auto finding = assess(corpus, at, id, *facts);
    EXPECT_TRUE(finding);
    if (finding) found.emplace(way, finding->outcome);
  }
  return found;
}

}  // namespace palermo::law::testing
