// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/readability.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace palermo::core {
namespace {

TEST(Syllables, are_counted_as_they_are_spoken) {
  const std::vector<std::pair<std::string, std::size_t>> spoken{
      {"cat", 1},   {"the", 1},    {"take", 1},   {"takes", 1},   {"locked", 1}, {"needed", 2}, {"table", 2},   {"people", 2}, {"hungry", 2},
      {"you", 1},   {"doctor", 2}, {"family", 3}, {"police", 2},  {"houses", 2}, {"paid", 1},   {"being", 2},   {"going", 2},  
      {"radio", 3}, {"nation", 2}, {"someone", 2}, {"eighteen", 2}, {"I", 1},    {"papers", 2}, {"promised", 2}, {"one", 1},   {"agreed", 2}};
  for (const auto& [word, count] : spoken)
    EXPECT_EQ(syllables(word), count) << word;
}

TEST(Readability, counts_sentences_words_and_syllables) {
  const Readability found = readability("The cat sat. Did it sit on a table?");
  EXPECT_EQ(found.sentences, 2U);
  EXPECT_EQ(found.words, 9U);
  EXPECT_EQ(found.syllables, 10U);
}

// By the formula of 1975, by hand: 0.39 * 6 + 11.8 * 6 / 6 - 15.59.
TEST(Readability, gives_the_published_grade) {
  EXPECT_NEAR(readability("The cat sat on the mat.").grade(), -1.45, 1e-9);
  EXPECT_NEAR(readability("The cat sat. Did it sit on a table?").grade(), 0.39 * 4.5 + 11.8 * 10 / 9 - 15.59, 1e-9);
}

TEST(Readability, a_text_without_words_has_no_grade) {
  EXPECT_EQ(readability("").grade(), 0);
  EXPECT_EQ(readability("... 12 ?").grade(), 0);
}

TEST(Readability, long_words_and_long_sentences_are_harder) {
  EXPECT_GT(readability("Did your employer confiscate your identification documentation?").grade(), 7.0);
  EXPECT_LT(readability("Does someone else keep your papers?").grade(), 7.0);
}

}  // namespace
}  // namespace palermo::core
