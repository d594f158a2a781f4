// SPDX-License-Identifier: Apache-2.0
// The moves of the chain, every branch walked: their exact transition matrix leaves the posterior as it is.
#include "palermo/link/partition_chain.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "palermo/link/graph_test.hpp"

namespace palermo::link {
namespace {

// Dice that take every way in turn: run a move, read probability(), call next() until it says there is no other way.
class AllWays {
 public:
  std::size_t below(std::size_t n) { return choose(std::vector<double>(n, 1.0 / static_cast<double>(n))); }
  bool chance(double p) { return choose({p, 1 - p}) == 0; }
  std::size_t pick(std::span<const double> weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<double> shares;
    for (const double weight : weights) shares.push_back(weight / sum);
    return choose(shares);
  }
  [[nodiscard]] double probability() const { return probability_; }
  bool next() {
    while (!way_.empty() && way_.back() + 1 == ways_.back()) {
      way_.pop_back();
      ways_.pop_back();
    }
    if (way_.empty()) return false;
    ++way_.back();
    at_ = 0;
    probability_ = 1;
    return true;
  }

 private:
  std::size_t choose(const std::vector<double>& shares) {
    if (at_ == way_.size()) {
      way_.push_back(0);
      ways_.push_back(shares.size());
    }
    probability_ *= shares[way_[at_]];
    return way_[at_++];
  }
  std::vector<std::size_t> way_, ways_;
  std::size_t at_ = 0;
  double probability_ = 1;
};

using Matrix = std::vector<std::vector<double>>;
using State = std::vector<std::uint8_t>;

State canonical(std::span<const std::uint32_t> cluster_of) {
  std::map<std::uint32_t, std::uint8_t> number;
  State state;
  for (const std::uint32_t cluster : cluster_of) state.push_back(number.try_emplace(cluster, static_cast<std::uint8_t>(number.size())).first->second);
  return state;
}

template <class Move>
Matrix transitions(const PartitionSpace& space, const std::vector<WeighedPartition>& all, Move move) {
  std::map<State, std::size_t> at;
  for (std::size_t i = 0; i < all.size(); ++i) at[all[i].cluster_of] = i;
  Matrix matrix(all.size(), std::vector<double>(all.size()));
  for (std::size_t from = 0; from < all.size(); ++from) {
    const std::vector<std::uint32_t> labels(all[from].cluster_of.begin(), all[from].cluster_of.end());
    AllWays dice;
    do {
      PartitionChain chain(space, labels);
      move(chain, dice);
      const auto to = at.find(canonical(chain.cluster_of()));
      if (dice.probability() == 0) continue;  // a way that is never taken
      if (to == at.end()) throw std::logic_error("a move left the space");
      matrix[from][to->second] += dice.probability();
    } while (dice.next());
  }
  return matrix;
}

std::vector<double> shares(const std::vector<WeighedPartition>& all) {
  double sum = 0;
  std::vector<double> share;
  for (const WeighedPartition& one : all) sum += std::exp(one.weight);
  for (const WeighedPartition& one : all) share.push_back(std::exp(one.weight) / sum);
  return share;
}

void expect_detailed_balance(const Matrix& matrix, const std::vector<double>& share) {
  for (std::size_t i = 0; i < share.size(); ++i) {
    RC_ASSERT(std::abs(std::accumulate(matrix[i].begin(), matrix[i].end(), 0.0) - 1) < 1e-12);
    for (std::size_t j = 0; j < i; ++j) RC_ASSERT(std::abs(share[i] * matrix[i][j] - share[j] * matrix[j][i]) < 1e-12);
  }
}

// A group of `records` records with random edges; some lists duplicate-free, some pairs banned.
struct SmallGroup {
  std::vector<std::uint32_t> members;
  std::vector<std::uint64_t> list_bits;
  std::vector<Edge> edges;
  std::vector<RecordPair> bans;
  [[nodiscard]] Group group() const { return {members, list_bits, edges, bans}; }
};

// From `least` to `most` records, each number as often. (By itself inRange stays near its lower end in most of a hundred cases.)
std::uint32_t any_number(std::uint32_t least, std::uint32_t most) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(least, most + 1)); }

SmallGroup any_group(std::uint32_t records) {
  core::Stream stream(*rc::gen::arbitrary<std::uint64_t>(), "test.small_group");
  SmallGroup made;
  for (std::uint32_t r = 0; r < records; ++r) {
    made.members.push_back(r);
    made.list_bits.push_back(stream.chance(0.3) ? 1U << stream.below(2) : 0);
  }
  for (std::uint32_t a = 0; a < records; ++a)
    for (std::uint32_t b = a + 1; b < records; ++b) {
      if ((made.list_bits[a] & made.list_bits[b]) != 0) continue;
      if (stream.chance(0.08))
        made.bans.push_back({a, b});
      else if (b == a + 1 || stream.chance(0.6))  // hangs together where no ban is in the way
        made.edges.push_back({a, b, stream.normal() * 3});
    }
  return made;
}

