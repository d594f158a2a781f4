// SPDX-License-Identifier: Apache-2.0
// A comparison told: each witness as a short case, the whole as text and as JSON (docs/formats/law-compare.schema.json).
//
// A story names what matters and nothing else: what is true (the actor's mind aside, which is held the same), the numbers that make a
// difference, the false facts on which the gap depends, how open terms are read. What follows from something else that is told, by the
// implications of the vocabulary, is left unsaid. Its sentences are the catalogue's
// compare.story.FACT, and compare.story.FACT.not for a fact that is false.
#pragma once

#include <string>

#include "palermo/compare/compare.hpp"
#include "palermo/core/catalogue.hpp"

namespace palermo::compare {

[[nodiscard]] std::string story(const Comparison& comparison, const Gap& gap, const core::Catalogue& catalogue);

// The relation in words, then the gaps by what fails; alternatives of one kind share a line. No newline at the end.
[[nodiscard]] std::string to_text(const Comparison& comparison, const core::Catalogue& catalogue);

[[nodiscard]] core::Value to_value(const Comparison& comparison, const core::Catalogue& catalogue);

// What stands of a side, and of a verdict, in every JSON answer of this room.
[[nodiscard]] core::Value to_value(const Side& side);
void set_relation(core::Value& answer, const Verdict& verdict);  // relation, could_be

}  // namespace palermo::compare
