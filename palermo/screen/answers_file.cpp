// SPDX-License-Identifier: Apache-2.0
#include "palermo/screen/answers_file.hpp"

namespace palermo::screen {
namespace {

tl::unexpected<core::Error> bad(const core::Value& node, const char* reason) {
  core::Place place = node.place();
  place.field.clear();  // a key path would quote what was written
  return core::fail(kBadAnswers, std::move(place), {{"reason", reason}});
}

}  // namespace

core::Result<Answers> parse_answers(const core::Value& document, const Questionnaire& questionnaire) {
  if (!document.is_object()) return bad(document, "form");
  for (const auto& [key, value] : document.members())
    if (key != "format" && key != "pack" && key != "answers") return bad(value, "key");
  if (document["format"] != core::Value("palermo-screen-answers/1")) return bad(document, "format");
  if (document["pack"] != core::Value(questionnaire.pack().id)) return bad(document, "pack");
  Answers answers = questionnaire.nothing_asked();
  const core::Value* given = document.find("answers");
  if (given == nullptr || given->is_null()) return answers;
  if (!given->is_object()) return bad(*given, "form");
  for (const auto& [id, value] : given->members()) {
    const std::size_t question = questionnaire.find(id);
    if (question == answers.size()) return bad(value, "question");
    const auto answer = value.is_text() ? answer_of(value.as_text()) : std::nullopt;
    if (!answer) return bad(value, "answer");
    answers[question] = *answer;
  }
  return answers;
}

}  // namespace palermo::screen
