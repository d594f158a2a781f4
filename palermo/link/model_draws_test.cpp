// SPDX-License-Identifier: Apache-2.0
// Other models as likely as the learned one: shares with the noise of a Dirichlet posterior, and draws of partitions that go through them.
#include "palermo/link/model_draws.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "palermo/link/capture.hpp"
#include "palermo/link/graph_test.hpp"
#include "palermo/link/partition_space.hpp"
#include "palermo/link/partitions.hpp"

namespace palermo::link {
namespace {

constexpr std::size_t kSex = static_cast<std::size_t>(Comparison::sex);

Model of_sex_alone() {
  Model model;
  model.prior = 0.01;
  model.comparisons[kSex].seen = true;
  model.comparisons[kSex].m = {0, 0.1, 0.9};
  for (Levels& u : model.comparisons[kSex].u) u = {0, 0.5, 0.5};
  model.groups.resize(1);
  model.groups[0].prior = 0.01;
  model.groups[0].m[kSex] = model.comparisons[kSex].m;
  return model;
}

TEST(ModelDraws, shares_have_the_mean_and_the_variance_of_their_dirichlet_posterior) {
  constexpr int kDraws = 4000;
  const TrainingOptions options{.prior_pairs = 0};
  LearnedFrom from{std::vector<std::array<Levels, kComparisons>>(1), {}};
  from.matches[0][kSex] = {0, 20, 180};
  for (Levels& stratum : from.two_people[kSex]) stratum = {0, 1e6, 1e6};
  const Model model = of_sex_alone();
  core::Stream stream(1, "test.model_draws");
  double sum = 0, squares = 0;
  for (int draw = 0; draw < kDraws; ++draw) {
    const Model one = draw_model(model, from, options, stream);
    const double m = one.comparisons[kSex].m[1];
    EXPECT_NEAR(m + one.comparisons[kSex].m[2], 1, 1e-12);
    EXPECT_NEAR(one.comparisons[kSex].u[0][1], 0.5, 0.01) << "two million pairs leave nothing open";
    EXPECT_LE(one.comparisons[kSex].weight[0][1], one.comparisons[kSex].weight[0][2] + 1e-6);
    sum += m;
    squares += m * m;
  }
  const double variance = 0.1 * 0.9 / 201;  // of Beta(20, 180)
  EXPECT_NEAR(sum / kDraws, 0.1, 4 * std::sqrt(variance / kDraws));
  EXPECT_NEAR(squares / kDraws - sum * sum / kDraws / kDraws, variance, variance * 4 * std::sqrt(2.5 / kDraws));  // kurtosis about 3.2
}

constexpr RecordIndex kOnAList = 300;

// 300 records on either of two duplicate-free lists; 60 of the first have one pair each, half of them probable, half not.
testing::World pairs_of_two_lists(double bits) {
  testing::World world{testing::lists_of({true, true}), {}, {}, {}, {}, {}};
  for (RecordIndex i = 0; i < 2 * kOnAList; ++i) world.list_of.push_back(i < kOnAList ? 0 : 1);
  for (RecordIndex i = 0; i < 60; ++i) world.pairs.push_back(testing::pair_of(i, kOnAList + i, i % 2 == 0 ? bits : -bits));
  return world;
}

double mean_people(const PartitionSample& sample, std::size_t first, std::size_t last) {
  double sum = 0;
  for (std::size_t draw = first; draw < last; ++draw) sum += static_cast<double>(sample.people(draw).count);
  return sum / static_cast<double>(last - first);
}

TEST(ModelDraws, draws_go_through_the_models_and_hold_the_links_that_each_expects) {
  const testing::World world = pairs_of_two_lists(2);
  std::vector<std::vector<float>> models(2);
  for (const ScoredPair& pair : world.pairs) {
    models[0].push_back(static_cast<float>(log_odds_bits(pair)) - 1);
    models[1].push_back(static_cast<float>(log_odds_bits(pair)) + 1);
  }
  Evidence evidence = world.evidence();
  evidence.other_bits = models;
  core::Silence silence;
  const auto sample = *sample_partitions(evidence, world.people(), {.seed = 1, .draws = 400, .burn_in = 800, .spread_links = false}, silence);
  EXPECT_EQ(sample.diagnosis().models, 2);
  for (std::size_t model = 0; model < 2; ++model) {
    double expected = 0;
    for (const float bits : models[model]) expected += 1 / (1 + std::exp2(-bits));
    // Links of a draw vary by at most sqrt(60)/2; draws are thinned, 200 of them count as 50 at least; the hold is found to about 1.
    EXPECT_NEAR(2 * kOnAList - mean_people(sample, 200 * model, 200 * (model + 1)), expected, 4 * std::sqrt(15.0 / 50) + 1.5);
  }
}

TEST(ModelDraws, without_other_models_nothing_is_held) {
  const testing::World world = pairs_of_two_lists(2);
  core::Silence silence;
  const auto sample = *sample_partitions(world.evidence(), world.people(), {.seed = 1, .draws = 5}, silence);
  EXPECT_EQ(sample.diagnosis().models, 1);
  EXPECT_EQ(sample.diagnosis().held_bits, 0);
}

TEST(ModelDraws, a_group_weighed_again_is_as_if_it_had_been_weighed_so_from_the_start) {
  testing::World world = testing::random_world(7, 40, 1);
  const LinkGraph graph(world.evidence());
  const Groups groups(graph, -100);
  std::vector<float> bits;
  core::Stream stream(7, "test.again");
  for (std::size_t i = 0; i < world.pairs.size(); ++i) bits.push_back(static_cast<float>(3 * stream.normal()));
  testing::World other = world;
  for (std::size_t i = 0; i < bits.size(); ++i) {
    other.pairs[i].weight = bits[i];
    other.pairs[i].probability = 1 / (1 + std::exp2(-static_cast<double>(bits[i])));
  }
  const LinkGraph other_graph(other.evidence());
  const Groups other_groups(other_graph, -100);
  ASSERT_EQ(groups.size(), other_groups.size());
  for (std::size_t g = 0; g < groups.size(); ++g) {
    const std::vector<ListIndex> lists(groups[g].size());
    PartitionSpace again(groups[g], -100, -6, Together::stars, {.lists = lists});
    again.weigh_again(groups[g], bits, {});
    const PartitionSpace fresh(other_groups[g], -100, -6, Together::stars, {.lists = lists});
    for (std::uint32_t a = 0; a < again.size(); ++a)
      for (std::uint32_t b = 0; b < a; ++b) {
        if (fresh.pair(a, b) == kNever) {
          EXPECT_EQ(again.pair(a, b), kNever);
        } else {
          EXPECT_NEAR(again.pair(a, b), fresh.pair(a, b), 1e-4);
        }
      }
  }
}

}  // namespace
}  // namespace palermo::link
