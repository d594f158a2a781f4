// SPDX-License-Identifier: Apache-2.0
// palermo simulate tables as one types it.
#include <gtest/gtest.h>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::cli {
namespace {

TEST(SimulateTables, writes_the_table_the_truth_and_the_referrals) {
  const core::TemporaryFolder folder;
  const Said said = call({"--data", PALERMO_SOURCE_DIR "/data", "simulate", "tables", "--config", PALERMO_SOURCE_DIR "/data/simulate/tables.yaml", "--people",
                          "900", "--seed", "3", "--out", folder / "made"});
  EXPECT_EQ(said.exit, 0) << said.err;
  EXPECT_NE(said.out.find("900"), std::string::npos) << said.out;
  for (const char* name : {"table.csv", "truth.json", "referrals.csv"}) EXPECT_TRUE(std::filesystem::exists(folder.path() / "made" / name)) << name;
  EXPECT_NE(core::read_file(folder / "made/truth.json")->find("\"simulated\": true"), std::string::npos);
}

TEST(SimulateTables, what_is_refused_leaves_nothing) {
  const core::TemporaryFolder folder;
  const Said said = call({"--data", PALERMO_SOURCE_DIR "/data", "simulate", "tables", "--missed-links", "2", "--out", folder / "made"});
  EXPECT_EQ(said.exit, 2) << said.err;
  EXPECT_EQ(said.err.find("⟦"), std::string::npos) << said.err;
  EXPECT_EQ(folder.entries(), 0U);
}

}  // namespace
}  // namespace palermo::cli
