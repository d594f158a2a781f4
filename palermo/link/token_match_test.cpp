// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/token_match.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "palermo/link/names_test.hpp"

namespace palermo::link {
namespace {

TEST(TokenMatch, order_does_not_matter_but_shows) {
  EXPECT_EQ(level_of_texts("Chan Sokha", "Chan Sokha"), NameLevel::exact);
  EXPECT_EQ(level_of_texts("Chan Sokha", "Sokha Chan"), NameLevel::exact_set);
  EXPECT_FALSE(match_texts("Chan Sokha", "Sokha Chan").same_order);
}

TEST(TokenMatch, joined_and_split_tokens_are_one_name) {
  EXPECT_GE(level_of_texts("Abdul Rahman", "Abdulrahman"), NameLevel::key);
  EXPECT_GE(level_of_texts("Srey Mom", "Sreymom"), NameLevel::key);
  EXPECT_GE(level_of_texts("Chan Srey Mom", "Sreymom Chan"), NameLevel::key);
  EXPECT_GE(level_of_texts("Bun Thoeun", "Bunthoeurn"), NameLevel::key);
  EXPECT_GE(level_of_texts("Aung Kyaw Moe", "Aungkyawmoe"), NameLevel::key);
  EXPECT_EQ(match_texts("Srey Mom", "Sreymom").score, 1);
}

TEST(TokenMatch, a_father_s_name_may_be_left_out) {
  EXPECT_EQ(level_of_texts("Ahmed Ali", "Ahmed Ali Hassan"), NameLevel::patronymic);
  EXPECT_EQ(level_of_texts("Ahmed Hassan", "Ahmed Ali Hassan"), NameLevel::subset);
  EXPECT_EQ(level_of_texts("Tesfaye", "Tesfaye Bekele"), NameLevel::subset);
}

TEST(TokenMatch, a_missing_family_name_is_no_disagreement) {
  EXPECT_EQ(level_of_texts("Khin Mar Aye", "Khin Mar Aye"), NameLevel::exact);
  EXPECT_GE(level_of_texts("Khin", "Khin Mar Aye"), NameLevel::subset);
}

TEST(TokenMatch, short_names_must_be_equal) {
  EXPECT_EQ(level_of_texts("Sok", "Sak"), NameLevel::different);
  EXPECT_EQ(level_of_texts("Kim", "Lim"), NameLevel::different);
  EXPECT_EQ(level_of_texts("Ly", "My"), NameLevel::different);
}

TEST(TokenMatch, an_initial_agrees_weakly) {
  EXPECT_EQ(level_of_texts("M Santos", "Maria Santos"), NameLevel::loose);
  EXPECT_EQ(level_of_texts("K Santos", "Maria Santos"), NameLevel::one_token);
}

TEST(TokenMatch, typing_errors_in_long_names_are_near) {
  EXPECT_EQ(level_of_texts("Sreymom Chandara", "Sreymon Chandara"), NameLevel::near);
  EXPECT_GE(level_of_texts("Deepak Thapa", "Dipak Thapa"), NameLevel::key);
}

TEST(TokenMatch, nothing_in_common_is_different) {
  EXPECT_EQ(level_of_texts("Sokha Chan", "Bopha Kim"), NameLevel::different);
  EXPECT_EQ(level_of_texts("", "Bopha Kim"), NameLevel::missing);
}

TEST(TokenMatch, given_against_family_shows) {
  const Name a = read_name(shipped_tables(), {.given = "Sokha", .family = "Chan"});
  const Name b = read_name(shipped_tables(), {.given = "Chan", .family = "Sokha"});
  const NameMatch match = match_names(views(a.tokens), views(b.tokens));
  EXPECT_EQ(match.score, 1);
  EXPECT_FALSE(match.parts_agree);
}

// A few syllables that make names like each other, so that every level occurs.
rc::Gen<std::string> any_name() {
  const auto syllable =
      rc::gen::element<std::string>("sok", "kha", "srey", "mom", "abdul", "rahman", "chan", "tha", "vanna", "van", "m",
                                    "ahmed", "sopheap", "sophea", "daw", "محمد", "សុខា", "rahmaan", "mohamet");
  const auto gap = rc::gen::element<std::string>(" ", " ", "");
  return rc::gen::map(
      rc::gen::container<std::vector<std::pair<std::string, std::string>>>(rc::gen::pair(syllable, gap)),
      [](const auto& parts) {
        std::string out;
        for (std::size_t i = 0; i < parts.size() && i < 7; ++i) out += parts[i].first + parts[i].second;
        return out;
      });
}

RC_GTEST_PROP(TokenMatch, matching_is_symmetric, ()) {
  const std::string a = *any_name();
  const std::string b = *any_name();
  const NameMatch ab = match_texts(a, b);
  const NameMatch ba = match_texts(b, a);
  RC_ASSERT(ab.score == ba.score);
  RC_ASSERT(ab.weakest == ba.weakest);
  RC_ASSERT(ab.matched_a == ba.matched_b && ab.matched_b == ba.matched_a);
  RC_ASSERT(ab.informative_a == ba.informative_b);
  RC_ASSERT(ab.same_order == ba.same_order && ab.beginning == ba.beginning && ab.parts_agree == ba.parts_agree);
  RC_ASSERT(ab.pair_count == ba.pair_count);
  RC_ASSERT(name_level(ab) == name_level(ba));
}

RC_GTEST_PROP(TokenMatch, a_name_agrees_with_itself, ()) {
  const std::string a = *any_name();
  const NameLevel level = level_of_texts(a, a);
  RC_ASSERT(level == NameLevel::exact || level == NameLevel::missing);
}

// Every way to pair single tokens, tried one by one: never better than what the assignment finds.
double best_by_trying(const std::vector<TokenView>& a, const std::vector<TokenView>& b) {
  std::vector<std::size_t> order(std::max(a.size(), b.size()));
  std::iota(order.begin(), order.end(), 0);
  double best = 0;
  do {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (order[i] >= b.size()) continue;
      const TokenView& y = b[order[i]];
      const double telling = !a[i].low_information + !y.low_information;
      sum += telling * level_score(token_level(a[i], y));
    }
    best = std::max(best, sum);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

RC_GTEST_PROP(TokenMatch, the_assignment_is_at_least_as_good_as_any_pairing, ()) {
  const Name x = full_name(*any_name());
  const Name y = full_name(*any_name());
  auto a = views(x.tokens);
  auto b = views(y.tokens);
  if (a.size() > 6) a.resize(6);
  if (b.size() > 6) b.resize(6);
  const NameMatch match = match_names(a, b);
  const double telling = match.informative_a + match.informative_b;
  RC_ASSERT(match.score * telling >= best_by_trying(a, b) - 0.01);
  RC_ASSERT(match.score >= 0 && match.score <= 1 + 1e-12);
}

RC_GTEST_PROP(TokenMatch, token_level_is_symmetric, ()) {
  const Name x = full_name(*any_name());
  const Name y = full_name(*any_name());
  for (const NameToken& a : x.tokens)
    for (const NameToken& b : y.tokens)
      RC_ASSERT(token_level(view_of(a), view_of(b)) == token_level(view_of(b), view_of(a)));
}

}  // namespace
}  // namespace palermo::link
