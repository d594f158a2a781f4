// SPDX-License-Identifier: Apache-2.0
// A finding in plain words: the derivation as an indented tree, one line a step, in the reader's language.
//
// Titles, articles and paraphrases come from the law files and are passed through as they are (English).
#pragma once

#include <string>
#include <vector>

#include "palermo/core/catalogue.hpp"
#include "palermo/law/finding.hpp"

namespace palermo::law {

// "true", "not in force", ... in the reader's language.
[[nodiscard]] std::string outcome_text(Outcome outcome, const core::Catalogue& catalogue);

// One line for a node, without those below it: value, what it is, article, paraphrase, and why.
[[nodiscard]] std::string line_of(const Node& node, const std::string& indent, const Vocabulary& vocabulary,
                                  const core::Catalogue& catalogue);

// The whole finding: what it says, of which law, about whose conduct, resting on what, and the tree. No newline at the
// end.
[[nodiscard]] std::string explain(const Finding& finding, const Vocabulary& vocabulary,
                                  const core::Catalogue& catalogue);

// The steps that decide: for true and false the parts on which the outcome rests, for unknown what would have to be
// known. Elements, exceptions and leaves, in the order of the law's text.
[[nodiscard]] std::vector<const Node*> decisive(const Node& node);

}  // namespace palermo::law
