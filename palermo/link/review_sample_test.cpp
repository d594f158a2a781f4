// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/review_sample.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "palermo/core/random.hpp"

namespace palermo::link {
namespace {

// Many pairs that are surely of two people, few that are surely of one, some between.
std::vector<double> usual_probabilities(std::uint64_t seed) {
  core::Stream stream(seed, "test.review");
  std::vector<double> out;
  const auto add = [&](int n, double low, double high) {
    for (int i = 0; i < n; ++i) out.push_back(1 / (1 + std::exp2(-(low + (high - low) * stream.uniform()))));
  };
  add(3000, -10, -6);
  add(400, -6, 0);
  add(150, 0, 6);
  add(600, 6, 20);
  return out;
}

TEST(ReviewSample, most_labels_go_where_the_model_does_not_know_and_none_are_without_any) {
  const auto probabilities = usual_probabilities(1);
  const ReviewSample sample = draw_review(probabilities, {.pairs = 300});
  EXPECT_EQ(sample.pairs.size(), 300U);
  std::int64_t pairs = 0;
  for (const ReviewStratum& stratum : sample.strata) {
    pairs += stratum.pairs;
    EXPECT_GE(stratum.drawn, std::min<std::int64_t>(10, stratum.pairs));
    EXPECT_LE(stratum.drawn, stratum.pairs);
  }
  EXPECT_EQ(pairs, static_cast<std::int64_t>(probabilities.size()));
  const auto rate = [&](std::size_t h) { return static_cast<double>(sample.strata[h].drawn) / static_cast<double>(sample.strata[h].pairs); };
  EXPECT_GT(rate(4), 3 * rate(0));  // 1 to 3 bits against below -6
  EXPECT_GT(rate(4), 3 * rate(7));  // against 10 and more
}

TEST(ReviewSample, every_pair_is_drawn_with_the_chance_that_it_is_said_to_have) {
  const auto probabilities = usual_probabilities(2);
  constexpr int kRuns = 2000;
  std::vector<int> drawn(probabilities.size());
  std::vector<double> chance(probabilities.size());
  for (int run = 0; run < kRuns; ++run) {
    const ReviewSample sample = draw_review(probabilities, {.pairs = 200, .seed = static_cast<std::uint64_t>(run)});
    for (const ReviewedPair& one : sample.pairs) {
      ++drawn[one.pair];
      chance[one.pair] = one.inclusion;
    }
  }
  // Pairs of one stratum have one chance. Over 4,150 pairs the largest deviation of a binomial from its mean stays below 5 sigma
  // but for one time in 400.
  for (std::size_t i = 0; i < drawn.size(); ++i) {
    ASSERT_GT(chance[i], 0);
    const double sigma = std::sqrt(kRuns * chance[i] * (1 - chance[i]));
    EXPECT_NEAR(drawn[i], kRuns * chance[i], 5 * sigma + 1e-9) << i;
  }
}

RC_GTEST_PROP(ReviewSample, draws_no_pair_twice_and_no_more_than_are_there, ()) {
  const auto hundredths = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 101));
  const auto wanted = *rc::gen::inRange<std::int64_t>(1, 80);
  std::vector<double> probabilities;
  for (const int h : hundredths) probabilities.push_back(h / 100.0);
  const ReviewSample sample = draw_review(probabilities, {.pairs = wanted, .seed = 7});
  std::set<std::size_t> seen;
  for (const ReviewedPair& one : sample.pairs) {
    RC_ASSERT(one.pair < probabilities.size() && seen.insert(one.pair).second);
    RC_ASSERT(one.inclusion > 0 && one.inclusion <= 1);
  }
  RC_ASSERT(static_cast<std::int64_t>(seen.size()) == std::min<std::int64_t>(wanted, static_cast<std::int64_t>(probabilities.size())));
}

TEST(ReviewSample, the_order_says_nothing_of_the_probability_and_is_another_for_each_clerk) {
  const auto probabilities = usual_probabilities(3);
  const ReviewSample sample = draw_review(probabilities, {.pairs = 400});
  // Rank correlation of place and probability: 0 +- 4 / sqrt(n - 1) for a shuffled order.
  const std::size_t n = sample.pairs.size();
  std::vector<std::size_t> by_probability(n);
  for (std::size_t k = 0; k < n; ++k) by_probability[k] = k;
  std::ranges::sort(by_probability, [&](std::size_t x, std::size_t y) { return probabilities[sample.pairs[x].pair] < probabilities[sample.pairs[y].pair]; });
  double sum = 0;
  for (std::size_t rank = 0; rank < n; ++rank) sum += std::pow(static_cast<double>(rank) - static_cast<double>(by_probability[rank]), 2);
  const double count = static_cast<double>(n);
  EXPECT_NEAR(1 - 6 * sum / (count * (count * count - 1)), 0, 4 / std::sqrt(count - 1));
  const auto first = clerk_order(n, 1, 1), second = clerk_order(n, 1, 2);
  EXPECT_NE(first, second);
  EXPECT_TRUE(std::ranges::is_permutation(first, second));
  EXPECT_EQ(first, clerk_order(n, 1, 1));
}

}  // namespace
}  // namespace palermo::link
