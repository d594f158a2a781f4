// SPDX-License-Identifier: Apache-2.0
// The other routes as one types them: answers in words and as JSON, refusals by name, no column that could name somebody.
#include <gtest/gtest.h>

#include <cmath>

#include "palermo/cli/estimate_call_test.hpp"
#include "palermo/cli/estimate_routes.hpp"
#include "palermo/core/bytes.hpp"
#include "palermo/core/folder_test.hpp"
#include "palermo/core/output.hpp"
#include "palermo/core/value.hpp"

namespace palermo::cli {
namespace {

const std::string kRoot = PALERMO_SOURCE_DIR;
const std::string kDemo = kRoot + "/data/demo/estimate/routes/";

core::Value truth() { return core::parse_json(core::read_file(kDemo + "truth.json").value_or(""), "truth.json").value_or(core::Value()); }

bool inside(const core::Value& estimate, double value) {
  return estimate["interval"].items().at(0).as_number() <= value && value <= estimate["interval"].items().at(1).as_number();
}

TEST(EstimateRds, tells_the_shares_and_the_size_of_the_invented_group) {
  const core::Value answer = json(estimate_call({"--json", "rds", kDemo + "rds.csv", "--group", "900", "--service",
                                                 "used_helpline=" + std::to_string(truth()["helpline_counted"].as_int())}));
  const core::Value& papers = answer["traits"].items().at(0);
  EXPECT_EQ(papers["trait"], core::Value("has_papers"));
  EXPECT_TRUE(inside(papers["rds_ii"], truth()["has_papers"].as_number()));
  EXPECT_TRUE(inside(papers["successive"], truth()["has_papers"].as_number()));
  EXPECT_TRUE(inside(answer["sizes"].items().at(0), truth()["members"].as_number()));
}

TEST(EstimateRds, says_in_words_what_it_knows_and_what_it_cannot_see) {
  const Said said = estimate_call({"rds", kDemo + "rds.csv", "--replicates", "50"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "RDS-II"));
  EXPECT_TRUE(has(said.out, "people whom nobody in the group knows"));
  EXPECT_FALSE(has(said.out, "⟦")) << said.out.substr(said.out.find("⟦"), 200);
}

TEST(EstimateRds, D30_refuses_seeds_alone_and_a_trait_that_never_crosses) {
  const core::TemporaryFolder folder;
  const std::string seeds = (folder.path() / "seeds.csv").string(), apart = (folder.path() / "apart.csv").string();
  ASSERT_TRUE(core::write_file(seeds, "participant,recruiter,degree,t\n1,,3,1\n2,,4,0\n"));
  ASSERT_TRUE(core::write_file(apart, "participant,recruiter,degree,t\n1,,3,1\n2,1,4,1\n3,,5,0\n4,3,2,0\n"));
  const Said one = estimate_call({"rds", seeds}), two = estimate_call({"rds", apart});
  EXPECT_EQ(one.exit, 3);
  EXPECT_TRUE(has(one.err, "D30"));
  EXPECT_EQ(two.exit, 3);
  EXPECT_TRUE(has(two.out, "never recruited one another"));
}

TEST(EstimateRds, a_service_that_is_no_trait_is_a_wrong_call) {
  EXPECT_EQ(estimate_call({"rds", kDemo + "rds.csv", "--service", "bank=12"}).exit, 2);
  EXPECT_EQ(estimate_call({"rds", kDemo + "rds.csv", "--service", "has_papers"}).exit, 2);
  EXPECT_EQ(estimate_call({"rds", kDemo + "rds.csv", "--group", "20"}).exit, 2);
}

TEST(EstimateScaleUp, members_correct_what_the_population_does_not_know) {
  const core::Value answer = json(estimate_call({"--json", "scaleup", kDemo + "survey.csv", "--groups", kDemo + "groups.yaml", "--members", kDemo + "members.csv"}));
  const double members = truth()["members"].as_number();
  EXPECT_LT(answer["basic"]["interval"].items().at(1).as_number(), members);
  EXPECT_TRUE(inside(answer["generalised"], members));
  EXPECT_EQ(answer["notes"].items().back(), core::Value("basic_and_generalised_apart"));
}

TEST(EstimateScaleUp, without_members_the_assumption_is_told) {
  const Said said = estimate_call({"scaleup", kDemo + "survey.csv", "--groups", kDemo + "groups.yaml", "--replicates", "50"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "Neither was asked"));
  EXPECT_FALSE(has(said.out, "⟦")) << said.out.substr(said.out.find("⟦"), 200);
}

TEST(EstimateChange, tells_a_change_that_happened_and_which_years_were_counted) {
  const core::Value answer = json(estimate_call({"--json", "change", kDemo + "first.csv", kDemo + "second.csv", "--replicates", "400"}));
  const double ratio = truth()["second_period"].as_number() / truth()["first_period"].as_number();
  const core::Value& one = answer["ways"].items().back();
  EXPECT_TRUE(inside(one["ratio"], ratio));
  EXPECT_GT(one["ratio"]["interval"].items().at(0).as_number(), 1);
  EXPECT_TRUE(answer["shared_years"].items().empty());
}

TEST(EstimateChange, periods_with_years_in_common_are_remarked) {
  const Said said = estimate_call({"change", kDemo + "first.csv", kDemo + "first.csv", "--replicates", "40"});
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "years in common"));
  EXPECT_FALSE(has(said.out, "⟦")) << said.out.substr(said.out.find("⟦"), 200);
}

