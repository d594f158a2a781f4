// SPDX-License-Identifier: Apache-2.0
// The real files of the field, where somebody has put them beside the repository: the studies of examples/ run on them,
// and what is read agrees with what their publishers printed.
#include <gtest/gtest.h>

#include <filesystem>
#include <iostream>

#include "palermo/core/bytes.hpp"
#include "palermo/study/run.hpp"

namespace palermo::study {
namespace {

namespace fs = std::filesystem;

class PublishedFiles : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::is_directory(fs::path(PALERMO_SHARED_DIR) / "data")) {
      std::cout << "the shared folder is not beside this repository: the studies of the published files are not run\n";
      GTEST_SKIP() << "no published files";
    }
    out_ = fs::temp_directory_path() / ("palermo_published_" + std::to_string(::getpid()));
    fs::remove_all(out_);
  }
  void TearDown() override { fs::remove_all(out_); }

  // Runs an example and returns the exact counts of its source.
  core::Value run(const std::string& example) {
    core::Silence silence;
    const std::string root(PALERMO_SOURCE_DIR);
    const auto result = run_study({root + "/examples/" + example, out_.string(), root + "/data", true}, core::Catalogue(), silence);
    EXPECT_TRUE(result.has_value()) << result.error().kind.code;
    if (!result) return {};
    const auto receipt = core::parse_json(*core::read_file((out_ / "inside/receipt.json").string()), "receipt");
    receipt_rows_ = (*receipt)["stages"].items()[0]["rows_read"].as_int();
    return *core::parse_json(*core::read_file((out_ / "inside/counts/ctdc.json").string()), "counts");
  }

  static std::int64_t column(const core::Value& counts, std::string_view name, const char* what) {
    for (const core::Value& report : counts["columns"].items())
      if (report["column"].as_text() == name) return report[what].as_int();
    return -1;
  }

  fs::path out_;
  std::int64_t receipt_rows_ = 0;
};

// Frequencies printed by the publisher (dictionary of 1 December 2022, sheet TabStat).
TEST_F(PublishedFiles, the_victim_perpetrator_file_has_the_frequencies_its_publisher_printed) {
  const core::Value counts = run("01_ctdc_victim_perpetrator.yaml");
  EXPECT_EQ(receipt_rows_, 21195);
  EXPECT_EQ(counts["rows_read"].as_int(), 21195);
  EXPECT_EQ(counts["rows_set_aside"].as_int(), 0);
  const core::Value& by = counts["records_by"];
  EXPECT_EQ(by["sex"]["female"].as_int(), 9589);
  EXPECT_EQ(by["sex"]["male"].as_int(), 7995);
  EXPECT_EQ(by["sex"][""].as_int(), 3611);
  EXPECT_EQ(by["age"]["18+"].as_int(), 16379);
  EXPECT_EQ(by["age"]["0-17"].as_int(), 1212);
  EXPECT_EQ(by["year"]["2005-2013"].as_int(), 2531);
  EXPECT_EQ(by["year"]["2014-2018"].as_int(), 6274);
  EXPECT_EQ(by["year"]["2019"].as_int(), 2398);
  EXPECT_EQ(by["year"]["2020"].as_int(), 2002);
  EXPECT_EQ(by["year"]["2021-2022"].as_int(), 4335);
  EXPECT_EQ(column(counts, "isForcedLabour", "filled"), 12248);
  EXPECT_EQ(column(counts, "isSexualExploit", "filled"), 2775);
  EXPECT_EQ(column(counts, "IP_RecruiterBroker", "filled"), 11865);
  EXPECT_EQ(column(counts, "IP_PayMoney", "filled"), 11075 + 3136 + 944);
  for (const core::Value& report : counts["columns"].items()) EXPECT_EQ(report["not_understood"].as_int(), 0) << report["column"].as_text();
}

TEST_F(PublishedFiles, every_row_of_the_k_anonymised_extract_is_read) {
  const core::Value counts = run("02_ctdc_kanon_extract.yaml");
  EXPECT_EQ(receipt_rows_, 48773);
  EXPECT_EQ(counts["rows_set_aside"].as_int(), 0);
  EXPECT_EQ(counts["records_by"]["sex"]["female"].as_int(), 35506);
  EXPECT_EQ(counts["records_by"]["sex"]["male"].as_int(), 13267);
  EXPECT_EQ(counts["records_by"]["age"]["9-17"].as_int(), 8645);
  EXPECT_EQ(counts["records_by"]["country"]["US"].as_int(), 12512);
  EXPECT_EQ(counts["records_by"]["country"][""].as_int(), 10175 + 844);  // empty, and "0" for Unknown Country
  for (const core::Value& report : counts["columns"].items()) EXPECT_EQ(report["not_understood"].as_int(), 0) << report["column"].as_text();
}

TEST_F(PublishedFiles, every_row_of_the_synthetic_recode_is_read) {
  const core::Value counts = run("03_ctdc_synthetic_2025.yaml");
  EXPECT_EQ(receipt_rows_, 91043);
  EXPECT_EQ(counts["rows_set_aside"].as_int(), 0);
  EXPECT_EQ(counts["records_by"]["age"]["9-17"].as_int(), 14507);
  EXPECT_EQ(counts["records_by"]["age"][""].as_int(), 47463);
}

}  // namespace
}  // namespace palermo::study
