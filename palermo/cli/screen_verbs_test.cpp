// SPDX-License-Identifier: Apache-2.0
// The verbs of screening as a worker meets them: pages, refusals, and what is left on the disk.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>
#include <deque>
#include <fstream>
#include <random>
#include <sstream>

#include "palermo/cli/call_test.hpp"
#include "palermo/cli/context.hpp"
#include "palermo/cli/screen_ask.hpp"
#include "palermo/cli/screen_verbs.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/screen/lint.hpp"
#include "palermo/screen/questionnaire.hpp"

namespace palermo::cli {
namespace {

const screen::Library& library() {
  static const screen::Library loaded = *screen::load_library(std::string(PALERMO_SOURCE_DIR) + "/data/screen");
  return loaded;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string without(std::string text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts)
    for (std::size_t at = text.find(part); !part.empty() && at != std::string::npos; at = text.find(part)) text.erase(at, part.size());
  return text;
}

// What a page takes from the files of the packs: ids, titles, articles, which have digits of their own.
std::vector<std::string> data_of(const screen::Pack& pack) {
  std::vector<std::string> parts{pack.title};
  for (const screen::Sign& sign : pack.signs) {
    parts.push_back("(" + sign.id);
    parts.push_back(sign.title);
  }
  for (const screen::Step& step : library().common.steps)
    for (const screen::Basis& basis : step.basis) parts.push_back(basis.law + " " + basis.article);
  return parts;
}

std::string answers_file(const screen::Pack& pack, const screen::Questionnaire& asked, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::string text = "format: palermo-screen-answers/1\npack: " + pack.id + "\nanswers:\n";
  for (const screen::Question* question : asked.questions())
    text += "  " + question->id + ": " + std::string(word(screen::kAnswers[random() % screen::kAnswers.size()])) + "\n";
  return text;
}

RC_GTEST_PROP(ScreenRun, D18_the_page_and_the_exit_code_hold_no_number_and_no_verdict_whatever_is_answered, (std::uint64_t seed)) {
  const screen::Pack& pack = library().packs[seed % library().packs.size()];
  if (pack.off) return;
  const core::TemporaryFolder folder;
  const auto asked = screen::Questionnaire::make(library().common, pack);
  const Said said = call({"screen", "run", pack.id, "--answers", folder.file("a.yaml", answers_file(pack, *asked, seed)), "--html", folder / "a.html"});
  RC_ASSERT(said.exit == 0);
  std::string page = without(said.out, data_of(pack));
  page = without(page, {"(D2)"});
  if (const auto next = page.find("## The next question"); next != std::string::npos) page.erase(next);  // a card of the pack
  RC_ASSERT(std::ranges::none_of(page, [](unsigned char c) { return std::isdigit(c) != 0; }));
  RC_ASSERT(!screen::has_verdict_word(said.out));
  RC_ASSERT(!screen::has_verdict_word(said.err));
  const auto html = core::read_file(folder / "a.html");
  RC_ASSERT(html.has_value());
  RC_ASSERT(!screen::has_verdict_word(html->substr(html->find("<main"))));
}

TEST(ScreenRun, D16_works_with_no_answer_and_writes_nothing) {
  const core::TemporaryFolder folder;
  const Said said = call({"screen", "run", "ilo11", "--answers", folder.file("a.yaml", "format: palermo-screen-answers/1\npack: ilo11\n")});
  EXPECT_EQ(said.exit, 0);
  EXPECT_TRUE(contains(said.out, "Owed to everybody"));
  EXPECT_TRUE(contains(said.out, "Do not ask the person to help the police."));
  EXPECT_EQ(folder.entries(), 1U);
}

TEST(ScreenRun, some_and_all_answers_give_needs_and_next_steps) {
  const Said some = call({"screen", "run", "ilo11", "--answers", std::string(PALERMO_SOURCE_DIR) + "/tests/screen/some.yaml"});
  EXPECT_EQ(some.exit, 0);
  for (const char* part : {"The own papers back", "Food and water", "reasonable grounds may exist", "Retention of identity documents", "The next question"})
    EXPECT_TRUE(contains(some.out, part)) << part;
  const Said all = call({"screen", "run", "ilo11", "--answers", std::string(PALERMO_SOURCE_DIR) + "/tests/screen/all.yaml"});
  EXPECT_EQ(all.exit, 0);
  EXPECT_TRUE(contains(all.out, "Ask no more than that.")) << all.out;
}

TEST(ScreenRun, the_answer_is_written_only_where_it_was_asked_for_and_for_its_owner_alone) {
  const core::TemporaryFolder folder;
  EXPECT_EQ(call({"screen", "run", "ilo11", "--json", "--out", folder / "answer.json"}).exit, 0);
  EXPECT_EQ(folder.entries(), 1U);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder / "answer.json").permissions() & (perms::group_all | perms::others_all), perms::none);
  const Said again = call({"screen", "run", "ilo11", "--json", "--out", folder / "answer.json"});
  EXPECT_EQ(again.exit, 2);
  EXPECT_TRUE(contains(again.out, "screen.file_exists"));
  EXPECT_EQ(call({"screen", "run", "ilo11", "--json", "--out", folder / "answer.json", "--replace"}).exit, 0);
}

