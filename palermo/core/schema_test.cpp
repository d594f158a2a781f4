// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/schema.hpp"

#include <gtest/gtest.h>

namespace palermo::core {
namespace {

Value yaml(std::string_view text) { return parse_yaml(text, "t.yaml").value(); }

TEST(Reader, reads_what_is_there_and_takes_numbers_as_their_text) {
  const Value v = yaml("id: un.untoc\nversion: 2\nn: 5\nflag: true\ntags: [a, 1]\none: x\nsub: {k: v}\n");
  Reader law(v, "law");
  EXPECT_EQ(law.text("id"), "un.untoc");
  EXPECT_EQ(law.text("version"), "2");
  EXPECT_EQ(law.integer("n"), 5);
  EXPECT_TRUE(law.flag("flag", false));
  EXPECT_EQ(law.texts("tags"), (std::vector<std::string>{"a", "1"}));
  EXPECT_EQ(law.texts("one"), std::vector<std::string>{"x"});
  EXPECT_EQ((*law.object("sub"))["k"], Value("v"));
  EXPECT_EQ(law.optional_text("to"), std::nullopt);
  EXPECT_EQ(law.optional_integer("to"), std::nullopt);
  EXPECT_EQ(law.array("items"), nullptr);
  EXPECT_EQ(law.choice("kind", {"a", "b"}, "b"), "b");
  EXPECT_TRUE(law.finish());
}

TEST(Reader, a_key_nobody_asked_for_is_an_error_at_its_line) {
  const Value v = yaml("id: x\nverson: 2\n");
  Reader law(v, "study", Quote::settings);
  (void)law.text("id");
  const Done done = law.finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, kUnknownKey.code);
  EXPECT_EQ(done.error().place.line, 2);
  EXPECT_EQ(done.error().place.field, "verson");
}

TEST(Reader, a_name_that_was_typed_as_a_key_is_not_repeated_where_a_case_may_stand) {
  const Value v = yaml("id: x\nQuillmere Zorvan 0176: 2\n");
  Reader of_a_case(v, "case");
  (void)of_a_case.text("id");
  (void)of_a_case.optional_text("title");
  const Done done = of_a_case.finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, kUnknownKey.code);
  EXPECT_EQ(done.error().place.line, 2);
  EXPECT_EQ(done.error().place.field, "");
  EXPECT_EQ(done.error().args.at("allowed"), "id, title");
  for (const auto& [name, text] : done.error().args) EXPECT_EQ(text.find("Quillmere"), std::string::npos) << name;
}

TEST(Reader, a_misspelt_key_is_named_and_not_the_key_that_is_missing_for_it) {
  const Value v = yaml("id: x\ntilte: Test\n");
  Reader study(v, "study", Quote::settings);
  (void)study.text("id");
  (void)study.text("title");
  const Done done = study.finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, kUnknownKey.code);
  EXPECT_EQ(done.error().place.line, 2);
  EXPECT_EQ(done.error().place.field, "tilte");
}

TEST(Reader, the_first_error_is_kept_and_later_calls_are_harmless) {
  const Value v = yaml("n: many\nid: [1]\n");
  Reader law(v, "law");
  EXPECT_EQ(law.integer("n"), 0);
  EXPECT_EQ(law.text("id"), "");
  EXPECT_EQ(law.text("missing"), "");
  const Done done = law.finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, kWrongType.code);
  EXPECT_EQ(done.error().args.at("expected"), "integer");
  EXPECT_EQ(done.error().place.line, 1);
}

TEST(Reader, a_required_text_may_be_neither_missing_nor_null) {
  for (const char* text : {"a: 1", "id:", "id: ~"}) {
    const Value v = yaml(text);
    Reader law(v, "law");
    law.ignore("a");
    EXPECT_EQ(law.text("id"), "");
    ASSERT_TRUE(law.failed()) << text;
    EXPECT_EQ(law.finish().error().kind.code, kMissingKey.code);
  }
}

TEST(Reader, a_choice_lists_what_is_allowed) {
  const Value v = yaml("kind: c");
  Reader law(v, "law");
  (void)law.choice("kind", {"a", "b"}, "a");
  const Done done = law.finish();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind.code, kWrongValue.code);
  EXPECT_EQ(done.error().args.at("allowed"), "a, b");
}

TEST(Reader, a_wrong_word_is_quoted_in_settings_and_never_where_a_case_may_stand) {
  const Value v = yaml("time: sometimes");
  for (const auto& [quote, code] : {std::pair{Quote::settings, kUnknownWord.code}, std::pair{Quote::never, kWrongValue.code}}) {
    Reader study(v, "study", quote);
    (void)study.choice("time", {"as_definition", "by_date"}, "");
    const Done done = study.finish();
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind.code, code);
    EXPECT_EQ(done.error().args.contains("found"), quote == Quote::settings);
  }
}

TEST(Reader, what_is_not_a_map_is_refused) {
  const Value v = yaml("[1, 2]");
  Reader law(v, "law");
  (void)law.text("id");
  EXPECT_EQ(law.finish().error().kind.code, kWrongType.code);
}

}  // namespace
}  // namespace palermo::core
