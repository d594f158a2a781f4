// SPDX-License-Identifier: Apache-2.0
// Competition: candidates of one record in a duplicate-free list share what one of them may have; exact where they form no ring.
#include "palermo/link/constraint.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <tuple>

#include "palermo/core/random.hpp"
#include "palermo/link/model_test.hpp"
#include "palermo/link/pair_groups.hpp"

namespace palermo::link {
namespace {

// `left` records of one list and `right` of another; a model in which each pair has the bits that stand in `name_bits`.
Records two_lists(std::size_t left, std::size_t right, bool left_free, bool right_free) {
  RecordReader reader{NameTables()};
  for (const auto& [name, count, duplicate_free] : {std::tuple{"a", left, left_free}, std::tuple{"b", right, right_free}}) {
    reader.begin_file({.name = name, .role = {}, .duplicate_free = duplicate_free}, testing::kHeader);
    for (std::size_t i = 0; i < count; ++i) {
      const std::string id = name + std::to_string(i);
      const std::vector<std::string_view> cells{id, "", "", "", "", "", "", ""};
      reader.add_row(cells);
    }
  }
  return reader.finish();
}

Model even(const PairGroups& groups) {
  Model model;
  model.prior = 0.5;  // odds 1: a pair's odds are those of its bits
  for (const GroupPairs& group : groups.groups()) {
    GroupModel one;
    one.first = group.first;
    one.second = group.second;
    one.pairs = group.possible;
    one.prior = 0.5;
    model.groups.push_back(one);
  }
  return model;
}

struct Case {
  Records records;
  std::vector<PairEvidence> pairs;
  Model model;
};

Case made(std::size_t left, std::size_t right, bool duplicate_free, const std::vector<std::array<int, 3>>& bits) {
  Case out{two_lists(left, right, duplicate_free, duplicate_free), {}, {}};
  const PairGroups groups(out.records);
  for (const auto& [a, b, w] : bits)
    out.pairs.push_back({static_cast<RecordIndex>(a), static_cast<RecordIndex>(left) + static_cast<RecordIndex>(b), 0, 0, static_cast<float>(w), groups.of(0, 1)});
  out.model = even(groups);
  return out;
}

TEST(Constraint, a_pair_without_competitors_keeps_its_probability) {
  const Case one = made(1, 1, true, {{0, 0, 3}});
  EXPECT_NEAR(with_competition(one.records, one.model, one.pairs)[0], 8.0 / 9, 1e-6);
}

TEST(Constraint, candidates_of_one_record_share_one_place) {
  // Odds 4, 2 and 1, and none of them: 4, 2, 1, 1 of 8.
  const Case three = made(1, 3, true, {{0, 0, 2}, {0, 1, 1}, {0, 2, 0}});
  const auto p = with_competition(three.records, three.model, three.pairs);
  EXPECT_NEAR(p[0], 4.0 / 8, 1e-6);
  EXPECT_NEAR(p[1], 2.0 / 8, 1e-6);
  EXPECT_NEAR(p[2], 1.0 / 8, 1e-6);
}

TEST(Constraint, a_chain_of_competitors_is_exact) {
  // a0-b0, a1-b0, a1-b1 with odds 2, 4, 8. Matchings: none 1, each alone 2, 4, 8, first and third 16; sum 31.
  const Case chain = made(2, 2, true, {{0, 0, 1}, {1, 0, 2}, {1, 1, 3}});
  const auto p = with_competition(chain.records, chain.model, chain.pairs);
  EXPECT_NEAR(p[0], 18.0 / 31, 1e-5);
  EXPECT_NEAR(p[1], 4.0 / 31, 1e-5);
  EXPECT_NEAR(p[2], 24.0 / 31, 1e-5);
}

// All pairs of four records with nine, each at 3 bits. Matchings of k pairs: C(4,k) C(9,k) k!, each with odds 8^k.
TEST(Constraint, a_ring_of_equal_pairs_settles_at_what_the_lists_allow) {
  std::vector<std::array<int, 3>> all;
  for (int a = 0; a < 4; ++a)
    for (int b = 0; b < 9; ++b) all.push_back({a, b, 3});
  const Case ring = made(4, 9, true, all);
  double weight = 1, expected = 0, ways = 1;
  for (int k = 1; k <= 4; ++k) {
    ways *= (4.0 - k + 1) * (9.0 - k + 1) / k;
    weight += ways * std::pow(8.0, k);
    expected += k * ways * std::pow(8.0, k);
  }
  expected /= weight;
  double sum = 0;
  for (const double p : with_competition(ring.records, ring.model, ring.pairs)) {
    EXPECT_NEAR(p, expected / 36, 5e-4);
    sum += p;
  }
  EXPECT_NEAR(sum, expected, 0.01) << "of 4 that are possible";
}

TEST(Constraint, no_record_has_more_than_one_match_however_sure_the_pairs_are) {
  // Six records of either list, all pairs at 25 or 30 bits: a ring that takes thousands of rounds to settle.
  std::vector<std::array<int, 3>> all;
  for (int a = 0; a < 6; ++a)
    for (int b = 0; b < 6; ++b) all.push_back({a, b, (a + b) % 2 == 0 ? 30 : 25});
  const Case ring = made(6, 6, true, all);
  std::array<double, 6> of_a{}, of_b{};
  const auto p = with_competition(ring.records, ring.model, ring.pairs);
  for (std::size_t k = 0; k < p.size(); ++k) {
    of_a[k / 6] += p[k];
    of_b[k % 6] += p[k];
  }
  for (std::size_t i = 0; i < 6; ++i) {
    EXPECT_LE(of_a[i], 1 + 1e-9);
    EXPECT_LE(of_b[i], 1 + 1e-9);
    EXPECT_GT(of_a[i], 0.9);
  }
}

TEST(Constraint, records_that_have_nobody_yet_are_likelier_to_find_one) {
  const GroupPairs both{"a", "b", 500.0 * 400, 500, 400}, one{"a", "b", 500.0 * 400, 500, GroupPairs::kUnlimited}, none{"a", "b", 500.0 * 400};
  EXPECT_DOUBLE_EQ(both.odds_when_free(100), 1 / (0.8 * 0.75));
  EXPECT_DOUBLE_EQ(one.odds_when_free(100), 1 / 0.8);
  EXPECT_DOUBLE_EQ(none.odds_when_free(100), 1);
  EXPECT_DOUBLE_EQ(both.odds_when_free(400), 1 / (0.2 * 0.1)) << "a whole list may be linked, and nobody knows it";
}

// Expected matches of 24 pairs of lists less those that there are, in standard errors. Each of the first `matches` records of the first
// list has one match in the second, `each` of them the same one; log-odds of a pair are normal with variance v and mean v/2 or -v/2, as
// exact evidence is. The training starts at twice the true prior or less and goes as many rounds as in a run.
void expect_as_many_as_there_are(std::size_t left, std::size_t right, bool left_free, int matches, int each) {
  constexpr int kRuns = 24;
  constexpr double kVariance = 14;  // a true pair has 10 bits in the mean, and takes 6 to 8 to be likelier than not
  double sum = 0, squares = 0;
  for (int run = 0; run < kRuns; ++run) {
    core::Stream stream(static_cast<std::uint64_t>(run), "test.matches");
    Case one{two_lists(left, right, left_free, true), {}, {}};
    const PairGroups groups(one.records);
    one.model = even(groups);
    for (std::size_t a = 0; a < left; ++a)
      for (std::size_t b = 0; b < right; ++b) {
        const bool match = a < static_cast<std::size_t>(matches) && b == a / static_cast<std::size_t>(each);
        const double nats = (match ? 0.5 : -0.5) * kVariance + stream.normal() * std::sqrt(kVariance);
        one.pairs.push_back({static_cast<RecordIndex>(a), static_cast<RecordIndex>(left + b), 0, 0, static_cast<float>(nats / std::log(2.0)), groups.of(0, 1)});
      }
    for (GroupModel& group : one.model.groups) group.prior = 1.0 / 120;
    const double found = train_with_competition(one.records, one.pairs, groups.groups(), {}, one.model);
    sum += found;
    squares += found * found;
  }
  const double mean = sum / kRuns, sd = std::sqrt((squares - sum * mean) / (kRuns - 1));
  EXPECT_NEAR(mean, matches, 3.5 * sd / std::sqrt(kRuns)) << "sd of a run " << sd;
  EXPECT_LT(3.5 * sd / std::sqrt(kRuns), 0.1 * matches) << "or the test could not tell a tenth too few";
}

// With d / (n1 n2) as the odds it finds 43.
TEST(Constraint, as_many_matches_are_expected_as_there_are) { expect_as_many_as_there_are(120, 120, true, 60, 1); }

// Two records of one person on the first list; who is on the second may be taken any number of times. With d / (n1 n2) it finds 72.
TEST(Constraint, as_many_matches_are_expected_as_there_are_where_one_list_may_repeat) { expect_as_many_as_there_are(120, 60, false, 90, 2); }

TEST(Constraint, lists_that_may_repeat_have_no_competition) {
  const Case free = made(1, 2, false, {{0, 0, 2}, {0, 1, 2}});
  for (const double p : with_competition(free.records, free.model, free.pairs)) EXPECT_NEAR(p, 0.8, 1e-6);
}

TEST(Constraint, training_with_competition_leaves_lists_that_may_repeat_alone) {
  Case free = made(1, 2, false, {{0, 0, 2}, {0, 1, 2}});
  const PairGroups groups(free.records);
  const double prior = free.model.prior;
  EXPECT_EQ(train_with_competition(free.records, free.pairs, groups.groups(), {}, free.model), 0);
  EXPECT_EQ(free.model.prior, prior);
}

}  // namespace
}  // namespace palermo::link
