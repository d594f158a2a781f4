// SPDX-License-Identifier: Apache-2.0
// The whole call, on people who were invented here: four columns, missing values, a rule, a corridor.
#include "palermo/privacy/synthesis.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "palermo/core/random.hpp"
#include "palermo/core/value.hpp"

namespace palermo::privacy {
namespace {

constexpr const char* kCodebook = R"(format: palermo-codebook/1
id: test
title: Test
columns:
  - {name: from, values: [A, B, C, D, E, F, G, H, I, J, K, L, M, N], other: false}
  - {name: to, values: [P, Q, R, S, T, U], other: false}
  - {name: labour, values: ["1"], other: false}
  - {name: farming, values: ["1"], other: false}
rules:
  - when: {farming: ["1"]}
    then: {labour: ["1"]}
)";

std::shared_ptr<const Codebook> codebook() {
  return std::make_shared<Codebook>(Codebook::read(core::parse_yaml(kCodebook, "test.yaml").value()).value());
}

PersonTable people(std::size_t n, std::uint64_t seed = 1) {
  core::Stream stream(seed, "synthesis_test");
  CodedRows rows{std::vector<std::vector<Level>>(4)};
  for (std::size_t i = 0; i < n; ++i) {
    const auto from = static_cast<Level>(std::min(stream.below(15), stream.below(15)));
    const bool corridor = stream.chance(0.7);
    const bool labour = stream.chance(from < 4 ? 0.8 : 0.2);
    rows.columns[0].push_back(from);
    rows.columns[1].push_back(static_cast<Level>(stream.chance(0.1) ? 6 : corridor ? from % 3 : stream.below(6)));
    rows.columns[2].push_back(labour ? 0 : 1);
    rows.columns[3].push_back(labour && stream.chance(0.5) ? 0 : 1);
  }
  return PersonTable(codebook(), std::move(rows));
}

core::Result<Synthesis> made_of(const PersonTable& table, const SynthesisOptions& options = {}, std::uint64_t seed = 1, double epsilon = 4) {
  Budget budget = Budget::of(epsilon, 1e-6).value();
  Randomness randomness{TestSeed{seed}};
  core::Silence silence;
  return synthesise(table, options, budget, randomness, silence);
}

std::int64_t exact_count(const PersonTable& table, const PublishedCount& count) {
  const CodedRows& rows = table.inside_rows();
  std::int64_t people = 0;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    bool here = true;
    for (std::size_t i = 0; i < count.columns.size(); ++i) here = here && rows.columns[count.columns[i]][row] == count.levels[i];
    people += here;
  }
  return people;
}

TEST(Synthesis, D29_a_spent_budget_refuses) {
  const PersonTable table = people(500);
  Budget budget = Budget::of(1, 1e-6).value();
  Randomness randomness{TestSeed{1}};
  core::Silence silence;
  ASSERT_TRUE(synthesise(table, {}, budget, randomness, silence));
  ASSERT_TRUE(budget.spend(budget.left(), "the rest"));
  const auto again = synthesise(table, {}, budget, randomness, silence);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind.code, kBudgetGone.code);
  EXPECT_EQ(again.error().kind.exit, core::Exit::refused);
  EXPECT_EQ(again.error().kind.rule, "D29");
  EXPECT_EQ(budget.spent(), budget.total());
}

TEST(Synthesis, never_spends_more_than_its_allowance) {
  const PersonTable table = people(2000);
  for (const Mechanism mechanism : {Mechanism::aim, Mechanism::mst}) {
    Budget budget = Budget::of(4, 1e-6).value();
    Randomness randomness{TestSeed{2}};
    core::Silence silence;
    const Rho allowance = budget.total().share(1, 4);
    const auto made = synthesise(table, {.mechanism = mechanism, .allowance = allowance}, budget, randomness, silence);
    ASSERT_TRUE(made);
    EXPECT_LE(budget.spent(), allowance);
    EXPECT_EQ(made->spent, budget.spent());
    EXPECT_GT(budget.spent().to_double(), 0.8 * allowance.to_double());  // and does not let it lie either
  }
}

TEST(Synthesis, rows_are_within_a_thousandth_of_the_people) {
  constexpr std::size_t kPeople = 20'000;
  const PersonTable table = people(kPeople);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto made = made_of(table, {}, seed);
    ASSERT_TRUE(made);
    ASSERT_TRUE(made->counts.front().columns.empty());
    ASSERT_LT(made->counts.front().standard_error, 5);  // a thousandth is four standard errors: one seed in 15,000 would miss
    EXPECT_NEAR(static_cast<double>(made->rows.rows()), kPeople, kPeople * 0.001) << seed;
  }
}

