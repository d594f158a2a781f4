// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/hierarchy.hpp"

#include <gtest/gtest.h>

#include <set>

#include "palermo/estimate/reference_test.hpp"

namespace palermo::estimate {
namespace {

std::size_t how_many(int lists, int order) {
  const auto models = all_hierarchies(lists, order);
  return models ? models->size() : 0;
}

TEST(Hierarchy, there_are_as_many_models_of_pairs_as_sets_of_pairs) {
  EXPECT_EQ(how_many(3, 2), 8U);
  EXPECT_EQ(how_many(4, 2), 64U);
  EXPECT_EQ(how_many(5, 2), 1'024U);
  EXPECT_EQ(how_many(6, 2), 32'768U);
}

TEST(Hierarchy, there_are_as_many_models_of_all_orders_as_the_literature_counts) {
  EXPECT_EQ(how_many(3, 3), 8U);
  EXPECT_EQ(how_many(4, 4), 113U);
  EXPECT_EQ(how_many(5, 5), 6'893U);
}

TEST(Hierarchy, too_many_models_are_refused_by_name) {
  for (const auto& [lists, order] : {std::pair{6, 3}, std::pair{7, 2}, std::pair{8, 7}}) {
    const auto models = all_hierarchies(lists, order);
    ASSERT_FALSE(models.has_value());
    EXPECT_EQ(models.error().kind.code, kTooManyModels.code);
  }
  EXPECT_EQ(all_hierarchies(2, 2).error().kind.code, kWrongNumberOfLists.code);
}

TEST(Hierarchy, every_model_listed_is_hierarchical_and_listed_once) {
  const auto models = all_hierarchies(5, 4);
  ASSERT_TRUE(models.has_value());
  std::set<HistorySet> seen;
  for (const Hierarchy& model : *models) {
    EXPECT_TRUE(seen.insert(model.terms()).second);
    EXPECT_FALSE(model.contains(0b11111));
    model.terms().for_each([&](History term) {
      for (History part = term; part != 0; part = (part - 1) & term) EXPECT_TRUE(model.contains(part));
    });
  }
}

TEST(Hierarchy, text_names_the_generators_and_can_be_read_again) {
  const std::vector<std::string> names = letters(4);
  const auto model = Hierarchy::parse("[AB][ACD]", names);
  ASSERT_TRUE(model.has_value());
  EXPECT_EQ(model->text(names), "[AB][ACD]");
  EXPECT_EQ(model->parameters(), 1U + 4U + 4U + 1U);  // AB, AC, AD, CD; ACD
  EXPECT_EQ(model->order(), 3);
  EXPECT_EQ(Hierarchy(4).text(names), "[A][B][C][D]");

  const std::vector<std::string> long_names{"LA", "NG", "PFNCA", "GO", "GP"};
  const auto best = Hierarchy::parse("[PFNCA*GO][NG*GP][LA*NG*PFNCA]", long_names);
  ASSERT_TRUE(best.has_value());
  EXPECT_EQ(best->text(long_names), "[PFNCA*GO][NG*GP][LA*NG*PFNCA]");
  const auto all = all_hierarchies(5, 4);
  for (std::size_t i = 0; i < all->size(); i += 97) EXPECT_EQ(Hierarchy::parse((*all)[i].text(long_names), long_names).value(), (*all)[i]);
}

TEST(Hierarchy, a_text_that_is_no_model_is_refused) {
  const std::vector<std::string> names = letters(3);
  for (const char* text : {"AB", "[AB", "[AX]", "[]", "[AA]", "[ABC]", "[AB]C"}) {
    const auto model = Hierarchy::parse(text, names);
    ASSERT_FALSE(model.has_value()) << text;
    EXPECT_EQ(model.error().kind.code, kBadModel.code);
  }
}

TEST(Hierarchy, terms_are_added_and_taken_away_only_so_that_it_stays_hierarchical) {
  const Hierarchy pairs = Hierarchy::all_up_to(4, 2);
  EXPECT_EQ(pairs.addable(3), (std::vector<History>{0b0111, 0b1011, 0b1101, 0b1110}));
  EXPECT_EQ(pairs.removable().size(), 6U);
  EXPECT_TRUE(Hierarchy(4).removable().empty());
  EXPECT_EQ(pairs.with(0b0111).removable().size(), 4U);  // the triple, and the pairs with the fourth list
  EXPECT_EQ(pairs.with(0b0111).without(0b0111), pairs);
}

}  // namespace
}  // namespace palermo::estimate
