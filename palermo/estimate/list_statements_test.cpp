// SPDX-License-Identifier: Apache-2.0
#include "palermo/estimate/list_statements.hpp"

#include <gtest/gtest.h>

namespace palermo::estimate {
namespace {

const std::vector<std::string> kNames{"NGO", "PF"};

core::Result<ListStatements> parsed(std::string_view lists) {
  return parse_statements(core::parse_yaml("format: palermo-lists/1\nlists:\n" + std::string(lists), "lists.yaml").value(), kNames);
}

TEST(ListStatements, lists_that_say_nothing_of_themselves_are_named) {
  const auto none = parse_statements(core::Value(), kNames);
  ASSERT_TRUE(none);
  EXPECT_EQ(none->unstated, kNames);
  const auto one = parsed("  - {name: PF, scope: victims met by the police, period: 2013, how: reported by officers}\n");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->unstated, (std::vector<std::string>{"NGO"}));
  EXPECT_EQ(one->lists[1].period, "2013");
}

TEST(ListStatements, a_list_without_a_period_is_not_stated) {
  const auto one = parsed("  - {name: PF, scope: victims, how: reported}\n");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->unstated.size(), 2U);
}

TEST(ListStatements, of_other_lists_or_said_twice_are_refused) {
  EXPECT_EQ(parsed("  - {name: XX, scope: s, period: p, how: h}\n").error().args.at("key"), "name");
  EXPECT_EQ(parsed("  - {name: PF, scope: s}\n  - {name: PF, scope: t}\n").error().args.at("key"), "name");
  EXPECT_EQ(parsed("  - {name: PF, size: 12}\n").error().args.at("key"), "size");
}

}  // namespace
}  // namespace palermo::estimate
