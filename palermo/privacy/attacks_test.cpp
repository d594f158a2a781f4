// SPDX-License-Identifier: Apache-2.0
// Each attack finds a leak that was planted, and none where the release knows nothing of the people attacked. All data are invented here.
#include <gtest/gtest.h>

#include <cmath>

#include "palermo/privacy/coded_tables_test.hpp"
#include "palermo/privacy/difference.hpp"
#include "palermo/privacy/homogeneity.hpp"
#include "palermo/privacy/inference.hpp"
#include "palermo/privacy/linkability.hpp"
#include "palermo/privacy/reconstruction.hpp"
#include "palermo/privacy/rounding_tables.hpp"
#include "palermo/privacy/singling_out.hpp"
#include "palermo/privacy/suppression.hpp"

namespace palermo::privacy {
namespace {

core::Silence silence;

const std::vector<int> kSizes = {9, 7, 8, 6, 7, 9};

// Three draws from one law with no memory of one another: the release knows nothing of the people.
struct Draws {
  CodedTable original = random_table(1, 1000, kSizes), control = random_table(2, 1000, kSizes), other = random_table(3, 1000, kSizes);
  [[nodiscard]] AttackTables unrelated() const { return {.original = original.view(), .control = control.view(), .synthetic = other.view()}; }
  [[nodiscard]] AttackTables leaking() const { return {.original = original.view(), .control = control.view(), .synthetic = original.view()}; }
};

// Main and control differ by chance alone: five standard deviations of the difference of two shares, Wilson's shrinking aside.
void expect_nothing(const AttackResult& found) {
  const double share = (found.main.rate + found.control.rate) / 2;
  const double sd = std::sqrt(share * (1 - share) * (1.0 / static_cast<double>(found.main.tries) + 1.0 / static_cast<double>(found.control.tries)));
  EXPECT_NEAR(found.main.rate, found.control.rate, 5 * sd + 1e-9);
  EXPECT_LE(found.low, 3 * sd);
}

TEST(AttackRate, wilson_and_risk_are_the_formulas_of_the_paper) {
  const Rate rate = wilson(30, 100, 1.96);
  EXPECT_NEAR(rate.rate, (30 + 1.9208) / (100 + 3.8416), 1e-12);
  EXPECT_NEAR(rate.half_width, 1.96 / 103.8416 * std::sqrt(30 * 70.0 / 100 + 0.9604), 1e-12);
  const AttackResult result = risk_of({.successes = 0, .tries = 10, .rate = 0.6, .half_width = 0.06}, {.successes = 0, .tries = 10, .rate = 0.2, .half_width = 0.08}, {});
  EXPECT_NEAR(result.risk, 0.5, 1e-12);
  EXPECT_NEAR(result.high - result.risk, std::hypot(0.06 / 0.8, 0.4 * 0.08 / 0.64), 1e-12);
  EXPECT_TRUE(result.better_than_guessing);
  EXPECT_FALSE(risk_of(rate, {}, rate).better_than_guessing);
}

TEST(SinglingOut, a_release_of_the_rows_themselves_points_at_people) {
  const Draws draws;
  const AttackResult found = single_out(draws.leaking(), 4, {.tries = 300});
  EXPECT_TRUE(found.better_than_guessing);
  EXPECT_GT(found.main.rate, 0.95);  // what one row has alone in the release, one person has alone
  EXPECT_GT(found.low, 0.8);
}

TEST(SinglingOut, finds_nothing_in_rows_that_know_nothing_of_the_people) {
  const Draws draws;
  for (const std::size_t columns : {3U, 4U, 5U}) expect_nothing(single_out(draws.unrelated(), columns, {.tries = 500}));
}

TEST(SinglingOut, a_rare_value_that_went_through_is_found_by_one_column) {
  Draws draws;
  CodedTable synthetic = draws.other;
  for (CodedTable* table : {&draws.original, &draws.control, &synthetic}) table->sizes[0] = 60;
  for (std::size_t row = 0; row < 40; ++row) draws.original.values[0][row] = synthetic.values[0][row] = static_cast<Level>(10 + row);
  const AttackResult found = single_out({.original = draws.original.view(), .control = draws.control.view(), .synthetic = synthetic.view()}, 1, {.tries = 300});
  EXPECT_EQ(found.main.tries, 40);
  EXPECT_EQ(found.main.successes, 40);
  EXPECT_EQ(found.control.successes, 0);
}

TEST(Linkability, halves_meet_in_a_release_of_the_rows_and_not_in_unrelated_ones) {
  const Draws draws;
  const std::vector<std::size_t> first = {0, 1, 2}, second = {3, 4, 5};
  const AttackResult found = link_halves(draws.leaking(), first, second, {.tries = 300});
  // A half of three columns has 504 or 378 values for 1000 people: nearest by chance among 1000/504 + 1 and 1000/378 + 1: about 1 in 3 · 3.6.
  EXPECT_GT(found.low, 0.05);
  EXPECT_TRUE(found.better_than_guessing);
  expect_nothing(link_halves(draws.unrelated(), first, second, {.tries = 300}));
}

TEST(Inference, a_secret_is_told_by_a_release_of_the_rows_and_not_by_unrelated_ones) {
  const Draws draws;
  const std::vector<std::size_t> known = {0, 1, 2, 3, 4};
  const AttackResult found = infer(draws.leaking(), known, 5, {.tries = 300});
  EXPECT_GT(found.low, 0.8);
  expect_nothing(infer(draws.unrelated(), known, 5, {.tries = 500}));
}

// A rule of the world is no leak: it tells the secret of people held out as well.
TEST(Inference, what_is_true_of_people_held_out_too_is_no_risk) {
  Draws draws;
  for (CodedTable* table : {&draws.original, &draws.control, &draws.other}) table->values[4] = table->values[1];
  const std::vector<std::size_t> known = {1};
  const AttackResult found = infer({.original = draws.original.view(), .control = draws.control.view(), .synthetic = draws.other.view()}, known, 4, {.tries = 300});
  EXPECT_EQ(found.main.successes, 300);
  EXPECT_NEAR(found.risk, 0, 1e-9);
}

TEST(Homogeneity, a_key_that_settles_the_target_is_counted) {
  const Draws draws;
  const std::vector<std::size_t> known = {0, 1, 2, 3};
  const Homogeneity leak = homogeneity_of(draws.leaking(), known, 5), none = homogeneity_of(draws.unrelated(), known, 5);
  // 3024 keys for 1000 people: alone with hers is e^(−999/3024) = .72 of them, sd of the count below 15.
  EXPECT_NEAR(static_cast<double>(leak.replicated.successes), 719, 75);
  EXPECT_GT(leak.disclosed.low, 0.6);
  expect_nothing(none.disclosed);
}

// ---- reconstruction and difference (SAFEGUARDS D29) ----

// A 4 × 4 × 3 table in which few are counted.
std::vector<std::int64_t> sparse_table(std::uint64_t seed) {
  core::Stream stream(seed, "test.sparse");
  std::vector<std::int64_t> counts(48);
  for (std::int64_t& count : counts) count = stream.chance(0.7) ? 0 : static_cast<std::int64_t>(1 + stream.below(12));
  return counts;
}

// The three two-way tables; `range_of` says what is published of a count.
template <class RangeOf>
std::vector<PublishedRanges> two_way_tables(const std::vector<std::int64_t>& counts, RangeOf range_of) {
  const std::vector<std::size_t> sizes = {4, 4, 3};
  std::vector<PublishedRanges> tables;
  for (const std::vector<std::size_t>& columns : {std::vector<std::size_t>{0, 1}, {0, 2}, {1, 2}}) {
    std::vector<std::int64_t> sums(sizes[columns[0]] * sizes[columns[1]], 0);
    for (std::size_t cell = 0; cell < counts.size(); ++cell) {
      const std::vector<std::size_t> levels = {cell / 12, cell / 3 % 4, cell % 3};
      sums[levels[columns[0]] * sizes[columns[1]] + levels[columns[1]]] += counts[cell];
    }
    PublishedRanges& table = tables.emplace_back();
    table.columns = columns;
    for (const std::int64_t sum : sums) table.cells.push_back(range_of(sum));
  }
  return tables;
}

ReconstructionScore attacked(const std::vector<std::int64_t>& counts, const std::vector<PublishedRanges>& tables) {
  const auto found = reconstruct({4, 4, 3}, tables);
  EXPECT_TRUE(found.has_value());
  for (std::size_t cell = 0; cell < counts.size(); ++cell) EXPECT_TRUE((*found)[cell].low <= counts[cell] && counts[cell] <= (*found)[cell].high);
  return score_of(*found, counts, 10);
}

TEST(Reconstruction, D29_exact_tables_of_two_columns_give_away_people_in_the_third_and_floored_ones_do_not) {
  std::int64_t small = 0, given_away = 0, floored = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const std::vector<std::int64_t> counts = sparse_table(seed);
    const ReconstructionScore exact = attacked(counts, two_way_tables(counts, [](std::int64_t n) { return CountRange{n, n}; }));
    small += exact.small;
    given_away += exact.small_settled;
    floored += attacked(counts, two_way_tables(counts, [](std::int64_t n) { return CountRange{floor_to(n, 10), floor_to(n, 10) + 9}; })).settled;
  }
  EXPECT_GT(4 * given_away, small);  // more than a quarter of the small groups, from exact tables in which nobody asked for a small cell
  EXPECT_EQ(floored, 0);
}

// Noise whose spread is published (σ = 5, three of them): the ranges that the attacker may believe hold no cell fast.
TEST(Reconstruction, D29_noisy_tables_settle_no_cell) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const std::vector<std::int64_t> counts = sparse_table(seed);
    core::Stream stream(seed, "test.noise");
    const auto noisy = two_way_tables(counts, [&](std::int64_t n) {
      const auto shown = n + std::clamp<std::int64_t>(std::llround(5 * stream.normal()), -15, 15);
      return CountRange{shown - 15, shown + 15};
    });
    EXPECT_EQ(attacked(counts, noisy).settled, 0);
  }
}

