// SPDX-License-Identifier: Apache-2.0
// What a worker at the desk reads who asks about one case: answers marked as not for release, and none that says less than it should.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kSource = PALERMO_SOURCE_DIR;
const std::string kCases = kSource + "/tests/scenarios/reasoning.yaml";

const std::vector<std::vector<std::string>> kVerbs = {{"assess", kCases, "--law", "un.tip-protocol"},
                                                      {"ask", kCases, "RSN-what-to-ask", "--law", "un.tip-protocol"},
                                                      {"explain", kCases, "RSN-stay-or-transit", "--law", "fr.L823-1"},
                                                      {"history", kCases, "RSN-debt-doubled", "--law", "un.tip-protocol"},
                                                      {"readings", kCases, "--law", "un.tip-protocol"},
                                                      {"what-if", kCases, "RSN-adult-no-means", "--law", "un.tip-protocol", "--set", "person.age=17"}};

std::string said(std::vector<std::string> arguments, const std::string& data = kSource + "/data") {
  arguments.insert(arguments.begin(), "law");
  arguments.insert(arguments.end(), {"--data", data});
  const Said answer = call(arguments);
  EXPECT_EQ(answer.exit, 0) << answer.err;
  return answer.out;
}

std::string last_line(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

TEST(LawReasoning, an_answer_with_facts_of_a_case_says_that_it_is_not_for_release) {
  for (std::vector<std::string> verb : kVerbs) {
    EXPECT_NE(last_line(said(verb)).find("not for release"), std::string::npos) << verb[0];
    verb.push_back("--json");
    const auto answer = core::parse_json(said(verb), verb[0]);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->members().front().first, "not for release") << verb[0];
    EXPECT_NE(said({verb[0], "--help"}).find("not for release"), std::string::npos) << verb[0];
  }
}

// A law of seventy open terms, beside our vocabulary.
class ManyTerms : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_ / "data/law");
    for (const std::string list : {"vocabulary.yaml", "clauses.yaml"})
      std::filesystem::copy(kSource + "/data/law/" + list, folder_ / ("data/law/" + list));
    std::string terms;
    for (int i = 0; i < 70; ++i) terms += (i == 0 ? "{open: t" : ", {open: t") + std::to_string(i) + "}";
    (void)folder_.file("data/law/test.many.yaml",
                       "format: palermo-law/1\nid: test.many\ntitle: Many\njurisdiction: INT\nmark: verified\nversions:\n  - id: a\n    offences:\n"
                       "      - {id: o, cite: art. 1, elements: [{id: e, cite: art. 1, expr: {all: [" + terms + "]}}]}\n");
    (void)folder_.file("cases.yaml", "format: palermo-cases/1\ncases: [{id: A, title: a, date: 2024}]\n");
  }
  [[nodiscard]] std::string answer(const std::string& verb) const {
    return said({verb, folder_ / "cases.yaml", "A", "--law", "test.many"}, folder_ / "data");
  }

  core::TemporaryFolder folder_;
};

TEST_F(ManyTerms, ask_says_that_the_search_gave_up_and_still_asks_what_settles_it) {
  const std::string text = answer("ask");
  EXPECT_NE(text.find("gave up"), std::string::npos) << text;
  EXPECT_NE(text.find("70 things"), std::string::npos) << text;
  EXPECT_NE(text.find("8,000"), std::string::npos) << text;
  EXPECT_NE(text.find("false if test.many#t0 is false"), std::string::npos) << text;
}

TEST_F(ManyTerms, explain_says_that_no_case_split_was_tried_and_which_verb_helps) {
  const std::string text = answer("explain");
  EXPECT_NE(text.find("70 things"), std::string::npos) << text;
  EXPECT_NE(text.find("12 at most"), std::string::npos) << text;
  EXPECT_NE(text.find("palermo law ask"), std::string::npos) << text;
}

TEST(LawReasoning, of_a_child_the_means_are_shown_as_not_asked_for_and_not_as_found) {
  const std::string text = said(kVerbs.back());
  EXPECT_NE(text.find("element means (art. 3(a)): false as recorded, not asked for as supposed"), std::string::npos) << text;
}

TEST(LawReasoning, where_only_the_date_is_wanting_ask_asks_for_the_date) {
  const core::TemporaryFolder folder;
  const std::string cases = folder.file("cases.yaml", "format: palermo-cases/1\ncases: [{id: A, title: a, facts: {is_true: [act.recruit]}}]\n");
  const std::string text = said({"ask", cases, "A", "--law", "un.tip-protocol"});
  EXPECT_NE(text.find("When did it happen?"), std::string::npos) << text;
  EXPECT_EQ(text.find("gave up"), std::string::npos) << text;
}

TEST(LawReasoning, ask_about_a_case_that_is_not_in_the_file_names_it) {
  std::ostringstream out, err;
  const std::vector<std::string> words = {"law", "ask", kCases, "RSN-nobody", "--law", "un.tip-protocol", "--data", kSource + "/data"};
  EXPECT_EQ(run(words, {out, err}), 2);
  EXPECT_NE(err.str().find("RSN-nobody"), std::string::npos);
}

}  // namespace
}  // namespace palermo::cli
