// SPDX-License-Identifier: Apache-2.0
// What the types hold, and that measuring and selecting pay first and do what they say.
#include "palermo/privacy/marginal.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <concepts>
#include <memory>
#include <type_traits>

#include "palermo/core/random.hpp"
#include "palermo/privacy/marginal_score.hpp"

namespace palermo::privacy {
namespace {

using core::Rational;

// No floating point scale, no noisy count from anywhere but measure(), no exact count to be read.
template <class T>
concept Readable = requires(const T& marginal) { marginal.cells(); };
template <class Scale>
concept Scales = requires(const ExactMarginal& exact, Scale scale, Budget& budget, Randomness& randomness) { measure(exact, scale, budget, randomness); };
template <class Words>
concept Coins = requires(const ExactMarginal& exact, Budget& budget, Words& words) { measure(exact, Rational(1, 1), budget, words); };
static_assert(!Readable<ExactMarginal> && Readable<NoisyMarginal>);
static_assert(Scales<Rational> && !Scales<double> && !Scales<float> && !Scales<int>);
static_assert(Coins<Randomness> && !Coins<core::RandomWords> && !Coins<core::Stream>);
static_assert(!std::is_default_constructible_v<NoisyMarginal> && !std::is_default_constructible_v<ExactMarginal> && !std::is_aggregate_v<NoisyMarginal>);

// Two columns a (2 values) and b (3 values) without other, each with missing.
std::shared_ptr<const Codebook> codebook() {
  const char* text = "format: palermo-codebook/1\nid: two\ncolumns:\n  - {name: a, values: [x, y], other: false}\n  - {name: b, values: [p, q, r], other: false}\n";
  return std::make_shared<const Codebook>(*Codebook::read(*core::parse_yaml(text, "two.yaml")));
}

PersonTable table(std::vector<Level> a, std::vector<Level> b) { return {codebook(), CodedRows{{std::move(a), std::move(b)}}}; }

Budget rich() { return Budget(Rho::of_units(UINT64_MAX - 1)); }

// Noise of variance 2^-20 is 0 but with a probability below exp(-2^19): the counts as they are, for tests of counting alone.
std::vector<std::int64_t> nearly_exact(const PersonTable& people, std::vector<std::size_t> columns) {
  Budget budget = rich();
  Randomness randomness(TestSeed{1});
  return measure(*count(people, std::move(columns)), Rational(1, 1 << 20), budget, randomness)->cells();
}

TEST(Marginal, counts_are_in_row_major_order_the_last_column_fastest) {
  const PersonTable people = table({0, 1, 1, 2, 1}, {0, 2, 2, 3, 0});
  EXPECT_THAT(nearly_exact(people, {1, 0, 1}), testing::ElementsAre(1, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 1));
  EXPECT_THAT(nearly_exact(people, {1}), testing::ElementsAre(2, 0, 2, 1));
  EXPECT_THAT(nearly_exact(people, {}), testing::ElementsAre(5));
}

// The claim behind 1 / (2 sigma2): all neighbours of random small tables, all sets of columns.
TEST(Marginal, one_person_more_changes_one_count_by_one) {
  core::Stream stream(4, "marginal.neighbours");
  for (int round = 0; round < 50; ++round) {
    std::vector<Level> a, b;
    for (std::size_t n = stream.below(5); n > 0; --n) {
      a.push_back(static_cast<Level>(stream.below(3)));
      b.push_back(static_cast<Level>(stream.below(4)));
    }
    auto a_more = a, b_more = b;
    a_more.push_back(static_cast<Level>(stream.below(3)));
    b_more.push_back(static_cast<Level>(stream.below(4)));
    for (const std::vector<std::size_t>& columns : std::vector<std::vector<std::size_t>>{{}, {0}, {1}, {0, 1}}) {
      const auto here = nearly_exact(table(a, b), columns), there = nearly_exact(table(a_more, b_more), columns);
      std::int64_t changed = 0;
      for (std::size_t i = 0; i < here.size(); ++i) changed += std::abs(there[i] - here[i]);
      EXPECT_EQ(changed, 1);
    }
  }
}

TEST(Measure, D29_is_paid_before_noise_is_drawn_and_refused_when_the_budget_is_gone) {
  const auto exact = count(table({0}, {1}), {0, 1});
  Budget budget(Rho::of_gaussian({2, 1}));
  Randomness randomness(TestSeed{1});
  ASSERT_TRUE(measure(*exact, {2, 1}, budget, randomness));
  EXPECT_EQ(budget.left(), Rho());
  EXPECT_EQ(budget.spendings().front().what, "measure a × b");
  EXPECT_EQ(measure(*exact, {1 << 20, 1}, budget, randomness).error().kind.code, kBudgetGone.code);
  EXPECT_EQ(budget.spendings().size(), 1U);
}

TEST(Measure, refuses_scales_that_the_sampler_does_not_know) {
  const auto exact = count(table({0}, {1}), {0});
  Budget budget = rich();
  Randomness randomness(TestSeed{1});
  for (const Rational bad : {Rational(), Rational((1 << 20) + 1, 1), Rational(1, (1 << 20) + 1)})
    EXPECT_EQ(measure(*exact, bad, budget, randomness).error().kind.code, kBadScale.code);
  EXPECT_EQ(budget.spent(), Rho());
}

TEST(Measure, noise_is_on_every_cell_with_the_stated_variance_and_around_the_count) {
  const auto exact = count(table({0, 0, 0, 1}, {1, 1, 2, 0}), {0, 1});
  const std::vector<double> truth = {0, 2, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0};
  Budget budget = rich();
  Randomness randomness(TestSeed{6});
  constexpr int kRuns = 20'000;
  std::vector<double> sum(12), squares(12);
  for (int run = 0; run < kRuns; ++run) {
    const auto noisy = measure(*exact, {9, 1}, budget, randomness);
    EXPECT_EQ(noisy->sigma2(), Rational(9, 1));
    for (std::size_t i = 0; i < 12; ++i) {
      const double away = static_cast<double>(noisy->cells()[i]) - truth[i];
      sum[i] += away;
      squares[i] += away * away;
    }
  }
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(sum[i] / kRuns, 0, 5 * 3 / std::sqrt(kRuns));
    EXPECT_NEAR(squares[i] / kRuns, 9, 5 * 9 * std::sqrt(2.0 / kRuns));
  }
}

TEST(Measure, counts_made_with_a_seed_say_so) {
  const auto exact = count(table({0}, {1}), {});
  Budget budget = rich();
  Randomness test(TestSeed{1}), secret;
  EXPECT_EQ(measure(*exact, {1, 1}, budget, test)->mark(), Mark::test_not_private);
  EXPECT_EQ(measure(*exact, {1, 1}, budget, secret)->mark(), Mark::secret_coins);
}

TEST(Marginal, too_many_cells_are_refused_by_the_codebook_alone) {
  const char* text = "format: palermo-codebook/1\nid: wide\ncolumns:\n  - {name: a, range: {from: 1, to: 5000}}\n  - {name: b, range: {from: 1, to: 5000}}\n";
  const auto wide = std::make_shared<const Codebook>(*Codebook::read(*core::parse_yaml(text, "wide.yaml")));
  const PersonTable nobody(wide, CodedRows{{{}, {}}});
  EXPECT_EQ(count(nobody, {0, 1}).error().kind.code, kTooManyCells.code);
  EXPECT_TRUE(count(nobody, {0}));
}

// The claim behind its price: all neighbours of random small tables (people taken away and added), random tables told.
TEST(MeasureDistance, one_person_changes_the_floored_mean_by_one_at_most) {
  core::Stream stream(9, "distance.neighbours");
  int changed = 0;
  for (int world = 0; world < 300; ++world) {
    const std::size_t tables = 1 + stream.below(4), cells = 2 + stream.below(5);
    std::vector<std::vector<std::uint32_t>> counts(tables, std::vector<std::uint32_t>(cells));
    std::vector<std::vector<std::int64_t>> told(tables, std::vector<std::int64_t>(cells));
    for (std::size_t t = 0; t < tables; ++t)
      for (std::size_t i = 0; i < cells; ++i) {
        counts[t][i] = static_cast<std::uint32_t>(stream.below(4));
        told[t][i] = static_cast<std::int64_t>(stream.below(6)) - 1;
      }
    const auto mean = [&] {
      std::vector<std::int64_t> each;
      for (std::size_t t = 0; t < tables; ++t) each.push_back(marginal_score(counts[t], told[t], 1, 0));
      return mean_distance(each);
    };
    const std::int64_t before = mean();
    for (int person = 0; person < 50; ++person) {  // a new one, in one cell of every table
      std::vector<std::size_t> at;
      for (std::size_t t = 0; t < tables; ++t) ++counts[t][at.emplace_back(stream.below(cells))];
      const std::int64_t after = mean();
      changed += after != before;
      EXPECT_LE(std::abs(after - before), 1);
      for (std::size_t t = 0; t < tables; ++t) --counts[t][at[t]];
    }
  }
  EXPECT_GT(changed, 1000);
}

TEST(MeasureDistance, pays_first_and_tells_the_mean_distance) {
  const PersonTable people = table(std::vector<Level>(100, 0), std::vector<Level>(100, 1));
  Budget budget(Rho::of_gaussian({1, 1}));
  Randomness randomness(TestSeed{1});
  const std::vector<ToldTable> told = {{{0}, {100, 0, 0}}, {{1}, {100, 0, 0, 0}}};  // 0 and 200 people off
  const auto distance = measure_distance(people, told, {1, 1}, budget, randomness);
  ASSERT_TRUE(distance);
  EXPECT_NEAR(static_cast<double>(distance->people), 100, 6);  // six standard deviations
  EXPECT_EQ(budget.left(), Rho());
  EXPECT_EQ(measure_distance(people, told, {1, 1}, budget, randomness).error().kind.code, kBudgetGone.code);
  EXPECT_EQ(measure_distance(people, {}, {1, 1}, budget, randomness).error().kind.code, kNoCandidates.code);
}

TEST(Select, pays_first_and_finds_what_the_model_tells_worst) {
  const PersonTable people = table(std::vector<Level>(1000, 0), std::vector<Level>(1000, 1));
  const auto a = count(people, {0}), b = count(people, {1});
  const std::vector<Candidate> candidates = {{.exact = &*a, .expected = {1000, 0, 0}}, {.exact = &*b, .expected = {500, 500, 0, 0}, .penalty = 3}};
  Budget budget(Rho::of_exponential({1, 1}));
  Randomness randomness(TestSeed{1});
  const auto chosen = select(candidates, {1, 1}, budget, randomness);  // 0 against 997 at epsilon 1: the other one once in exp(498)
  ASSERT_TRUE(chosen);
  EXPECT_EQ(*chosen, 1U);
  EXPECT_EQ(select(candidates, {1, 1}, budget, randomness).error().kind.code, kBudgetGone.code);
}

TEST(Select, refuses_candidates_that_do_not_fit) {
  const auto a = count(table({0}, {1}), {0});
  Budget budget = rich();
  Randomness randomness(TestSeed{1});
  const auto code = [&](const std::vector<Candidate>& candidates, Rational epsilon) { return select(candidates, epsilon, budget, randomness).error().kind.code; };
  EXPECT_EQ(code({}, {1, 1}), kNoCandidates.code);
  EXPECT_EQ(code({{.exact = &*a, .expected = {0, 0}}}, {1, 1}), kBadScale.code);
  EXPECT_EQ(code({{.exact = nullptr, .expected = {}}}, {1, 1}), kBadScale.code);
  EXPECT_EQ(code({{.exact = &*a, .expected = {0, 0, 0}, .weight = 0}}, {1, 1}), kBadScale.code);
  EXPECT_EQ(code({{.exact = &*a, .expected = {0, 0, 0}}}, Rational()), kBadScale.code);
  EXPECT_EQ(budget.spent(), Rho());
}

}  // namespace
}  // namespace palermo::privacy
