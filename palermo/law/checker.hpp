// SPDX-License-Identifier: Apache-2.0
// The checker: a second, simpler program that accepts a finding only if every step of its derivation holds.
//
// It reads the law, the bare case and the derivation, and shares no code with the evaluator or the fact base: truths are
// -1, 0, 1 here, `all` is the smallest, `any` the largest, `not` the opposite sign. It holds that the tree has the shape and the
// words of the law's text, that each value follows from the nodes below, and that each leaf has its ground in a statement, a closed
// group (with the three guards of facts.hpp), an implication or an answer. At most 200 lines.
#pragma once

#include <optional>
#include <string>

#include "palermo/law/finding.hpp"

namespace palermo::law {

// Nothing when the finding holds; else what is wrong first, for engineers: ids and words of the law, nothing from the case.
[[nodiscard]] std::optional<std::string> check(const Corpus& corpus, const Case& stated, const Finding& finding);

}  // namespace palermo::law
