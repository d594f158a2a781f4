// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/existence.hpp"

#include <gtest/gtest.h>

#include <array>

#include "palermo/estimate/fraction_test.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

constexpr std::uint64_t kSeed = 20261122;

ModelStatus status_of(const HistoryCounts& table, const char* model) {
  const HistorySet seen = seen_histories(table.counts());
  const FinitePart part = finite_part(Hierarchy::parse(model, table.names()).value(), overlaps(seen));
  return decide_existence(table.lists(), part, seen).status;
}

TEST(Existence, codes_of_the_made_up_table_are_those_of_chan_silverman_and_vincent) {
  const HistoryCounts table = published_table("artificial3");
  EXPECT_EQ(status_of(table, "[AB][AC][BC]"), ModelStatus::not_identified);
  EXPECT_EQ(status_of(table, "[AB][C]"), ModelStatus::no_estimate);
  EXPECT_EQ(status_of(table, "[AC][BC]"), ModelStatus::fine);
}

TEST(Existence, every_model_of_pairs_has_an_estimate_for_the_western_site_and_new_orleans) {
  for (const char* name : {"western5", "neworleans5"}) {
    const HistoryCounts table = published_table(name);
    const HistorySet seen = seen_histories(table.counts());
    ExistenceCache cache(table.lists());
    const auto models = all_hierarchies(table.lists(), 2).value();
    for (const Hierarchy& model : models)
      EXPECT_EQ(cache.decide(finite_part(model, overlaps(seen)), seen).status, ModelStatus::fine);
  }
}

TEST(Existence, models_of_pairs_drawn_at_random_have_an_estimate_for_the_eight_lists_of_new_orleans) {
  const HistoryCounts table = published_table("neworleans8");
  const HistorySet seen = seen_histories(table.counts());
  const std::vector<History> pairs = Hierarchy(8).addable(2);
  core::Stream stream(kSeed, "test.existence.new_orleans");
  for (int i = 0; i < 40; ++i) {
    Hierarchy model(8);
    for (const History pair : pairs)
      if (stream.chance(0.5)) model = model.with(pair);
    const FinitePart part = finite_part(model, overlaps(seen));
    const Existence answer = decide_existence(8, part, seen);
    EXPECT_EQ(answer.status, ModelStatus::fine);
    EXPECT_TRUE(check_existence(8, part, seen, answer));
  }
}

// Compares every `stride`-th model of a table with exact fractions; counts the codes that came up.
void compare_with_fractions(const HistoryCounts& table, std::size_t stride, std::array<int, 4>& codes) {
  const HistorySet seen = seen_histories(table.counts());
  const auto models = all_hierarchies(table.lists(), table.lists()).value();
  for (std::size_t i = 0; i < models.size(); i += stride) {
    const FinitePart part = finite_part(models[i], overlaps(seen));
    const Existence answer = decide_existence(table.lists(), part, seen);
    ASSERT_EQ(answer.status, exact_status(part, seen)) << models[i].text(table.names());
    ASSERT_TRUE(check_existence(table.lists(), part, seen, answer)) << models[i].text(table.names());
    ++codes[static_cast<std::size_t>(answer.status)];
  }
}

TEST(Existence, codes_agree_with_exact_fractions_on_all_models_of_small_tables) {
  std::array<int, 4> codes{};
  for (std::uint64_t i = 0; i < 60; ++i) {
    core::Stream stream(kSeed, "test.existence.small", i);
    compare_with_fractions(random_table(stream, 3, 0.2 + 0.6 * stream.uniform(), 5), 1, codes);
    if (i % 5 == 0) compare_with_fractions(random_table(stream, 4, 0.2 + 0.7 * stream.uniform(), 5), 1, codes);
  }
  for (const int count : codes) EXPECT_GT(count, 0);  // all four were met, or the test says little
}

TEST(Existence, codes_agree_with_exact_fractions_on_models_of_five_lists_drawn_evenly) {
  std::array<int, 4> codes{};
  for (std::uint64_t i = 0; i < 3; ++i) {
    core::Stream stream(kSeed, "test.existence.five", i);
    compare_with_fractions(random_table(stream, 5, 0.4 + 0.2 * static_cast<double>(i), 5), 311, codes);
  }
}

