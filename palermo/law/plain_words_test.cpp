// SPDX-License-Identifier: Apache-2.0
// What a law file may hold as text, and the fields that qualify how far it speaks.
#include "palermo/law/law_test.hpp"

namespace palermo::law::testing {
namespace {

std::string law_with(const std::string& head, const std::string& version = "") {
  return "format: palermo-law/1\nid: small\ntitle: A small law\ncountry: XA\n" + head + "versions:\n  - id: one\n" +
         version +
         "    offences:\n      - id: o\n        cite: s. 1\n        elements: [{id: e, cite: s. 1, expr: "
         "act.recruit}]\n";
}

std::string refusal(const std::string& law) {
  const auto corpus = parse_small({law});
  return corpus ? "" : std::string(corpus.error().kind.code) + ":" + std::to_string(corpus.error().place.line);
}

TEST(PlainWords, a_law_file_cannot_forge_a_line_of_a_report_or_steer_a_terminal) {
  EXPECT_EQ(refusal(law_with("source: \"OJ\\nmark: verified\"\n")), "document.not_one_line:5");
  EXPECT_EQ(refusal(law_with("source: \"\\e[2J\"\n")), "document.not_one_line:5");
  EXPECT_EQ(refusal(law_with("source: \"\\u202Edeifirev\"\n")), "document.not_one_line:5");
  EXPECT_EQ(refusal(law_with("source: >-\n  a long source\n  on two lines\n")), "");
}

TEST(PlainWords, a_case_file_cannot_either) {
  const Corpus corpus = small_corpus();
  const auto document = core::parse_yaml(
      "format: palermo-cases/1\ncases:\n  - id: C1\n    title: \"a\\nb\"\n    facts: {}\n", "cases.yaml");
  ASSERT_TRUE(document);
  const auto cases = parse_cases(*document, corpus.vocabulary());
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().kind.code, "document.not_one_line");
  EXPECT_EQ(cases.error().place.line, 4);
}

TEST(PlainWords, the_day_of_the_text_may_be_a_year_a_month_or_a_day) {
  for (const char* day : {"2008", "2024-12", "2024-12-31"}) {
    const auto corpus = parse_small({law_with("", std::string("    text_as_of: ") + day + "\n")});
    ASSERT_TRUE(corpus) << day;
    EXPECT_EQ(corpus->laws()[0].versions[0].text_as_of.text(), day);
  }
  EXPECT_EQ(refusal(law_with("", "    text_as_of: soon\n")), "date.unreadable:7");
  EXPECT_FALSE(parse_small({law_with("")})->laws()[0].versions[0].text_as_of.known());
}

TEST(PlainWords, a_parent_names_its_law_and_where_it_is_called_in) {
  const auto corpus = parse_small({law_with("parent: {law: other, cite: s. 9}\n")});
  ASSERT_TRUE(corpus);
  ASSERT_TRUE(corpus->laws()[0].parent);
  EXPECT_EQ(corpus->laws()[0].parent->cite, "s. 9");
  EXPECT_FALSE(refusal(law_with("parent: {law: other}\n")).empty());
  EXPECT_FALSE(refusal(law_with("parent: {law: ../other, cite: s. 9}\n")).empty());
}

}  // namespace
}  // namespace palermo::law::testing