// 95 % intervals, ends rounded outwards. Cells of one table are independent; with the m cells of all seeds the share covered is within
// 4 √(.95 × .05 / m) of .95 but for one run in 30,000; rounding outwards can only add.
TEST(Synthesis, intervals_of_counts_cover_at_their_nominal_rate) {
  const PersonTable table = people(3000);
  double covered = 0, all = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    const auto made = made_of(table, {}, seed);
    ASSERT_TRUE(made);
    for (const PublishedCount& count : made->counts) {
      const std::int64_t exact = exact_count(table, count);
      covered += count.least <= exact && exact <= count.most;
      all += 1;
    }
  }
  const double tolerance = 4 * std::sqrt(0.95 * 0.05 / all);
  EXPECT_GT(all, 500);
  EXPECT_GT(covered / all, 0.95 - tolerance);
  EXPECT_LT(covered / all, 0.985);  // an interval as wide as all would cover always
}

TEST(Synthesis, the_same_test_seed_gives_the_same_release_and_marks_it) {
  const PersonTable table = people(1000);
  const auto first = made_of(table), second = made_of(table), other = made_of(table, {}, 2);
  ASSERT_TRUE(first && second && other);
  EXPECT_EQ(first->rows.columns, second->rows.columns);
  EXPECT_NE(first->rows.columns, other->rows.columns);
  EXPECT_EQ(first->mark, Mark::test_not_private);
}

TEST(Synthesis, no_row_breaks_skip_logic) {
  const PersonTable table = people(3000);
  for (const Mechanism mechanism : {Mechanism::aim, Mechanism::mst})
    for (const bool filter : {true, false}) {
      const auto made = made_of(table, {.mechanism = mechanism, .support = {.on = filter}}, 3, 1);
      ASSERT_TRUE(made);
      for (std::size_t row = 0; row < made->rows.rows(); ++row) EXPECT_FALSE(made->rows.columns[3][row] == 0 && made->rows.columns[2][row] != 0);
    }
}

// People by pair of levels that are not missing.
std::map<std::pair<Level, Level>, int> corridors(const CodedRows& rows) {
  std::map<std::pair<Level, Level>, int> pairs;
  for (std::size_t row = 0; row < rows.rows(); ++row)
    if (rows.columns[0][row] < 14 && rows.columns[1][row] < 6) ++pairs[{rows.columns[0][row], rows.columns[1][row]}];
  return pairs;
}

// At most η of the supported pairs are expected to be nobody's: S = 28 / (1 − η), so 4.9 a run; over 20 runs the sum is below
// 98.8 + 4 √98.8 = 139 but for one set of runs in 30,000. Without the filter noise alone fills half of the 56 cells nobody is in.
TEST(Synthesis, the_support_filter_keeps_invented_corridors_rare) {
  core::Stream stream(5, "synthesis_test.corridors");
  CodedRows rows{std::vector<std::vector<Level>>(4)};
  for (int i = 0; i < 8000; ++i) {
    const auto from = static_cast<Level>(stream.below(14));
    rows.columns[0].push_back(from);
    rows.columns[1].push_back(static_cast<Level>((from + (stream.chance(0.4) ? 1 : 0)) % 6));  // 28 corridors of 84
    rows.columns[2].push_back(1);
    rows.columns[3].push_back(1);
  }
  const PersonTable table(codebook(), std::move(rows));
  const auto real = corridors(table.inside_rows());
  int invented = 0, lost = 0;
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto made = made_of(table, {}, seed);
    ASSERT_TRUE(made);
    const auto released = corridors(made->rows);
    for (const auto& [pair, people] : released) invented += !real.contains(pair);
    for (const auto& [pair, people] : real) lost += !released.contains(pair);
  }
  EXPECT_LE(invented, 139);
  EXPECT_EQ(lost, 0);  // the smallest holds over 200 people
}

// Mean total variation over all pairs of columns, or over single ones, computed inside.
double distance_of(const CodedRows& real, const CodedRows& made, const std::vector<std::vector<std::size_t>>& sets) {
  double sum = 0;
  for (const auto& columns : sets) {
    std::map<std::vector<Level>, double> off;
    const auto add = [&](const CodedRows& rows, double weight) {
      for (std::size_t row = 0; row < rows.rows(); ++row) {
        std::vector<Level> cell;
        for (const std::size_t column : columns) cell.push_back(rows.columns[column][row]);
        off[cell] += weight / static_cast<double>(made.rows());
      }
    };
    add(real, 1);
    add(made, -1);
    for (const auto& [cell, share] : off) sum += std::abs(share) / 2;
  }
  return sum / static_cast<double>(sets.size());
}

