// SPDX-License-Identifier: Apache-2.0
// Respondent-driven sampling: the formulas by hand, the chances against a simulation of what they stand for, known truths, and refusals.
#include "palermo/estimate/recruitment.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <string>

#include "palermo/core/progress.hpp"
#include "palermo/estimate/network_test.hpp"

namespace palermo::estimate {
namespace {

RecruitmentSample sample_of(const std::string& text) { return RecruitmentSample::parse_csv(text, "rds.csv").value(); }

RdsReport report_of(const RecruitmentSample& sample, const RdsOptions& options = {}) {
  core::Silence silence;
  return estimate_recruitment(sample, options, silence).value();
}

core::Error error_of(const std::string& text, const RdsOptions& options = {}) {
  core::Silence silence;
  auto sample = RecruitmentSample::parse_csv(text, "rds.csv");
  return sample ? estimate_recruitment(*sample, options, silence).error() : sample.error();
}

std::string reason_of(const std::string& text) {
  const core::Error error = error_of(text);
  EXPECT_EQ(error.kind.code, kBadRecruitment.code);
  return error.args.at("reason");
}

// Two seeds, two waves; a trait that crosses.
constexpr const char* kSmall =
    "participant,recruiter,degree,papers,used\n1,,10,1,0\n2,1,5,0,1\n3,1,2,1,\n4,2,4,1,0\n5,,20,0,1\n6,5,,0,1\n7,5,8,1,0\n";

TEST(Recruitment, rds_ii_is_the_share_weighted_by_one_over_the_degree) {
  const RdsReport report = report_of(sample_of(kSmall));
  const double with = 1 / 10.0 + 1 / 2.0 + 1 / 4.0 + 1 / 8.0, without = 1 / 5.0 + 1 / 20.0;  // 6 has no degree
  EXPECT_NEAR(report.shares[0].share, with / (with + without), 1e-12);
  EXPECT_NEAR(report.shares[0].plain, 4.0 / 6, 1e-12);
  EXPECT_EQ(report.shares[0].unknown, 1);
  EXPECT_EQ(report.shares[1].unknown, 2);
  EXPECT_EQ(report.waves, 2);
  EXPECT_EQ(report.seeds, 2);
  EXPECT_EQ(report.largest_chain, 4);
  EXPECT_EQ(report.without_degree, 1);
  EXPECT_NEAR(report.mean_degree_of_group, 6 / (with + without), 1e-12);
}

TEST(Recruitment, one_degree_for_all_makes_every_estimator_the_plain_share) {
  const RecruitmentSample sample = sample_of("participant,recruiter,degree,t\n1,,7,1\n2,1,7,0\n3,2,7,0\n4,3,7,1\n5,3,7,0\n");
  const RdsReport report = report_of(sample, {.group = 50});
  EXPECT_NEAR(report.shares[0].share, 0.4, 1e-12);
  EXPECT_NEAR(report.shares[0].successive.value(), 0.4, 1e-12);
}

TEST(Recruitment, a_group_without_end_gives_rds_ii_and_a_group_that_was_all_seen_the_plain_share) {
  const RecruitmentSample sample = sample_of(kSmall);
  const RdsReport endless = report_of(sample, {.group = 1e9});
  EXPECT_NEAR(endless.shares[0].successive.value(), endless.shares[0].share, 1e-6);
  const RdsReport all = report_of(sample_of("participant,recruiter,degree,t\n1,,9,1\n2,1,3,0\n3,2,5,0\n4,3,1,1\n"), {.group = 4});
  EXPECT_NEAR(all.shares[0].successive.value(), all.shares[0].plain, 1e-9);
}

TEST(Recruitment, chances_of_inclusion_are_those_of_successive_sampling) {
  // 600 people of five degrees; 200 drawn one after another with chances proportional to degree, without replacement, 4,000 times.
  // Known degrees of all give chances directly: t from sum N_k (1 - exp(-k t)) = n. Tolerance: four standard errors, and 1/n for the approximation.
  const std::vector<double> degrees{1, 2, 4, 8, 16};
  constexpr int kOfEach = 120, kDrawn = 200, kRuns = 4000;
  double low = 0, high = 10;
  for (int i = 0; i < 100; ++i) {
    const double t = (low + high) / 2;
    double expected = 0;
    for (const double d : degrees) expected += kOfEach * -std::expm1(-d * t);
    (expected < kDrawn ? low : high) = t;
  }
  std::vector<double> included(5);
  for (int run = 0; run < kRuns; ++run) {
    core::Stream stream(11, "test.successive", static_cast<std::uint64_t>(run));
    std::vector<double> left;  // of each degree, people times degree
    for (const double d : degrees) left.push_back(kOfEach * d);
    for (int i = 0; i < kDrawn; ++i) {
      const std::size_t k = stream.pick(left);
      left[k] -= degrees[k];
      included[k] += 1;
    }
  }
  for (std::size_t k = 0; k < degrees.size(); ++k) {
    const double seen = included[k] / (double{kOfEach} * kRuns), expected = -std::expm1(-degrees[k] * low);
    const double error = std::sqrt(expected * (1 - expected) / (double{kOfEach} * kRuns));
    EXPECT_NEAR(seen, expected, 4 * error + 1.0 / kDrawn) << degrees[k];
  }
}

TEST(Recruitment, the_chances_represent_the_whole_group) {
  const std::vector<double> degrees{1, 3, 3, 10, 40};
  for (const double group : {6.0, 50.0, 4000.0}) {
    double sum = 0;
    for (const double chance : successive_chances(degrees, group)) sum += 1 / chance;
    EXPECT_NEAR(sum, group, 1e-6 * group);
  }
}

// Many samples from groups with a known share.
struct Recovered {
  int runs = 0, covered = 0, covered_successive = 0;
  double bias = 0, bias_successive = 0;
};

Recovered recover(const GroupOptions& options, int seeds, int wanted, int runs) {
  constexpr int kSamplesOfAGroup = 10;
  Recovered out{.runs = runs};
  HiddenGroup group;
  for (int run = 0; run < runs; ++run) {
    core::Stream stream(23, "test.recruitment", static_cast<std::uint64_t>(run));
    if (run % kSamplesOfAGroup == 0) group = invent_group(options, stream);
    const RdsReport report = report_of(sample_of(recruit(group, seeds, 3, wanted, stream)),
                                       {.group = options.people, .replicates = 300, .seed = static_cast<std::uint64_t>(run), .threads = 1});
    const TraitShare& one = report.shares.front();
    const auto inside = [&](const Limits& limits) { return limits.lo <= group.share() && group.share() <= limits.hi; };
    out.covered += inside(one.interval) ? 1 : 0;
    out.covered_successive += inside(one.successive_interval) ? 1 : 0;
    out.bias += (one.share - group.share()) / runs;
    out.bias_successive += (*one.successive - group.share()) / runs;
  }
  testing::Test::RecordProperty("covered", out.covered);
  testing::Test::RecordProperty("bias", std::to_string(out.bias));
  testing::Test::RecordProperty("covered_successive", out.covered_successive);
  testing::Test::RecordProperty("bias_successive", std::to_string(out.bias_successive));
  return out;
}

int least_covered(int runs) { return static_cast<int>(runs * (0.95 - 3 * std::sqrt(0.95 * 0.05 / runs))); }

TEST(Recruitment, intervals_cover_the_truth_as_often_as_they_say) {
  const Recovered one = recover({.people = 1500}, 10, 200, 100);
  EXPECT_GE(one.covered, least_covered(one.runs));
  EXPECT_GE(one.covered_successive, least_covered(one.runs));
  EXPECT_LT(std::fabs(one.bias), 0.03);
}

TEST(Recruitment, when_much_of_the_group_is_sampled_successive_sampling_is_nearer_the_truth) {
  const Recovered one = recover({.people = 400, .popular = 2.5}, 8, 240, 40);
  EXPECT_LT(std::fabs(one.bias_successive), std::fabs(one.bias));
  EXPECT_LT(one.bias, 0);  // popular people are taken for rarer than they are
}

TEST(Recruitment, neither_threads_nor_the_order_of_rows_change_anything) {
  const RecruitmentSample sample = sample_of(kSmall);
  EXPECT_EQ(report_of(sample, {.threads = 1}).shares[0].interval, report_of(sample, {.threads = 4}).shares[0].interval);
  const RecruitmentSample other =
      sample_of("papers,degree,participant,recruiter,used\n1,8,7,5,0\n0,5,2,1,1\n1,2,3,1,\n0,20,5,,1\n1,4,4,2,0\n0,,6,5,1\n1,10,1,,0\n");
  EXPECT_EQ(sample.people(), other.people());
  EXPECT_EQ(report_of(sample).shares[0].interval, report_of(other).shares[0].interval);
}

TEST(Recruitment, D30_seeds_alone_are_no_sample) {
  const core::Error error = error_of("participant,recruiter,degree,t\n1,,3,1\n2,,4,0\n");
  EXPECT_EQ(error.kind.code, kNoRecruits.code);
  EXPECT_EQ(error.kind.rule, "D30");
}

TEST(Recruitment, D30_without_any_degree_there_is_no_estimate) {
  EXPECT_EQ(error_of("participant,recruiter,degree,t\n1,,,1\n2,1,0,0\n").kind.code, kNoDegrees.code);
}

TEST(Recruitment, a_group_smaller_than_the_sample_is_refused) {
  EXPECT_EQ(error_of(kSmall, {.group = 6}).kind.code, kGroupTooSmall.code);
}

TEST(Recruitment, a_trait_that_never_crosses_has_no_share) {
  const RdsReport report = report_of(sample_of("participant,recruiter,degree,a,b\n1,,3,1,1\n2,1,4,1,1\n3,,5,0,1\n4,3,2,0,1\n"));
  EXPECT_EQ(report.shares[0].refusal, RdsRefusal::never_crossed);
  EXPECT_EQ(report.shares[1].refusal, RdsRefusal::all_alike);
}

TEST(Recruitment, short_chains_and_missing_degrees_are_remarked) {
  const RdsReport report = report_of(sample_of(kSmall));
  const auto has = [&](RdsNote note) { return std::find(report.notes.begin(), report.notes.end(), note) != report.notes.end(); };
  EXPECT_TRUE(has(RdsNote::few_waves));
  EXPECT_TRUE(has(RdsNote::few_seeds));
  EXPECT_TRUE(has(RdsNote::degrees_missing));
}

TEST(Recruitment, a_service_that_counted_its_users_gives_the_size_of_the_group) {
  const Multiplied people = multiply({.trait = "used", .share = 0.25, .interval = {0.2, 0.4}}, 100);
  EXPECT_DOUBLE_EQ(people.estimate, 400);
  EXPECT_DOUBLE_EQ(people.interval.lo, 250);
  EXPECT_DOUBLE_EQ(people.interval.hi, 500);
  EXPECT_TRUE(std::isinf(multiply({.share = 0.1, .interval = {0, 0.3}}, 10).interval.hi));
}

TEST(Recruitment, a_file_that_is_no_such_sample_is_refused_by_place_and_never_by_value) {
  EXPECT_EQ(reason_of("participant,degree,t\n1,3,1\n"), "header");
  EXPECT_EQ(reason_of("participant,recruiter,degree\n1,,3\n"), "no_trait");
  EXPECT_EQ(reason_of("participant,recruiter,degree,phone\n1,,3,1\n"), "identity");
  EXPECT_EQ(reason_of("participant,recruiter,degree,t\n100000,,3,1\n"), "serial");
  EXPECT_EQ(reason_of("participant,recruiter,degree,t\n1,,3,1\n1,,3,1\n"), "twice");
  EXPECT_EQ(reason_of("participant,recruiter,degree,t\n1,9,3,1\n"), "recruiter");
  EXPECT_EQ(reason_of("participant,recruiter,degree,t\n1,2,3,1\n2,1,3,1\n"), "circle");
  EXPECT_EQ(reason_of("participant,recruiter,degree,t\n1,,-3,1\n"), "degree");
  EXPECT_EQ(reason_of("participant,recruiter,degree,t\n1,,3,yes\n"), "trait");
  EXPECT_EQ(reason_of("participant,recruiter,degree,t\n"), "nobody");
  const core::Error error = error_of("participant,recruiter,degree,t\n1,,3,Amina\n");
  for (const auto& [name, value] : error.args) EXPECT_EQ(value.find("Amina"), std::string::npos) << name;
}

}  // namespace
}  // namespace palermo::estimate
