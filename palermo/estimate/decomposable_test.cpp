// SPDX-License-Identifier: Apache-2.0
// Averaging over decomposable graphs: counts of graphs, a slow program, the published figures to the digit, and the traps.
#include "palermo/estimate/decomposable.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <map>

#include "palermo/estimate/margin_scores.hpp"
#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

DecomposablePosterior average(const HistoryCounts& counts, const DecomposableOptions& options, int threads = 1) {
  core::Silence silence;
  return average_decomposable(counts, DecomposableGraphs(counts.lists()), options, threads, silence).value();
}

TEST(Decomposable, graphs_are_as_many_as_are_known_to_exist) {
  const std::vector<std::size_t> known{1, 2, 8, 61, 822, 18'154};  // OEIS A058862
  for (int lists = 1; lists <= 6; ++lists) EXPECT_EQ(DecomposableGraphs(lists).size(), known[static_cast<std::size_t>(lists - 1)]) << lists;
}

TEST(Decomposable, seven_lists_have_617675_graphs) { EXPECT_EQ(DecomposableGraphs(7).size(), 617'675U); }

TEST(Decomposable, the_square_without_a_diagonal_is_not_among_them) {
  const DecomposableGraphs graphs(4);
  std::size_t fours = 0;
  for (std::size_t g = 0; g < graphs.size(); ++g) fours += std::popcount(graphs.edges(g)) == 4 ? 1 : 0;
  EXPECT_EQ(fours, 12U);  // of 15 graphs with four edges the three squares are missing
}

TEST(Decomposable, signs_of_a_graph_sum_to_nothing) {
  const DecomposableGraphs graphs(5);
  for (std::size_t g = 0; g < graphs.size(); ++g) {
    int sum = 0;
    for (const MarginTerm& term : graphs.terms(g)) sum += term.sign;
    ASSERT_EQ(sum, 0) << g;
  }
}

// f(s) as the formula has it, counting cells one by one.
double slow_f(const HistoryCounts& counts, History margin, double delta, double unseen) {
  std::map<std::size_t, double> cells;
  for (std::size_t w = 0; w < counts.size(); ++w) cells[w & margin] += w == 0 ? unseen : static_cast<double>(counts.counts()[w]);
  const double prior = delta * std::exp2(counts.lists() - std::popcount(margin));
  double sum = 0;
  for (const auto& [cell, people] : cells) sum += std::lgamma(people + prior) - std::lgamma(prior);
  return sum;
}

double slow_log_joint(const HistoryCounts& counts, const std::vector<History>& cliques, const std::vector<History>& separators, double delta, double unseen) {
  const double n = static_cast<double>(counts.observed()), people = n + unseen, all = std::exp2(counts.lists()) * delta;
  double sum = std::lgamma(people + 1) - std::lgamma(unseen + 1) - std::log(people);
  for (const std::int64_t count : counts.counts()) sum -= std::lgamma(static_cast<double>(count) + 1);
  for (const History clique : cliques) sum += slow_f(counts, clique, delta, unseen);
  for (const History separator : separators) sum -= slow_f(counts, separator, delta, unseen);
  const double parts = static_cast<double>(cliques.size()) - static_cast<double>(separators.size());
  return sum + parts * (std::lgamma(all) - std::lgamma(people + all));
}

TEST(Decomposable, agrees_with_the_formula_written_out) {
  core::Stream stream(3, "decomposable.test");
  struct Known {
    std::uint32_t edges;
    std::vector<History> cliques, separators;
  };
  // Lists 1, 2, 4 as bits; edges (0,1), (0,2), (1,2).
  const std::vector<Known> known{{0b000, {1, 2, 4}, {}}, {0b001, {3, 4}, {}}, {0b101, {3, 6}, {2}}, {0b011, {3, 5}, {1}}, {0b111, {7}, {}}};
  const DecomposableGraphs graphs(3);
  for (int round = 0; round < 20; ++round) {
    const HistoryCounts counts = random_table(stream, 3, 0.3, 40);
    for (const double delta : {0.125, 0.7})
      for (const Known& one : known)
        for (std::size_t g = 0; g < graphs.size(); ++g) {
          if (graphs.edges(g) != one.edges) continue;
          const double unseen = 1 + static_cast<double>(stream.below(500));
          std::vector<double> log(1);
          ScoresAt(MarginScores(counts, delta), {unseen}).log_joint(graphs.terms(g), log);
          EXPECT_NEAR(log[0], slow_log_joint(counts, one.cliques, one.separators, delta, unseen), 1e-9 * (1 + std::fabs(log[0])));
        }
  }
}

TEST(Decomposable, the_tail_falls_with_the_power_that_is_said) {
  const MarginScores margins(published_table("australia4"), 0.0625);
  const DecomposableGraphs graphs(4);
  const ScoresAt far(margins, {1e9, 2e9});
  for (std::size_t g = 0; g < graphs.size(); ++g) {
    std::vector<double> logs(2);
    far.log_joint(graphs.terms(g), logs);
    EXPECT_NEAR((logs[1] - logs[0]) / std::log(2.0), margins.tail_exponent(graphs.terms(g)), 1e-3);
    EXPECT_LE(margins.tail_exponent(graphs.terms(g)), margins.tail_exponent(graphs.terms(graphs.size() - 1)) + 1e-9);
  }
}

struct Published {
  const char* table;
  double estimate, lower, upper;
};

class DecomposablePublished : public testing::TestWithParam<Published> {};

TEST_P(DecomposablePublished, figures_are_met_to_the_digit) {  // median and quantiles on 1,000 values, delta 2^-K
  const DecomposablePosterior posterior = average(published_table(GetParam().table), published_grid());
  EXPECT_EQ(posterior.median, GetParam().estimate);
  EXPECT_EQ(posterior.lower, GetParam().lower);
  EXPECT_EQ(posterior.upper, GetParam().upper);
}

INSTANTIATE_TEST_SUITE_P(Tables, DecomposablePublished,
                         testing::Values(Published{"uk5", 23'016, 10'408, 33'481}, Published{"netherlands5", 50'270, 41'616, 203'328},
                                         Published{"western5", 2'128, 1'340, 3'868}, Published{"australia4", 2'255, 1'186, 7'314},
                                         Published{"neworleans5", 869, 514, 1'763}, Published{"kosovo4", 12'593, 9'818, 16'557},
                                         Published{"korea3", 161, 124, 460}, Published{"artificial3", 313, 97, 1'950}));

TEST(Decomposable, a_grid_that_cuts_the_posterior_off_is_widened) {
  const DecomposablePosterior cut = average(published_table("netherlands5"), published_grid());
  EXPECT_TRUE(cut.grid_end_matters);  // the published interval ends where the grid made it end
  const DecomposablePosterior wide = average(published_table("netherlands5"), {});
  EXPECT_TRUE(wide.widened);
  EXPECT_FALSE(wide.grid_end_matters);
  EXPECT_GT(wide.upper, 205'000);
}

TEST(Decomposable, half_a_person_in_each_cell_is_a_trap_on_sparse_tables) {
  core::Silence silence;
  const HistoryCounts uk = published_table("uk5");
  const auto answers = decomposable_sensitivity(uk, DecomposableGraphs(5), published_grid(), 1, silence);
  ASSERT_TRUE(answers.has_value());
  EXPECT_EQ((*answers)[0].median, 23'016);
  for (const std::size_t trap : {1U, 2U}) {
    EXPECT_EQ((*answers)[trap].median, 2'745);  // n + 1
    EXPECT_GT((*answers)[trap].saturated, 0.99);
  }
}

TEST(Decomposable, neither_the_order_of_lists_nor_threads_matter) {
  const HistoryCounts table = published_table("western5");
  const DecomposablePosterior one = average(table, published_grid(), 1), two = average(table, published_grid(), 3);
  EXPECT_EQ(one.median, two.median);
  EXPECT_EQ(one.mean_within_grid, two.mean_within_grid);
  const DecomposablePosterior other = average(reordered(table, {3, 0, 4, 1, 2}), published_grid());
  EXPECT_EQ(one.median, other.median);
  EXPECT_EQ(one.upper, other.upper);
}

TEST(Decomposable, refuses_what_it_cannot_answer) {
  core::Silence silence;
  const HistoryCounts empty({"a", "b", "c"}, std::vector<std::int64_t>(8));
  EXPECT_EQ(average_decomposable(empty, DecomposableGraphs(3), {}, 1, silence).error().kind.code, kNobodyObserved.code);
  EXPECT_EQ(average_decomposable(published_table("korea3"), DecomposableGraphs(4), {}, 1, silence).error().kind.code, kDecomposableLists.code);
  EXPECT_EQ(average_decomposable(published_table("korea3"), DecomposableGraphs(3), {.delta = NAN}, 1, silence).error().kind.code, kBadPrior.code);
}

}  // namespace
}  // namespace palermo::estimate
