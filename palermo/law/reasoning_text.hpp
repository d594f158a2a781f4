// SPDX-License-Identifier: Apache-2.0
// Case splits, decisive facts and suppositions in plain words, in the reader's language. No newline at the end.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/law/completion.hpp"

namespace palermo::law {

// "means.threat", "whether person.age is below 18", "un.tip-protocol#tip_other_exploitation".
[[nodiscard]] std::string atom_text(const Atom& atom, const Vocabulary& vocabulary, const core::Catalogue& catalogue);

// "means.threat is true", "person.age is 18 or more".
[[nodiscard]] std::string setting_text(const Setting& setting, const Vocabulary& vocabulary, const core::Catalogue& catalogue);
[[nodiscard]] std::string settings_text(const std::vector<Setting>& settings, const Vocabulary& vocabulary,
                                        const core::Catalogue& catalogue);

// What is asked of an atom: the vocabulary's own question, or that of an open term.
[[nodiscard]] std::string question_text(const Atom& atom, const Vocabulary& vocabulary, const core::Catalogue& catalogue);

// One sentence: what the case split found, or why the finding stays unknown.
[[nodiscard]] std::string completion_text(const Completion& completion, const Vocabulary& vocabulary,
                                          const core::Catalogue& catalogue);

// The certificate as an indented tree, each line after a newline.
[[nodiscard]] std::string certificate_text(const Certificate& certificate, const Vocabulary& vocabulary,
                                           const core::Catalogue& catalogue);

}  // namespace palermo::law