TEST(ScreenRun, of_two_files_both_are_written_or_none) {
  const core::TemporaryFolder folder;
  EXPECT_EQ(call({"screen", "run", "ilo11", "--json", "--out", folder / "z.json", "--html", folder / "none/z.html"}).exit, 4);
  EXPECT_EQ(folder.entries(), 0U);
  for (const std::string& other : {folder / "z.json", folder / "./z.json"}) {
    const Said same = call({"screen", "run", "ilo11", "--json", "--out", folder / "z.json", "--html", other});
    EXPECT_EQ(same.exit, 2);
    EXPECT_TRUE(contains(same.out, "screen.same_file")) << same.out;
  }
  EXPECT_EQ(folder.entries(), 0U);
}

TEST(ScreenRun, replace_does_not_eat_the_file_with_the_answers) {
  const core::TemporaryFolder folder;
  const std::string answers = folder.file("a.yaml", "format: palermo-screen-answers/1\npack: ilo11\n");
  for (const char* option : {"--out", "--html"}) {
    const Said said = call({"screen", "run", "ilo11", "--json", "--answers", answers, option, answers, "--replace"});
    EXPECT_EQ(said.exit, 2);
    EXPECT_TRUE(contains(said.out, "output.is_input")) << said.out;
  }
  EXPECT_EQ(*core::read_file(answers), "format: palermo-screen-answers/1\npack: ilo11\n");
}

TEST(ScreenRun, D18_a_pack_with_unchecked_weights_is_refused_and_says_why) {
  const Said said = call({"screen", "run", "ilo_delphi_labour_adult"});
  EXPECT_EQ(said.exit, 3);
  EXPECT_TRUE(contains(said.err, "D18")) << said.err;
  EXPECT_TRUE(contains(said.err, "nobody checked the weights")) << said.err;
}

TEST(ScreenRun, D14_is_not_offered_to_somebody_who_does_not_read) {
  const Said said = call({"screen", "run", "ilo11", "--no-reading"});
  EXPECT_EQ(said.exit, 3);
  EXPECT_TRUE(contains(said.err, "D14")) << said.err;
}

TEST(ScreenRun, a_name_in_the_answers_is_refused_and_not_repeated) {
  const Said said = call({"screen", "run", "ilo11", "--answers", std::string(PALERMO_SOURCE_DIR) + "/tests/screen/names.yaml"});
  EXPECT_EQ(said.exit, 4);
  EXPECT_FALSE(contains(said.err, "Somebody")) << said.err;
}

