// SPDX-License-Identifier: Apache-2.0
// palermo law duties as it is called: the treaty table, answers of several files, and what is refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <vector>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";

Said call_with_data(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--data", kData});
  return call(arguments);
}

core::Value json(std::vector<std::string> arguments) {
  arguments.emplace_back("--json");
  const Said said = call_with_data(std::move(arguments));
  const auto value = core::parse_json(said.out, "answer");
  EXPECT_TRUE(value) << said.out << said.err;
  return value ? *value : core::Value{};
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const core::Value& row(const core::Value& answer, std::string_view id) {
  static const core::Value none;
  for (const core::Value& one : answer["rows"].items())
    if (one["id"] == core::Value(id)) return one;
  ADD_FAILURE() << "no row " << id;
  return none;
}

// Writes answers about `about` and gives the path.
std::string answers(const core::TemporaryFolder& folder, const std::string& name, const std::string& about,
                    const std::string& list, const std::string& item) {
  const std::string path = (folder.path() / name).string();
  EXPECT_TRUE(core::write_file(path, "format: palermo-checklist-answers/1\nchecklist: " + list + "\nabout: " + about +
                                         "\nanswers:\n  - {item: \"" + item +
                                         "\", answer: no, evidence: E, source: S, date: 2012, grade: press}\n"));
  return path;
}

TEST(StateDuties, a_state_that_has_not_joined_owes_nothing_to_the_other_end) {
  // Cambodia was a party to both Protocols in 2012; Thailand deposited in 2013 and only for the Trafficking Protocol.
  const core::Value before = json({"law", "duties", "KH", "--corridor", "TH", "--date", "2012-12-31"});
  EXPECT_EQ(row(before, "T8.1")["states"].items()[0]["bound"], core::Value("yes"));
  EXPECT_EQ(row(before, "T8.1")["states"].items()[1]["bound"], core::Value("no"));
  EXPECT_EQ(row(before, "T8.1")["between"], core::Value("no"));
  EXPECT_TRUE(row(before, "T6.3")["between"].is_null());
  const core::Value after = json({"law", "duties", "th", "--corridor", "khm", "--date", "2014-12-31"});
  EXPECT_EQ(row(after, "T8.1")["between"], core::Value("yes"));
  EXPECT_NE(row(after, "S18.1")["between"], core::Value("yes"));
}

TEST(StateDuties, both_ends_are_answered_by_their_own_files) {
  const core::Value v = json({"law", "duties", "XV", "--corridor", "XW", "--answers",
                              kData + "/demo/duties-velmora.yaml", "--answers", kData + "/demo/duties-kestria.yaml"});
  EXPECT_EQ(row(v, "T8.3")["states"].items()[0]["standing"], core::Value("differ"));
  EXPECT_EQ(row(v, "T8.3")["states"].items()[1]["standing"], core::Value("answered"));
  EXPECT_EQ(row(v, "S16.5")["states"].items()[0]["standing"], core::Value("unsupported"));
  EXPECT_EQ(v["states"].items()[0]["answered"], core::Value(3));
  EXPECT_EQ(v["states"].items()[1]["answered"], core::Value(3));
}

TEST(StateDuties, two_files_about_one_state_stand_side_by_side) {
  const core::TemporaryFolder folder;
  const std::string file = answers(folder, "more.yaml", "xv", "protocol-duties", "T6.3");
  const core::Value v =
      json({"law", "duties", "XV", "--answers", kData + "/demo/duties-velmora.yaml", "--answers", file});
  EXPECT_EQ(row(v, "T6.3")["states"].items()[0]["answers"].items().size(), 2U);
  EXPECT_EQ(row(v, "T6.3")["states"].items()[0]["standing"], core::Value("differ"));
}

TEST(StateDuties, answers_about_another_state_list_or_row_are_refused) {
  const core::TemporaryFolder folder;
  const Said state =
      call_with_data({"law", "duties", "KH", "--answers", answers(folder, "a.yaml", "TH", "protocol-duties", "T5.1")});
  EXPECT_EQ(state.exit, 2);
  EXPECT_TRUE(has(state.err, "States asked about: KH")) << state.err;
  const Said list = call_with_data({"law", "duties", "KH", "--answers", answers(folder, "b.yaml", "KH", "ilo-bla-24", "T5.1")});
  EXPECT_EQ(list.exit, 2);
  EXPECT_TRUE(has(list.err, "checklist: protocol-duties")) << list.err;
  const Said no_row =
      call_with_data({"law", "duties", "KH", "--answers", answers(folder, "c.yaml", "KH", "protocol-duties", "T99")});
  EXPECT_EQ(no_row.exit, 4);
  EXPECT_TRUE(has(no_row.err, "no such row")) << no_row.err;
}

TEST(StateDuties, one_state_is_no_corridor_and_a_code_of_nobody_no_state) {
  EXPECT_EQ(call_with_data({"law", "duties", "KH", "--corridor", "khm"}).exit, 2);
  EXPECT_EQ(call_with_data({"law", "duties", "XX"}).exit, 2);
  EXPECT_EQ(call_with_data({"law", "duties", "KH", "--corridor", "XX"}).exit, 2);
  EXPECT_EQ(call_with_data({"law", "duties", "KH", "--date", "2012"}).exit, 2);
}

TEST(StateDuties, an_answer_cannot_forge_a_line_or_a_tag) {
  const core::TemporaryFolder folder;
  const std::string path = (folder.path() / "a.yaml").string(), page = (folder.path() / "p.html").string();
  ASSERT_TRUE(core::write_file(
      path,
      "format: palermo-checklist-answers/1\nchecklist: protocol-duties\nabout: KH\nanswers:\n"
      "  - {item: T5.1, answer: yes, evidence: \"<script>x</script>\", source: S, date: 2012, grade: press}\n"));
  EXPECT_EQ(call_with_data({"law", "duties", "KH", "--answers", path, "--html", page}).exit, 0);
  const auto html = core::read_file(page);
  ASSERT_TRUE(html);
  EXPECT_FALSE(has(*html, "<script"));
  EXPECT_TRUE(has(*html, "&lt;script"));
  EXPECT_EQ(call_with_data({"law", "duties", "KH", "--html", page}).exit, 2);  // never over a file that is there, unasked
  EXPECT_EQ(call_with_data({"law", "duties", "KH", "--html", page, "--replace"}).exit, 0);
}

TEST(StateDuties, nobody_is_said_to_be_bound_on_a_day_of_which_the_table_knows_nothing) {
  const auto bound = [](const std::string& day) { return json({"law", "duties", "KH", "--date", day})["states"].items().front()["bound"].items().front()["bound"].as_text(); };
  EXPECT_EQ(bound("2012-12-31"), "yes");
  EXPECT_EQ(bound("9999-12-31"), "unknown");
}

TEST(StateDuties, a_day_after_what_the_table_knows_is_answered_as_far_as_known_and_with_the_caveat_on_denunciations) {
  for (const std::string day : {"2026-11-20", "2031-01-01"}) {
    const Said said = call_with_data({"law", "duties", "KH", "--date", day});
    EXPECT_EQ(said.exit, 0) << said.err;
    EXPECT_TRUE(has(said.out, "As far as known until 20")) << said.out;
    EXPECT_TRUE(has(said.out, "KH was bound by it; later days are not in the table."));
    EXPECT_FALSE(has(said.out, "was bound by it on that day"));
    EXPECT_TRUE(has(said.out, "Denunciations and reservations are not in the table"));
    const core::Value v = json({"law", "duties", "KH", "--date", day});
    EXPECT_EQ(v["states"].items().front()["bound"].items().front()["last_known"], core::Value("yes"));
  }
  const Said before = call_with_data({"law", "duties", "KH", "--date", "2012-12-31"});
  EXPECT_TRUE(has(before.out, "KH was bound by it on that day."));
  EXPECT_TRUE(has(before.out, "Denunciations and reservations are not in the table"));
}

TEST(StateDuties, replace_does_not_eat_the_answers) {
  const core::TemporaryFolder folder;
  const std::string path = answers(folder, "a.yaml", "KH", "protocol-duties", "T5.1");
  const auto before = core::read_file(path);
  const Said said = call_with_data({"law", "duties", "KH", "--answers", path, "--html", path, "--replace", "--json"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_TRUE(has(said.out, "output.is_input")) << said.out;
  EXPECT_EQ(core::read_file(path).value_or(""), before.value_or("none"));
}

}  // namespace
}  // namespace palermo::cli
