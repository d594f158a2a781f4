// SPDX-License-Identifier: Apache-2.0
// Measures of a linkage: the literature's examples by hand, and a program that looks at every pair of records.
#include "palermo/link/evaluate.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace palermo::link {
namespace {

using Persons = std::vector<std::uint32_t>;

// Twelve mentions of three entities: 1-5, 6-7, 8-12 [bagga1998].
const Persons kTruth{1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3};
const Persons kFirst{1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2};
const Persons kSecond{1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1};

TEST(Evaluate, b_cubed_of_the_two_answers_of_bagga_and_baldwin) {
  const PartitionScore first = score_partition(kFirst, kTruth);
  EXPECT_NEAR(*first.b_cubed.precision, 64.0 / 84, 1e-12);  // printed as 76 %
  EXPECT_NEAR(*first.b_cubed.recall, 1, 1e-12);
  const PartitionScore second = score_partition(kSecond, kTruth);
  EXPECT_NEAR(*second.b_cubed.precision, 7.0 / 12, 1e-12);  // printed as 58 %
  EXPECT_NEAR(*second.b_cubed.recall, 1, 1e-12);
}

TEST(Evaluate, pairs_persons_and_whole_persons_by_hand) {
  const PartitionScore score = score_partition(kFirst, kTruth);
  EXPECT_EQ(score.pairs_true, 10 + 1 + 10);
  EXPECT_EQ(score.pairs_found, 10 + 21);
  EXPECT_EQ(score.pairs_right, 10 + 1 + 10);
  EXPECT_NEAR(*score.pairwise.precision, 21.0 / 31, 1e-12);
  EXPECT_NEAR(*score.pairwise.recall, 1, 1e-12);
  EXPECT_NEAR(*score.pairwise.f1, 42.0 / 52, 1e-12);
  EXPECT_EQ(score.persons_found, 2);
  EXPECT_EQ(score.persons_true, 3);
  EXPECT_NEAR(score.persons_error, -1.0 / 3, 1e-12);
  EXPECT_EQ(score.persons_exact, 1);
  EXPECT_NEAR(*score.exact.precision, 0.5, 1e-12);
  EXPECT_NEAR(*score.exact.recall, 1.0 / 3, 1e-12);
}

TEST(Evaluate, what_has_nothing_below_the_line_is_not_given) {
  const PartitionScore apart = score_partition(Persons{1, 2}, Persons{1, 2});
  EXPECT_FALSE(apart.pairwise.precision);
  EXPECT_FALSE(apart.pairwise.recall);
  EXPECT_FALSE(apart.pairwise.f1);
  EXPECT_EQ(*apart.b_cubed.f1, 1);
  const PartitionScore nothing = score_partition({}, {});
  EXPECT_FALSE(nothing.b_cubed.precision);
  EXPECT_EQ(nothing.persons_error, 0);
  const PartitionScore missed = score_partition(Persons{1, 2}, Persons{1, 1});
  EXPECT_FALSE(missed.pairwise.precision) << "nothing was found";
  EXPECT_EQ(*missed.pairwise.recall, 0);
}

Persons any_persons(std::size_t records) {
  return *rc::gen::container<Persons>(records, rc::gen::inRange<std::uint32_t>(0, 8));
}

RC_GTEST_PROP(EvaluateProperty, agrees_with_looking_at_every_pair, ()) {
  const auto records = *rc::gen::inRange<std::size_t>(1, 30);
  const Persons found = any_persons(records), truth = any_persons(records), group = *rc::gen::container<Persons>(records, rc::gen::inRange<std::uint32_t>(0, 3));
  std::int64_t pairs_found = 0, pairs_true = 0, right = 0;
  double precision = 0, recall = 0;
  std::vector<std::int64_t> links_true(3), links_found(3);
  for (std::size_t i = 0; i < records; ++i) {
    double of_found = 0, of_true = 0, both = 0;
    for (std::size_t j = 0; j < records; ++j) {
      const bool f = found[i] == found[j], t = truth[i] == truth[j];
      of_found += f ? 1 : 0;
      of_true += t ? 1 : 0;
      both += f && t ? 1 : 0;
      if (i == j) continue;
      links_true[group[i]] += t ? 1 : 0;
      links_found[group[i]] += f && t ? 1 : 0;
      if (i < j) continue;
      pairs_found += f ? 1 : 0;
      pairs_true += t ? 1 : 0;
      right += f && t ? 1 : 0;
    }
    precision += both / of_found;
    recall += both / of_true;
  }
  const PartitionScore score = score_partition(found, truth);
  RC_ASSERT(score.pairs_found == pairs_found);
  RC_ASSERT(score.pairs_true == pairs_true);
  RC_ASSERT(score.pairs_right == right);
  RC_ASSERT(std::abs(*score.b_cubed.precision - precision / static_cast<double>(records)) < 1e-12);
  RC_ASSERT(std::abs(*score.b_cubed.recall - recall / static_cast<double>(records)) < 1e-12);
  const auto sets_of = [&](const Persons& persons) {
    std::map<std::uint32_t, std::vector<std::size_t>> members;
    for (std::size_t i = 0; i < records; ++i) members[persons[i]].push_back(i);
    std::set<std::vector<std::size_t>> sets;
    for (const auto& [person, of] : members) sets.insert(of);
    return sets;
  };
  const auto sets_found = sets_of(found), sets_true = sets_of(truth);
  RC_ASSERT(score.persons_found == static_cast<std::int64_t>(sets_found.size()));
  RC_ASSERT(score.persons_exact == std::ranges::count_if(sets_found, [&](const auto& set) { return sets_true.contains(set); }));
  const auto groups = recall_by_group(found, truth, group, 3);
  for (std::uint32_t g = 0; g < 3; ++g) {
    RC_ASSERT(groups[g].links_true == links_true[g]);
    RC_ASSERT(groups[g].links_found == links_found[g]);
  }
}

TEST(Evaluate, D32_recall_is_told_by_group_and_a_group_that_is_harder_to_link_shows) {
  Persons found, truth, group;
  for (std::uint32_t person = 0; person < 100; ++person)
    for (int record = 0; record < 2; ++record) {
      truth.push_back(person);
      group.push_back(person % 2);
      found.push_back(person % 2 == 1 && person < 40 && record == 1 ? 1000 + person : person);  // 20 of 50 of group 1 are missed
    }
  const auto groups = recall_by_group(found, truth, group, 2);
  EXPECT_EQ(*groups[0].recall, 1);
  EXPECT_EQ(*groups[1].recall, 0.6);
  EXPECT_NEAR(*recall_gap(groups), 0.4, 1e-12);
  EXPECT_FALSE(recall_gap(groups, 101)) << "too few links to compare";
}

TEST(Evaluate, calibration_by_hand) {
  // Four pairs at 0.9 of which three are true, and two at 0.2 of which none is.
  const std::vector<double> p{0.9, 0.9, 0.9, 0.9, 0.2, 0.2};
  const std::vector<std::uint8_t> truth{1, 1, 1, 0, 0, 0};
  const Calibration found = calibrate(p, truth);
  EXPECT_EQ(found.pairs, 6);
  EXPECT_EQ(found.matches, 3);
  EXPECT_NEAR(*found.brier, (3 * 0.01 + 0.81 + 2 * 0.04) / 6, 1e-12);
  EXPECT_NEAR(*found.expected_error, (4 * 0.15 + 2 * 0.2) / 6, 1e-12);
  ASSERT_EQ(found.bins.size(), 11U);
  EXPECT_EQ(found.bins[9].pairs, 4);
  EXPECT_EQ(*found.bins[9].share_true, 0.75);
  EXPECT_NEAR(found.bins[2].mean_probability, 0.2, 1e-12);
  EXPECT_FALSE(found.bins[5].share_true);
  EXPECT_FALSE(calibrate({}, {}).brier);
}

TEST(Evaluate, a_bin_is_a_tenth_wide_around_its_centre) {
  const std::vector<double> p{0.0, 0.049, 0.051, 0.849, 0.851, 0.949, 0.951, 1.0};
  const Calibration found = calibrate(p, std::vector<std::uint8_t>(p.size(), 1));
  EXPECT_EQ(found.bins[0].pairs, 2);
  EXPECT_EQ(found.bins[1].pairs, 1);
  EXPECT_EQ(found.bins[8].pairs, 1);
  EXPECT_EQ(found.bins[9].pairs, 2);
  EXPECT_EQ(found.bins[10].pairs, 2);
}

}  // namespace
}  // namespace palermo::link
