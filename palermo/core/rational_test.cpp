// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/rational.hpp"

#include <gtest/gtest.h>

#include <type_traits>

#include "palermo/core/random.hpp"

namespace palermo::core {
namespace {

static_assert(!std::is_constructible_v<Rational, double> && !std::is_constructible_v<Rational, float> && !std::is_convertible_v<int, Rational>);

TEST(Rational, is_in_lowest_terms_and_ordered) {
  EXPECT_EQ(Rational(6, 8), Rational(3, 4));
  EXPECT_EQ(Rational(0, 5), Rational());
  EXPECT_LT(Rational(1, 3), Rational(334, 1000));
  EXPECT_GT(Rational(1, 3), Rational(333, 1000));
}

TEST(Rational, rounding_goes_to_the_side_that_was_asked_for) {
  Stream stream(1, "rational");
  for (int i = 0; i < 10000; ++i) {
    const double x = stream.uniform() * (i % 2 == 0 ? 1 : 1e6);
    EXPECT_GE(Rational::up(x).to_double(), x);
    EXPECT_LE(Rational::down(x).to_double(), x);
    EXPECT_LE(Rational::up(x).to_double() - Rational::down(x).to_double(), 0x1.0p-20);
  }
  EXPECT_EQ(Rational::up(0.75), Rational(3, 4));
  EXPECT_EQ(Rational::down(0.75), Rational(3, 4));
}

TEST(Rational, whole_root_is_the_greatest_whole_number_whose_square_fits) {
  Stream stream(2, "rational");
  for (int i = 0; i < 10000; ++i) {
    const Wide n = (static_cast<Wide>(stream()) << 64 | stream()) >> (i % 128);
    const Wide root = whole_root(n);
    EXPECT_TRUE(root * root <= n);
    EXPECT_TRUE(root == UINT64_MAX || (root + 1) * (root + 1) > n);
  }
}

}  // namespace
}  // namespace palermo::core
