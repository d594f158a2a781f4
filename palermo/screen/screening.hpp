// SPDX-License-Identifier: Apache-2.0
// Screening: from answers to signs, needs and next steps; and which question to put next (docs/methods/screening.md).
//
// Nothing here says anything of a person but what was answered: no number, rank, order, colour or probability, and no judgment.
// What is owed to everybody is there with no answer at all (D16). Two sets of answers that differ only in not_asked, not_sure (where it
// does not open) and rather_not_say give the same Screening: a refusal to answer is nobody's business.
#pragma once

#include <optional>
#include <vector>

#include "palermo/screen/questionnaire.hpp"

namespace palermo::screen {

struct Screening {
  std::vector<const Sign*> present;    // one of its questions was answered so that it opens
  std::vector<const Sign*> absent;     // every question of it was answered with no
  std::vector<const Sign*> not_asked;  // all others. Signs that are withheld stand in none of the three.
  std::vector<std::string> needs;      // in the order of common/steps.yaml
  std::vector<const Step*> next_steps;
  std::vector<const Step*> owed_to_everybody;  // whatever was answered
};

// `answers` has one answer for each question.
[[nodiscard]] Screening screen(const Questionnaire& questionnaire, const Answers& answers);

// open: opened, whatever else is answered. settled: not opened, and no question that is left can open it.
enum class OutcomeState { open, undecided, settled };
[[nodiscard]] OutcomeState state_of(const Questionnaire& questionnaire, const Outcome& outcome, const Answers& answers);

struct NextQuestion {
  std::size_t question = 0;
  std::vector<const Outcome*> decides;  // undecided outcomes that one answer to it can decide: the larger of what a yes decides and what a no decides
  std::vector<const Outcome*> touches;  // undecided outcomes that depend on it under some answers to the others
};

// The question to put next, or nothing when no need and no next step can change any more. Of the questions not asked yet that touch
// something: those on needs before those of the pack, in their own order; of those of the pack the one that decides most outcomes; then
// the one that touches most; then the first in order.
[[nodiscard]] std::optional<NextQuestion> next_question(const Questionnaire& questionnaire, const Answers& answers);

}  // namespace palermo::screen
