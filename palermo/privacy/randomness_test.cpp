// SPDX-License-Identifier: Apache-2.0
#include "palermo/privacy/randomness.hpp"

#include <gtest/gtest.h>

#include <set>
#include <type_traits>

namespace palermo::privacy {
namespace {

// A bare number is no source of coins; and two objects never toss the same ones.
static_assert(!std::is_constructible_v<Randomness, std::uint64_t> && !std::is_constructible_v<Randomness, int>);
static_assert(!std::is_copy_constructible_v<Randomness> && !std::is_copy_assignable_v<Randomness>);

TEST(Randomness, a_seed_marks_whatever_it_touches_as_not_private) {
  EXPECT_EQ(Randomness().mark(), Mark::secret_coins);
  EXPECT_EQ(Randomness(TestSeed{1}).mark(), Mark::test_not_private);
  EXPECT_EQ(joined(Mark::secret_coins, Mark::test_not_private), Mark::test_not_private);
  EXPECT_EQ(joined(Mark::test_not_private, Mark::secret_coins), Mark::test_not_private);
  EXPECT_EQ(mark_text(Mark::test_not_private), "TEST – NOT PRIVATE");
  EXPECT_EQ(mark_text(Mark::secret_coins), "");
}

TEST(Randomness, a_seed_repeats_and_another_does_not) {
  Randomness one(TestSeed{1}), again(TestSeed{1}), other(TestSeed{2});
  int alike = 0;
  for (int i = 0; i < 5000; ++i) {  // over two refills
    const auto word = one.next();
    EXPECT_EQ(word, again.next());
    alike += word == other.next() ? 1 : 0;
  }
  EXPECT_EQ(alike, 0);
}

TEST(Randomness, coins_of_the_system_never_come_twice) {
  Randomness one, other;
  std::set<std::uint64_t> words;
  for (int i = 0; i < 5000; ++i) {
    EXPECT_TRUE(words.insert(one.next()).second);
    EXPECT_TRUE(words.insert(other.next()).second);
  }
}

}  // namespace
}  // namespace palermo::privacy
