// SPDX-License-Identifier: Apache-2.0
// Pairs drawn from known m and u give them back; weights rise along their chains; the classes do not change places.
#include "palermo/link/training.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "palermo/core/random.hpp"

namespace palermo::link {
namespace {

constexpr std::array<std::size_t, 4> kUsed{0, 1, 2, 4};  // name, birth, sex, place

struct Truth {
  std::array<Levels, kComparisons> m{}, u{};
  double pairs = 2'000'000;
  double matches = 4000;
};

Truth usual() {
  Truth truth;
  for (const std::size_t c : kUsed) {
    double m = 0, u = 0;
    for (std::size_t l = 1; l < kind_of(c).levels.size(); ++l) {
      m += kind_of(c).usual_m[l];
      u += kind_of(c).usual_u[l];
    }
    for (std::size_t l = 1; l < kind_of(c).levels.size(); ++l) {
      truth.m[c][l] = kind_of(c).usual_m[l] / m;
      truth.u[c][l] = kind_of(c).usual_u[l] / u;
    }
  }
  return truth;
}

std::vector<PatternCount> draw(const Truth& truth, std::uint64_t seed, double missing = 0.1) {
  PatternTable table;
  core::Stream stream(seed, "training.test");
  for (int k = 0; k < static_cast<int>(truth.pairs); ++k) {
    const auto& shares = k < static_cast<int>(truth.matches) ? truth.m : truth.u;
    PatternKey key;
    for (const std::size_t c : kUsed)
      if (!stream.chance(missing)) key.pattern = with_level(key.pattern, c, static_cast<Level>(stream.pick(std::span(shares[c]))));
    table.add(key);
  }
  return table.rows();
}

TEST(Training, records_drawn_from_known_m_and_u_give_them_back) {
  Truth truth = usual();
  truth.m[4] = {0, .4, .1, .1, .4};    // not what the priors say
  truth.m[2] = {0, .10, .90};
  const auto rows = draw(truth, 11);
  const Trained trained = train({.compared = rows, .others = {}, .groups = {{"a", "a", truth.pairs}}});
  EXPECT_NEAR(trained.model.prior * truth.pairs, truth.matches, 4 * std::sqrt(truth.matches));
  for (const std::size_t c : kUsed)
    for (std::size_t l = 1; l < kind_of(c).levels.size(); ++l) {
      const double m = truth.m[c][l];
      // Five standard errors of a share among the matches that are known, and what the priors weigh.
      const double reach = 5 * std::sqrt(m * (1 - m) / (truth.matches * 0.9)) + 25 / (truth.matches * 0.9);
      EXPECT_NEAR(trained.model.comparisons[c].m[l], m, reach) << kind_of(c).name << " " << kind_of(c).levels[l];
      const double u = truth.u[c][l];
      const double reach_u = 5 * std::sqrt(u * (1 - u) / (truth.pairs * 0.9)) + 60 / (truth.pairs * 0.9);
      EXPECT_NEAR(trained.model.comparisons[c].u[0][l], u, reach_u) << kind_of(c).name << " " << kind_of(c).levels[l];
    }
}

TEST(Training, few_matches_among_many_pairs_do_not_swap_the_classes) {
  Truth truth = usual();
  truth.matches = 40;
  const auto rows = draw(truth, 12);
  const Trained trained = train({.compared = rows, .others = {}, .groups = {{"a", "a", truth.pairs}}});
  EXPECT_NEAR(trained.model.prior * truth.pairs, truth.matches, 25);
}

// A long list: 4,000 pairs of one person, one in four with a number; 300,000 pairs of two people of one name and sex, as lists of
// millions have them; among 100 thousand million pairs.
TEST(Training, people_of_one_name_in_a_long_list_are_not_taken_for_one_person) {
  constexpr std::size_t document = 5, birth = 1;
  constexpr double kPossible = 1e11;
  const Truth truth = usual();
  constexpr int kMatches = 4000, kNamesakes = 300'000, kOthers = 1'000'000;
  PatternTable table;
  core::Stream stream(16, "training.test");
  for (int k = 0; k < kMatches + kNamesakes + kOthers; ++k) {
    const bool match = k < kMatches, namesake = !match && k < kMatches + kNamesakes;
    PatternKey key;
    for (const std::size_t c : kUsed) {
      const auto level = namesake && (c == 0 || c == 2) ? kind_of(c).levels.size() - 1 : stream.pick(std::span(match ? truth.m[c] : truth.u[c]));
      key.pattern = with_level(key.pattern, c, static_cast<Level>(level));
    }
    if (stream.chance(0.25)) key.pattern = with_level(key.pattern, document, match ? 5 : 1);
    table.add(key);
  }
  std::array<Strata, kComparisons> others{};
  for (const std::size_t c : kUsed)
    for (std::size_t l = 1; l < kind_of(c).levels.size(); ++l) others[c][0][l] = truth.u[c][l] * (kPossible - table.size());
  others[0][0][20] = 0;  // all that share a name exactly were compared
  others[document][0][1] = 0.25 * kPossible;
  const auto rows = table.rows();
  const Trained trained = train({.compared = rows, .others = others, .groups = {{"a", "a", kPossible}}});
  EXPECT_GT(trained.model.comparisons[birth].m[17], 0.4 * truth.m[birth][17]) << "some of the namesakes stay among the matches, most do not";
  EXPECT_LT(trained.model.prior * kPossible, 2.0 * kMatches);
  EXPECT_GT(trained.model.prior * kPossible, 0.5 * kMatches);
}

TEST(Training, two_lists_with_other_habits_get_their_own_m_drawn_towards_the_common_one) {
  Truth truth = usual();
  truth.pairs = 500'000;
  auto rows = draw(truth, 13);
  Truth other = truth;
  other.m[2] = {0, .30, .70};  // sex is often wrong there
  auto more = draw(other, 14);
  for (PatternCount& row : more) row.key.group = 1;
  rows.insert(rows.end(), more.begin(), more.end());
  const Trained trained = train({.compared = rows, .others = {}, .groups = {{"a", "a", truth.pairs}, {"a", "b", truth.pairs}}});
  ASSERT_EQ(trained.model.groups.size(), 2U);
  EXPECT_NEAR(trained.model.groups[0].m[2][1], .03, .02);
  EXPECT_NEAR(trained.model.groups[1].m[2][1], .29, .03);
}

TEST(Training, missing_is_worth_no_bits) {
  const auto rows = draw(usual(), 15);
  const Trained trained = train({.compared = rows, .others = {}, .groups = {{"a", "a", 2e6}}});
  const Model& model = trained.model;
  for (const std::size_t c : kUsed) EXPECT_EQ(model.groups[0].weight[c][0][0], 0);
  const double prior = std::log2(model.groups[0].prior / (1 - model.groups[0].prior));
  EXPECT_DOUBLE_EQ(model.weight(0, 5, 0, 0), prior);  // without a name its frequencies say nothing
  const Pattern sex = with_level(0, 2, 2);
  EXPECT_DOUBLE_EQ(model.weight(sex, 0, 0, 0), prior + model.groups[0].weight[2][0][2]);
}

TEST(Training, weights_rise_along_every_chain) {
  core::Stream stream(5, "monotone.test");
  for (int k = 0; k < 200; ++k)
    for (std::size_t c = 0; c < kComparisons; ++c) {
      Levels m{}, u{};
      for (std::size_t l = 1; l < kind_of(c).levels.size(); ++l) {
        m[l] = std::exp(-10 * stream.uniform());
        u[l] = std::exp(-10 * stream.uniform());
      }
      const Levels weight = monotone_weights(c, m, u);
      for (const auto chain : kind_of(c).chains)
        for (std::size_t i = 1; i < chain.size(); ++i) EXPECT_LE(weight[chain[i - 1]], weight[chain[i]] + 1e-6) << kind_of(c).name;
    }
}

}  // namespace
}  // namespace palermo::link
