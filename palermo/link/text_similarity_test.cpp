// SPDX-License-Identifier: Apache-2.0
#include "palermo/link/text_similarity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace palermo::link {
namespace {

// Slow and plain: Winkler's definition word for word, walking the shorter (then the lesser) text.
double slow_jaro(std::string a, std::string b) {
  if (a == b) return 1;
  if (a.size() > b.size() || (a.size() == b.size() && b < a)) std::swap(a, b);
  if (a.empty()) return 0;
  const int reach = std::max(0, static_cast<int>(std::max(a.size(), b.size())) / 2 - 1);
  std::vector<bool> used_a(a.size()), used_b(b.size());
  double common = 0;
  for (int i = 0; i < static_cast<int>(a.size()); ++i)
    for (int j = std::max(0, i - reach); j <= std::min(static_cast<int>(b.size()) - 1, i + reach); ++j)
      if (!used_b[j] && a[i] == b[j]) {
        used_a[i] = used_b[j] = true;
        ++common;
        break;
      }
  if (common == 0) return 0;
  std::string in_a, in_b;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (used_a[i]) in_a += a[i];
  for (std::size_t j = 0; j < b.size(); ++j)
    if (used_b[j]) in_b += b[j];
  int moved = 0;
  for (std::size_t i = 0; i < in_a.size(); ++i) moved += in_a[i] != in_b[i];
  return (common / a.size() + common / b.size() + (common - moved / 2) / common) / 3;
}

int slow_osa(const std::string& a, const std::string& b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

std::u32string wide(const std::string& text) { return {text.begin(), text.end()}; }

// Few letters and all lengths about the limit of 64, so that matches, swaps and long texts occur.
rc::Gen<std::string> any_text() {
  return rc::gen::mapcat(rc::gen::element(4, 9, 20, 64, 70, 120), [](int most) {
    return rc::gen::mapcat(rc::gen::inRange(0, most + 1), [](int size) {
      return rc::gen::container<std::string>(static_cast<std::size_t>(size), rc::gen::inRange('a', 'e'));
    });
  });
}

TEST(TextSimilarity, published_values) {
  EXPECT_NEAR(jaro_winkler("MARTHA", "MARHTA"), 0.9611, 5e-5);
  EXPECT_NEAR(jaro_winkler("DWAYNE", "DUANE"), 0.8400, 5e-5);
  EXPECT_NEAR(jaro_winkler("DIXON", "DICKSONX"), 0.8133, 5e-5);
  EXPECT_NEAR(jaro("MARTHA", "MARHTA"), 0.9444, 5e-5);
  EXPECT_NEAR(jaro("DIXON", "DICKSONX"), 0.7667, 5e-5);
  EXPECT_NEAR(jaro("JELLYFISH", "SMELLYFISH"), 0.8963, 5e-5);
  EXPECT_EQ(osa("ca", "abc"), 3);  // not 2, as unrestricted Damerau-Levenshtein would have it
  EXPECT_EQ(osa("martha", "marhta"), 1);
  EXPECT_EQ(osa("kitten", "sitting"), 3);
}

TEST(TextSimilarity, empty_and_equal_texts) {
  EXPECT_EQ(jaro("", ""), 1);
  EXPECT_EQ(jaro("a", ""), 0);
  EXPECT_EQ(jaro_winkler("a", "a"), 1);
  EXPECT_EQ(osa("", "abc"), 3);
  EXPECT_EQ(jaro("a", "b"), 0);
}

TEST(TextSimilarity, code_points_not_bytes) {
  EXPECT_EQ(osa(U"สุดา", U"สุตา"), 1);
  EXPECT_EQ(osa(U"សុខា", U"សុភា"), 1);
  EXPECT_NEAR(jaro_winkler(U"MARTHA", U"MARHTA"), 0.9611, 5e-5);
}

TEST(TextSimilarity, short_names_allow_no_edit) {
  EXPECT_EQ(allowed_edits(3), 0);
  EXPECT_EQ(allowed_edits(5), 1);
  EXPECT_EQ(allowed_edits(8), 2);
}

RC_GTEST_PROP(TextSimilarity, jaro_is_what_the_plain_program_says, ()) {
  const std::string a = *any_text();
  const std::string b = *any_text();
  RC_ASSERT(std::abs(jaro(a, b) - slow_jaro(a, b)) < 1e-12);
  RC_ASSERT(jaro(a, b) == jaro(b, a));
  RC_ASSERT(jaro(wide(a), wide(b)) == jaro(a, b));
  RC_ASSERT((jaro(a, b) == 1.0) == (a == b));
  RC_ASSERT(jaro_winkler(a, b) >= jaro(a, b) && jaro_winkler(a, b) <= 1.0);
}

RC_GTEST_PROP(TextSimilarity, osa_is_what_the_plain_program_says, ()) {
  const std::string a = *any_text();
  const std::string b = *any_text();
  RC_ASSERT(osa(a, b) == slow_osa(a, b));
  RC_ASSERT(osa(wide(a), wide(b)) == osa(a, b));
  RC_ASSERT(one_edit(a, b) == (slow_osa(a, b) <= 1));
}

// Two unlike texts are seldom one edit apart: this makes them so.
RC_GTEST_PROP(TextSimilarity, one_edit_finds_every_single_slip, ()) {
  std::string a = *any_text();
  std::string b = a;
  const auto at = *rc::gen::inRange<std::size_t>(0, a.size() + 1);
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      b.insert(at, 1, 'z');
      break;
    case 1:
      if (at < b.size()) b.erase(at, 1);
      break;
    case 2:
      if (at < b.size()) b[at] = 'z';
      break;
    default:
      if (at + 1 < b.size()) std::swap(b[at], b[at + 1]);
  }
  RC_ASSERT(one_edit(a, b) && one_edit(b, a));
  RC_ASSERT(osa(a, b) <= 1);
}

}  // namespace
}  // namespace palermo::link
