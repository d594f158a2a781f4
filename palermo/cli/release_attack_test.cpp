// SPDX-License-Identifier: Apache-2.0
// The verbs `release attack` and `release utility`: what they refuse, and that their answers stay inside.
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::cli {
namespace {

const std::string kReal = PALERMO_SOURCE_DIR "/data/demo/release/cases.csv.gz";
const std::string kControl = PALERMO_SOURCE_DIR "/data/demo/attack/control.csv.gz";
const std::string kSynthetic = PALERMO_SOURCE_DIR "/data/demo/attack/synthetic.csv.gz";
const std::string kCodebook = PALERMO_SOURCE_DIR "/data/demo/attack/codebook.yaml";

std::vector<std::string> attack_on(const std::string& real, const std::string& synthetic, bool declared = true) {
  std::vector<std::string> words = {"release", "attack", "--real", real, "--control", kControl, "--synthetic", synthetic, "--codebook", kCodebook, "--tries", "20", "--secret", "gender"};
  if (declared) words.insert(words.end(), {"--declare", "simulated"});
  return words;
}

// The synthetic rows of the demonstration under another name and mark.
std::string other_mark(const core::TemporaryFolder& folder, const std::string& column, const std::string& mark) {
  const std::string path = folder / "other.csv";
  std::ofstream out(path);
  out << column << ",yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,isForcedLabour,isSexualExploit,meansOfControlDebtBondage,meansOfControlThreats,"
      << "meansOfControlWithholdsDocuments,recruiterRelationFriend\n";
  for (int row = 0; row < 30; ++row) out << mark << ",2010,Female,9--17,PH,PL,1,0,1,0,0," << row % 2 << "\n";
  return path;
}

TEST(ReleaseAttack, U2_is_refused_without_the_holders_declaration) {
  const Said said = call(attack_on(kReal, kSynthetic, false));
  EXPECT_EQ(said.exit, 3);
  EXPECT_NE(said.err.find("U2"), std::string::npos);
}

TEST(ReleaseAttack, U2_rows_that_another_publisher_marked_are_not_attacked) {
  const core::TemporaryFolder folder;
  EXPECT_EQ(call(attack_on(kReal, other_mark(folder, "isSynthetic", "1"))).exit, 3);
  EXPECT_EQ(call(attack_on(kReal, other_mark(folder, "synthetic", "somebody else's"))).exit, 3);
  EXPECT_EQ(call(attack_on(kReal, other_mark(folder, "synthetic", "synthetic: no real person"))).exit, 0);
}

TEST(ReleaseAttack, U2_a_synthetic_file_is_not_taken_for_peoples_own_rows) {
  EXPECT_EQ(call(attack_on(kSynthetic, kSynthetic)).exit, 3);
}

TEST(ReleaseAttack, people_are_no_control_of_themselves) {
  std::vector<std::string> words = attack_on(kReal, kSynthetic);
  *std::ranges::find(words, kControl) = kReal;
  EXPECT_EQ(call(words).exit, 2);
}

TEST(ReleaseAttack, says_that_it_is_not_for_release_and_shows_no_row) {
  std::vector<std::string> words = attack_on(kReal, kSynthetic);
  words.insert(words.begin(), "--json");
  const Said said = call(words);
  EXPECT_EQ(said.exit, 0);
  EXPECT_NE(said.out.find("\"not for release\": true"), std::string::npos);
  EXPECT_EQ(said.out.find("Female"), std::string::npos);
}

TEST(ReleaseUtility, D29_is_internal_and_its_file_is_for_the_owner_alone) {
  const core::TemporaryFolder folder;
  const std::string out = folder / "utility.json";
  const Said said = call({"--json", "release", "utility", "--real", kReal, "--synthetic", kSynthetic, "--codebook", kCodebook, "--ways", "2", "--out", out});
  EXPECT_EQ(said.exit, 0);
  EXPECT_NE(said.out.find("\"standing\": \"internal\""), std::string::npos);
  struct stat about {};
  ASSERT_EQ(stat(out.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

TEST(ReleaseUtility, without_a_codebook_reads_the_columns_that_both_files_have) {
  const Said said = call({"release", "utility", "--real", kReal, "--synthetic", kSynthetic, "--ways", "1"});
  EXPECT_EQ(said.exit, 0);
  EXPECT_NE(said.out.find("D29"), std::string::npos);
  EXPECT_EQ(call({"release", "utility", "--real", kReal, "--synthetic", PALERMO_SOURCE_DIR "/data/demo/lists/shelter.csv"}).exit, 2);
}

TEST(ReleaseRisk, D29_names_columns_and_neither_values_nor_people) {
  for (const bool json : {false, true}) {
    std::vector<std::string> words = {"release", "risk", kReal, "--codebook", kCodebook, "--length", "2", "--sensitive", "gender"};
    if (json) words.insert(words.begin(), "--json");
    const Said said = call(words);
    EXPECT_EQ(said.exit, 0);
    EXPECT_NE(said.out.find("not for release"), std::string::npos);
    EXPECT_NE(said.out.find("citizenship"), std::string::npos);
    for (const char* value : {"Female", "9--17", "KH"}) EXPECT_EQ(said.out.find(value), std::string::npos) << value;
  }
}

}  // namespace
}  // namespace palermo::cli
