// SPDX-License-Identifier: Apache-2.0
// What `palermo rights list` and `palermo rights conflicts` print: nothing is presumed silently, and each question is put once.
#include <gtest/gtest.h>

#include <set>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/document.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::cli {
namespace {

const std::string kUnpaid = R"(format: palermo-cases/1
uses: palermo-vocabulary/1
cases:
  - id: P1
    title: Unpaid and held
    date: 2024-03-01
    facts:
      values: {person.age: 31}
      is_true: [work.worked, work.wages_due, authority.remedy_refused, authority.detained_person, authority.group_measure, return.considered]
)";

std::string out_of(const std::string& verb, const std::string& state, bool json = false) {
  const core::TemporaryFolder folder;
  std::vector<std::string> words{"rights", verb, folder.file("cases.yaml", kUnpaid), "P1", "--state", state, "--date", "2024-03-01"};
  if (json) words.insert(words.begin(), "--json");
  const Said said = call(words);
  EXPECT_EQ(said.exit, 0) << said.err;
  return said.out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

TEST(RightsList, says_what_is_presumed_and_asks_it) {
  const std::string text = out_of("list", "BO");
  EXPECT_NE(text.find("Presumed: taken not to be a citizen of the State where the work is. Not known: Is the person a citizen of the country entered or stayed in? [person.national_of_dest]"), std::string::npos) << text;
}

TEST(RightsList, a_file_with_several_cases_and_none_named_lists_their_ids) {
  const core::TemporaryFolder folder;
  const auto cases = [&](int count) {
    std::string text = "format: palermo-cases/1\ncases:\n";
    for (int i = 1; i <= count; ++i) text += "  - {id: Q" + std::to_string(i) + ", title: t}\n";
    return folder.file(std::to_string(count) + ".yaml", text);
  };
  for (const std::vector<std::string>& verb : {std::vector<std::string>{"rights", "list", "--state", "BO", "--date", "2024-03-01"}, {"law", "explain", "--law", "un.tip-protocol"}}) {
    std::vector<std::string> words = verb;
    words.insert(words.begin() + 2, cases(2));
    const Said few = call(words);
    EXPECT_EQ(few.exit, 2);
    EXPECT_NE(few.err.find("Q1, Q2"), std::string::npos) << few.err;
    words[2] = cases(11);
    const Said many = call(words);
    EXPECT_EQ(many.exit, 2);
    EXPECT_NE(many.err.find("11 cases"), std::string::npos) << many.err;
    EXPECT_EQ(many.err.find("Q1"), std::string::npos) << many.err;
  }
}

TEST(RightsList, an_age_that_is_two_numbers_is_answered_with_the_keys_for_it) {
  const core::TemporaryFolder folder;
  const auto error = [&](const std::string& values) {
    return call({"law", "explain", folder.file("c.yaml", "format: palermo-cases/1\ncases:\n  - {id: Q, title: t, facts: {values: {" + values + "}}}\n"), "--law", "un.tip-protocol"}).err;
  };
  const std::string two = error("person.age: 17 or 19"), round = error("person.age.min: 19, person.age.max: 17");
  for (const std::string& text : {two, round})
    for (const char* part : {"person.age.min", "person.age.max"}) EXPECT_NE(text.find(part), std::string::npos) << text;
  EXPECT_EQ(two.find("17 or 19"), std::string::npos);
  EXPECT_NE(round.find("the least that is given is more than the most"), std::string::npos) << round;
}

TEST(RightsList, a_day_after_the_treaty_table_is_marked) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("cases.yaml", kUnpaid);
  for (const char* verb : {"list", "sheet"}) {
    const Said later = call({"rights", verb, file, "--state", "BO", "--date", "2031-03-01"});
    EXPECT_EQ(later.exit, 0) << later.err;
    EXPECT_NE(later.err.find("later days are not in the table"), std::string::npos) << later.err;
    EXPECT_EQ(call({"rights", verb, file, "--state", "BO", "--date", "2024-03-01"}).err.find("not in the table"), std::string::npos);
  }
}

TEST(RightsConflicts, put_each_question_once_and_say_what_else_it_would_settle) {
  const std::string text = out_of("conflicts", "BO");
  EXPECT_GE(count(text, "a question for "), 5U) << text;
  for (const char* asked : {"Was holding the person decided for this person alone", "Is the person a citizen of the country entered", "Have the authorities found reasonable grounds"})
    EXPECT_EQ(count(text, std::string("\n        ") + asked), 1U) << asked << "\n" << text;
  const auto answer = core::parse_json(out_of("conflicts", "BO", true), "answer");
  ASSERT_TRUE(answer);
  std::set<std::string> facts;
  for (const core::Value& question : (*answer)["questions"].items()) {
    EXPECT_TRUE(facts.insert(question["fact"].as_text()).second);
    EXPECT_FALSE(question["settles"].items().empty());
  }
  EXPECT_TRUE(facts.contains("person.national_of_dest"));
}

TEST(RightsConflicts, a_treaty_of_the_council_of_europe_is_nothing_to_a_state_outside_it) {
  EXPECT_EQ(count(out_of("list", "BO", true), "coe.echr-p4"), 0U);
  EXPECT_GE(count(out_of("list", "DE", true), "coe.echr-p4"), 1U);
}

}  // namespace
}  // namespace palermo::cli
