// SPDX-License-Identifier: Apache-2.0
// The attack on one's own list: filters that show similarities fall, what is the same for all falls first, and shares are shares.
#include "palermo/link/attack.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "palermo/link/graph_attack.hpp"
#include "palermo/link/model_test.hpp"

namespace palermo::link {
namespace {

AttackReport attacked(const std::vector<testing::Row>& rows, const AttackOptions& options = {}) {
  core::Silence silence;
  auto report = attack_own_list(testing::read_rows(rows), options, silence);
  EXPECT_TRUE(report.has_value());
  return *report;
}

double share_of(const AttackReport& report, Attack attack, std::optional<FilterField> field, int known) {
  for (const Recovered& one : report.recovered)
    if (one.attack == attack && one.field == field && one.known_percent == known) return one.share;
  ADD_FAILURE();
  return -1;
}

TEST(Attack, a_field_of_few_unequal_values_falls_to_frequency) {
  const AttackReport report = attacked(testing::invented_rows(300, 0, 1));
  EXPECT_EQ(share_of(report, Attack::frequency, FilterField::nationality, 100), 1);  // 7 of 10 are of one
  EXPECT_EQ(share_of(report, Attack::frequency, FilterField::sex, 100), 1);
}

TEST(Attack, names_fall_to_graph_matching_when_the_plain_list_is_known) {
  const AttackReport report = attacked(testing::invented_rows(300, 0, 1));
  EXPECT_GT(share_of(report, Attack::graph, FilterField::name, 100), 0.9);
  EXPECT_GT(share_of(report, Attack::graph, {}, 100), 0.9);
  EXPECT_LT(share_of(report, Attack::frequency, FilterField::name, 100), 0.2);  // nearly all stand once: guessing
}

TEST(Attack, shares_are_of_all_and_of_those_known) {
  for (const Recovered& one : attacked(testing::invented_rows(200, 40, 2)).recovered) {
    EXPECT_GE(one.share, 0);
    EXPECT_LE(one.share_of_known, 1 + 1e-12);
    EXPECT_LE(one.share, 1 + 1e-12);
    if (one.known_percent == 100) {
      EXPECT_DOUBLE_EQ(one.share, one.share_of_known);
    }
  }
}

TEST(Attack, neither_the_order_of_rows_nor_threads_show) {
  auto rows = testing::invented_rows(120, 20, 3);
  const AttackReport one = attacked(rows, {.threads = 1});
  std::ranges::reverse(rows);
  const AttackReport other = attacked(rows, {.threads = 3});
  ASSERT_EQ(one.recovered.size(), other.recovered.size());
  for (std::size_t i = 0; i < one.recovered.size(); ++i) {
    EXPECT_EQ(one.recovered[i].share, other.recovered[i].share);
    EXPECT_EQ(one.recovered[i].share_of_known, other.recovered[i].share_of_known);
  }
}

TEST(Attack, equally_frequent_values_are_guessed) {
  std::vector<testing::Row> rows;  // four places, each once: one in four is right by chance
  for (const char* place : {"Lviv", "Odesa", "Kharkiv", "Poltava"}) rows.push_back({place, "", "", "", "", "", place, "0"});
  EXPECT_DOUBLE_EQ(share_of(attacked(rows), Attack::frequency, FilterField::place, 100), 0.25);
}

TEST(Attack, a_short_or_bare_list_is_no_accident) {
  EXPECT_TRUE(attacked({{"1", "", "", "", "", "", "", "1"}}).recovered.empty());
  const AttackReport one = attacked({{"1", "Dara", "Sok", "1990-02-03", "F", "", "", "1"}});
  EXPECT_EQ(share_of(one, Attack::graph, FilterField::name, 20), 1);  // who is alone is recognised
}

TEST(Attack, a_graph_matches_itself_in_another_order) {
  core::Stream stream(1, "graph.test");
  const std::size_t n = 60;
  SimilarityGraph graph, turned;
  for (SimilarityGraph* one : {&graph, &turned}) {
    one->similarity.assign(n * n, 0);
    one->kind.assign(n, 1);
    one->times.assign(n, 1.0F / n);
    one->bits.assign(n, 400);
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const auto similarity = static_cast<float>(stream.uniform());
      graph.similarity[i * n + j] = graph.similarity[j * n + i] = similarity;
      turned.similarity[(n - 1 - i) * n + (n - 1 - j)] = turned.similarity[(n - 1 - j) * n + (n - 1 - i)] = similarity;
    }
  const auto matched = match_graphs(graph, turned, 2);
  for (std::size_t i = 0; i < n; ++i) EXPECT_EQ(matched[i], n - 1 - i);
  turned.kind.assign(n, 2);
  for (const std::size_t at : match_graphs(graph, turned, 1)) EXPECT_EQ(at, kNoNode);
}

}  // namespace
}  // namespace palermo::link
