// SPDX-License-Identifier: Apache-2.0
// What a comparer says of two names: joined and parted words, order, what is left over.
#include "palermo/link/pair_comparer.hpp"

#include <gtest/gtest.h>

#include "palermo/link/model_test.hpp"
#include "palermo/link/names_test.hpp"

namespace palermo::link {
namespace {

NameAgreement agreement(std::string_view a, std::string_view b) {
  RecordReader reader(shipped_tables());
  const std::vector<std::string> header{"id", "full_name"};
  reader.begin_file({.name = "list", .role = {}, .duplicate_free = false}, header);
  for (const auto& [id, name] : {std::pair{std::string_view("1"), a}, std::pair{std::string_view("2"), b}}) {
    const std::vector<std::string_view> cells{id, name};
    reader.add_row(cells);
  }
  const Records records = reader.finish();
  const TermFrequency frequency(records);
  PairComparer comparer(records, frequency);
  return static_cast<NameAgreement>(level_of(comparer.compare(0, 1).pattern, 0));
}

TEST(PairComparer, two_words_of_one_side_may_be_one_word_of_the_other) {
  EXPECT_EQ(agreement("Chan Abdul Rahman", "Chan Abdulrahman"), NameAgreement::near_known);
  EXPECT_EQ(agreement("Abdulrahman Chan", "Chan Abdul Rahman"), NameAgreement::near_known);
  EXPECT_EQ(agreement("Bun Thoeun", "Bunthoeurn"), NameAgreement::one_near_rest);
}

TEST(PairComparer, words_that_only_look_like_a_join_are_not_taken_together) {
  EXPECT_EQ(agreement("Chan Sok Kim", "Chan Bopharith"), NameAgreement::family_conflict);
  EXPECT_EQ(agreement("Chan Sokha", "Sokha Chan"), NameAgreement::other_order);
}

}  // namespace
}  // namespace palermo::link
