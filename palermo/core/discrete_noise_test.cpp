// SPDX-License-Identifier: Apache-2.0
// The samplers against the exact mass: chi-square tests whose bound is passed by chance once in a million; seeds are fixed.
#include "palermo/core/discrete_noise.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <vector>

#include "palermo/core/random.hpp"

namespace palermo::core {
namespace {

// Coins of a named stream: fast, repeatable, no secret.
class StreamWords final : public RandomWords {
 public:
  explicit StreamWords(std::string_view name) : stream_(7, name) {}
  std::uint64_t next() override { return stream_(); }

 private:
  Stream stream_;
};

// Words that a test wrote down.
class WrittenWords final : public RandomWords {
 public:
  explicit WrittenWords(std::deque<std::uint64_t> words) : words_(std::move(words)) {}
  std::uint64_t next() override {
    if (words_.empty()) std::abort();
    const std::uint64_t word = words_.front();
    words_.pop_front();
    return word;
  }
  [[nodiscard]] std::size_t left() const { return words_.size(); }

 private:
  std::deque<std::uint64_t> words_;
};

// Passed by a chi-square variable of that many degrees with probability 1e-6 (Wilson and Hilferty).
double chi_square_bound(std::size_t degrees) {
  const auto k = static_cast<double>(degrees);
  const double cube_root = 1 - 2 / (9 * k) + 4.753424 * std::sqrt(2 / (9 * k));
  return k * cube_root * cube_root * cube_root;
}

struct Fit {
  double statistic = 0;
  std::size_t degrees = 0;
};

// Draws against weights that need not sum to one; values expected fewer than ten times are one class on each side.
Fit fit(const std::map<std::int64_t, std::int64_t>& seen, std::int64_t draws, const std::function<double(std::int64_t)>& weight) {
  constexpr std::int64_t kFar = 2000;
  double all = 0;
  for (std::int64_t y = -kFar; y <= kFar; ++y) all += weight(y);
  Fit out;
  double tail_expected[2] = {0, 0}, tail_seen[2] = {0, 0};
  const auto add = [&](double expected, double got) {
    out.statistic += (got - expected) * (got - expected) / expected;
    ++out.degrees;
  };
  std::int64_t inside = 0;
  for (std::int64_t y = -kFar; y <= kFar; ++y) {
    const double expected = static_cast<double>(draws) * weight(y) / all;
    const auto found = seen.find(y);
    const auto got = found == seen.end() ? std::int64_t{0} : found->second;
    inside += got;
    if (expected >= 10) {
      add(expected, static_cast<double>(got));
    } else {
      tail_expected[y > 0] += expected;
      tail_seen[y > 0] += static_cast<double>(got);
    }
  }
  EXPECT_EQ(inside, draws) << "a draw was further than " << kFar;
  for (const int side : {0, 1})
    if (tail_expected[side] > 1) add(tail_expected[side], tail_seen[side]);
  --out.degrees;
  return out;
}

// The mass is exp(-y^2 / (2 sigma2)), summed in floating point: relative error 1e-13, far below what 10^7 draws can see.
void expect_gaussian(Rational sigma2, std::int64_t draws) {
  StreamWords words("gaussian");
  std::map<std::int64_t, std::int64_t> seen;
  for (std::int64_t i = 0; i < draws; ++i) ++seen[discrete_gaussian(sigma2, words)];
  const double s2 = sigma2.to_double();
  const Fit found = fit(seen, draws, [&](std::int64_t y) { return std::exp(-static_cast<double>(y * y) / (2 * s2)); });
  EXPECT_LT(found.statistic, chi_square_bound(found.degrees)) << s2 << ", " << found.degrees << " degrees";
}

void expect_laplace(Rational scale, std::int64_t draws) {
  StreamWords words("laplace");
  std::map<std::int64_t, std::int64_t> seen;
  for (std::int64_t i = 0; i < draws; ++i) ++seen[discrete_laplace(scale, words)];
  const double t = scale.to_double();
  const Fit found = fit(seen, draws, [&](std::int64_t y) { return std::exp(-std::fabs(static_cast<double>(y)) / t); });
  EXPECT_LT(found.statistic, chi_square_bound(found.degrees)) << t << ", " << found.degrees << " degrees";
}

TEST(DiscreteNoise, ten_million_draws_of_the_discrete_gaussian_follow_the_exact_mass) { expect_gaussian({26, 5}, 10'000'000); }

TEST(DiscreteNoise, ten_million_draws_of_the_discrete_laplace_follow_the_exact_mass) { expect_laplace({7, 3}, 10'000'000); }

TEST(DiscreteNoise, the_discrete_gaussian_follows_the_exact_mass_at_small_and_large_scales) {
  for (const Rational sigma2 : {Rational(1, 8), Rational(1, 3), Rational(1, 1), Rational(1'684'301, 1 << 20), Rational(4000, 1)})
    expect_gaussian(sigma2, 300'000);
}

TEST(DiscreteNoise, the_discrete_laplace_follows_the_exact_mass_at_small_and_large_scales) {
  for (const Rational scale : {Rational(1, 5), Rational(1, 1), Rational(2, 3), Rational(41, 2)}) expect_laplace(scale, 300'000);
}

TEST(DiscreteNoise, coins_of_exp_minus_gamma_are_right_for_a_thousand_fractions) {
  StreamWords words("bern_exp");
  constexpr int kTosses = 3000;
  double statistic = 0;
  std::size_t tested = 0;
  for (std::uint64_t a = 1; a <= 40; ++a) {
    for (std::uint64_t b = 1; b <= 25; ++b) {
      const double p = std::exp(-static_cast<double>(a) / static_cast<double>(b));
      int heads = 0;
      for (int i = 0; i < kTosses; ++i) heads += chance_exp(a, b, words) ? 1 : 0;
      if (kTosses * p < 10) continue;  // too rare for a normal law
      statistic += (heads - kTosses * p) * (heads - kTosses * p) / (kTosses * p * (1 - p));
      ++tested;
    }
  }
  EXPECT_GT(tested, 850U);
  EXPECT_LT(statistic, chi_square_bound(tested));
  EXPECT_GT(statistic, static_cast<double>(tested) - 4.753424 * std::sqrt(2.0 * static_cast<double>(tested)));  // nor too good
}

TEST(DiscreteNoise, a_coin_of_a_very_large_exponent_never_falls_and_of_zero_always_does) {
  StreamWords words("edges");
  for (int i = 0; i < 1000; ++i) {
    EXPECT_FALSE(chance_exp(static_cast<Wide>(1) << 120, 1, words));
    EXPECT_TRUE(chance_exp(0, 1, words));
  }
}

// 2^64 is 1 modulo 3: of all words one is too many, and it is thrown away.
TEST(DiscreteNoise, words_that_would_bend_a_uniform_draw_are_thrown_away) {
  WrittenWords words({0, UINT64_MAX});
  EXPECT_EQ(static_cast<std::uint64_t>(uniform_below(3, words)), 2U);
  EXPECT_EQ(words.left(), 0U);
}

TEST(DiscreteNoise, uniform_draws_above_64_bits_use_two_words) {
  const Wide n = static_cast<Wide>(3) << 80;
  WrittenWords words({1, 2});
  EXPECT_TRUE(uniform_below(n, words) == ((static_cast<Wide>(1) << 64) | 2));
  StreamWords many("wide");
  double sum = 0;
  constexpr int kDraws = 20000;
  for (int i = 0; i < kDraws; ++i) sum += static_cast<double>(uniform_below(n, many)) / static_cast<double>(n);
  EXPECT_NEAR(sum / kDraws, 0.5, 4.9 / std::sqrt(12.0 * kDraws));
}

// Variance of the discrete Gaussian is at most that of the continuous one [canonne2020]; and not much less where sigma > 1.
TEST(DiscreteNoise, the_variance_is_the_stated_one) {
  StreamWords words("variance");
  constexpr int kDraws = 200'000;
  double squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const auto y = static_cast<double>(discrete_gaussian({100, 1}, words));
    squares += y * y;
  }
  EXPECT_NEAR(squares / kDraws, 100, 5 * 100 * std::sqrt(2.0 / kDraws));
}

}  // namespace
}  // namespace palermo::core
