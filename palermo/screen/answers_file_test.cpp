// SPDX-License-Identifier: Apache-2.0
// An answers file holds ids and five words, and nothing that could name anybody.
#include "palermo/screen/answers_file.hpp"

#include "palermo/screen/screen_test.hpp"

namespace palermo::screen::testing {
namespace {

core::Result<Answers> read(const std::string& text) {
  static const Questionnaire asked = questionnaire(library().common, pack("ilo11"));
  const auto document = core::parse_yaml(text, "answers.yaml");
  if (!document) return core::fail(document.error());
  return parse_answers(*document, asked);
}

const std::string kHead = "format: palermo-screen-answers/1\npack: ilo11\n";

TEST(AnswersFile, D16_may_hold_no_answer_at_all) {
  for (const char* rest : {"", "answers:\n", "answers: {}\n"}) {
    const auto answers = read(kHead + rest);
    ASSERT_TRUE(answers) << rest;
    for (const Answer answer : *answers) EXPECT_EQ(answer, Answer::not_asked);
  }
}

TEST(AnswersFile, knows_five_words) {
  const auto answers = read(kHead + "answers: {now.alone: yes, now.language: no, now.danger: not_sure, now.doctor: rather_not_say, now.hungry: not_asked}\n");
  ASSERT_TRUE(answers);
  EXPECT_EQ((*answers)[0], Answer::yes);
  EXPECT_EQ((*answers)[1], Answer::no);
  EXPECT_EQ((*answers)[2], Answer::not_sure);
  EXPECT_EQ((*answers)[3], Answer::rather_not_say);
  EXPECT_EQ((*answers)[4], Answer::not_asked);
}

// What was written never comes back in the error: neither in its arguments nor in its place.
TEST(AnswersFile, refuses_names_and_free_text_and_does_not_repeat_them) {
  for (const std::string& wrong :
       {kHead + "name: Mariam\n", kHead + "answers: {Mariam: yes}\n", kHead + "answers: {now.alone: Mariam said yes}\n",
        kHead + "answers: {now.alone: {Mariam: yes}}\n", kHead + "answers: [Mariam]\n", kHead + "answers: Mariam\n",
        std::string("format: palermo-screen-answers/1\npack: Mariam\n"), std::string("Mariam\n"), std::string("[Mariam]\n"),
        std::string("format: Mariam\npack: ilo11\n"), kHead + "answers: {now.alone: true}\n", kHead + "answers: {now.alone: 1}\n",
        kHead + "notes: Mariam\n", kHead + "answers: {now.alone: YES}\n"}) {
    const auto answers = read(wrong);
    ASSERT_FALSE(answers) << wrong;
    EXPECT_EQ(answers.error().kind.code, "screen.bad_answers") << wrong;
    std::string said = answers.error().place.field + answers.error().place.file;
    for (const auto& [name, value] : answers.error().args) said += name + value;
    EXPECT_EQ(said.find("Mariam"), std::string::npos) << wrong;
  }
}

}  // namespace
}  // namespace palermo::screen::testing
