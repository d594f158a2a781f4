// SPDX-License-Identifier: Apache-2.0
// What the verbs of the observatory answer to a hurried person: codes in small letters, a data folder that is not one.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <vector>

#include "palermo/cli/call_test.hpp"
#include "palermo/core/folder_test.hpp"

namespace palermo::cli {
namespace {

namespace fs = std::filesystem;

const std::string kData = std::string(PALERMO_SOURCE_DIR) + "/data";

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

TEST(Observatory, a_directive_is_not_open_to_the_world) {
  const Said khmer = call({"law", "compile", "assistance", "--state", "kh", "--date", "2020-01-01", "--data", kData});
  EXPECT_EQ(khmer.exit, 0) << khmer.err;
  EXPECT_TRUE(has(khmer.out, "protecting its victims: not open to KH")) << khmer.out;
  EXPECT_FALSE(has(khmer.out, "eu.2011-36, art.")) << khmer.out;
  const Said status = call({"law", "status", "eu.2011-36", "--as-of", "2020-01-01", "--state", "dk", "--data", kData});
  EXPECT_TRUE(has(status.out, "not bound")) << status.out;
  EXPECT_TRUE(has(status.out, "recital 36")) << status.out;
}

TEST(Observatory, malaysia_is_told_with_sabah) {
  for (const Said& said :
       {call({"law", "status", "ilo.c97", "--as-of", "2020-01-01", "--state", "my", "--data", kData}),
        call({"law", "status", "ilo.c97", "--as-of", "2020-01-01", "--list", "--data", kData}),
        call({"law", "status", "ilo.c97", "--as-of", "2020-01-01", "--json", "--data", kData}),
        call({"law", "compile", "work", "--state", "MYS", "--date", "2020-01-01", "--data", kData})})
    EXPECT_TRUE(has(said.out, "Sabah")) << said.out;
}

TEST(Observatory, a_code_of_no_country_is_refused_and_small_letters_are_not) {
  for (const std::string& code : {std::string("XX"), std::string("xx"), std::string("Deutschland")}) {
    EXPECT_EQ(call({"law", "omissions", code, "--data", kData}).exit, 2) << code;
    EXPECT_EQ(call({"law", "compile", "residence", "--state", code, "--date", "2020-01-01", "--data", kData}).exit, 2)
        << code;
  }
  const Said small = call({"law", "omissions", "de", "--data", kData}),
             large = call({"law", "omissions", "DE", "--data", kData});
  EXPECT_EQ(small.exit, 0) << small.err;
  EXPECT_EQ(small.out, large.out);
}

// A copy of the data folder without `missing`.
void copy_without(const fs::path& to, const std::string& missing) {
  fs::copy(kData, to, fs::copy_options::recursive);
  fs::remove_all(to / missing);
}

TEST(Observatory, a_folder_without_a_file_is_refused_by_the_name_of_the_file) {
  const core::TemporaryFolder folder;
  struct Lack {
    std::string missing, named;
    std::vector<std::string> verb;
  };
  int number = 0;
  for (const Lack& lack :
       {Lack{"law/clauses.yaml", "law/clauses.yaml", {"law", "list"}},
        {"treaties", "treaties/instruments.yaml", {"law", "status", "un.cat", "--as-of", "2010-01-01"}},
        {"treaties/status.csv",
         "treaties/status.csv",
         {"law", "compile", "return", "--state", "DE", "--date", "2020-01-01"}}}) {
    const fs::path data = folder.path() / std::to_string(number++);
    copy_without(data, lack.missing);
    std::vector<std::string> arguments = lack.verb;
    arguments.insert(arguments.end(), {"--data", data.string()});
    const Said said = call(arguments);
    EXPECT_EQ(said.exit, 4) << lack.missing;
    EXPECT_TRUE(has(said.err, lack.named)) << said.err;
    EXPECT_EQ(said.out, "");
  }
}

TEST(Observatory, a_folder_without_a_law_is_no_data_and_leaves_no_site) {
  const core::TemporaryFolder folder;
  const fs::path data = folder.path() / "data", site = folder.path() / "site";
  copy_without(data, "law/national");
  for (const auto& entry : fs::directory_iterator(data / "law"))
    if (entry.path().filename() != "vocabulary.yaml" && entry.path().filename() != "clauses.yaml")
      fs::remove_all(entry.path());
  EXPECT_EQ(call({"law", "list", "--data", data.string()}).exit, 4);
  EXPECT_EQ(call({"law", "site", "--out", site.string(), "--data", data.string()}).exit, 4);
  EXPECT_FALSE(fs::exists(site));
  fs::create_directories(folder.path() / "empty");
  EXPECT_EQ(call({"law", "list", "--data", (folder.path() / "empty").string()}).exit, 4);
}

}  // namespace
}  // namespace palermo::cli
