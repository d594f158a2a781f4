// SPDX-License-Identifier: Apache-2.0
// palermo simulate lists as one types it: what goes before what, and what is left on the disk when it is refused.
#include <gtest/gtest.h>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::cli {
namespace {

const std::vector<std::string> kLists{"--data", PALERMO_SOURCE_DIR "/data", "simulate", "lists", "--out"};

Said lists(const std::string& out, const std::vector<std::string>& more) {
  std::vector<std::string> words = kLists;
  words.push_back(out);
  words.insert(words.end(), more.begin(), more.end());
  return call(words);
}

TEST(SimulateLists, writes_the_lists_and_the_truth_and_says_that_nobody_in_them_exists) {
  const core::TemporaryFolder folder;
  const Said said = lists(folder / "made", {"--people", "100", "--seed", "3"});
  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_NE(said.out.find("Nobody in them exists"), std::string::npos) << said.out;
  for (const char* name : {"hotline.csv", "shelter.csv", "health.csv", "labour_inspection.csv", "police.csv", "truth.csv",
                           "truth_people.csv", "truth_capture.csv", "lists.yaml", "README.md"})
    EXPECT_TRUE(std::filesystem::exists(folder.path() / "made" / name)) << name;
}

TEST(SimulateLists, the_command_line_goes_before_the_settings) {
  const core::TemporaryFolder folder;
  const std::string config = folder.file("c.yaml", "people: 5000\nlists: [{name: only, share: 0.5}]\nerrors: {typo: 0.5}\n");
  const Said said = lists(folder / "made", {"--people", "100", "--config", config, "--json"});
  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_NE(said.out.find("\"records\": 50"), std::string::npos) << said.out;
  EXPECT_NE(core::read_file(folder / "made/README.md")->find("| `typo` | 0.5 |"), std::string::npos);
}

TEST(SimulateLists, what_is_refused_leaves_nothing) {
  const core::TemporaryFolder folder;
  for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
           {"--duplicates", "0.9"}, {"--people", "3"}, {"--one-list", "0"}, {"--one-list", "10", "--people", "100"},
           {"--one-list", "10", "--duplicates", "-1"}}) {
    const Said said = lists(folder / "made", wrong);
    EXPECT_EQ(said.exit, 2) << wrong.front() << said.err;
    EXPECT_EQ(said.err.find("⟦"), std::string::npos) << said.err;
  }
  EXPECT_EQ(folder.entries(), 0U);
}

}  // namespace
}  // namespace palermo::cli
