// SPDX-License-Identifier: Apache-2.0
// What makes a pack unfit to be put to anybody: words too hard, two things in one question, a verdict, blame, a missing mark.
//
// Looks at English only: the other languages of a pack need people who read them. A pack with problems is not run.
#pragma once

#include <string>
#include <vector>

#include "palermo/screen/pack.hpp"

namespace palermo::screen {

inline constexpr std::size_t kMostWords = 18;  // of one question, heard once

// rule: reading_level, long_question, double_question, not_a_question, why_not, verdict_word, missing_mark, missing_language.
struct Problem {
  std::string rule;
  std::string id;      // of the question, the sign or the pack
  double grade = 0;    // with reading_level: of the text, not of a person
  core::Place place;
};

[[nodiscard]] std::vector<Problem> lint_pack(const Pack& pack);  // in the order of the file
[[nodiscard]] std::vector<Problem> lint_question(const Question& question);

// Whether the text passes a verdict on somebody or weighs a person.
[[nodiscard]] bool has_verdict_word(std::string_view text);

// Whether a title or a question has a number, a per cent or a word that puts people in an order (risk, level, grade, flag, rank), or a word
// of two alphabets that would go past this.
[[nodiscard]] bool weighs(std::string_view text);

}  // namespace palermo::screen
