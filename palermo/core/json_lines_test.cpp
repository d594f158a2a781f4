// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/json_lines.hpp"

#include <gmock/gmock.h>

namespace palermo::core {
namespace {

struct Read {
  std::vector<std::pair<std::int64_t, Value>> rows;
  Result<JsonLinesSummary> summary;
};

Read read(std::string_view text, std::size_t block) {
  Read all;
  Silence silence;
  const auto source = from_memory(text, "t.jsonl", block);
  const auto row = [&](std::int64_t line, const Value& value) -> Done {
    all.rows.emplace_back(line, value);
    return {};
  };
  all.summary = read_json_lines(*source, row, silence);
  return all;
}

TEST(JsonLines, each_object_comes_with_its_line) {
  for (const std::size_t block : {1, 4, 1000}) {
    const Read r = read("\xEF\xBB\xBF{\"a\": 1}\r\n\n{\"a\": \"x\"}", block);
    ASSERT_TRUE(r.summary);
    ASSERT_EQ(r.rows.size(), 2U);
    EXPECT_EQ(r.rows[0].second["a"], Value(1));
    EXPECT_EQ(r.rows[1].first, 3);
    EXPECT_EQ(r.rows[1].second["a"].place().line, 3);
  }
}

TEST(JsonLines, lines_that_are_no_objects_are_set_aside_with_their_reason) {
  const Read r = read("[1]\n{\"a\": }\n{\"a\": 1, \"a\": 2}\n{}\n", 1000);
  ASSERT_TRUE(r.summary);
  EXPECT_EQ(r.summary->rows, 1);
  EXPECT_EQ(r.summary->rows_set_aside, 3);
  std::vector<std::pair<std::int64_t, std::string>> reasons;
  for (const SetAside& s : r.summary->set_aside) reasons.emplace_back(s.row, s.reason);
  EXPECT_THAT(reasons, testing::ElementsAre(std::pair(1, "aside.not_an_object"), std::pair(2, "aside.bad_json"), std::pair(3, "aside.duplicate_key")));
}

TEST(JsonLines, a_latin_1_byte_or_an_endless_line_ends_the_reading_at_its_row) {
  const Read latin = read("{}\n{\"a\": \"caf\xE9\"}\n", 1000);
  ASSERT_FALSE(latin.summary);
  EXPECT_EQ(latin.summary.error().kind.code, kNotUtf8.code);
  EXPECT_EQ(latin.summary.error().place.row, 2);
  const Read endless = read("{}\n" + std::string(5 << 20, 'x'), 1 << 16);
  ASSERT_FALSE(endless.summary);
  EXPECT_EQ(endless.summary.error().kind.code, kRowTooLong.code);
  EXPECT_EQ(endless.summary.error().place.row, 2);
}

}  // namespace
}  // namespace palermo::core
