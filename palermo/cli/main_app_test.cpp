// SPDX-License-Identifier: Apache-2.0
#include "palermo/cli/main_app.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/provenance.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

std::size_t lines(const std::string& text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

TEST(Program, says_its_version) {
  const Said said = call({"--version"});
  EXPECT_EQ(said.exit, 0);
  EXPECT_EQ(said.out, std::string(core::version()) + "\n");
}

TEST(Program, a_wrong_call_ends_with_2_and_one_clear_line) {
  for (const std::vector<std::string>& wrong : {std::vector<std::string>{}, {"no-such-verb"}, {"law"}, {"version", "--no-such-option"},
                                                {"simulate", "cases", "--seed", "many", "--out", "x"}, {"simulate", "cases"},
                                                {"simulate", "cases", "--rows", "-1.5", "--out", "x"}}) {
    const Said said = call(wrong);
    EXPECT_EQ(said.exit, 2);
    EXPECT_EQ(said.out, "");
    EXPECT_EQ(lines(said.err), 1U) << said.err;
    EXPECT_NE(said.err.find("--help"), std::string::npos) << said.err;
    EXPECT_EQ(said.err.find("⟦"), std::string::npos) << said.err;
  }
}

TEST(Program, a_wrong_call_names_the_argument_it_is_about) {
  EXPECT_NE(call({"version", "--no-such-option"}).err.find("--no-such-option"), std::string::npos);
  EXPECT_NE(call({"simulate", "cases"}).err.find("palermo simulate cases needs --out"), std::string::npos);
  EXPECT_NE(call({"simulate", "cases", "--seed", "many", "--out", "x"}).err.find("--seed"), std::string::npos);
}

TEST(Program, with_json_a_wrong_call_answers_in_json_too) {
  const Said said = call({"law", "--json"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_EQ(said.err, "");
  const auto answer = core::parse_json(said.out, "answer");
  ASSERT_TRUE(answer);
  EXPECT_EQ((*answer)["error"]["code"], core::Value("cli.missing_verb"));
  EXPECT_EQ((*answer)["error"]["exit"], core::Value(2));
}

TEST(Program, global_options_may_stand_before_and_after_the_verb) {
  EXPECT_EQ(call({"--json", "version"}).out, call({"version", "--json"}).out);
}

TEST(Program, speaks_the_pseudo_locale_in_help_and_in_errors) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"--locale", "ar-XB", "--help"}, {"--locale=ar-XB", "law"}}) {
    const Said said = call(words);
    EXPECT_NE((said.out + said.err).find("\u202e"), std::string::npos) << said.out << said.err;
  }
}

TEST(Program, a_language_without_texts_is_refused_with_those_there_are) {
  const Said said = call({"--locale", "fr", "version"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_EQ(said.out, "");
  EXPECT_NE(said.err.find("en, ar-XB"), std::string::npos) << said.err;
  EXPECT_EQ(call({"--locale", "en-GB", "version"}).exit, 0);
  const Said json = call({"--locale=fr", "version", "--json"});
  EXPECT_EQ(json.exit, 2);
  EXPECT_NE(json.out.find("cli.unknown_locale"), std::string::npos);
}

TEST(Program, a_misspelt_verb_or_option_is_answered_with_the_nearest) {
  EXPECT_NE(call({"studdy", "run"}).err.find("“study”"), std::string::npos);
  EXPECT_NE(call({"study", "chekc", "x.yaml"}).err.find("“check”"), std::string::npos);
  EXPECT_NE(call({"simulate", "cases", "--ouf", "x"}).err.find("“--out”"), std::string::npos);
  EXPECT_EQ(call({"no-such-verb"}).err.find("“s"), std::string::npos) << "what is far from everything is not guessed";
}

TEST(Program, a_word_that_is_not_of_the_list_is_answered_with_the_list) {
  const Said said = call({"rights", "refuse", "--request", "police", "--state", "DE", "--date", "2024-03-01"});
  EXPECT_EQ(said.exit, 2);
  for (const char* word : {"identity", "whereabouts", "status", "records", "list"}) EXPECT_NE(said.err.find(word), std::string::npos) << said.err;
  EXPECT_EQ(said.err.find("police"), std::string::npos) << said.err;
}

TEST(Program, an_option_without_its_value_says_what_is_missing) {
  const Said said = call({"rights", "refuse", "--request", "list", "--state", "DE", "--date", "2024-03-01", "--html"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_NE(said.err.find("missing after --html"), std::string::npos) << said.err;
}

TEST(Program, an_option_that_says_something_only_with_another_names_it) {
  const Said said = call({"rights", "sheet", "x.yaml", "--state", "DE", "--date", "2024-03-01", "--paper", "a5"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_NE(said.err.find("--paper says something only together with --html"), std::string::npos) << said.err;
}

TEST(Program, help_shows_what_an_option_is_without_it) {
  EXPECT_NE(call({"simulate", "cases", "--help"}).out.find("(100000)"), std::string::npos);
}

TEST(Program, our_fault_ends_with_5_and_tells_no_content) {
  std::ostringstream out, err;
  const int exit = our_fault({}, "St12out_of_range", {out, err});
  EXPECT_EQ(exit, 5);
  EXPECT_NE(err.str().find("St12out_of_range"), std::string::npos);
  EXPECT_NE(err.str().find("our fault"), std::string::npos);
  EXPECT_EQ(err.str().find("⟦"), std::string::npos) << err.str();
}

}  // namespace
}  // namespace palermo::cli
