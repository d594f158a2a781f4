// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/answer.hpp"

namespace palermo::screen {

std::string_view word(Answer answer) {
  switch (answer) {
    case Answer::yes:
      return "yes";
    case Answer::no:
      return "no";
    case Answer::not_sure:
      return "not_sure";
    case Answer::rather_not_say:
      return "rather_not_say";
    case Answer::not_asked:
      break;
  }
  return "not_asked";
}

std::optional<Answer> answer_of(std::string_view text) {
  for (const Answer answer : kAnswers)
    if (word(answer) == text) return answer;
  return std::nullopt;
}

}  // namespace palermo::screen
