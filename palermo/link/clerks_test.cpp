// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/clerks.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "palermo/core/random.hpp"

namespace palermo::link {
namespace {

using Table = std::array<std::array<int, 3>, 3>;

ClerkAgreement of_table(const Table& table) {
  std::vector<PairLabel> first, second;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      for (int n = 0; n < table[i][j]; ++n) {
        first.push_back(static_cast<PairLabel>(i));
        second.push_back(static_cast<PairLabel>(j));
      }
  return agreement_of(first, second);
}

double kappa_of(const std::array<double, 9>& p) {
  double observed = 0, chance = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    observed += p[4 * i];
    double row = 0, column = 0;
    for (std::size_t j = 0; j < 3; ++j) {
      row += p[3 * i + j];
      column += p[3 * j + i];
    }
    chance += row * column;
  }
  return (observed - chance) / (1 - chance);
}

// The delta method with slopes by differences: slower, and written without the formula.
double slow_error(const Table& table) {
  double n = 0;
  std::array<double, 9> p{};
  for (std::size_t k = 0; k < 9; ++k) n += p[k] = table[k / 3][k % 3];
  for (double& share : p) share /= n;
  double mean = 0, square = 0;
  for (std::size_t k = 0; k < 9; ++k) {
    constexpr double kStep = 1e-6;
    auto up = p, down = p;
    up[k] += kStep;
    down[k] -= kStep;
    const double slope = (kappa_of(up) - kappa_of(down)) / (2 * kStep);
    mean += p[k] * slope;
    square += p[k] * slope * slope;
  }
  return std::sqrt((square - mean * mean) / n);
}

// Two raters and 100 patients in three diagnoses, a standard example (Fleiss, Statistical Methods for Rates and Proportions, 1981):
// overall kappa .68.
constexpr Table kDiagnoses{{{75, 1, 4}, {5, 4, 1}, {0, 0, 10}}};

TEST(Clerks, kappa_of_the_table_of_fleiss) {
  const ClerkAgreement agreement = of_table(kDiagnoses);
  EXPECT_EQ(agreement.pairs, 100);
  EXPECT_DOUBLE_EQ(agreement.raw, 0.89);
  EXPECT_NEAR(*agreement.kappa, 0.68, 0.005);
}

TEST(Clerks, the_error_of_kappa_agrees_with_a_slow_derivation) {
  for (const Table& table : {kDiagnoses, Table{{{20, 5, 1}, {10, 15, 2}, {3, 1, 7}}}, Table{{{90, 3, 0}, {4, 3, 0}, {0, 0, 0}}}})
    EXPECT_NEAR(of_table(table).kappa_error, slow_error(table), 1e-5);
}

TEST(Clerks, its_interval_holds_the_true_kappa_in_about_95_of_100_samples) {
  // Both say what is true with probability 0.9, else the other of two labels; half of the pairs are the same: kappa = (2 * 0.9 - 1)^2.
  constexpr double kTrue = 0.64;
  constexpr int kRuns = 2000, kPairs = 300;
  int held = 0;
  for (int run = 0; run < kRuns; ++run) {
    core::Stream stream(static_cast<std::uint64_t>(run), "test.clerks");
    std::vector<PairLabel> first, second;
    for (int i = 0; i < kPairs; ++i) {
      const bool same = stream.chance(0.5);
      first.push_back(same == stream.chance(0.9) ? PairLabel::same : PairLabel::different);
      second.push_back(same == stream.chance(0.9) ? PairLabel::same : PairLabel::different);
    }
    const ClerkAgreement agreement = agreement_of(first, second);
    held += agreement.kappa_interval.low <= kTrue && kTrue <= agreement.kappa_interval.high ? 1 : 0;
  }
  // 4 sigma of a share of 0.95 over 2,000 runs: 0.0195
  EXPECT_NEAR(held / static_cast<double>(kRuns), 0.95, 0.02);
}

TEST(Clerks, no_kappa_where_both_used_one_label_and_bounds_stay_bounds) {
  const ClerkAgreement agreement = of_table({{{12, 0, 0}, {0, 0, 0}, {0, 0, 0}}});
  EXPECT_FALSE(agreement.kappa);
  EXPECT_EQ(agreement.raw, 1);
  EXPECT_NEAR(agreement.raw_interval.low, 0.7575, 1e-3);  // Wilson, 12 of 12
  EXPECT_EQ(agreement.raw_interval.high, 1);
  const ClerkAgreement against = of_table({{{0, 6, 0}, {6, 0, 0}, {0, 0, 0}}});
  EXPECT_DOUBLE_EQ(*against.kappa, -1);
  EXPECT_GE(against.kappa_interval.low, -1);
}

TEST(Clerks, a_label_is_trusted_as_far_as_clerks_agree_and_never_fully) {
  EXPECT_NEAR(label_certainty(of_table({{{45, 9, 0}, {10, 436, 0}, {0, 0, 0}}})), 1 - (1 - std::sqrt(1 - 2 * 20.0 / 502)) / 2, 1e-12);
  EXPECT_EQ(label_certainty(of_table({{{500, 0, 0}, {0, 5000, 0}, {0, 0, 0}}})), 0.995);
  EXPECT_EQ(label_certainty(of_table({{{0, 50, 0}, {50, 0, 0}, {0, 0, 0}}})), 0.75);
  EXPECT_NEAR(agreed_certainty(0.75), 0.9, 1e-12);
  EXPECT_EQ(agreed_certainty(0.99), 0.995);
}

TEST(Clerks, a_label_is_one_of_three_words) {
  EXPECT_EQ(pair_label_of("Same"), PairLabel::same);
  EXPECT_EQ(pair_label_of("UNSURE"), PairLabel::unsure);
  for (const char* word : {"", "yes", "s", "differ", "same "}) EXPECT_FALSE(pair_label_of(word)) << word;
}

}  // namespace
}  // namespace palermo::link
