// SPDX-License-Identifier: Apache-2.0
// Answer: what was answered to one question of a pack. Every question is optional, so not_asked is an answer too.
//
// not_sure and rather_not_say settle a question without saying anything about the person: the question is not asked again,
// and in what is shown both look like a question that was not asked.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace palermo::screen {

enum class Answer : std::uint8_t { not_asked, yes, no, not_sure, rather_not_say };
inline constexpr std::array kAnswers{Answer::not_asked, Answer::yes, Answer::no, Answer::not_sure, Answer::rather_not_say};

[[nodiscard]] std::string_view word(Answer answer);  // "rather_not_say"
[[nodiscard]] std::optional<Answer> answer_of(std::string_view word);

using Answers = std::vector<Answer>;  // one for each question of a Questionnaire, in its order

}  // namespace palermo::screen
