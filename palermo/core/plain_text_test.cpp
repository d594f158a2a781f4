// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/plain_text.hpp"

#include <gtest/gtest.h>

#include "palermo/core/document.hpp"

namespace palermo::core {
namespace {

Place refused_at(std::string_view yaml) {
  const auto document = parse_yaml(yaml, "law.yaml");
  EXPECT_TRUE(document);
  const auto done = require_one_line(*document);
  return done ? Place{} : done.error().place;
}

TEST(PlainText, a_line_break_cannot_forge_a_second_line) {
  EXPECT_EQ(one_line("Act\n  false: nobody is a victim"), "Act   false: nobody is a victim");
  EXPECT_EQ(one_line("Act\nfalse"), "Act false");
  EXPECT_EQ(one_line("Act\xE2\x80\xA8"
                     "false\n"),
            "Act false");
}

TEST(PlainText, a_terminal_is_not_steered_and_nothing_is_shown_in_another_order) {
  EXPECT_EQ(one_line("a\x1B[31mb"), "a[31mb");
  EXPECT_EQ(one_line("a\xC2\x9B"
                     "31mb"),
            "a31mb");
  EXPECT_EQ(one_line("pay \xE2\x80\xAE"
                     "005\xE2\x80\xAC EUR"),
            "pay 005 EUR");
  EXPECT_EQ(one_line("\xE2\x81\xA7"
                     "a\xE2\x80\x8F"
                     "b\xD8\x9C"),
            "ab");
}

TEST(PlainText, letters_of_every_script_stay) {
  const std::string text = "Loi n° 2015-36 – Ž, ខ្មែរ, العربية, 中文, 𝄞 e\xCC\x81";
  EXPECT_EQ(one_line(text), text);
}

TEST(PlainText, a_file_is_refused_where_the_text_stands) {
  EXPECT_EQ(refused_at("id: a\ntitle: \"x\\ny\"\n").line, 2);
  EXPECT_EQ(refused_at("id: a\nlist:\n  - fine\n  - {says: \"\\u202e\"}\n").line, 4);
  EXPECT_EQ(refused_at("id: a\n\"k\\u0085\": b\n").line, 2);
  EXPECT_EQ(refused_at("title: |\n  one\n  two\n").line, 1);
}

TEST(PlainText, folded_text_is_one_line) {
  EXPECT_EQ(refused_at("says: >\n  one\n  sentence\n"), Place{});
  EXPECT_EQ(refused_at("says: >-\n  one\n  sentence\n"), Place{});
}

}  // namespace
}  // namespace palermo::core