TEST(Existence, what_the_cache_infers_is_what_is_decided_from_scratch_and_is_proven) {
  for (std::uint64_t i = 0; i < 12; ++i) {
    core::Stream stream(kSeed, "test.existence.cache", i);
    const HistoryCounts table = random_table(stream, 4, 0.3 + 0.5 * stream.uniform(), 5);
    const HistorySet seen = seen_histories(table.counts());
    ExistenceCache cache(4);
    auto models = all_hierarchies(4, 3).value();
    const bool largest_first = i % 2 == 0;
    if (largest_first) std::reverse(models.begin(), models.end());
    for (const Hierarchy& model : models) {
      const FinitePart part = finite_part(model, overlaps(seen));
      const Existence answer = cache.decide(part, seen);
      EXPECT_EQ(answer.status, decide_existence(4, part, seen).status);
      EXPECT_TRUE(check_existence(4, part, seen, answer));
    }
    if (largest_first) {
      EXPECT_LT(cache.decided_from_scratch(), models.size());
    }
  }
}

// Fewer terms on the same cells: fewer equations on x, fewer columns of A.
TEST(Existence, monotone_within_the_same_cells) {
  for (std::uint64_t i = 0; i < 5; ++i) {
    core::Stream stream(kSeed, "test.existence.monotone", i);
    const HistoryCounts table = random_table(stream, 4, 0.3 + 0.5 * stream.uniform(), 5);
    const HistorySet seen = seen_histories(table.counts());
    const auto models = all_hierarchies(4, 3).value();
    std::vector<std::pair<FinitePart, unsigned>> decided;
    for (const Hierarchy& model : models) {
      const FinitePart part = finite_part(model, overlaps(seen));
      decided.emplace_back(part, static_cast<unsigned>(exact_status(part, seen)));
    }
    for (const auto& [small, small_code] : decided)
      for (const auto& [large, large_code] : decided)
        if (small.cells == large.cells && small.terms.subset_of(large.terms)) {
          EXPECT_EQ(small_code & ~large_code, 0U);
        }
  }
}

TEST(Existence, monotone_only_within_the_same_cells) {
  // A and C never met. With the empty pair AC in the model its cells are out of it and an estimate exists; without it none does,
  // although there is one term fewer.
  const HistoryCounts table = published_table("artificial3");
  EXPECT_EQ(status_of(table, "[AC][BC]"), ModelStatus::fine);
  EXPECT_EQ(status_of(table, "[AB][AC]"), ModelStatus::no_estimate);
  EXPECT_EQ(status_of(table, "[AB][AC][BC]"), ModelStatus::not_identified);  // one more empty pair, and an estimate exists
}

TEST(Existence, nobody_seen_twice_leaves_no_estimate) {
  const HistoryCounts table(letters(3), {0, 10, 20, 0, 30, 0, 0, 0});
  EXPECT_EQ(status_of(table, "[A][B][C]"), ModelStatus::no_estimate);
}

TEST(Existence, a_false_proof_is_refused) {
  const HistoryCounts table = published_table("artificial3");
  const HistorySet seen = seen_histories(table.counts());
  for (const char* text : {"[AB][AC][BC]", "[AB][C]", "[AC][BC]"}) {
    const FinitePart part = finite_part(Hierarchy::parse(text, table.names()).value(), overlaps(seen));
    const Existence answer = decide_existence(3, part, seen);
    ASSERT_TRUE(check_existence(3, part, seen, answer));
    for (const unsigned code : {0U, 1U, 2U, 3U}) {
      Existence other = answer;
      other.status = static_cast<ModelStatus>(code);
      EXPECT_EQ(check_existence(3, part, seen, other), other.status == answer.status) << text << code;
    }
    for (std::size_t i = 0; i < answer.of_existence->size(); ++i) {
      Existence other = answer;
      Proof proof = *answer.of_existence;
      proof[i] += 1;
      other.of_existence = std::make_shared<const Proof>(std::move(proof));
      const bool one_of_many = (static_cast<unsigned>(answer.status) & 1U) == 1;  // another direction may serve as well
      if (!one_of_many) {
        EXPECT_FALSE(check_existence(3, part, seen, other)) << text << i;
      }
    }
    Existence without = answer;
    without.of_identification = std::make_shared<const Proof>();
    EXPECT_FALSE(check_existence(3, part, seen, without));
  }
}

}  // namespace
}  // namespace palermo::estimate
