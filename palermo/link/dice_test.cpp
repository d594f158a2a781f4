// SPDX-License-Identifier: Apache-2.0
// Dice over all pairs: every path finds what a slow program finds, in the same order whatever the threads.
#include "palermo/link/dice.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "palermo/core/random.hpp"
#include "palermo/link/dice_kernels.hpp"

namespace palermo::link {
namespace {

std::vector<Filter> random_filters(std::size_t n, std::uint64_t seed) {
  core::Stream stream(seed, "dice.test");
  std::vector<Filter> filters(n);
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0 && stream.chance(0.3)) filters[i] = filters[stream.below(i)];  // near relatives
    const std::uint64_t bits = stream.chance(0.05) ? 0 : stream.chance(0.05) ? kFilterBits : stream.below(stream.chance(0.5) ? 30 : 500);
    for (std::uint64_t k = 0; k < bits; ++k) filters[i].set(bits == kFilterBits ? k : stream.below(kFilterBits));
    if (stream.chance(0.03)) filters[i] = Filter{};
  }
  return filters;
}

using Found = std::vector<DicePair>;

Found found(const FilterSet& a, const FilterSet& b, const DiceOptions& options, DiceCount* count = nullptr) {
  core::Silence silence;
  Found all;
  const DiceSink sink = [&](std::span<const DicePair> pairs) { all.insert(all.end(), pairs.begin(), pairs.end()); };
  const auto counted = &a == &b ? dice_pairs(a, options, silence, sink) : dice_pairs(a, b, options, silence, sink);
  EXPECT_TRUE(counted.has_value());
  EXPECT_EQ(counted->found, all.size());
  EXPECT_LE(counted->computed, counted->pairs);
  if (count != nullptr) *count = *counted;
  return all;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> slowly(const std::vector<Filter>& a, const std::vector<Filter>& b, double threshold) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < a.size(); ++i)
    for (std::uint32_t j = 0; j < b.size(); ++j) {
      const int sum = a[i].bits() + b[j].bits();
      if (a[i].bits() > 0 && b[j].bits() > 0 && 2.0 * shared_bits(a[i], b[j]) >= threshold * sum) pairs.emplace_back(i, j);
    }
  return pairs;
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> sorted(const Found& pairs) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> plain;
  for (const DicePair& pair : pairs) plain.emplace_back(pair.a, pair.b);
  std::ranges::sort(plain);
  return plain;
}

TEST(Dice, is_one_for_equal_filters_and_nothing_for_empty_ones) {
  Filter a;
  EXPECT_EQ(dice(a, a), 0);
  a.set(3);
  a.set(1000);
  EXPECT_EQ(dice(a, a), 1);
  Filter b;
  b.set(1000);
  EXPECT_DOUBLE_EQ(dice(a, b), 2.0 / 3);
}

RC_GTEST_PROP(Dice, every_path_finds_what_a_slow_program_finds, ()) {
  const auto n = *rc::gen::inRange<std::size_t>(0, 150), m = *rc::gen::inRange<std::size_t>(0, 150);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const double threshold = *rc::gen::element(0.01, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0);
  const std::vector<Filter> left = random_filters(n, seed), right = random_filters(m, seed + 1);
  const FilterSet a(left), b(right);
  const auto truth = slowly(left, right, threshold);
  const Found portable = found(a, b, {.threshold = threshold, .threads = 1, .path = DicePath::portable});
  RC_ASSERT(sorted(portable) == truth);
  for (const DicePath path : kDicePaths)
    if (available(path))
      for (const bool bound : {true, false}) RC_ASSERT(found(a, b, {.threshold = threshold, .length_bound = bound, .threads = 2, .path = path}) == portable);
}

RC_GTEST_PROP(Dice, within_one_set_every_pair_is_met_once, ()) {
  const std::vector<Filter> filters = random_filters(*rc::gen::inRange<std::size_t>(0, 200), *rc::gen::arbitrary<std::uint64_t>());
  const FilterSet set(filters);
  const double threshold = *rc::gen::element(0.1, 0.6, 0.9);
  auto pairs = sorted(found(set, set, {.threshold = threshold, .threads = 1}));
  for (auto& [a, b] : pairs)
    if (a > b) std::swap(a, b);
  std::ranges::sort(pairs);
  auto truth = slowly(filters, filters, threshold);
  std::erase_if(truth, [](const auto& pair) { return pair.first >= pair.second; });
  RC_ASSERT(pairs == truth);
}

TEST(Dice, a_kernel_counts_every_lane_of_every_block) {
  const std::vector<Filter> filters = random_filters(64, 7);
  std::vector<FilterBlock> blocks(8);
  for (std::size_t i = 0; i < 64; ++i)
    for (std::size_t w = 0; w < kFilterWords; ++w) blocks[i / 8].words[8 * w + i % 8] = filters[i].words[w];
  for (const DicePath path : kDicePaths) {
    if (!available(path)) {
      std::printf("not on this machine: %s\n", std::string(word(path)).c_str());
      continue;
    }
    // Least 1, since no kernel is asked for pairs that share nothing.
    const std::vector<std::uint16_t> one(8, 1);
    for (const Filter& query : filters) {
      struct alignas(64) Row {
        std::array<std::uint64_t, kFilterWords> words;
      } row{query.words};
      std::vector<DiceHit> hits(64);
      hits.resize(kernel(path)(row.words.data(), blocks.data(), 8, one.data(), hits.data()));
      std::size_t expected = 0;
      for (const Filter& other : filters) expected += shared_bits(query, other) > 0;
      ASSERT_EQ(hits.size(), expected) << word(path);
      for (const DiceHit& hit : hits) ASSERT_EQ(static_cast<int>(hit.shared), shared_bits(query, filters[hit.at])) << word(path);
    }
  }
}

TEST(Dice, threads_change_nothing_over_many_tiles) {
  const std::vector<Filter> left = random_filters(900, 3), right = random_filters(5000, 4);
  const FilterSet a(left), b(right);
  DiceCount count, all;
  const Found one = found(a, b, {.threshold = 0.75, .threads = 1}, &count);
  EXPECT_GT(one.size(), 100U);
  EXPECT_TRUE(found(a, b, {.threshold = 0.75, .threads = 5}) == one);
  EXPECT_TRUE(found(a, b, {.threshold = 0.75, .length_bound = false, .threads = 2}, &all) == one);
  EXPECT_LT(count.computed, all.computed / 2);
  EXPECT_EQ(all.computed, all.pairs);
}

TEST(Dice, can_be_stopped) {
  struct Stopped final : core::Progress {
    void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
    void report(std::int64_t) override {}
    void end() override {}
    [[nodiscard]] bool cancelled() const override { return true; }
  } stopped;
  const FilterSet set(random_filters(50, 1));
  const auto count = dice_pairs(set, {}, stopped, [](std::span<const DicePair>) {});
  ASSERT_FALSE(count.has_value());
  EXPECT_EQ(count.error().kind.code, core::kCancelled.code);
}

}  // namespace
}  // namespace palermo::link