PartitionSpace space_of(const SmallGroup& made) {
  const std::vector<double> size_bits = *rc::gen::element(std::vector<double>{}, std::vector<double>{0, 0.5, -1, -2});
  return PartitionSpace(made.group(), -4, -3, *rc::gen::element(Together::stars, Together::pairs), {0.7, -0.4, size_bits});
}

RC_GTEST_PROP(PartitionChainMoves, reassigning_a_record_satisfies_detailed_balance, ()) {
  const SmallGroup made = any_group(any_number(2, 5));
  const PartitionSpace space = space_of(made);
  const auto all = all_partitions(space);
  for (std::uint32_t record = 0; record < space.size(); ++record)
    expect_detailed_balance(transitions(space, all, [record](PartitionChain& chain, AllWays& dice) { chain.reassign(record, dice); }), shares(all));
}

RC_GTEST_PROP(PartitionChainMoves, split_and_merge_satisfy_detailed_balance, ()) {
  const SmallGroup made = any_group(any_number(3, 5));
  const PartitionSpace space = space_of(made);
  if (space.candidates().empty()) return;
  const auto all = all_partitions(space);
  expect_detailed_balance(transitions(space, all, [](PartitionChain& chain, AllWays& dice) { chain.split_or_merge(dice); }), shares(all));
}

RC_GTEST_PROP(PartitionChainMoves, every_partition_of_the_space_can_be_reached_from_every_other, ()) {
  const SmallGroup made = any_group(any_number(2, 5));
  const PartitionSpace space = space_of(made);
  const auto all = all_partitions(space);
  std::vector<Matrix> moves;
  for (std::uint32_t record = 0; record < space.size(); ++record)
    moves.push_back(transitions(space, all, [record](PartitionChain& chain, AllWays& dice) { chain.reassign(record, dice); }));
  std::vector<bool> reached(all.size());
  std::vector<std::size_t> open{0};
  reached[0] = true;
  while (!open.empty()) {
    const std::size_t from = open.back();
    open.pop_back();
    for (const Matrix& move : moves)
      for (std::size_t to = 0; to < all.size(); ++to)
        if (move[from][to] > 0 && !reached[to]) {
          reached[to] = true;
          open.push_back(to);
        }
  }
  RC_ASSERT(std::ranges::count(reached, false) == 0);
}

TEST(PartitionSpaceTest, has_as_many_partitions_as_bell_says) {
  const std::int64_t bell[] = {1, 1, 2, 5, 15, 52, 203};
  for (std::uint32_t n = 2; n <= 6; ++n) {
    SmallGroup made;
    for (std::uint32_t a = 0; a < n; ++a) {
      made.members.push_back(a);
      made.list_bits.push_back(0);
      for (std::uint32_t b = a + 1; b < n; ++b) made.edges.push_back({a, b, 1});
    }
    EXPECT_EQ(static_cast<std::int64_t>(all_partitions(PartitionSpace(made.group(), 0, -10, Together::pairs, {})).size()), bell[n]);
  }
}

TEST(PartitionSpaceTest, records_nobody_compared_stand_together_only_by_way_of_others) {
  SmallGroup made{{0, 1, 2}, {0, 0, 0}, {{0, 1, 1}, {1, 2, 1}}, {}};
  const PartitionSpace space(made.group(), 0, -10, Together::pairs, {});
  const auto all = all_partitions(space);
  EXPECT_EQ(all.size(), 4U) << "all but the one in which the ends stand together without the middle";
  EXPECT_FALSE(space.hangs_together(std::vector<std::uint32_t>{0, 2}));
  EXPECT_TRUE(space.hangs_together(std::vector<std::uint32_t>{0, 1, 2}));
  EXPECT_FALSE(space.hangs_together(std::vector<std::uint32_t>{0, 1, 2}, 1));
}

TEST(PartitionSpaceTest, the_prior_counts_once_a_link_and_not_once_a_pair) {
  SmallGroup made{{0, 1, 2}, {0, 0, 0}, {{0, 1, 3}, {0, 2, 3}, {1, 2, 3}}, {}};
  const PartitionSpace space(made.group(), -5, -10, Together::pairs, {-7, -6, {}});
  const double nat = std::log(2.0);
  EXPECT_NEAR(space.weight(std::vector<std::uint32_t>{0, 1}), (10 - 6) * nat, 1e-12);
  EXPECT_NEAR(space.weight(std::vector<std::uint32_t>{0, 1, 2}), (30 - 12) * nat, 1e-12);
}

TEST(PartitionSpaceTest, a_person_is_a_star_whose_middle_nobody_knows) {
  SmallGroup made{{0, 1, 2}, {0, 0, 0}, {{0, 1, 9}, {0, 2, 4}, {1, 2, -2}}, {}};
  const PartitionSpace space(made.group(), -5, -10, Together::stars, {});
  const double nat = std::log(2.0);
  EXPECT_NEAR(space.weight(std::vector<std::uint32_t>{0, 1}), 9 * nat, 1e-12) << "two records: their pair";
  // Stars: 9 + 4 around the first, 9 - 2 around the second, 4 - 2 around the third.
  const double power = (std::exp2(13 * kStarShare) + std::exp2(7 * kStarShare) + std::exp2(2 * kStarShare)) / 3;
  EXPECT_NEAR(space.weight(std::vector<std::uint32_t>{0, 1, 2}), std::log(power) / kStarShare, 1e-12);
  EXPECT_NEAR(space.gain(std::vector<std::uint32_t>{0, 1}, 2), std::log(power) / kStarShare - 9 * nat, 1e-12);
  EXPECT_NEAR(space.gain(std::vector<std::uint32_t>{}, 2), 0, 1e-12);
}

