// SPDX-License-Identifier: Apache-2.0
// What screening shows, as JSON documents and as words. Schemas: docs/formats/screen-*.schema.json.
//
// Invariant: palermo-screen-run/1 holds no number at all; lists stand in the order of the pack and of common/steps.yaml, never by what was
// answered. rather_not_say and not_sure are not told apart from what was not asked.
#pragma once

#include <string>

#include "palermo/core/catalogue.hpp"
#include "palermo/screen/library.hpp"
#include "palermo/screen/screening.hpp"

namespace palermo::screen {

[[nodiscard]] std::string need_text(const core::Catalogue& catalogue, std::string_view need);
[[nodiscard]] std::string step_text(const core::Catalogue& catalogue, const Step& step);     // with "only if the person agrees"
[[nodiscard]] std::string basis_text(const core::Catalogue& catalogue, const Basis& basis);  // "un.cat art. 3(1): shall not (text read)"
[[nodiscard]] std::string mark_text(const core::Catalogue& catalogue, law::Mark mark);
// The text of a question in this language, or in English where it has none.
[[nodiscard]] const std::string& ask_text(const Question& question, std::string_view language);

// The marks every answer carries: draft, no community review, no error report, reading only.
[[nodiscard]] core::Value pack_head(const Pack& pack);

[[nodiscard]] core::Value list_answer(const Library& library);
[[nodiscard]] core::Value show_answer(const Library& library, const Pack& pack);
[[nodiscard]] core::Value run_answer(const Questionnaire& questionnaire, const Answers& answers, std::string_view language,
                                     const core::Catalogue& catalogue);

}  // namespace palermo::screen
