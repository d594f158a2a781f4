// SPDX-License-Identifier: Apache-2.0
// The posterior over partitions: equal to counting out, honest about how sure it is, the same for the same seed.
#include "palermo/link/partitions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numeric>

#include "palermo/link/capture.hpp"
#include "palermo/link/graph_test.hpp"
#include "palermo/link/partition_space.hpp"

namespace palermo::link {
namespace {

using testing::one_list;
using testing::pair_of;
using testing::World;

PartitionSample sample_of(const World& world, const PartitionOptions& options) {
  core::Silence silence;
  return *sample_partitions(world.evidence(), world.people(), options, silence);
}

// Upper point of chi-square by Wilson and Hilferty's approximation; 3.7 standard deviations leave one chance in ten thousand.
double chi_square_limit(double freedom) {
  const double spread = 2 / (9 * freedom);
  return freedom * std::pow(1 - spread + 3.7 * std::sqrt(spread), 3);
}

// Holds the draws of a world that is one group against all its partitions counted out.
void expect_counted_out(const World& world, PartitionOptions options) {
  const PartitionSample sample = sample_of(world, options);
  ASSERT_EQ(sample.diagnosis().groups, 1);
  const LinkGraph graph(world.evidence());
  const Groups groups(graph, options.cut_bits);
  const PartitionSpace space(groups[0], options.cut_bits, options.absent_bits, options.stars ? Together::stars : Together::pairs, {0, 0, options.size_bits});
  std::map<std::vector<PersonIndex>, std::pair<double, double>> cells;  // expected, drawn
  double sum = 0;
  for (const WeighedPartition& one : all_partitions(space)) {
    const double weight = std::exp(one.weight);
    cells[std::vector<PersonIndex>(one.cluster_of.begin(), one.cluster_of.end())].first = weight;
    sum += weight;
  }
  for (std::size_t draw = 0; draw < sample.draws(); ++draw) {
    const auto at = cells.find(sample.people(draw).person_of);
    ASSERT_NE(at, cells.end()) << "a draw that is no partition of the space";
    ++at->second.second;
  }
  double chi_square = 0, rest_expected = 0, rest_drawn = 0, freedom = -1;
  const auto add = [&](double expected, double drawn) {
    chi_square += (drawn - expected) * (drawn - expected) / expected;
    ++freedom;
  };
  for (const auto& [state, cell] : cells) {
    const double expected = cell.first / sum * static_cast<double>(sample.draws());
    if (expected >= 5) {
      add(expected, cell.second);
    } else {
      rest_expected += expected;
      rest_drawn += cell.second;
    }
  }
  if (rest_expected > 1) add(rest_expected, rest_drawn);
  ASSERT_GE(freedom, 3);
  EXPECT_LT(chi_square, chi_square_limit(freedom)) << freedom << " degrees of freedom";
}

World tangled(std::uint64_t seed, RecordIndex records) {
  core::Stream stream(seed, "test.tangled");
  World world = one_list(records, {});
  for (RecordIndex a = 0; a < records; ++a)
    for (RecordIndex b = a + 1; b < records; ++b)
      if (b == a + 1 || stream.chance(0.6)) world.pairs.push_back(pair_of(a, b, stream.normal() * 1.5));
  return world;
}

TEST(Partitions, draws_of_small_groups_are_the_partitions_counted_out) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) expect_counted_out(tangled(seed, 5), {.seed = seed, .draws = 20'000, .learn_prior = false, .anchor = false});
}

TEST(Partitions, the_chain_agrees_with_counting_out) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed)
    expect_counted_out(tangled(seed, 6), {.seed = seed, .draws = 10'000, .thin = 8, .learn_prior = false, .anchor = false, .exact_up_to = 2});
}

TEST(Partitions, the_chain_agrees_with_counting_out_under_bans_and_a_prior_on_persons) {
  World world = tangled(9, 6);
  world.lists = testing::lists_of({false, true});
  world.list_of = {0, 1, 0, 1, 0, 0};
  world.never = {{0, 5}};
  const std::vector<double> size_bits{0, 1, -0.5, -3};
  expect_counted_out(world, {.seed = 2, .draws = 10'000, .thin = 8, .learn_prior = false, .anchor = false, .stars = false, .size_bits = size_bits, .exact_up_to = 2});
  expect_counted_out(world, {.seed = 3, .draws = 20'000, .learn_prior = false, .anchor = false, .size_bits = size_bits});
}

TEST(Partitions, two_records_alone_are_one_person_with_their_calibrated_probability) {
  constexpr std::uint32_t draws = 20'000;
  for (const double p : {0.02, 0.5, 0.93}) {
    World world = one_list(2, {{0, 1, 0, p}});
    const double share = sample_of(world, {.draws = draws, .learn_prior = false, .anchor = false}).together(0, 1);
    EXPECT_NEAR(share, p, 4 * std::sqrt(p * (1 - p) / draws));
  }
}

TEST(Partitions, every_draw_keeps_every_ban) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const World world = testing::random_world(seed, 60, 2);
    const PartitionSample sample = sample_of(world, {.seed = seed, .draws = 20, .exact_up_to = 4});
    for (std::size_t draw = 0; draw < sample.draws(); ++draw) ASSERT_TRUE(testing::keeps_every_ban(world, sample.people(draw)));
  }
}

TEST(Partitions, the_same_seed_gives_the_same_draws_whatever_the_threads) {
  const World world = testing::random_world(3, 400, 0.9);
  const auto one = sample_of(world, {.seed = 5, .draws = 30, .threads = 1});
  const auto four = sample_of(world, {.seed = 5, .draws = 30, .threads = 4});
  const auto other = sample_of(world, {.seed = 6, .draws = 30, .threads = 1});
  EXPECT_EQ(one.diagnosis(), four.diagnosis());
  EXPECT_GT(one.diagnosis().groups, one.diagnosis().enumerated) << "some group is large enough for the chain";
  bool differs = false;
  for (std::size_t draw = 0; draw < 30; ++draw) {
    ASSERT_EQ(one.people(draw), four.people(draw));
    differs |= !(one.people(draw) == other.people(draw));
  }
  EXPECT_TRUE(differs);
}

TEST(Partitions, a_group_that_is_too_large_is_cut_again_and_the_diagnosis_says_so) {
  const World world = testing::random_world(3, 400, 3);
  const auto sample = sample_of(world, {.draws = 3, .largest_group = 40});
  EXPECT_LE(sample.diagnosis().largest, 40);
  EXPECT_GT(sample.diagnosis().highest_cut_bits, -10);
}

TEST(Partitions, together_is_the_share_of_draws_in_which_two_records_are_one_person) {
  const World world = testing::random_world(4, 80, 1.2);
  const auto sample = sample_of(world, {.draws = 25});
  std::vector<People> draws;
  for (std::size_t draw = 0; draw < 25; ++draw) draws.push_back(sample.people(draw));
  for (RecordIndex a = 0; a < 80; ++a)
    for (RecordIndex b = 0; b <= a; ++b) {
      double share = 0;
      for (const People& people : draws) share += people.person_of[a] == people.person_of[b] ? 1.0 / 25 : 0;
      ASSERT_NEAR(sample.together(a, b), share, 1e-12);
    }
}

// Worlds drawn from the model itself: blocks of five records on three duplicate-free lists; who is one person is drawn from
// the prior, and the evidence of each pair given that: log-odds normal with variance s^2 around +s^2/2 or -s^2/2, so that
// their value is exactly what they are worth. Each statistic of the true capture table then has to lie in the middle 90 %
// of its draws in 90 % of the runs: exactly, by its rank among the draws with ties broken at random.
class Coverage {
 public:
  explicit Coverage(std::size_t exact_up_to) : exact_up_to_(exact_up_to) {}

  // How many of the runs covered: persons, persons on the first two lists, persons on all three.
  std::array<int, 3> run(int runs, std::size_t blocks) const {
    std::array<int, 3> covered{};
    for (int r = 0; r < runs; ++r) {
      core::Stream stream(static_cast<std::uint64_t>(r) + 1, "test.coverage");
      const auto [world, truth] = draw(stream, blocks);
      const auto sample = sample_of(world, {.seed = stream(), .draws = 99, .burn_in = 50, .thin = 3, .cut_bits = -1000, .learn_prior = false, .anchor = false, .stars = false,
                                            .exact_up_to = exact_up_to_});
      core::Silence silence;
      const auto tables = *capture_tables(sample, world.evidence(), silence);
      const auto of_truth = statistics(*capture_table(truth, world.list_of, world.lists));
      for (std::size_t s = 0; s < of_truth.size(); ++s) {
        std::uint64_t below = 0, equal = 0;
        for (const core::CaptureTable& table : tables) {
          below += statistics(table)[s] < of_truth[s] ? 1 : 0;
          equal += statistics(table)[s] == of_truth[s] ? 1 : 0;
        }
        const std::uint64_t rank = below + stream.below(equal + 1);  // 0 .. 99, each as likely
        covered[s] += rank >= 5 && rank < 95 ? 1 : 0;
      }
    }
    return covered;
  }

 private:
  static constexpr double kPriorOdds = 0.6, kSpread = 1.8;

  static std::array<std::int64_t, 3> statistics(const core::CaptureTable& table) {
    std::int64_t all_three = 0;
    for (const core::CaptureCell& cell : table.cells()) all_three += cell.history == 7 ? cell.count : 0;
    return {table.observed(), table.on_both(0, 1), all_three};
  }

  static std::pair<World, People> draw(core::Stream& stream, std::size_t blocks) {
    constexpr ListIndex kLists[] = {0, 0, 1, 1, 2};
    World world{testing::lists_of({true, true, true}), {}, {}, {}, {}, {}};
    People truth;
    std::vector<std::uint64_t> bits;
    std::vector<Edge> edges;
    for (const ListIndex list : kLists) bits.push_back(std::uint64_t{1} << list);
    for (std::uint32_t a = 0; a < 5; ++a)
      for (std::uint32_t b = a + 1; b < 5; ++b)
        if (kLists[a] != kLists[b]) edges.push_back({a, b, std::log2(kPriorOdds)});
    const std::vector<std::uint32_t> members{0, 1, 2, 3, 4};
    const auto prior = all_partitions(PartitionSpace({members, bits, edges, {}}, -100, -100, Together::pairs, {}));
    std::vector<double> weights;
    for (const WeighedPartition& one : prior) weights.push_back(std::exp(one.weight));
    for (std::size_t block = 0; block < blocks; ++block) {
      const auto& chosen = prior[stream.pick(weights)].cluster_of;
      const auto base = static_cast<RecordIndex>(5 * block);
      for (const std::uint8_t cluster : chosen) truth.person_of.push_back(truth.count + cluster);
      truth.count += std::ranges::max(chosen) + 1U;
      world.list_of.insert(world.list_of.end(), std::begin(kLists), std::end(kLists));
      for (const Edge& edge : edges) {
        const double side = chosen[edge.a] == chosen[edge.b] ? 1 : -1;
        const double nats = std::log(kPriorOdds) + side * kSpread * kSpread / 2 + kSpread * stream.normal();
        world.pairs.push_back(pair_of(base + edge.a, base + edge.b, nats / std::log(2.0)));
      }
    }
    return {std::move(world), std::move(truth)};
  }

  std::size_t exact_up_to_;
};

void expect_nominal(const std::array<int, 3>& covered, int runs) {
  const double tolerance = 4 * std::sqrt(runs * 0.9 * 0.1);  // four standard deviations of a binomial count
  for (const int count : covered) EXPECT_NEAR(count, 0.9 * runs, tolerance);
}

TEST(Partitions, draws_cover_the_true_capture_table_at_their_nominal_rate) { expect_nominal(Coverage(7).run(400, 40), 400); }

TEST(Partitions, draws_by_the_chain_cover_the_true_capture_table_at_their_nominal_rate) { expect_nominal(Coverage(2).run(150, 20), 150); }

// Two lists on which nobody stands twice, of 150 people each with probability one half; eight fields of four values, with
// mistakes and gaps; pairs weighed with the true m, u and prior. How many people too many the draws have, on average.
double people_too_many(bool learn, bool anchor, double* shift, int* covered = nullptr) {
  constexpr int kRuns = 12, kPeople = 150, kFields = 8, kValues = 4;
  constexpr double kWrong = 0.1, kMissing = 0.1, kUnlike = 1.0 / kValues;
  const double agree = (1 - kWrong) * (1 - kWrong) + (2 * kWrong * (1 - kWrong) + kWrong * kWrong) * kUnlike;
  double too_many = 0;
  for (std::uint64_t run = 1; run <= kRuns; ++run) {
    core::Stream stream(run, "test.anchor");
    World world{testing::lists_of({true, true}), {}, {}, {}, {}, {}};
    std::vector<std::array<int, kFields>> records;
    int seen = 0;
    for (int person = 0; person < kPeople; ++person) {
      std::array<int, kFields> truth{};
      for (int& value : truth) value = static_cast<int>(stream.below(kValues));
      bool on_any = false;
      for (const ListIndex list : {ListIndex{0}, ListIndex{1}}) {
        if (!stream.chance(0.5)) continue;
        on_any = true;
        auto record = truth;
        for (int& value : record) {
          if (stream.chance(kWrong)) value = static_cast<int>(stream.below(kValues));
          if (stream.chance(kMissing)) value = -1;
        }
        records.push_back(record);
        world.list_of.push_back(list);
      }
      seen += on_any ? 1 : 0;
    }
    for (RecordIndex a = 0; a < records.size(); ++a)
      for (RecordIndex b = a + 1; b < records.size(); ++b) {
        if (world.list_of[a] == world.list_of[b]) continue;
        double bits = -std::log2(kPeople - 1.0);
        for (int f = 0; f < kFields; ++f)
          if (records[a][f] >= 0 && records[b][f] >= 0)
            bits += records[a][f] == records[b][f] ? std::log2(agree / kUnlike) : std::log2((1 - agree) / (1 - kUnlike));
        if (bits > -10) world.pairs.push_back(pair_of(a, b, bits));
      }
    const auto sample = sample_of(world, {.seed = run, .draws = 39, .burn_in = 40, .thin = 2, .learn_prior = learn, .anchor = anchor});
    std::uint64_t below = 0, equal = 0;
    for (std::size_t draw = 0; draw < 39; ++draw) {
      const auto found = static_cast<int>(sample.people(draw).count);
      too_many += (static_cast<double>(found) - seen) / (39.0 * kRuns);
      below += found < seen ? 1 : 0;
      equal += found == seen ? 1 : 0;
    }
    const std::uint64_t rank = below + stream.below(equal + 1);  // 0 .. 39
    if (covered != nullptr) *covered += rank >= 2 && rank < 38 ? 1 : 0;
    *shift += sample.diagnosis().shift_bits / kRuns;
  }
  return too_many;
}

TEST(Partitions, anchoring_takes_out_the_people_too_many_that_the_prior_of_pairs_leaves) {
  double shift = 0, none = 0;
  const double as_they_are = people_too_many(false, false, &none), anchored = people_too_many(false, true, &shift);
  EXPECT_GT(as_they_are, 6) << "of about 112";
  // A draw's standard deviation is about 2.8 people; over 12 runs the mean has 0.8, and the sum of probabilities as much again.
  EXPECT_NEAR(anchored, 0, 4);
  EXPECT_EQ(none, 0);
  EXPECT_NEAR(shift, 2, 0.5) << "75 of each list, half of whom are on the other: -2 log2(1 - 1/2)";
}

// With m, u and the pairs' prior known and two lists, what is learned is the whole posterior: the middle 90 % of draws holds the
// truth in at least 90 % of the 12 runs, less four standard deviations of a binomial count (1.04 each).
TEST(Partitions, with_the_prior_learned_the_draws_cover_how_many_people_there_are_on_two_lists) {
  double none = 0;
  int covered = 0;
  const double bias = people_too_many(true, false, &none, &covered);
  EXPECT_GE(covered, 0.9 * 12 - 4 * std::sqrt(12 * 0.9 * 0.1));
  // A posterior's standard deviation is about 4.3 people; over 12 runs the mean has 1.25.
  EXPECT_NEAR(bias, 0, 4 * 1.25);
}

}  // namespace
}  // namespace palermo::link
