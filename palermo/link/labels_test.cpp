// SPDX-License-Identifier: Apache-2.0
// Labels: a model that is wrong about its own probabilities is put right by a sample that was drawn by these probabilities.
#include "palermo/link/labels.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "palermo/core/random.hpp"
#include "palermo/link/model.hpp"
#include "palermo/link/review_sample.hpp"

namespace palermo::link {
namespace {

// Pairs whose true log-odds are shift + slope * what the model says.
struct World {
  std::vector<double> weights, probabilities;
  std::vector<bool> same;
  double matches = 0;
};

World world_of(double shift, double slope, std::uint64_t seed) {
  World world;
  core::Stream stream(seed, "test.labels");
  for (int i = 0; i < 6000; ++i) {
    const double weight = i < 4500 ? -9 + 3 * stream.normal() : 6 + 6 * stream.normal();
    world.weights.push_back(weight);
    world.probabilities.push_back(probability_of(weight));
    world.same.push_back(stream.chance(probability_of(shift + slope * weight)));
    world.matches += world.same.back() ? 1 : 0;
  }
  return world;
}

std::vector<Labelled> labelled(const World& world, std::int64_t pairs, std::uint64_t seed, double error = 0) {
  std::vector<Labelled> labels;
  core::Stream stream(seed, "test.slips");
  for (const ReviewedPair& one : draw_review(world.probabilities, {.pairs = pairs, .seed = seed}).pairs) {
    const bool says_same = world.same[one.pair] != stream.chance(error);
    labels.push_back({world.weights[one.pair], says_same ? Settled::same : Settled::different, static_cast<std::int64_t>(one.stratum), one.inclusion,
                      error > 0 ? 1 - error : 0.999});
  }
  return labels;
}

TEST(Labels, a_line_that_was_put_in_comes_back) {
  constexpr int kRuns = 60;
  double shift = 0, slope = 0, shift_square = 0, slope_square = 0;
  for (int run = 0; run < kRuns; ++run) {
    const LabelFit fit = *fit_labels(labelled(world_of(-2, 0.7, static_cast<std::uint64_t>(run)), 1000, 3));
    shift += fit.shift / kRuns;
    slope += fit.slope / kRuns;
    shift_square += fit.shift * fit.shift / kRuns;
    slope_square += fit.slope * fit.slope / kRuns;
  }
  // 4 sigma of the mean over 60 runs, and a tenth for the pull of the prior towards a line through nothing.
  EXPECT_NEAR(shift, -2, 4 * std::sqrt((shift_square - shift * shift) / kRuns) + 0.1);
  EXPECT_NEAR(slope, 0.7, 4 * std::sqrt((slope_square - slope * slope) / kRuns) + 0.05);
}

TEST(Labels, the_number_of_matches_is_put_right_and_its_interval_holds_it) {
  constexpr int kRuns = 200;
  int held = 0;
  double model = 0, calibrated = 0, truth = 0;
  for (int run = 0; run < kRuns; ++run) {
    const World world = world_of(-3, 0.8, static_cast<std::uint64_t>(run));
    const LabelFit fit = *fit_labels(labelled(world, 300, static_cast<std::uint64_t>(run)));
    held += fit.matches_interval.low <= world.matches && world.matches <= fit.matches_interval.high ? 1 : 0;
    truth += world.matches / kRuns;
    for (const double weight : world.weights) {
      model += probability_of(weight) / kRuns;
      calibrated += probability_of(fit.shift + fit.slope * weight) / kRuns;
    }
  }
  EXPECT_GE(held, 0.89 * kRuns);  // 95 %, less 4 sigma of 200 runs (0.06)
  EXPECT_GT(model / truth, 1.15);
  EXPECT_NEAR(calibrated / truth, 1, 0.03);
}

TEST(Labels, a_sample_drawn_by_weight_and_not_weighted_back_counts_wrongly) {
  const World world = world_of(0, 1, 5);
  const std::vector<Labelled> labels = labelled(world, 400, 1);
  double unweighted = 0;
  for (const Labelled& one : labels) unweighted += one.label == Settled::same ? 1 : 0;
  unweighted *= static_cast<double>(world.weights.size()) / static_cast<double>(labels.size());
  EXPECT_GT(unweighted, 1.2 * world.matches);
  EXPECT_NEAR(fit_labels(labels)->matches / world.matches, 1, 0.1);
}

TEST(Labels, slips_of_clerks_do_not_bend_a_line_that_was_right) {
  constexpr int kRuns = 40;
  double slope = 0, trusted = 0;
  for (int run = 0; run < kRuns; ++run) {
    const World world = world_of(0, 1, static_cast<std::uint64_t>(run));
    std::vector<Labelled> labels = labelled(world, 300, static_cast<std::uint64_t>(run), 0.04);
    slope += fit_labels(labels)->slope / kRuns;
    for (Labelled& one : labels) one.certainty = 1;
    trusted += fit_labels(labels)->slope / kRuns;
  }
  EXPECT_NEAR(slope, 1, 0.15);
  EXPECT_LT(trusted, slope - 0.1);  // labels taken at their word
}

TEST(Labels, pairs_on_which_clerks_differ_leave_the_odds_where_they_were) {
  // Two clerks, each wrong on 4 of 100 pairs; what they differ on stays open. By chance alone that is 8 of 100, most of them among the many
  // pairs of two people: counted half, they would double the matches.
  constexpr int kRuns = 60;
  double matches = 0, calibrated = 0, truth = 0, square = 0;
  for (int run = 0; run < kRuns; ++run) {
    const World world = world_of(0, 1, static_cast<std::uint64_t>(run));
    core::Stream stream(static_cast<std::uint64_t>(run), "test.two_clerks");
    std::vector<Labelled> labels = labelled(world, 300, static_cast<std::uint64_t>(run));
    for (Labelled& one : labels) {
      const bool first = stream.chance(0.04), second = stream.chance(0.04);
      if (first != second) one.label = Settled::open;
      if (first && second) one.label = one.label == Settled::same ? Settled::different : Settled::same;
      one.certainty = 0.96;
    }
    const LabelFit fit = *fit_labels(labels);
    matches += fit.matches / world.matches / kRuns;
    square += fit.matches / world.matches * fit.matches / world.matches / kRuns;
    truth += world.matches;
    for (const double weight : world.weights) calibrated += probability_of(fit.shift + fit.slope * weight);
  }
  EXPECT_NEAR(matches, 1, 4 * std::sqrt((square - matches * matches) / kRuns) + 0.01);  // both wrong at once: 0.16 of 100
  EXPECT_NEAR(calibrated / truth, 1, 0.03);
}

TEST(Labels, with_few_labels_the_model_is_nearly_left_as_it_is_and_with_too_few_nothing_is_fitted) {
  const World world = world_of(0, 1, 9);
  std::vector<Labelled> labels = labelled(world, 24, 2);
  const LabelFit fit = *fit_labels(labels);
  EXPECT_NEAR(fit.shift, 0, 4);
  EXPECT_NEAR(fit.slope, 1, 0.6);
  labels.resize(kFewestLabels - 1);
  EXPECT_EQ(fit_labels(labels).error().kind.code, kTooFewLabels.code);
}

TEST(Labels, what_is_written_is_read_again_and_anything_else_is_refused_with_its_row) {
  core::Silence silence;
  const std::vector<LabelRow> rows{{"a,1", "b\"2", Settled::same, 3, 0.125, 0.97}, {"a2", "b3", Settled::open, 0, 1, 0.97}};
  const auto again = *read_labels(labels_csv(rows), "labels.csv", silence);
  ASSERT_EQ(again.size(), 2U);
  EXPECT_EQ(again[0].a, "a,1");
  EXPECT_EQ(again[0].b, "b\"2");
  EXPECT_EQ(again[0].label, Settled::same);
  EXPECT_EQ(again[0].inclusion, 0.125);
  EXPECT_EQ(again[1].label, Settled::open);
  const std::string head = "record_a,record_b,label,stratum,inclusion,certainty\n";
  for (const char* row : {"a,b,maybe,0,1,0.9", "a,b,same,0,0,0.9", "a,b,same,0,1.5,0.9", "a,b,same,0,1,0.5", "a,,same,0,1,0.9", "a,b,same,x,1,0.9"}) {
    const auto refused = read_labels(head + "a,b,same,0,1,0.9\n" + row + "\n", "labels.csv", silence);
    ASSERT_FALSE(refused) << row;
    EXPECT_EQ(refused.error().kind.code, kBadLabelRow.code);
    EXPECT_EQ(refused.error().place.row, 3);
  }
  EXPECT_EQ(read_labels("record_a,record_b,label\na,b,same\n", "labels.csv", silence).error().kind.code, kLabelColumns.code);
}

}  // namespace
}  // namespace palermo::link