// Ways of saying what a record adds: one by one, at once, and by the weights of both clusters.
RC_GTEST_PROP(PartitionSpaceTest, a_growing_cluster_says_what_the_weights_of_both_clusters_say, ()) {
  const SmallGroup made = any_group(any_number(2, 8));
  const PartitionSpace space(made.group(), -4, -3, *rc::gen::element(Together::stars, Together::pairs), {});
  std::vector<std::uint32_t> records;
  GrowingCluster growing(space, records);
  for (std::uint32_t record = 0; record < space.size(); ++record) {
    std::vector<std::uint32_t> with = records;
    with.push_back(record);
    const double gain = growing.gain(record);
    RC_ASSERT((gain == kNever) == (space.weight(with) == kNever));
    RC_ASSERT((gain == kNever) == (space.gain(records, record) == kNever));
    if (gain == kNever) continue;
    RC_ASSERT(std::abs(gain - (space.weight(with) - space.weight(records))) < 1e-9);
    RC_ASSERT(std::abs(gain - space.gain(records, record)) < 1e-9);
    growing.add(record);
    records = std::move(with);
  }
}

TEST(PartitionSpaceTest, a_ban_stands_though_neither_record_is_the_middle) {
  SmallGroup made{{0, 1, 2}, {0, 0, 0}, {{0, 1, 9}, {0, 2, 9}}, {{1, 2}}};
  const PartitionSpace space(made.group(), -5, -10, Together::stars, {});
  EXPECT_EQ(space.weight(std::vector<std::uint32_t>{0, 1, 2}), kNever);
}

// Records that copy a truth say one of five values; separate ones are drawn from their shares. Stars have mean 1 over separate people,
// which the test counts out beside; their power mean is at most their mean, and at least 3^(1 - 1/s) of it, since the largest of three is at
// least the mean. Each pair in full has 3.5: three records of three people would be joined the more often.
TEST(PartitionSpaceTest, three_separate_people_do_not_look_like_one_in_the_mean) {
  constexpr std::array<double, 5> share{0.4, 0.3, 0.15, 0.1, 0.05};
  constexpr double slip = 0.2;
  double mean = 0, all = 0, stars = 0;
  for (std::size_t a = 0; a < 5; ++a)
    for (std::size_t b = 0; b < 5; ++b)
      for (std::size_t c = 0; c < 5; ++c) {
        const auto bits = [&](std::size_t x, std::size_t y) { return std::log2(slip + (x == y ? (1 - slip) / share[x] : 0)); };
        SmallGroup made{{0, 1, 2}, {0, 0, 0}, {{0, 1, bits(a, b)}, {0, 2, bits(a, c)}, {1, 2, bits(b, c)}}, {}};
        const PartitionSpace space(made.group(), -5, -10, Together::stars, {});
        const double chance = share[a] * share[b] * share[c];
        all += chance;
        stars += chance * (std::exp2(bits(a, b) + bits(a, c)) + std::exp2(bits(a, b) + bits(b, c)) + std::exp2(bits(a, c) + bits(b, c))) / 3;
        mean += chance * std::exp(space.weight(std::vector<std::uint32_t>{0, 1, 2}));
      }
  EXPECT_NEAR(all, 1, 1e-12);
  EXPECT_NEAR(stars, 1, 1e-12) << "a likelihood ratio";
  EXPECT_LE(mean, 1);
  EXPECT_GE(mean, std::pow(3.0, 1 - 1 / kStarShare)) << "nor is evidence thrown away";
}

TEST(PartitionSpaceTest, weighs_a_partition_by_its_pairs_and_its_persons) {
  SmallGroup made{{0, 1, 2}, {0, 0, 0}, {{0, 1, 3}, {0, 2, 2}, {1, 2, -1}}, {}};
  const std::vector<double> size_bits{0.5, -1};
  const PartitionSpace space(made.group(), -5, -10, Together::pairs, {0, 0, size_bits});
  const double nat = std::log(2.0);
  EXPECT_NEAR(space.weight(std::vector<std::uint32_t>{0, 1, 2}), (3 + 2 - 1 - 1) * nat, 1e-12) << "larger persons have the last prior";
  EXPECT_NEAR(space.weight(std::vector<std::uint32_t>{0, 1}), (3 - 1) * nat, 1e-12);
  EXPECT_NEAR(space.weight(std::vector<std::uint32_t>{2}), 0.5 * nat, 1e-12);
}

}  // namespace
}  // namespace palermo::link
