// SPDX-License-Identifier: Apache-2.0
// Answers files (docs/formats/screen-answers.md): question ids and one of five words each; nothing else fits in.
//
// There is no field for a name, a date, a place or a remark, and an id that the pack does not have is refused. No error quotes
// what was found: it might be a name that somebody wrote where an id belongs.
#pragma once

#include "palermo/screen/questionnaire.hpp"

namespace palermo::screen {

inline constexpr core::ErrorKind kBadAnswers{"screen.bad_answers", core::Exit::unreadable};

// Errors: screen.bad_answers, with the line. A question that the file does not mention was not asked.
[[nodiscard]] core::Result<Answers> parse_answers(const core::Value& document, const Questionnaire& questionnaire);

}  // namespace palermo::screen
