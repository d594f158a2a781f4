// SPDX-License-Identifier: Apache-2.0
// D14: what is read out to somebody is easy, one thing at a time, and blames nobody.
#include "palermo/screen/lint.hpp"

#include <algorithm>

#include "palermo/core/catalogue.hpp"
#include "palermo/core/readability.hpp"
#include "palermo/screen/screen_test.hpp"

namespace palermo::screen::testing {
namespace {

Pack with(std::string ask) {
  Pack made = pack("ilo11");
  made.signs.resize(1);
  made.signs[0].questions.resize(1);
  made.signs[0].questions[0].ask["en"] = std::move(ask);
  return made;
}

bool finds(const Pack& made, std::string_view rule) {
  return std::ranges::any_of(lint_pack(made), [rule](const Problem& problem) { return problem.rule == rule; });
}

TEST(Linter, D14_finds_a_question_that_is_hard_to_read) {
  EXPECT_TRUE(finds(with("Was remuneration contractually guaranteed?"), "reading_level"));
  EXPECT_TRUE(lint_pack(with("Are you paid?")).empty());
}

TEST(Linter, finds_a_question_that_asks_two_things) {
  EXPECT_TRUE(finds(with("Are you hungry and/or cold?"), "double_question"));
  EXPECT_TRUE(finds(with("Are you hungry or cold?"), "double_question"));
  EXPECT_TRUE(finds(with("Are you hungry? Are you cold?"), "double_question"));
  EXPECT_FALSE(finds(with("Is there sand in the orange?"), "double_question")) << "and, or inside a word";
}

TEST(Linter, finds_a_question_that_blames) {
  for (const char* ask : {"Why did you not leave?", "Why did you stay?", "Did you not run away?", "Didn't you tell the police?",
                          "Could you not say no?", "Did you ever try to leave?", "Couldn\u2019t you go?", "Did you try to go?"})
    EXPECT_TRUE(finds(with(ask), "why_not")) << ask;
  EXPECT_FALSE(finds(with("Do you have to work when you do not want to?"), "why_not"));
}

TEST(Linter, D18_finds_a_verdict_wherever_it_stands) {
  EXPECT_TRUE(finds(with("Are you a victim?"), "verdict_word"));
  EXPECT_TRUE(finds(with("Are you illegal here?"), "verdict_word"));
  Pack titled = with("Are you paid?");
  titled.signs[0].title = "Victims of deception";
  EXPECT_TRUE(finds(titled, "verdict_word"));
  Pack noted = with("Are you paid?");
  noted.note = "Gives a score.";
  EXPECT_TRUE(finds(noted, "verdict_word"));
  Pack translated = with("Are you paid?");
  translated.signs[0].questions[0].ask["fr"] = "Victim ?";
  EXPECT_TRUE(finds(translated, "verdict_word"));
}

TEST(Linter, D18_does_not_repeat_a_verdict_that_stands_in_an_id) {
  Pack made = with("Why?");
  made.signs[0].questions[0].id = "victim.1";
  for (const Problem& problem : lint_pack(made)) EXPECT_EQ(problem.id.find("victim"), std::string::npos);
}

TEST(Linter, finds_a_missing_mark_a_missing_language_and_what_is_no_question) {
  Pack made = with("Are you paid?");
  made.signs[0].mark.reset();
  EXPECT_TRUE(finds(made, "missing_mark"));
  Pack sourceless = with("Are you paid?");
  sourceless.mark.reset();
  EXPECT_TRUE(finds(sourceless, "missing_mark"));
  Pack french = with("Are you paid?");
  french.audio["fr"] = false;
  EXPECT_TRUE(finds(french, "missing_language"));
  EXPECT_TRUE(finds(with("Say who pays you."), "not_a_question"));
  EXPECT_TRUE(finds(with("Is it so that on most days of most weeks you go to bed as late as two at night?"), "long_question"));
}

TEST(Packs, D14_each_question_of_each_pack_passes_the_linter) {
  EXPECT_GE(library().packs.size(), 13U);
  for (const Pack& each : library().packs) {
    for (const Problem& problem : lint_pack(each)) ADD_FAILURE() << each.id << " " << problem.id << " " << problem.rule << " " << problem.grade;
  }
}

TEST(Packs, D14_what_a_worker_reads_out_from_the_page_is_easy_too) {
  const core::Catalogue english("en");
  for (const std::string& key : core::Catalogue::keys())
    if (key.starts_with("screen.step.") || key.starts_with("screen.need.")) {
      EXPECT_LE(core::readability(english.text(key)).grade(), core::kHighestGrade) << key << ": " << english.text(key);
    }
}

}  // namespace
}  // namespace palermo::screen::testing