TEST(ScreenRun, does_not_mix_questions_into_a_json_document) {
  const Said said = call({"screen", "run", "ilo11", "--ask", "--json"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_TRUE(contains(said.out, "screen.ask_json"));
}

TEST(ScreenList, says_which_packs_are_off_and_which_lists_were_not_obtained) {
  const Said said = call({"screen", "list"});
  EXPECT_EQ(said.exit, 0);
  for (const char* part : {"ilo11", "off: the weights of its source were not checked", "ASEAN and COMMIT", "Bali Process", "the weights of the two labour sets", "none yet"})
    EXPECT_TRUE(contains(said.out, part)) << part;
  EXPECT_FALSE(screen::has_verdict_word(said.out));
}

TEST(ScreenShow, D14_each_card_says_reading_only_and_D32_no_error_report_is_claimed) {
  const Said said = call({"screen", "show", "ilo11"});
  EXPECT_EQ(said.exit, 0);
  EXPECT_TRUE(contains(said.out, "Does someone else keep your papers? [reading only]"));
  EXPECT_TRUE(contains(said.out, "none has been published for this pack"));
  EXPECT_TRUE(contains(said.out, "none yet"));
  EXPECT_FALSE(screen::has_verdict_word(said.out));
}

TEST(ScreenShow, every_card_prints_the_id_that_a_file_of_answers_needs) {
  const core::TemporaryFolder folder;
  for (const screen::Pack& pack : library().packs) {
    if (pack.off) continue;
    const std::string page = folder / pack.id + ".html";
    const Said said = call({"screen", "show", pack.id});
    ASSERT_EQ(call({"screen", "show", pack.id, "--html", page}).exit, 0);
    const std::string html = without(core::read_file(page).value_or(""), {"<wbr>"});  // where a long word may be parted
    const auto asked = screen::Questionnaire::make(library().common, pack);
    for (const screen::Question* question : asked->questions()) {
      EXPECT_TRUE(contains(said.out, "(" + question->id + ")")) << question->id;
      EXPECT_TRUE(contains(html, question->id)) << question->id;
    }
  }
  EXPECT_TRUE(contains(call({"screen", "show", "ilo11"}).out, "Are you hungry now? [reading only] (now.hungry)"));
}

TEST(ScreenCheck, finds_every_fault_of_a_pack_and_ends_with_1) {
  const Said said = call({"screen", "check", std::string(PALERMO_SOURCE_DIR) + "/tests/screen/unfit-pack.yaml", "--json"});
  EXPECT_EQ(said.exit, 1);
  for (const char* rule : {"reading_level", "long_question", "double_question", "not_a_question", "why_not", "verdict_word", "missing_mark", "missing_language"})
    EXPECT_TRUE(contains(said.out, rule)) << rule;
}

// Asking, with lines that stand ready instead of a keyboard.
struct Typing {
  std::ostringstream out, err;
  Context context{"en", out, err, false};
  std::deque<std::string> lines;
  std::optional<screen::Answers> ask() {
    const auto asked = screen::Questionnaire::make(library().common, **library().find("ilo11"));
    return ask_one_by_one(context, *asked, "en", [this]() -> std::optional<std::string> {
      if (lines.empty()) return std::nullopt;
      std::string line = lines.front();
      lines.pop_front();
      return line;
    });
  }
};

TEST(ScreenAsk, one_question_at_a_time_and_each_may_be_left_out) {
  Typing typing;
  typing.lines.assign(200, "");
  const auto answers = typing.ask();
  ASSERT_TRUE(answers);
  EXPECT_TRUE(std::ranges::all_of(*answers, [](screen::Answer answer) { return answer == screen::Answer::not_asked; }));
  EXPECT_FALSE(typing.lines.empty()) << "no question comes twice";
}

TEST(ScreenAsk, stopping_or_the_end_of_input_keeps_nothing_whatever_was_said) {
  for (const std::deque<std::string>& lines : {std::deque<std::string>{}, {"q"}, {"y", "n", "q"}, {"y", "y", "y"}, {"what?", "q"}}) {
    Typing typing;
    typing.lines = lines;
    EXPECT_FALSE(typing.ask());
  }
}

TEST(ScreenAsk, done_shows_what_was_answered_so_far) {
  Typing typing;
  typing.lines = {"y", "r", "u", "d"};
  const auto answers = typing.ask();
  ASSERT_TRUE(answers);
  EXPECT_EQ(std::ranges::count(*answers, screen::Answer::yes), 1);
  EXPECT_EQ(std::ranges::count(*answers, screen::Answer::rather_not_say), 1);
  EXPECT_EQ(std::ranges::count(*answers, screen::Answer::not_sure), 1);
}

TEST(ScreenAsk, understands_words_in_small_and_large_letters_with_blanks) {
  Typing typing;
  typing.lines = {"yes", " NO ", "Not sure", "rather not say", "skip", "DONE"};
  const auto answers = typing.ask();
  ASSERT_TRUE(answers);
  for (const screen::Answer answer : {screen::Answer::yes, screen::Answer::no, screen::Answer::not_sure, screen::Answer::rather_not_say})
    EXPECT_EQ(std::ranges::count(*answers, answer), 1);
}

TEST(ScreenAsk, a_wrong_line_repeats_the_letters_and_the_question) {
  Typing typing;
  typing.lines = {"perhaps", "q"};
  EXPECT_FALSE(typing.ask());
  const std::string out = typing.out.str();
  EXPECT_NE(out.find("y yes"), out.rfind("y yes"));
  EXPECT_NE(out.find("no one else here?"), out.rfind("no one else here?"));
  EXPECT_FALSE(contains(out, "perhaps"));
}

TEST(ScreenAsk, a_question_mark_asks_for_help_and_is_no_answer) {
  Typing typing;
  typing.lines = {"?", "help", "d"};
  const auto answers = typing.ask();
  ASSERT_TRUE(answers);
  EXPECT_TRUE(std::ranges::all_of(*answers, [](screen::Answer answer) { return answer == screen::Answer::not_asked; }));
  EXPECT_TRUE(contains(typing.out.str(), "b goes back")) << typing.out.str();
}

TEST(ScreenAsk, b_goes_back_to_the_question_before_and_forgets_its_answer) {
  Typing typing;
  typing.lines = {"b", "y", "y", "b", "b", "n", "d"};
  const auto answers = typing.ask();
  ASSERT_TRUE(answers);
  EXPECT_EQ(std::ranges::count(*answers, screen::Answer::yes), 0);
  EXPECT_EQ(answers->front(), screen::Answer::no);
  EXPECT_TRUE(contains(typing.out.str(), "This is the first question."));
}

TEST(ScreenAsk, D14_each_card_says_reading_only) {
  Typing typing;
  typing.lines = {"s", "s"};
  (void)typing.ask();
  EXPECT_TRUE(contains(typing.out.str(), "[reading only]")) << typing.out.str();
}

}  // namespace
}  // namespace palermo::cli