TEST(EstimateChange, D30_other_lists_are_refused) {
  const Said said = estimate_call({"change", kDemo + "first.csv", kRoot + "/data/reference/kosovo4/table.csv"});
  EXPECT_EQ(said.exit, 3);
  EXPECT_TRUE(has(said.err, "D30"));
  EXPECT_TRUE(has(said.err, "EXH"));
}

std::vector<std::string> people(const std::vector<std::string>& more) {
  std::vector<std::string> words{"covariates", kDemo + "people.csv", "--list", "helpline", "--list", "police", "--list", "shelter"};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(EstimateCovariates, region_and_age_bring_the_estimate_nearer_the_truth) {
  std::vector<std::string> words = people({"--category", "region", "--number", "age=5"});
  words.insert(words.begin(), "--json");
  const core::Value answer = json(estimate_call(words));
  const double members = truth()["members"].as_number();
  double with = 0, without = 0;
  for (const core::Value& pair : answer["doubly_robust"].items()) {
    ASSERT_TRUE(pair["estimate"].is_number());
    with += std::fabs(std::log(pair["estimate"].as_number() / members));
    without += std::fabs(std::log(pair["without_covariates"].as_number() / members));
  }
  EXPECT_LT(with, without);
  EXPECT_EQ(answer["by_strata"].items().size(), 3U);
}

TEST(EstimateCovariates, prints_strata_that_add_up_and_no_missing_text) {
  const Said said = estimate_call(people({"--category", "region", "--number", "age=15"}));
  ASSERT_EQ(said.exit, 0) << said.err;
  EXPECT_TRUE(has(said.out, "coast"));
  EXPECT_FALSE(has(said.out, "⟦")) << said.out.substr(said.out.find("⟦"), 200);
}

TEST(EstimateCovariates, a_column_that_nobody_declared_is_refused_by_its_name) {
  const Said said = estimate_call(people({"--category", "region"}));
  EXPECT_EQ(said.exit, 4);
  EXPECT_TRUE(has(said.err, "age"));
}

TEST(EstimateCovariates, what_looks_like_a_person_is_refused_and_never_repeated) {
  const core::TemporaryFolder folder;
  const std::string file = (folder.path() / "people.csv").string();
  std::string text = "a,b,story\n";
  for (int i = 0; i < 60; ++i) text += "1,1,she came by the river and\n";
  ASSERT_TRUE(core::write_file(file, text));
  const Said said = estimate_call({"covariates", file, "--list", "a", "--list", "b", "--category", "story"});
  EXPECT_EQ(said.exit, 4);
  EXPECT_TRUE(has(said.err, "story"));
  EXPECT_FALSE(has(said.err + said.out, "river"));
}

TEST(SimulateSamples, the_demonstration_files_are_what_it_makes) {
  const core::TemporaryFolder folder;
  const std::string out = (folder.path() / "made").string();
  const Said said = call({"--data", kRoot + "/data", "--quiet", "simulate", "samples", "--seed", "20261122", "--out", out});
  ASSERT_EQ(said.exit, 0) << said.err;
  for (const char* name : {"rds.csv", "survey.csv", "members.csv", "groups.yaml", "people.csv", "first.csv", "second.csv", "truth.json"})
    EXPECT_EQ(core::read_file(out + "/" + name).value_or("a"), core::read_file(kDemo + name).value_or("b")) << name;
  EXPECT_EQ(call({"--data", kRoot + "/data", "simulate", "samples", "--members", "10", "--out", out}).exit, 2);
}

TEST(EstimateRoutes, shares_have_two_figures) {
  const core::Catalogue catalogue;
  EXPECT_EQ(percent_text(0.3417, catalogue), "34 %");
  EXPECT_EQ(percent_text(0.0213, catalogue), "2.1 %");
  EXPECT_EQ(percent_text(1, catalogue), "100 %");
}

}  // namespace
}  // namespace palermo::cli
