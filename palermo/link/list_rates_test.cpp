// SPDX-License-Identifier: Apache-2.0
// Kinds of people, and how many of each there are: drawn from the right distribution, the same for the same seed.
#include "palermo/link/list_rates.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace palermo::link {
namespace {

TEST(ListRates, a_kind_is_told_by_lists_and_numbers_and_not_by_order) {
  const std::vector<ListIndex> ab{0, 1}, ba{1, 0}, aab{0, 0, 1}, aba{0, 1, 0};
  EXPECT_EQ(kind_of_person(ab).token, kind_of_person(ba).token);
  EXPECT_EQ(kind_of_person(aab).token, kind_of_person(aba).token);
  EXPECT_NE(kind_of_person(ab).token, kind_of_person(aab).token);
  EXPECT_EQ(kind_of_person(aab).repeats, 1U);
  EXPECT_NEAR(kind_of_person(aab).log_orders, std::log(2.0), 1e-12);
  const std::vector<ListIndex> aaa{0, 0, 0};
  EXPECT_NEAR(kind_of_person(aaa).log_orders, std::log(6.0), 1e-12);
}

TEST(ListRates, rates_are_gamma_given_how_many_there_are) {
  constexpr int kDraws = 20'000;
  for (const std::int64_t people : {1, 3, 40}) {
    const std::vector<ListIndex> lists{0, 1};
    const PersonKind kind = kind_of_person(lists);
    const KindCounts counts{{kind.token, {kind, people}}};
    ListRates rates(5);
    double sum = 0, squares = 0;
    for (int draw = 0; draw < kDraws; ++draw) {
      rates.draw(counts, static_cast<std::uint64_t>(draw));
      const double rate = std::exp(rates.log_weight(kind));
      sum += rate;
      squares += rate * rate;
    }
    const double shape = static_cast<double>(people) + 0.5, mean = sum / kDraws, variance = squares / kDraws - mean * mean;
    EXPECT_NEAR(mean, shape, 4 * std::sqrt(shape / kDraws));
    // The variance of a sample variance of Gamma(k, 1) is about (2 k^2 + 6 k) / n.
    EXPECT_NEAR(variance, shape, 4 * std::sqrt((2 * shape * shape + 6 * shape) / kDraws));
  }
}

TEST(ListRates, a_kind_that_nobody_is_of_counts_its_prior) {
  const std::vector<ListIndex> ab{0, 1}, abb{0, 1, 1};
  ListRates rates(1);
  rates.draw({}, 0);
  EXPECT_NEAR(rates.log_weight(kind_of_person(ab)), std::log(0.5), 1e-12);
  EXPECT_NEAR(rates.log_weight(kind_of_person(abb)), std::log(0.25 * 2), 1e-12) << "half as many, and two orders";
}

TEST(ListRates, the_same_seed_and_round_give_the_same_rates) {
  const std::vector<ListIndex> ab{0, 1};
  const PersonKind kind = kind_of_person(ab);
  const KindCounts counts{{kind.token, {kind, 7}}};
  ListRates one(3), same(3), other(4);
  one.draw(counts, 9);
  same.draw(counts, 2);
  same.draw(counts, 9);
  other.draw(counts, 9);
  EXPECT_EQ(one.log_weight(kind), same.log_weight(kind));
  EXPECT_NE(one.log_weight(kind), other.log_weight(kind));
}

}  // namespace
}  // namespace palermo::link
