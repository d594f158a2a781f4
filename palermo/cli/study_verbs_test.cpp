// SPDX-License-Identifier: Apache-2.0
// What somebody sees who runs a small study of her own on the terminal: five records, two columns in words that the mapping
// does not know, one row cut short.
#include <gtest/gtest.h>

#include <sstream>
#include <vector>

#include "palermo/cli/main_app.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kMapping = R"(
format: palermo-mapping/1
id: form
title: Form
source: test
dimensions:
  year: {column: year, kind: year}
  sex: {column: sex, values: {F: female, M: male}}
signals:
  - {column: work, shows: [purpose.forced_labour]}
)";

const std::string kStudy = R"(
format: palermo-study/1
id: mine
title: Mine
period: "2015..2020"
place: Velmora
simulated: true
sources: [{id: my, title: My file, file: my.csv, mapping: form.yaml}]
definitions: [un.tip-protocol#trafficking]
readings: [{id: strict, says: Only what the records state.}]
tables: [year, sex]
)";

const std::string kRows = "year,sex,work\n2016,woman,yes\n2016,woman,yes\n2016,man,no\n2024,woman,yes\n2016,F,yes\n2016,F\n";

class StudyVerbs : public testing::Test {
 protected:
  void SetUp() override {
    (void)here_.file("form.yaml", kMapping);
    (void)here_.file("study.yaml", kStudy);
    (void)here_.file("my.csv", kRows);
  }

  // The exit code, and everything the program said.
  std::pair<int, std::string> call(std::vector<std::string> arguments) const {
    std::ostringstream out, err;
    arguments.insert(arguments.end(), {"--data", std::string(PALERMO_SOURCE_DIR) + "/data"});
    const int exit = run(arguments, {out, err});
    return {exit, out.str() + err.str()};
  }
  [[nodiscard]] std::pair<int, std::string> run_study(const std::string& out) const {
    return call({"study", "run", here_ / "study.yaml", "--out", here_ / out});
  }

  core::TemporaryFolder here_;
};

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST_F(StudyVerbs, five_records_are_shown_as_under_ten_and_not_as_none) {
  const auto [exit, said] = run_study("ev");
  EXPECT_EQ(exit, 0) << said;
  EXPECT_TRUE(has(said, "trafficking      0–9")) << said;
  EXPECT_FALSE(has(said, "        0  ")) << said;
}

TEST_F(StudyVerbs, values_that_nobody_understood_are_told_under_the_table) {
  const auto [exit, said] = run_study("ev");
  EXPECT_TRUE(has(said, "my: values of sex (0–9 of 0–9), work (0–9 of 0–9) were not understood and stay unknown; see " + here_ / "ev/inside/mapping/my.json"))
      << said;
  EXPECT_TRUE(has(said, "my: 0–9 rows were set aside")) << said;
  EXPECT_TRUE(has(said, "my: years outside the period 2015..2020 are recorded")) << said;
}

TEST_F(StudyVerbs, a_slash_at_the_end_of_the_folder_is_not_doubled) {
  const auto [exit, said] = run_study("ev/");
  EXPECT_EQ(exit, 0);
  EXPECT_TRUE(has(said, here_ / "ev/inside")) << said;
  EXPECT_FALSE(has(said, "//")) << said;
}

TEST_F(StudyVerbs, check_reads_the_head_of_each_source) {
  const auto [exit, said] = call({"study", "check", here_ / "study.yaml"});
  EXPECT_EQ(exit, 0);
  EXPECT_TRUE(has(said, "my: in the first rows, no value of work was understood")) << said;
  (void)here_.file("my.csv", "year;sex;work\n2016;F;1\n");
  const auto [refused, why] = call({"study", "check", here_ / "study.yaml"});
  EXPECT_EQ(refused, 4);
  EXPECT_TRUE(has(why, "delimiter: \";\"")) << why;
}

TEST_F(StudyVerbs, the_mapping_report_shows_masked_shapes_and_why_rows_were_set_aside) {
  const auto [exit, said] = call({"intake", "report", here_ / "my.csv", "--mapping", here_ / "form.yaml"});
  EXPECT_EQ(exit, 0);
  EXPECT_TRUE(has(said, "aaaaa")) << said;
  EXPECT_FALSE(has(said, "woman")) << said;
  EXPECT_TRUE(has(said, "The row has 2 fields, the header has 3.")) << said;
}

TEST_F(StudyVerbs, a_header_cannot_turn_the_order_of_the_text_on_the_terminal) {
  (void)here_.file("my.csv", "year,sex,work,\u202Eevil\u2066\u200F\n2016,F,1,x\n");
  for (const char* json : {"", "--json"}) {
    std::vector<std::string> words = {"intake", "report", here_ / "my.csv", "--mapping", here_ / "form.yaml"};
    if (*json) words.emplace_back(json);
    const auto [exit, said] = call(words);
    EXPECT_EQ(exit, 0);
    EXPECT_TRUE(has(said, "evil"));
    for (const char* mark : {"\u202E", "\u2066", "\u200F"}) EXPECT_FALSE(has(said, mark)) << said;
    if (!*json) continue;
    EXPECT_EQ((*core::parse_json(said, "answer"))["not_mapped"].items()[0], core::Value("\u202Eevil\u2066\u200F"));
  }
}

TEST_F(StudyVerbs, a_missing_file_and_a_wrong_data_folder_have_hints_of_their_own) {
  EXPECT_TRUE(has(call({"study", "run", here_ / "nowhere.yaml", "--out", here_ / "ev"}).second, "on the command line"));
  std::ostringstream out, err;
  const std::vector<std::string> words = {"study", "check", here_ / "study.yaml", "--data", here_ / "nowhere"};
  EXPECT_EQ(run(words, {out, err}), 4);
  EXPECT_TRUE(has(err.str(), "--data")) << err.str();
}

TEST_F(StudyVerbs, a_file_that_is_there_is_not_overwritten_by_simulated_cases) {
  const auto [exit, said] = call({"simulate", "cases", "--rows", "5", "--out", here_ / "my.csv"});
  EXPECT_EQ(exit, 2);
  EXPECT_TRUE(has(said, "--replace")) << said;
  EXPECT_EQ(*core::read_file(here_ / "my.csv"), kRows);
}

}  // namespace
}  // namespace palermo::cli
