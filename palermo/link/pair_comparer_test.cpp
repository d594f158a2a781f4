// SPDX-License-Identifier: Apache-2.0
// What a comparer says of two names: joined and parted words, order, what is left over.
#include "palermo/link/pair_comparer.hpp"

#include <gtest/gtest.h>

#include "palermo/link/model_test.hpp"
#include "palermo/link/names_test.hpp"

namespace palermo::link {
namespace {

struct NameEvidence {
  NameAgreement level;
  float bits;  // of how usual the words are
};

// Of the first two names; the others are there to be counted.
NameEvidence evidence(std::initializer_list<std::string_view> names) {
  RecordReader reader(shipped_tables());
  const std::vector<std::string> header{"id", "full_name"};
  reader.begin_file({.name = "list", .role = {}, .duplicate_free = false}, header);
  for (const std::string_view name : names) {
    const std::vector<std::string_view> cells{"id", name};
    reader.add_row(cells);
  }
  const Records records = reader.finish();
  const TermFrequency frequency(records);
  PairComparer comparer(records, frequency);
  const Compared compared = comparer.compare(0, 1);
  return {static_cast<NameAgreement>(level_of(compared.pattern, 0)), compared.name_bits};
}

NameAgreement agreement(std::string_view a, std::string_view b) { return evidence({a, b}).level; }

TEST(PairComparer, two_words_of_one_side_may_be_one_word_of_the_other) {
  EXPECT_EQ(agreement("Chan Abdul Rahman", "Chan Abdulrahman"), NameAgreement::near_known);
  EXPECT_EQ(agreement("Abdulrahman Chan", "Chan Abdul Rahman"), NameAgreement::near_known);
  EXPECT_EQ(agreement("Bun Thoeun", "Bunthoeurn"), NameAgreement::one_near_rest);
}

TEST(PairComparer, words_that_only_look_like_a_join_are_not_taken_together) {
  EXPECT_EQ(agreement("Chan Sok Kim", "Chan Bopharith"), NameAgreement::family_conflict);
  EXPECT_EQ(agreement("Chan Sokha", "Sokha Chan"), NameAgreement::other_order);
}

// Four usual words that all agree are rarer than two of them, though each is more usual than the average word.
TEST(PairComparer, a_longer_name_that_agrees_throughout_says_more) {
  const auto bits = [](std::string_view name) {
    return evidence({name, name, "Thein Aye", "Thein Win", "Zaw Win", "Paing Zaw", "Paing Thein", "Aye Zaw", "Mya Soe", "Hla Tun", "Kyi Nwe", "Moe Sein"});
  };
  const NameEvidence two = bits("Thein Win"), three = bits("Thein Win Zaw"), four = bits("Thein Win Zaw Paing");
  EXPECT_EQ(two.level, four.level);
  EXPECT_GT(three.bits, two.bits);
  EXPECT_GT(four.bits, three.bits);
}

TEST(PairComparer, a_further_word_that_is_only_near_says_less_than_one_that_agrees) {
  const auto bits = [](std::string_view other) { return evidence({"Thein Win Sandar", other, "Sandar Oo", "Sandar Aye", "Sanda Oo", "Sanda Aye", "Mya Soe"}); };
  EXPECT_LT(bits("Thein Win Sanda").bits, bits("Thein Win Sandar").bits);
}

}  // namespace
}  // namespace palermo::link
