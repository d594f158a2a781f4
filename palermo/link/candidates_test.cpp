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
  for (std::size_t portion = 0; portion < candidates.portions(); ++portion)
    for (const auto& [x, y] : candidates.pairs(portion, scratch)) {
      EXPECT_LT(x, y);
      const auto [a, b] = std::minmax({candidates.record_at(x), candidates.record_at(y)});
      EXPECT_TRUE(out.emplace(a, b).second) << "given twice";
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

// What a long list is asked, of a short one.
CandidateOptions long_list() { return {.every_pair_limit = 0, .all_pairs_limit = 0, .few_records = 0}; }

TEST(Candidates, what_is_given_and_what_is_said_to_be_given_are_one) {
  const Records records = read_rows(invented_rows(300, 100, 4));
  for (const CandidateOptions& options : {CandidateOptions{}, CandidateOptions{.every_pair_limit = 0}, long_list()}) {
    const Candidates candidates = find(records, options);
    const auto given = pairs_of(candidates);
    for (std::uint32_t x = 0; x < candidates.size(); ++x)
      for (std::uint32_t y = x + 1; y < candidates.size(); ++y) {
        const auto [a, b] = std::minmax({candidates.record_at(x), candidates.record_at(y)});
        EXPECT_EQ(candidates.has(x, y), given.contains({a, b}));
      }
  }
}

TEST(Candidates, a_long_list_loses_few_true_pairs_and_looks_at_far_fewer) {
  const auto rows = invented_rows(3000, 1000, 5);
  const Records records = read_rows(rows);
  const auto few = pairs_of(find(records, {.every_pair_limit = 0, .all_pairs_limit = 0}));
  const auto many = pairs_of(find(records, long_list()));
  EXPECT_GE(true_pairs(rows, many), 990U);
  EXPECT_LT(many.size() * 2, few.size());
}

TEST(Candidates, no_rule_gives_more_pairs_than_it_may) {
  const Records records = read_rows(invented_rows(3000, 1000, 6));
  CandidateOptions options = long_list();
  for (const std::uint64_t most : {40'000U, 4'000U}) {
    options.pairs_a_rule = most;
    options.pairs_a_record = 0;
    const Candidates candidates = find(records, options);
    std::uint64_t all = 0, split = 0;
    for (const RuleCount& rule : candidates.plan().rules) {
      EXPECT_LE(rule.pairs, most) << rule.rule;
      all += rule.pairs;
      split += rule.split_blocks;
    }
    EXPECT_LE(pairs_of(candidates).size(), all);
    EXPECT_GT(split, 0U);
  }
}

TEST(Candidates, a_mistake_in_one_half_of_a_document_number_leaves_a_block) {
  std::vector<Row> rows = invented_rows(300, 0, 7);
  std::vector<std::string> header = kHeader;
  header.push_back("passport_no");
  RecordReader reader{NameTables()};
  reader.begin_file({.name = "list", .role = {}, .duplicate_free = false}, header);
  std::vector<std::string_view> views;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].push_back(i == 0 ? "ZM1981163" : i == 1 ? "ZM1981168" : "");
    views.assign(rows[i].begin(), rows[i].end());
    reader.add_row(views);
  }
  const Records records = reader.finish();
  const Candidates candidates = find(records, {.every_pair_limit = 0, .all_pairs_limit = 0});
  EXPECT_EQ(candidates.plan().rules[static_cast<std::size_t>(Rule::document)].pairs, 0U);
  EXPECT_EQ(candidates.plan().rules[static_cast<std::size_t>(Rule::document_half)].pairs, 1U);
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
