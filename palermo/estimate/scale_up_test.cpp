// SPDX-License-Identifier: Apache-2.0
// Network scale-up: the formulas by hand, known truths recovered, what goes wrong when ties to members are not known, and refusals.
#include "palermo/estimate/scale_up.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/core/random.hpp"

namespace palermo::estimate {
namespace {

ScaleUpReport report_of(const SurveyGroups& groups, const std::vector<SurveyAnswer>& asked, const std::vector<SurveyAnswer>& members = {},
                        const ScaleUpOptions& options = {}) {
  core::Silence silence;
  return scale_up(groups, asked, members, options, silence).value();
}

std::string refused(const SurveyGroups& groups, const std::vector<SurveyAnswer>& asked, const std::vector<SurveyAnswer>& members = {}) {
  core::Silence silence;
  const auto report = scale_up(groups, asked, members, {}, silence);
  return report ? "" : std::string(report.error().kind.code);
}

SurveyAnswer answer(std::int64_t hidden, std::vector<std::int64_t> known, double weight = 1, std::int64_t cluster = 0) {
  return {.weight = weight, .cluster = cluster, .hidden = hidden, .known = std::move(known)};
}

const SurveyGroups kGroups{.population = 10'000, .known = {{"nurses", 100}, {"teachers", 400}}};

TEST(ScaleUp, basic_is_the_share_of_members_among_those_whom_people_know) {
  // d = 10,000 x / 500: 40 and 60 people known; 3 members among 100: 300 of 10,000.
  const ScaleUpReport report = report_of(kGroups, {answer(1, {1, 1}), answer(2, {0, 3})});
  EXPECT_NEAR(report.basic.estimate, 300, 1e-9);
  EXPECT_NEAR(report.mean_degree, 50, 1e-9);
  EXPECT_EQ(report.reports, 3);
}

TEST(ScaleUp, weights_stand_for_people) {
  const ScaleUpReport weighted = report_of(kGroups, {answer(1, {1, 1}, 2), answer(2, {0, 3}, 1)});
  const ScaleUpReport repeated = report_of(kGroups, {answer(1, {1, 1}), answer(1, {1, 1}), answer(2, {0, 3})});
  EXPECT_NEAR(weighted.basic.estimate, repeated.basic.estimate, 1e-9);
}

TEST(ScaleUp, generalised_divides_what_people_report_by_how_visible_members_are) {
  // 1.5 reports a respondent, 15,000 in the population; each member is known to (10,000 / 500) x 2 = 40 people.
  const ScaleUpReport report = report_of(kGroups, {answer(1, {1, 1}), answer(2, {0, 3})}, {answer(0, {1, 0}), answer(0, {2, 1})});
  EXPECT_NEAR(report.visibility, 40, 1e-9);
  EXPECT_NEAR(report.generalised->estimate, 15'000.0 / 40, 1e-9);
}

TEST(ScaleUp, adjustment_divides_by_both_factors) {
  SurveyGroups groups = kGroups;
  groups.transmission = 0.5;
  groups.degree_ratio = 0.8;
  const ScaleUpReport report = report_of(groups, {answer(1, {1, 1}), answer(2, {0, 3})});
  EXPECT_NEAR(report.adjusted->estimate, 300 / 0.4, 1e-9);
  EXPECT_NEAR(report.adjusted->interval.hi, report.basic.interval.hi / 0.4, 1e-9);
}

TEST(ScaleUp, each_known_group_is_estimated_from_the_others) {
  // Nurses: one report; teachers: four for 400 people: 100 nurses. Teachers from nurses: 400.
  const ScaleUpReport report = report_of(kGroups, {answer(1, {1, 1}), answer(2, {0, 3})});
  EXPECT_NEAR(report.checks[0].estimate, 100, 1e-9);
  EXPECT_NEAR(report.checks[1].estimate, 400, 1e-9);
}

// A population in which people are more or less sociable, members known to `visible` of those who know them.
struct Invented {
  SurveyGroups groups;
  std::vector<SurveyAnswer> asked, members;
};

constexpr double kPopulation = 200'000, kHidden = 1'500;

// member_ties: people a member knows, on the average; others know 120.
Invented invent(std::uint64_t run, double visible, double member_ties) {
  core::Stream stream(31, "test.scale_up", run);
  Invented out;
  out.groups = {.population = kPopulation, .known = {{"a", 1'000}, {"b", 2'500}, {"c", 4'000}, {"d", 1'500}, {"e", 3'000}, {"f", 6'000}}};
  constexpr int kAsked = 300, kMembers = 100;
  constexpr double kTies = 120;
  // A respondent of sociability s has ties to members in proportion to s: kHidden member_ties ties in all, spread over the population.
  for (int i = 0; i < kAsked; ++i) {
    const double sociable = 0.3 + 1.4 * stream.uniform();
    SurveyAnswer one;
    one.hidden = stream.poisson(sociable * kHidden * member_ties * visible / kPopulation);
    for (const KnownGroup& group : out.groups.known) one.known.push_back(stream.poisson(sociable * kTies * group.people / kPopulation));
    out.asked.push_back(std::move(one));
  }
  for (int i = 0; i < kMembers; ++i) {
    const double sociable = 0.3 + 1.4 * stream.uniform();
    SurveyAnswer one;
    for (const KnownGroup& group : out.groups.known) one.known.push_back(stream.poisson(sociable * member_ties * visible * group.people / kPopulation));
    out.members.push_back(std::move(one));
  }
  return out;
}

struct Recovered {
  int basic = 0, generalised = 0;
  double mean_basic = 0, mean_generalised = 0;
};

Recovered recover(double visible, double member_ties, int runs) {
  Recovered out;
  for (int run = 0; run < runs; ++run) {
    const Invented made = invent(static_cast<std::uint64_t>(run), visible, member_ties);
    const ScaleUpReport report = report_of(made.groups, made.asked, made.members, {.replicates = 300, .seed = static_cast<std::uint64_t>(run), .threads = 1});
    const auto inside = [](const ScaledUp& one) { return one.interval.lo <= kHidden && kHidden <= one.interval.hi; };
    out.basic += inside(report.basic) ? 1 : 0;
    out.generalised += inside(*report.generalised) ? 1 : 0;
    out.mean_basic += report.basic.estimate / runs;
    out.mean_generalised += report.generalised->estimate / runs;
  }
  testing::Test::RecordProperty("basic_covered", out.basic);
  testing::Test::RecordProperty("generalised_covered", out.generalised);
  testing::Test::RecordProperty("mean_basic", std::to_string(out.mean_basic));
  testing::Test::RecordProperty("mean_generalised", std::to_string(out.mean_generalised));
  return out;
}

// Three standard deviations of a binomial below the level.
int least_covered(int runs) { return static_cast<int>(runs * (0.95 - 3 * std::sqrt(0.95 * 0.05 / runs))); }

TEST(ScaleUp, where_every_tie_is_known_and_members_know_as_many_both_cover_the_truth) {
  constexpr int kRuns = 100;
  const Recovered one = recover(1, 120, kRuns);
  EXPECT_GE(one.basic, least_covered(kRuns));
  EXPECT_GE(one.generalised, least_covered(kRuns));
  EXPECT_NEAR(one.mean_basic, kHidden, 0.05 * kHidden);
}

TEST(ScaleUp, where_members_hide_and_know_few_basic_says_too_few_and_generalised_does_not) {
  constexpr int kRuns = 100;
  const Recovered one = recover(0.5, 80, kRuns);
  EXPECT_NEAR(one.mean_basic, kHidden * 0.5 * 80 / 120, 0.05 * kHidden);
  EXPECT_LE(one.basic, kRuns / 20);
  EXPECT_GE(one.generalised, least_covered(kRuns));
  const Invented made = invent(3, 0.5, 80);
  const ScaleUpReport report = report_of(made.groups, made.asked, made.members);
  EXPECT_NE(std::ranges::find(report.notes, ScaleUpNote::basic_and_generalised_apart), report.notes.end());
}

TEST(ScaleUp, clusters_are_drawn_whole_and_widen_the_interval) {
  std::vector<SurveyAnswer> together, alone;
  for (std::int64_t cluster = 1; cluster <= 30; ++cluster)
    for (int i = 0; i < 10; ++i) {
      const std::int64_t reports = cluster % 3 == 0 ? 3 : 0;
      together.push_back(answer(reports, {1, 4}, 1, cluster));
      alone.push_back(answer(reports, {1, 4}));
    }
  const Limits wide = report_of(kGroups, together).basic.interval, narrow = report_of(kGroups, alone).basic.interval;
  EXPECT_GT(wide.hi - wide.lo, 2 * (narrow.hi - narrow.lo));
}

TEST(ScaleUp, threads_change_nothing) {
  const Invented made = invent(1, 0.8, 100);
  const auto by = [&](int threads) { return report_of(made.groups, made.asked, made.members, {.replicates = 100, .threads = threads}); };
  EXPECT_EQ(by(1).basic.interval, by(4).basic.interval);
  EXPECT_EQ(by(1).generalised->interval, by(4).generalised->interval);
}

TEST(ScaleUp, D30_refuses_where_nothing_was_reported_or_seen) {
  EXPECT_EQ(refused(kGroups, {answer(1, {0, 0}), answer(2, {0, 0})}), kNobodyKnows.code);
  EXPECT_EQ(refused(kGroups, {answer(0, {1, 0}), answer(0, {0, 2})}), kNoReports.code);
  EXPECT_EQ(refused(kGroups, {answer(1, {1, 0})}, {answer(0, {0, 0})}), kNotVisible.code);
}

TEST(ScaleUp, few_reports_and_few_groups_are_remarked) {
  const ScaleUpReport report = report_of(kGroups, {answer(1, {1, 1}), answer(2, {0, 3})});
  EXPECT_EQ(report.notes, (std::vector{ScaleUpNote::few_reports, ScaleUpNote::few_groups}));
}

std::string reason_of(const std::string& text, SurveyOf whom = SurveyOf::everybody) {
  const auto answers = parse_survey(text, "survey.csv", whom, kGroups);
  return answers ? "" : answers.error().args.at("reason");
}

TEST(SurveySample, reads_what_its_head_says_and_refuses_the_rest_by_place) {
  const auto answers = parse_survey("teachers,hidden,weight,nurses\n4,1,2.5,0\n", "survey.csv", SurveyOf::everybody, kGroups);
  ASSERT_TRUE(answers);
  EXPECT_EQ(answers->front(), answer(1, {0, 4}, 2.5));
  EXPECT_DOUBLE_EQ(parse_survey("degree,teachers,nurses\n8,4,0\n", "m.csv", SurveyOf::members, kGroups)->front().weight, 0.125);
  EXPECT_EQ(reason_of("hidden,nurses,teachers,village\n1,1,1,2\n"), "undeclared");
  EXPECT_EQ(reason_of("hidden,nurses\n1,1\n"), "missing_group");
  EXPECT_EQ(reason_of("nurses,teachers\n1,1\n"), "no_hidden");
  EXPECT_EQ(reason_of("hidden,nurses,teachers\n1,1,many\n"), "number");
  EXPECT_EQ(reason_of("hidden,nurses,teachers\n1,1,-1\n"), "number");
  EXPECT_EQ(reason_of("hidden,nurses,teachers,weight\n1,1,1,0\n"), "weight");
  EXPECT_EQ(reason_of("hidden,nurses,teachers\n"), "nobody");
  EXPECT_EQ(reason_of("hidden,nurses,teachers\n1,1\n"), "fields");
  EXPECT_EQ(reason_of("degree,weight,nurses,teachers\n1,1,1,1\n", SurveyOf::members), "two_weights");
}

TEST(SurveyGroups, are_read_whole_or_not_at_all) {
  const auto key = [](const std::string& text) {
    const auto groups = parse_groups(core::parse_yaml(text, "groups.yaml").value());
    return groups ? "" : groups.error().args.at("key");
  };
  const std::string good = "format: palermo-scaleup/1\npopulation: 1000\nknown:\n  - name: nurses\n    people: 10\n";
  EXPECT_EQ(key(good), "");
  EXPECT_EQ(key("population: 10\n"), "format");
  EXPECT_EQ(key(good + "transmission: 1.5\n"), "transmission");
  EXPECT_EQ(key(good + "colour: 1\n"), "colour");
  EXPECT_EQ(key(good + "  - name: nurses\n    people: 20\n"), "name");
  EXPECT_EQ(key(good + "  - name: all\n    people: 2000\n"), "people");
  EXPECT_EQ(key("format: palermo-scaleup/1\npopulation: 1000\nknown: []\n"), "known");
}

}  // namespace
}  // namespace palermo::estimate
