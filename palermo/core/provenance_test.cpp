// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/provenance.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>

namespace palermo::core {
namespace {

TEST(Provenance, an_input_is_told_by_name_digest_and_size) {
  EXPECT_EQ(to_json(to_value(InputFile{"a.csv", "ab", 3}), -1), R"({"name":"a.csv","sha256":"ab","bytes":3})");
}

TEST(Provenance, the_version_has_three_numbers) { EXPECT_EQ(std::count(version().begin(), version().end(), '.'), 2); }

TEST(Provenance, a_program_in_its_build_folder_reads_the_data_of_its_source) {
  ::unsetenv("PALERMO_DATA");
  EXPECT_TRUE(std::filesystem::equivalent(data_folder(), PALERMO_SOURCE_DIR "/data"));
}

TEST(Provenance, the_environment_may_name_another_data_folder) {
  ::setenv("PALERMO_DATA", "/elsewhere", 1);
  EXPECT_EQ(data_folder(), "/elsewhere");
  ::unsetenv("PALERMO_DATA");
}

}  // namespace
}  // namespace palermo::core