TEST(Reconstruction, D29_a_suppressed_table_keeps_its_small_cells) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto safe = suppress(with_margins({4, 4, 3}, sparse_table(seed)), {.least = 10}, silence);
    ASSERT_TRUE(safe.has_value());
    std::vector<std::size_t> cells;
    for (const ProtectedCell& one : safe->small) cells.push_back(one.cell);
    EXPECT_TRUE(std::ranges::equal(attack(safe->published, cells), safe->small, is_protected));
  }
}

TEST(Reconstruction, refuses_ranges_that_no_table_agrees_with) {
  const std::vector<PublishedRanges> wrong = {{.columns = {}, .cells = {{5, 5}}}, {.columns = {0}, .cells = {{1, 1}, {1, 1}}}};
  EXPECT_EQ(reconstruct({2, 2}, wrong).error().kind.code, kNoSuchTable.code);
  EXPECT_EQ(reconstruct({100, 100}, wrong).error().kind.code, kReconstructionTooLarge.code);
}

// Six people came, each into a cell of her own.
TEST(Difference, D29_exact_releases_give_away_who_came_and_noisy_ones_do_not) {
  core::Stream stream(5, "test.difference");
  std::vector<std::int64_t> before(400), after;
  for (std::int64_t& count : before) count = static_cast<std::int64_t>(stream.below(200));
  after = before;
  for (std::size_t cell = 0; cell < 6; ++cell) ++after[60 * cell];
  const std::vector<std::optional<std::int64_t>> shown_before(before.begin(), before.end()), shown_after(after.begin(), after.end());
  const Difference exact = difference(shown_before, shown_after, before, after, 10);
  EXPECT_EQ(exact.isolated, 6);
  EXPECT_EQ(exact.claims.main.successes, 6);
  EXPECT_GT(exact.claims.low, 0.2);
  std::vector<std::optional<std::int64_t>> noisy_before, noisy_after;
  for (std::size_t cell = 0; cell < 400; ++cell) {
    noisy_before.push_back(before[cell] + std::llround(8 * stream.normal()));
    noisy_after.push_back(after[cell] + std::llround(8 * stream.normal()));
  }
  const Difference noisy = difference(noisy_before, noisy_after, before, after, 10);
  // A claim is right when the noise of both cancels to 0 or 1 by chance: claims of +1 among six cells of 400. Mean below .2 claims.
  EXPECT_GT(noisy.isolated, 100);
  EXPECT_LE(noisy.claims.main.successes, 3);
  EXPECT_EQ(noisy.claims.low, 0);
}

// Each table is safe alone; laid over each other, a gap of one is shown by the other.
TEST(Difference, D29_two_safe_tables_of_the_same_people_are_not_safe_together) {
  const MarginTable table = with_margins({3, 3}, std::vector<std::int64_t>{4, 20, 30, 40, 50, 60, 12, 70, 80});
  const auto strict = suppress(table, {.least = 15}, silence), lax = suppress(table, {.least = 3}, silence);
  ASSERT_TRUE(strict.has_value() && lax.has_value());
  ASSERT_FALSE(strict->small.empty());
  const PublishedTable both = laid_over(strict->published, lax->published);
  const std::vector<std::size_t> cell = {strict->small.front().cell};
  const CellRange found = attack(both, cell).front();
  EXPECT_FALSE(is_protected(found, strict->small.front()));
  EXPECT_EQ(found.low, found.high);
}

}  // namespace
}  // namespace palermo::privacy
