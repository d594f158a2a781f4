// SPDX-License-Identifier: Apache-2.0
#include "palermo/core/table.hpp"

#include <gtest/gtest.h>

namespace palermo::core {
namespace {

TEST(Table, numbers_stand_right_and_text_left) {
  const Table table{"Records by year", {{"Year"}, {"Records", true}}, {{"2019", "7"}, {"2020", "1,230"}}};
  EXPECT_EQ(to_plain_text(table),
            "Records by year\n"
            "Year  Records\n"
            "────  ───────\n"
            "2019        7\n"
            "2020    1,230\n");
}

TEST(Table, widths_count_characters_not_bytes) {
  const Table table{"", {{"Country"}, {"n", true}}, {{"Côte d’Ivoire", "1"}, {"Cambodia", "22"}}};
  EXPECT_EQ(to_plain_text(table),
            "Country         n\n"
            "─────────────  ──\n"
            "Côte d’Ivoire   1\n"
            "Cambodia       22\n");
}

TEST(Table, direction_marks_take_no_width) {
  const Table table{"", {{"a"}, {"n", true}}, {{"\u200F\u202Eab\u202C\u200F", "1"}, {"cd", "2"}}};
  EXPECT_NE(to_plain_text(table).find("\u200F\u202Eab\u202C\u200F  1\n"), std::string::npos);
}

TEST(Table, a_short_row_is_filled_up) {
  EXPECT_EQ(to_plain_text({"", {{"a"}, {"b"}}, {{"x"}}}), "a  b\n─  ─\nx\n");
}

}  // namespace
}  // namespace palermo::core
