// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/candidates.hpp"

#include <gmock/gmock.h>

#include <set>

#include "palermo/link/model_test.hpp"

namespace palermo::link::testing {
namespace {

std::set<std::pair<RecordIndex, RecordIndex>> pairs_of(const Candidates& candidates) {
  std::set<std::pair<RecordIndex, RecordIndex>> out;
  Candidates::Scratch scratch;
  for (std::uint32_t place = 0; place < candidates.size(); ++place)
    for (const std::uint32_t other : candidates.partners(place, scratch)) {
      const auto [a, b] = std::minmax({candidates.record_at(place), candidates.record_at(other)});
      EXPECT_TRUE(out.emplace(a, b).second) << "given twice";
      EXPECT_TRUE(candidates.has(place, other));
    }
  return out;
}

Candidates find(const Records& records, const CandidateOptions& options) {
  core::Silence silence;
  return *Candidates::find(records, options, silence);
}

std::size_t true_pairs(const std::vector<Row>& rows, const std::set<std::pair<RecordIndex, RecordIndex>>& pairs) {
  return static_cast<std::size_t>(
      std::ranges::count_if(pairs, [&](const auto& pair) { return rows[pair.first].back() == rows[pair.second].back(); }));
}

TEST(Candidates, few_records_are_all_compared) {
  const auto rows = invented_rows(60, 20, 1);
  const Records records = read_rows(rows);
  const Candidates candidates = find(records, {});
  EXPECT_EQ(candidates.plan().reach, Reach::every_pair);
  EXPECT_EQ(pairs_of(candidates).size(), 80 * 79 / 2);
  EXPECT_EQ(candidates.plan().possible, 80 * 79 / 2);
}

TEST(Candidates, signatures_and_blocks_lose_next_to_no_true_pair) {
  const auto rows = invented_rows(1500, 500, 2);
  const Records records = read_rows(rows);
  const auto looked_at = pairs_of(find(records, {.every_pair_limit = 0}));
  const auto blocks = pairs_of(find(records, {.every_pair_limit = 0, .all_pairs_limit = 0}));
  EXPECT_GE(true_pairs(rows, looked_at), 495U);
  EXPECT_GE(true_pairs(rows, blocks), 495U);
  EXPECT_LT(looked_at.size(), 60'000U);
}

TEST(Candidates, a_duplicate_free_list_has_no_pairs_of_its_own) {
  const Records records = read_rows(invented_rows(50, 10, 3), true);
  for (const CandidateOptions& options : {CandidateOptions{}, CandidateOptions{.every_pair_limit = 0, .all_pairs_limit = 0}})
    EXPECT_TRUE(pairs_of(find(records, options)).empty());
}

TEST(Candidates, a_block_that_is_too_large_is_split_or_left_out_and_said_so) {
  std::vector<Row> rows(3000, Row{"1", "same", "person", "1990-05-05", "F", "KHM", "village", "1"});
  const Records records = read_rows(rows);
  const Candidates candidates = find(records, {.every_pair_limit = 0, .all_pairs_limit = 0, .largest_block = 10});
  const auto& rules = candidates.plan().rules;
  ASSERT_EQ(rules.size(), kRules);
  const auto& by_date = rules[static_cast<std::size_t>(Rule::birth_date)];
  EXPECT_EQ(by_date.largest_block, 3000U);
  EXPECT_EQ(by_date.left_out_blocks, 1U);
  EXPECT_EQ(by_date.largest_left_out, 3000U);
  EXPECT_EQ(by_date.pairs, 0U);
}

}  // namespace
}  // namespace palermo::link::testing
