// SPDX-License-Identifier: Apache-2.0
// The plain evaluator: one case, one law, the full derivation. Strong Kleene, bottom-up, without shortcuts.
//
//   auto facts = FactBase::derive(the_case, corpus.vocabulary());
//   auto finding = assess(corpus, the_case, {"un.tip-protocol", "trafficking"}, *facts);
//
// Findings are monotone: settling an unknown fact never turns true into false or back (evaluate_property_test.cpp),
// save where the user chose exceptions_not_raised, which is then named among the readings. The batch evaluator
// (batch.hpp) gives the same outcomes for millions of records.
#pragma once

#include <vector>

#include "palermo/law/facts.hpp"
#include "palermo/law/finding.hpp"

namespace palermo::law {

inline constexpr core::ErrorKind kPersonMoved{"law.person_moved_is_not_a_subject", core::Exit::refused,
                                              "un.som-protocol:5"};

// `facts` must come from the same case and vocabulary. Errors: law.unknown_law; law.person_moved_is_not_a_subject when
// the case makes the person moved the subject, whatever the law.
[[nodiscard]] core::Result<Finding> assess(const Corpus& corpus, const Case& stated, const FindingId& id,
                                           const FactBase& facts);

// Derives the facts and assesses each of `ids` in order. Errors as above, and law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<Finding>> assess_all(const Corpus& corpus, const Case& stated,
                                                            const std::vector<FindingId>& ids);

}  // namespace palermo::law
