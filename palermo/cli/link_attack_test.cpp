// SPDX-License-Identifier: Apache-2.0
// palermo link attack: shares and nothing else.
#include <gtest/gtest.h>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";
const std::string kShelter = kData + "/demo/lists/shelter.csv";

Said attack(std::vector<std::string> words) {
  words.insert(words.begin(), {"link", "attack"});
  words.insert(words.end(), {"--data", kData});
  return call(words);
}

TEST(LinkAttack, tells_shares_and_no_name) {
  const Said said = attack({kShelter});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_NE(said.out.find("Not for release"), std::string::npos);
  for (const char* value : {"Oudom", "Makara", "sim-0", "Battambang", "1999-10-10"}) EXPECT_EQ(said.out.find(value), std::string::npos);
  EXPECT_EQ(attack({kShelter}).out, said.out);
}

TEST(LinkAttack, has_a_row_an_attack_a_field_and_a_known_share) {
  const Said said = attack({kShelter, "--known", "50", "--salted-by-year", "--json"});
  ASSERT_EQ(said.exit, 0) << said.err;
  const auto answer = *core::parse_json(said.out, "answer");
  EXPECT_EQ(answer["format"], core::Value("palermo-link-attack/1"));
  EXPECT_EQ(answer["salted_by_year"], core::Value(true));
  EXPECT_EQ(answer["recovered"].items().size(), 7U + 5U);  // six fields and the whole record; sex and nationality by frequency alone
  for (const auto& row : answer["recovered"].items()) EXPECT_EQ(row["known_percent"], core::Value(50));
}

TEST(LinkAttack, takes_the_own_list_and_no_other) {
  const Said said = attack({kShelter, kData + "/demo/lists/hotline.csv"});
  EXPECT_EQ(said.exit, 2);
  EXPECT_EQ(attack({kShelter, "--known", "0"}).exit, 2);
}

}  // namespace
}  // namespace palermo::cli
