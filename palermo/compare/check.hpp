// SPDX-License-Identifier: Apache-2.0
// Check: what a lawyer should look at in an encoding or a draft law, with article, line, and how to mend it.
//
// Three kinds of questions. Of logic, put to the solver under the vocabulary's implications, every open term free: can this part ever
// hold, does it add anything, does an exception leave something of the offence? Of people, held against the two Protocols: could the
// person moved be the author, is a benefit asked for, does a child need a means, is consent or an authority's presumption used? Of form:
// marks, sentences, dates, sources, the review. What each question asks, and what it cannot see: docs/methods/check.md.
// A problem is about a text. An error is a rule that cannot be meant; a warning should be answered by the author; a note is for the reader.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/compare/archetypes.hpp"
#include "palermo/compare/patience.hpp"

namespace palermo::compare {

enum class Severity : std::uint8_t { error, warning, note };
[[nodiscard]] std::string_view word(Severity severity);

struct Problem {
  std::string rule;  // "self_smuggling"; its texts are law.check.RULE and law.check.RULE.hint
  Severity severity = Severity::note;
  std::string version, part;  // "2027", "facilitation/family"; empty: the law, the version as a whole
  std::string cite;           // of the part
  core::Place place;
  core::Args args;                   // of its texts
  std::vector<std::string> example;  // a short case that shows it: facts that are true, numbers; the rest is false
};

// Every problem of every version, by place in the file. `document` is the file as read, for its positions and for what it leaves out.
// Questions for which there was no time are one problem, not_decided. Errors: core.cancelled, compare.solver_fault.
[[nodiscard]] core::Result<std::vector<Problem>> check_law(const law::Corpus& corpus, const law::Law& law,
                                                           const core::Value& document, const Patience& patience = {});

// What stories expect of this law and do not get: one error each, with the story's place in its own file.
[[nodiscard]] core::Result<std::vector<Problem>> check_expectations(const law::Corpus& corpus, const law::Law& law,
                                                                    const std::vector<law::Case>& stories);

[[nodiscard]] std::int64_t count(const std::vector<Problem>& problems, Severity severity);

// Whether the text could reach the person moved in a story about her: asked of the solver, so that no finding about her is made.
[[nodiscard]] core::Result<Reach> reach_of_moved(const Edition& edition, const law::Case& story, const Patience& patience = {});
// The same, as compare_archetypes() asks it.
[[nodiscard]] MovedReach reach_of_moved_within(const Patience& patience);

[[nodiscard]] core::Value to_value(const Problem& problem);

}  // namespace palermo::compare
