// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/random.hpp"

#include <array>
#include <cmath>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace palermo::core {
namespace {

std::vector<std::uint64_t> first_numbers(std::uint64_t seed, std::string_view name, std::uint64_t index, int n = 4) {
  Stream stream(seed, name, index);
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < n; ++i) numbers.push_back(stream());
  return numbers;
}

// Chi-square statistic of counts against equal expectation.
double chi_square(std::span<const int> counts, double expected) {
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}

// Upper point of chi-square with `df` degrees of freedom exceeded once in a million (Wilson and Hilferty 1931).
double chi_square_limit(double df) {
  const double z = 4.753424;
  const double root = 1 - 2 / (9 * df) + z * std::sqrt(2 / (9 * df));
  return df * root * root * root;
}

TEST(Stream, gives_the_same_first_numbers_on_every_machine_and_in_every_version) {
  // Computed apart from this program, from SHA-256 and the recurrence of PCG XSL-RR 128/64.
  const std::vector<std::uint64_t> golden{8891829398491561064U, 3444019321539342439U, 17845485949646784316U, 5028941904953463004U};
  EXPECT_EQ(first_numbers(1, "simulate.person", 17), golden);
}

TEST(Stream, differs_by_seed_by_name_and_by_index) {
  std::set<std::uint64_t> firsts;
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (std::uint64_t index = 0; index < 20; ++index)
      for (const char* name : {"a", "b", "ab"}) firsts.insert(first_numbers(seed, name, index, 1).front());
  EXPECT_EQ(firsts.size(), 20U * 20U * 3U);
}

TEST(Stream, does_not_depend_on_order_or_thread) {
  constexpr std::uint64_t n = 64;
  std::vector<std::vector<std::uint64_t>> forwards(n), backwards(n), threaded(n);
  for (std::uint64_t i = 0; i < n; ++i) forwards[i] = first_numbers(7, "replicate", i);
  for (std::uint64_t i = n; i-- > 0;) backwards[i] = first_numbers(7, "replicate", i);
  std::vector<std::thread> threads;
  for (std::uint64_t t = 0; t < 4; ++t)
    threads.emplace_back([&, t] { for (std::uint64_t i = t; i < n; i += 4) threaded[i] = first_numbers(7, "replicate", i); });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(forwards, backwards);
  EXPECT_EQ(forwards, threaded);
}

TEST(Stream, below_is_even) {
  constexpr int bins = 97;
  constexpr int draws = 200000;
  std::array<int, bins> counts{};
  Stream stream(1, "test.below");
  for (int i = 0; i < draws; ++i) ++counts[stream.below(bins)];
  EXPECT_LT(chi_square(counts, double{draws} / bins), chi_square_limit(bins - 1));
}

TEST(Stream, below_is_even_where_a_plain_remainder_would_not_be) {
  const std::uint64_t n = (std::uint64_t{3} << 62);  // 2^64 mod n is a quarter of all: remainders would fall low half the time
  int low = 0;
  constexpr int draws = 30000;
  Stream stream(1, "test.below");
  for (int i = 0; i < draws; ++i) low += stream.below(n) < n / 3 ? 1 : 0;
  EXPECT_NEAR(low, draws / 3.0, 5 * std::sqrt(draws * 2.0 / 9));
}

TEST(Stream, uniform_lies_in_0_1_and_has_the_right_mean_and_variance) {
  constexpr int draws = 100000;
  double sum = 0, squares = 0;
  Stream stream(2, "test.uniform");
  for (int i = 0; i < draws; ++i) {
    const double x = stream.uniform();
    ASSERT_GE(x, 0);
    ASSERT_LT(x, 1);
    sum += x;
    squares += x * x;
  }
  EXPECT_NEAR(sum / draws, 1.0 / 2, 5 * std::sqrt(1.0 / 12 / draws));
  EXPECT_NEAR(squares / draws, 1.0 / 3, 5 * std::sqrt((1.0 / 5 - 1.0 / 9) / draws));
}

TEST(Stream, chance_and_pick_follow_their_weights) {
  constexpr int draws = 100000;
  Stream stream(3, "test.pick");
  const std::array<double, 4> weights{1, 0, 3, 4};
  std::array<int, 4> counts{};
  int heads = 0;
  for (int i = 0; i < draws; ++i) {
    ++counts[stream.pick(weights)];
    heads += stream.chance(0.3) ? 1 : 0;
  }
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double p = weights[i] / 8;
    EXPECT_NEAR(counts[i], draws * p, 5 * std::sqrt(draws * p * (1 - p)));
  }
  EXPECT_NEAR(heads, draws * 0.3, 5 * std::sqrt(draws * 0.21));
  EXPECT_FALSE(stream.chance(0));
  EXPECT_TRUE(stream.chance(1));
}

TEST(Stream, poisson_has_mean_and_variance_alike_small_and_large) {
  constexpr int draws = 50000;
  for (const double mean : {0.0, 0.4, 5.0, 60.0}) {
    Stream stream(4, "test.poisson", static_cast<std::uint64_t>(mean * 10));
    double sum = 0, squares = 0;
    for (int i = 0; i < draws; ++i) {
      const double k = stream.poisson(mean);
      sum += k;
      squares += (k - mean) * (k - mean);
    }
    EXPECT_NEAR(sum / draws, mean, 5 * std::sqrt(mean / draws));
    // The variance of (k - mean)^2 is mean + 2 mean^2.
    EXPECT_NEAR(squares / draws, mean, 5 * std::sqrt((mean + 2 * mean * mean) / draws));
  }
}

TEST(Stream, normal_has_mean_0_variance_1_and_thin_tails) {
  constexpr int draws = 100000;
  Stream stream(5, "test.normal");
  double sum = 0, squares = 0;
  int beyond_two = 0;
  for (int i = 0; i < draws; ++i) {
    const double x = stream.normal();
    sum += x;
    squares += x * x;
    beyond_two += std::abs(x) > 2 ? 1 : 0;
  }
  EXPECT_NEAR(sum / draws, 0, 5 / std::sqrt(draws));
  EXPECT_NEAR(squares / draws, 1, 5 * std::sqrt(2.0 / draws));
  const double p = 0.04550026;
  EXPECT_NEAR(beyond_two, draws * p, 5 * std::sqrt(draws * p * (1 - p)));
}

TEST(Secret, two_are_never_alike) {
  std::set<std::string> secrets;
  for (int i = 0; i < 1000; ++i) secrets.insert(secret_hex(16));
  EXPECT_EQ(secrets.size(), 1000U);
  EXPECT_EQ(secrets.begin()->size(), 32U);
  EXPECT_EQ(secrets.begin()->find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace palermo::core