TEST(Synthesis, the_error_of_its_rows_that_it_tells_is_their_error) {
  const PersonTable table = people(8000);
  const std::vector<std::vector<std::size_t>> pairs = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}, columns = {{0}, {1}, {2}, {3}};
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto made = made_of(table, {}, seed, 2);
    ASSERT_TRUE(made && made->error);
    EXPECT_LT(made->error->standard_error, 0.004);
    // Within five standard errors, and one person a table for the floor.
    EXPECT_NEAR(made->error->rows, distance_of(table.inside_rows(), made->rows, pairs), 5 * made->error->standard_error + 1.0 / 8000);
    EXPECT_NEAR(made->error->columns, distance_of(table.inside_rows(), made->rows, columns), 5 * made->error->standard_error + 1.0 / 8000);
    EXPECT_EQ(made->error->verdict(), PairError::Verdict::better) << "corridors are strong, and people many";
  }
}

// Columns that know nothing of each other, and people with weak ties where the noise is as large as they are: never called better.
TEST(Synthesis, says_when_its_rows_are_no_better_than_independent_columns) {
  core::Stream stream(6, "synthesis_test.independent");
  CodedRows rows{std::vector<std::vector<Level>>(4)};
  for (int i = 0; i < 4000; ++i) {
    rows.columns[0].push_back(static_cast<Level>(stream.below(14)));
    rows.columns[1].push_back(static_cast<Level>(stream.below(6)));
    rows.columns[2].push_back(0);
    rows.columns[3].push_back(static_cast<Level>(stream.below(2)));
  }
  const PersonTable nothing_to_tell(codebook(), std::move(rows)), too_few = people(150);
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto one = made_of(nothing_to_tell, {}, seed), other = made_of(too_few, {}, seed, 1);
    ASSERT_TRUE(one && one->error);
    EXPECT_NE(one->error->verdict(), PairError::Verdict::better) << seed;
    if (!other) continue;  // a noisy number of people below one
    EXPECT_NE(other->error->verdict(), PairError::Verdict::better) << seed;
  }
}

TEST(Synthesis, the_verdict_allows_for_what_single_columns_are_off) {
  const PairError base{.rows = 0.02, .apart = 0.04, .columns = 0.002, .standard_error = 0.001};
  const auto with = [&](auto change) {
    PairError error = base;
    change(error);
    return error.verdict();
  };
  EXPECT_EQ(base.verdict(), PairError::Verdict::better);
  EXPECT_EQ(with([](PairError& e) { e.columns = 0.009; }), PairError::Verdict::unclear);     // .04 − .018 is not surely above .02
  EXPECT_EQ(with([](PairError& e) { e.standard_error = 0.005; }), PairError::Verdict::unclear);
  EXPECT_EQ(with([](PairError& e) { e.apart = 0.021; }), PairError::Verdict::no_better);
}

TEST(Synthesis, an_earlier_release_costs_nothing_and_narrows_the_intervals) {
  const PersonTable table = people(3000);
  const auto before = made_of(table, {}, 1, 1);
  ASSERT_TRUE(before);
  PriorTable prior{{0}, std::vector<double>(15, 0), 1};
  for (std::size_t row = 0; row < table.inside_rows().rows(); ++row) prior.people[table.inside_rows().columns[0][row]] += 1;  // a test knows the truth
  const auto after = made_of(table, {.prior = {prior}}, 1, 1);
  ASSERT_TRUE(after);
  EXPECT_LE(after->spent, Budget::of(1, 1e-6)->total());
  const auto error_of = [](const Synthesis& made) {
    for (const PublishedCount& count : made.counts)
      if (count.columns == std::vector<std::size_t>{0}) return count.standard_error;
    return 0.0;
  };
  EXPECT_LE(error_of(*after), 1);
  EXPECT_GT(error_of(*before), 2);
}

TEST(Synthesis, one_person_and_one_column_are_enough_to_run) {
  CodedRows rows{{{0}, {0}, {1}, {1}}};
  const PersonTable table(codebook(), std::move(rows));
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const auto made = made_of(table, {}, seed);
    if (!made) {
      EXPECT_EQ(made.error().kind.code, kTooFewPeople.code);
      continue;
    }
    EXPECT_GE(made->rows.rows(), 1U);
  }
}

}  // namespace
}  // namespace palermo::privacy
