// SPDX-License-Identifier: Apache-2.0
// Audits of our own mechanisms, and of mechanisms broken on purpose: the first stay under the claim, the second are caught.
#include "palermo/privacy/audit.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <memory>

#include "palermo/privacy/binomial.hpp"
#include "palermo/privacy/synthesis.hpp"

namespace palermo::privacy {
namespace {

using core::Rational;

std::shared_ptr<const Codebook> codebook(const std::string& columns) {
  return std::make_shared<const Codebook>(*Codebook::read(*core::parse_yaml("format: palermo-codebook/1\nid: audit\ncolumns:\n" + columns, "audit.yaml")));
}

// Three records, and the same with a fourth.
PersonTable three() {
  return {codebook("  - {name: a, values: [x, y], other: false}\n  - {name: b, values: [p, q], other: false}\n"), CodedRows{{{0, 0, 1}, {0, 1, 1}}}};
}
PersonTable four() {
  CodedRows rows = three().inside_rows();
  rows.columns[0].push_back(1);
  rows.columns[1].push_back(0);
  return {three().shared_codebook(), std::move(rows)};
}

Budget rich() { return Budget(Rho::of_units(UINT64_MAX - 1)); }

// The attacker looks at the one cell that the fourth record changes.
std::vector<double> measured_cell(const PersonTable& people, Rational sigma2, std::uint64_t seed, int runs) {
  const auto exact = count(people, {0});
  Budget budget = rich();
  Randomness randomness(TestSeed{seed});
  std::vector<double> outcomes;
  for (int i = 0; i < runs; ++i) outcomes.push_back(static_cast<double>(measure(*exact, sigma2, budget, randomness)->cells()[1]));
  return outcomes;
}

TEST(Binomial, tails_and_bounds_are_those_of_the_tables) {
  EXPECT_NEAR(share_lower_bound(3, 10, 0.975), 0.06673951, 1e-7);  // [clopper1934]: 3 of 10, 95 % both sides
  EXPECT_NEAR(share_upper_bound(3, 10, 0.975), 0.65245285, 1e-7);
  EXPECT_NEAR(share_upper_bound(0, 10, 0.975), 1 - std::pow(0.025, 0.1), 1e-12);
  EXPECT_EQ(share_lower_bound(0, 10, 0.975), 0);
  for (const double p : {0.01, 0.3, 0.5, 0.97}) {
    double tail = 0;
    for (int k = 60; k >= 0; --k) {
      tail += binomial_mass(60, p, k);
      EXPECT_NEAR(binomial_upper_tail(60, p, k), tail, 1e-11) << p << " " << k;
    }
  }
}

TEST(PairwiseAudit, measuring_three_or_four_records_stays_under_the_claim) {
  constexpr int kRuns = 100'000;
  for (const Rational sigma2 : {Rational(1, 1), Rational(4, 1)}) {
    for (const double delta : {1e-6, 1e-3}) {
      const double claimed = epsilon_of(Rho::of_gaussian(sigma2).to_double(), delta);
      const double found = pairwise_audit(measured_cell(four(), sigma2, 1, kRuns), measured_cell(three(), sigma2, 2, kRuns), delta);
      std::cout << fmt::format("measure, sigma2 {}, delta {}: claimed epsilon {:.3f}, audit at least {:.3f}\n", sigma2.to_double(), delta, claimed, found);
      EXPECT_LE(found, claimed);
      EXPECT_GT(found, 0.3 * claimed);  // the attacker does see something
    }
  }
}

TEST(PairwiseAudit, catches_noise_of_half_the_stated_scale) {
  constexpr int kRuns = 100'000;
  const double claimed = epsilon_of(Rho::of_gaussian({1, 1}).to_double(), 1e-3);
  EXPECT_GT(pairwise_audit(measured_cell(four(), {1, 4}, 3, kRuns), measured_cell(three(), {1, 4}, 4, kRuns), 1e-3), claimed);
}

std::vector<double> selected(const PersonTable& people, Rational epsilon, std::uint64_t seed, int runs) {
  const auto a = count(people, {0}), b = count(people, {1});
  // The fourth record brings a nearer to its model and b further from it.
  const std::vector<Candidate> candidates = {{.exact = &*a, .expected = {2, 9, 0}}, {.exact = &*b, .expected = {0, 2, 0}}};
  Budget budget = rich();
  Randomness randomness(TestSeed{seed});
  std::vector<double> outcomes;
  for (int i = 0; i < runs; ++i) outcomes.push_back(static_cast<double>(*select(candidates, epsilon, budget, randomness)));
  return outcomes;
}

TEST(PairwiseAudit, selecting_on_three_or_four_records_stays_under_the_claim) {
  for (const Rational epsilon : {Rational(1, 2), Rational(2, 1)}) {
    const double found = pairwise_audit(selected(four(), epsilon, 5, 100'000), selected(three(), epsilon, 6, 100'000), 0);
    std::cout << fmt::format("select: claimed epsilon {}, audit at least {:.3f}\n", epsilon.to_double(), found);
    EXPECT_LE(found, epsilon.to_double());
    EXPECT_GT(found, 0.3 * epsilon.to_double());
  }
}

TEST(PairwiseAudit, two_equal_tables_prove_nothing) {
  const auto one = measured_cell(three(), {1, 1}, 7, 20'000), other = measured_cell(three(), {1, 1}, 8, 20'000);
  EXPECT_LT(pairwise_audit(one, other, 0), 0.1);
}

TEST(CanaryAudit, the_bound_is_that_of_the_paper_in_its_simplest_case) {
  // delta = 0, ten of ten right: q^10 = 0.05, epsilon = ln(q / (1 - q)).
  const double q = std::pow(0.05, 0.1);
  EXPECT_NEAR(canary_epsilon({10, 10, 10}, 0), std::log(q / (1 - q)), 1e-9);
  EXPECT_EQ(canary_epsilon({10, 10, 5}, 0), 0);
  // delta = 1e-5, epsilon = 1: the mean of the masses at 9, 8 and 7 is greater than at 9, at 9 and 8, or at 9 to 6.
  const double p = 1 / (1 + std::exp(-1)), mean = (binomial_mass(10, p, 9) + binomial_mass(10, p, 8) + binomial_mass(10, p, 7)) / 3;
  EXPECT_NEAR(canary_p_value({1000, 10, 10}, 1, 1e-5), std::pow(p, 10) + 2e-2 * mean, 1e-12);
}

TEST(CanaryAudit, delta_weighs_more_with_more_canaries) {
  const double none = canary_epsilon({1000, 100, 95}, 0), few = canary_epsilon({1000, 100, 95}, 1e-5), many = canary_epsilon({100'000, 100, 95}, 1e-5);
  EXPECT_GT(none, few);
  EXPECT_GT(few, many);
}

// The whole of it: what synthesise() publishes about three and about four people. The attacker adds up, each by its precision, the
// published counts that the fourth person is part of; a refusal is an outcome too.
std::vector<double> synthesised(const PersonTable& people, double epsilon, std::uint64_t seed, int runs) {
  const std::vector<Level> fourth = {1, 0};
  core::Silence progress;
  std::vector<double> outcomes;
  for (int i = 0; i < runs; ++i) {
    auto budget = Budget::of(epsilon, 1e-6);
    Randomness randomness(TestSeed{seed + static_cast<std::uint64_t>(i)});
    const auto made = synthesise(people, {}, *budget, randomness, progress);
    EXPECT_TRUE(made || made.error().kind.code == kTooFewPeople.code);
    double score = made ? 0 : -1000;
    for (std::size_t c = 0; made && c < made->counts.size(); ++c) {
      const PublishedCount& one = made->counts[c];
      bool part = true;
      for (std::size_t k = 0; k < one.columns.size(); ++k) part = part && one.levels[k] == fourth[one.columns[k]];
      if (part) score += one.people / (one.standard_error * one.standard_error);
    }
    outcomes.push_back(score);
  }
  return outcomes;
}

TEST(PairwiseAudit, D29_a_whole_synthesis_of_three_or_four_records_stays_under_the_claim) {
  constexpr int kRuns = 250;  // a synthesis takes milliseconds; at epsilon 1 so few could show 3 times what is claimed
  const double epsilon = 1;
  const double found = pairwise_audit(synthesised(four(), epsilon, 1'000, kRuns), synthesised(three(), epsilon, 1'000'000, kRuns), 1e-6);
  std::cout << fmt::format("synthesise: claimed epsilon {}, audit at least {:.3f}\n", epsilon, found);
  EXPECT_LE(found, epsilon);
}

// Three columns of 20 values: most canaries are alone in their cell of the three-way table.
struct World {
  PersonTable base;
  World() : base(codebook("  - {name: a, range: {from: 1, to: 20}}\n  - {name: b, range: {from: 1, to: 20}}\n  - {name: c, range: {from: 1, to: 20}}\n"), people()) {}
  static CodedRows people() {
    core::Stream stream(10, "audit.world");
    CodedRows rows{std::vector<std::vector<Level>>(3)};
    for (int i = 0; i < 500; ++i)
      for (auto& column : rows.columns) column.push_back(static_cast<Level>(stream.below(5)));
    return rows;
  }
};

CanaryAudit audit_of(Rational sigma2, std::size_t canaries) {
  const World world;
  core::Stream stream(11, "audit.coins");
  const Audited mechanism = [&](const PersonTable& table) -> core::Result<CanaryScore> {
    Budget budget = rich();
    Randomness randomness(TestSeed{12});
    std::vector<NoisyMarginal> released;
    PALERMO_TRY(const ExactMarginal exact, count(table, {0, 1, 2}));
    PALERMO_TRY(NoisyMarginal noisy, measure(exact, sigma2, budget, randomness));
    released.push_back(std::move(noisy));
    return score_by_counts(std::move(released), world.base);
  };
  const auto audit = canary_audit(world.base, mechanism, {.canaries = canaries, .guessed = 0.2}, stream);
  EXPECT_TRUE(audit);
  return *audit;
}

TEST(CanaryAudit, one_run_of_a_noisy_table_stays_under_its_claim) {
  for (const double epsilon : {1.0, 4.0}) {
    const Rational sigma2 = gaussian_variance(Rho::down(rho_of(epsilon, 1e-6)));
    const CanaryAudit audit = audit_of(sigma2, 1000);
    std::cout << fmt::format("canaries: claimed epsilon {}, {} of {} guesses right, audit at least {:.3f}\n", epsilon, audit.guesses.correct, audit.guesses.guessed, audit.epsilon);
    EXPECT_LE(audit.epsilon, epsilon);
    EXPECT_EQ(audit.guesses.guessed, 200);
  }
  EXPECT_GT(audit_of(gaussian_variance(Rho::down(rho_of(4, 1e-6))), 1000).epsilon, 0.5);  // the attacker does see something
}

// Where it claims epsilon = 2. One run can prove no more than 4.2 by 200 guesses, and canaries that share a cell cost some of it.
TEST(CanaryAudit, catches_a_table_without_noise) { EXPECT_GT(audit_of({1, 1 << 20}, 1000).epsilon, 2); }

}  // namespace
}  // namespace palermo::privacy
