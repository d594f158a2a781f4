// SPDX-License-Identifier: Apache-2.0
// An expression as text: as it is written in a law file, and in a form in which only the rule counts, not the order of its operands.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/law.hpp"

namespace palermo::compare {

// "{any: [means.threat, {not: {ref: child}}]}", as a law file has it.
[[nodiscard]] std::string expression_text(const law::Expression& expression, const law::Vocabulary& vocabulary);

// Equal for two expressions exactly when they have the same operands in whatever order. With `expanded` every reference is written out,
// so that a change in a definition shows in each rule that uses it.
[[nodiscard]] std::string rule_key(const law::Expression& expression, const law::Corpus& corpus, bool expanded);

// The definitions that an expression uses, directly or not, as written ("child", "un.untoc#organized_criminal_group"), each once.
[[nodiscard]] std::vector<std::string> references_of(const law::Expression& expression, const law::Corpus& corpus);

}  // namespace palermo::compare
