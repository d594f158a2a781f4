// SPDX-License-Identifier: Apache-2.0
// `palermo rights gate` as a script and a monitor see it: what exit 0 means, what the receipt is called, and an answer
// that could not be printed.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <regex>
#include <streambuf>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/document.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::cli {
namespace {

std::string demo() { return *core::read_file("data/demo/return.yaml", core::kHandWritten); }

TEST(RightsGate, exit_0_says_on_stderr_that_it_is_no_permission) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"rights", "gate", "data/demo/return.yaml"},
                                                {"--json", "rights", "gate", "data/demo/return.yaml"}}) {
    const Said said = call(words);
    EXPECT_EQ(said.exit, 0) << said.err;
    EXPECT_NE(said.err.find("It is no permission and no decision."), std::string::npos) << said.err;
    EXPECT_NE(said.out.find("No bar found in what was entered; this is not a decision and not an assessment."),
              std::string::npos);
  }
}

TEST(RightsGate, the_receipt_holds_no_name_of_a_file) {
  const core::TemporaryFolder folder;
  const std::string file = folder.file("Fatima-Hassan-0176123456.yaml", demo());
  const Said said = call({"--json", "rights", "gate", file});
  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_EQ(said.out.find("Fatima"), std::string::npos);
  const auto receipt = core::parse_json(said.out, "receipt");
  ASSERT_TRUE(receipt);
  const core::Value& input = (*receipt)["inputs"].items().at(0);
  EXPECT_EQ(input["role"], core::Value("return"));
  EXPECT_EQ(input["sha256"], core::Value(core::sha256_hex(demo())));
  EXPECT_EQ((*receipt)["members"].items().size(), 1U);
}

TEST(RightsGate, D26_the_last_day_of_the_calendar_opens_nothing) {
  const core::TemporaryFolder folder;
  std::string text = std::regex_replace(demo(), std::regex("date: 2024-05-[0-9]+"), "date: 9998-01-01");
  text = std::regex_replace(text, std::regex("date: 2024-06-03"), "date: 9999-12-31");
  EXPECT_EQ(call({"rights", "gate", folder.file("r.yaml", text)}).exit, 4);
}

TEST(RightsGate, of_a_decision_later_than_the_gate_both_days_are_printed) {
  const core::TemporaryFolder folder;
  const std::string text = std::regex_replace(demo(), std::regex("date: 2024-05-[0-9]+"), "date: 2024-07-09");
  const Said said = call({"rights", "gate", folder.file("r.yaml", text)});
  EXPECT_EQ(said.exit, 3);
  EXPECT_NE(said.out.find("the day of the decision (2024-07-09) and the day of this gate (2024-06-03)"), std::string::npos) << said.out;
}

TEST(RightsGate, exit_3_says_on_stderr_what_to_do_next) {
  for (const char* file : {"data/demo/return-batch.yaml", "one"}) {
    const core::TemporaryFolder folder;
    const std::string one = folder.file("r.yaml", std::regex_replace(demo(), std::regex("date: 2024-05-[0-9]+"), "date: 2024-07-09"));
    const Said said = call({"rights", "gate", file == std::string("one") ? one : file});
    EXPECT_EQ(said.exit, 3);
    for (const char* part : {"Next: send nobody", "Ask the office that it concerns", "ask the gate again", "There is no override."})
      EXPECT_NE(said.err.find(part), std::string::npos) << said.err;
  }
}

// Takes nothing, as a full disk does.
class Full : public std::streambuf {
 protected:
  int_type overflow(int_type) override { return traits_type::eof(); }
  std::streamsize xsputn(const char*, std::streamsize) override { return 0; }
};

int with_full_disk(const std::vector<std::string>& words, std::string& said) {
  Full full;
  std::ostream out(&full);
  std::ostringstream err;
  const int exit = run(words, {out, err});
  said = err.str();
  return exit;
}

TEST(Program, an_answer_that_could_not_be_printed_is_a_failure) {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"rights", "gate", "data/demo/return.yaml"},
                                                {"--json", "rights", "gate", "data/demo/return.yaml"},
                                                {"--version"},
                                                {"--help"},
                                                {"version", "--json"},
                                                {"law", "list"}}) {
    std::string said;
    EXPECT_EQ(with_full_disk(words, said), 4) << words[0];
    EXPECT_TRUE(said.starts_with("The output cannot be written")) << said;
    EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1) << said;  // told once, in one line
  }
  std::string said;  // what was refused stays refused
  EXPECT_EQ(with_full_disk({"rights", "gate", "data/demo/return-batch.yaml"}, said), 3);
}

}  // namespace
}  // namespace palermo::cli
