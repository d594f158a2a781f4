// SPDX-License-Identifier: Apache-2.0
// The point estimate against slower programs: every assignment, every partition, every member of a group.
#include "palermo/link/correlation.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "palermo/link/assignment.hpp"
#include "palermo/link/best_links.hpp"
#include "palermo/link/graph_test.hpp"
#include "palermo/link/partition_space.hpp"

namespace palermo::link {
namespace {

double best_by_trying(std::size_t rows, std::size_t columns, const std::vector<double>& weights, std::size_t row, unsigned used) {
  if (row == rows) return 0;
  double best = best_by_trying(rows, columns, weights, row + 1, used);
  for (std::size_t column = 0; column < columns; ++column)
    if ((used >> column & 1U) == 0)
      best = std::max(best, weights[row * columns + column] + best_by_trying(rows, columns, weights, row + 1, used | 1U << column));
  return best;
}

RC_GTEST_PROP(Assignment, no_other_assignment_is_worth_more, ()) {
  const auto rows = *rc::gen::inRange<std::size_t>(1, 6), columns = *rc::gen::inRange<std::size_t>(1, 6);
  std::vector<double> weights(rows * columns);
  for (double& weight : weights) weight = *rc::gen::inRange(-5, 10);
  const auto column_of = best_assignment(rows, columns, weights);
  double sum = 0;
  unsigned used = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    if (!column_of[row]) continue;
    RC_ASSERT((used >> *column_of[row] & 1U) == 0U);
    used |= 1U << *column_of[row];
    sum += weights[row * columns + *column_of[row]];
    RC_ASSERT(weights[row * columns + *column_of[row]] > 0);
  }
  RC_ASSERT(std::abs(sum - best_by_trying(rows, columns, weights, 0, 0)) < 1e-9);
}

// All partitions of a group that keep every ban, as first_of.
std::vector<std::vector<std::uint32_t>> all_allowed(const Group& group) {
  std::vector<std::vector<std::uint32_t>> found;
  std::vector<std::uint32_t> first_of(group.size());
  const auto may_join = [&](std::uint32_t member, std::uint32_t first) {
    for (std::uint32_t other = 0; other < member; ++other)
      if (first_of[other] == first) {
        if ((group.list_bits[other] & group.list_bits[member]) != 0) return false;
        if (std::ranges::count(group.bans, RecordPair{other, member}) > 0) return false;
      }
    return true;
  };
  const auto grow = [&](const auto& self, std::uint32_t member) -> void {
    if (member == group.size()) return found.push_back(first_of);
    for (std::uint32_t first = 0; first <= member; ++first) {
      if (first < member && (first_of[first] != first || !may_join(member, first))) continue;
      first_of[member] = first;
      self(self, member + 1);
    }
  };
  grow(grow, 0);
  return found;
}

TEST(Correlation, is_rarely_far_from_the_best_of_all_partitions) {
  constexpr double absent = -10;
  int groups_seen = 0, best_found = 0;
  double missed = 0, possible = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    const testing::World world = testing::random_world(seed, 12, 1.6);
    const LinkGraph graph(world.evidence());
    const Groups groups(graph, 0);
    for (std::size_t g = 0; g < groups.size(); ++g) {
      const Group group = groups[g];
      if (group.size() < 3 || group.size() > 8) continue;
      std::vector<std::uint32_t> found(group.size());
      correlation_clusters(group, 0, absent, found);
      const Temper temper;  // full weights: the sign of a join is the same, and the best of all is defined without a reference
      double best = 0;
      for (const auto& partition : all_allowed(group)) best = std::max(best, correlation_score(group, 0, absent, temper, partition));
      const double score = correlation_score(group, 0, absent, temper, found);
      ++groups_seen;
      best_found += score > best - 1e-9 ? 1 : 0;
      missed += best - score;
      possible += best;
    }
  }
  ASSERT_GT(groups_seen, 200);
  // Tempering may prefer another partition than full weights do; so this is a bound on both it and the search.
  EXPECT_GT(best_found, groups_seen * 85 / 100) << groups_seen;
  EXPECT_LT(missed, 0.03 * possible);
}

RC_GTEST_PROP(Correlation, no_single_move_would_gain_under_the_tempering_of_its_own_result, ()) {
  const testing::World world = testing::random_world(*rc::gen::arbitrary<std::uint64_t>(), 14, 2.0);
  const LinkGraph graph(world.evidence());
  const Groups groups(graph, 0);
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const Group group = groups[g];
    std::vector<std::uint32_t> found(group.size());
    correlation_clusters(group, 0, -10, found);
    const Temper temper(found);
    const double score = correlation_score(group, 0, -10, temper, found);
    for (std::uint32_t member = 0; member < group.size(); ++member) {
      std::vector<std::uint32_t> alone = found;  // member leaves; the others of its cluster get a new first
      std::uint32_t first = member;
      for (std::uint32_t other = 0; other < group.size(); ++other)
        if (other != member && found[other] == found[member]) {
          if (first == member) first = other;
          alone[other] = first;
        }
      alone[member] = member;
      RC_ASSERT(correlation_score(group, 0, -10, temper, alone) <= score + 1e-6);
    }
  }
}

TEST(Temper, counts_a_cluster_of_k_as_k_minus_one_links_and_two_single_records_in_full) {
  const std::vector<std::uint32_t> first_of{0, 0, 0, 0, 4, 5};
  const Temper temper(first_of);
  EXPECT_DOUBLE_EQ(6 * temper(0, 1), 3);      // six pairs, three links
  EXPECT_DOUBLE_EQ(temper(4, 5), 1);
  EXPECT_DOUBLE_EQ(temper(3, 4), 2.0 / 5);
  EXPECT_DOUBLE_EQ(Temper()(0, 1), 1);
}

}  // namespace
}  // namespace palermo::link
