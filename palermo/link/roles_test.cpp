// SPDX-License-Identifier: Apache-2.0
// Who may link whom: every subset of roles, in every order that matters, and no other way to link.
#include "palermo/link/roles.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <type_traits>

#include "palermo/link/people.hpp"

namespace palermo::link {
namespace {

constexpr std::array kRoles{Role::service,  Role::health,      Role::labour_inspection,
                            Role::research, Role::enforcement, Role::immigration};
constexpr unsigned kNoRole = 1U << kRoles.size();  // a list whose holder said nothing
constexpr unsigned kSubsets = kNoRole << 1;

bool has(unsigned subset, Role role) { return (subset >> static_cast<unsigned>(role) & 1U) != 0; }

std::vector<ListInfo> lists_of(unsigned subset) {
  std::vector<ListInfo> lists;
  for (const Role role : kRoles)
    if (has(subset, role)) lists.push_back({std::string(to_word(role)), role, false});
  if ((subset & kNoRole) != 0) lists.push_back({"own", std::nullopt, true});
  return lists;
}

bool has_enforcer(unsigned subset) { return has(subset, Role::enforcement) || has(subset, Role::immigration); }

TEST(Roles, D20_no_subset_of_roles_links_a_service_in_the_clear_with_enforcement_or_immigration) {
  int refused = 0;
  for (unsigned subset = 1; subset < kSubsets; ++subset) {
    const auto admitted = admit_in_the_clear(lists_of(subset));
    const bool crosses = has_enforcer(subset) && has(subset, Role::service);
    if (!crosses) continue;
    ASSERT_FALSE(admitted) << subset;
    EXPECT_EQ(admitted.error().kind.rule, "D20") << subset;
    EXPECT_EQ(admitted.error().kind.exit, core::Exit::refused);
    ++refused;
  }
  EXPECT_EQ(refused, 48) << "of 64 subsets with a service, three in four have enforcement, immigration or both";
}

TEST(Roles, D23_no_subset_of_roles_links_labour_inspection_or_health_in_the_clear_with_enforcement_or_immigration) {
  int refused = 0;
  for (unsigned subset = 1; subset < kSubsets; ++subset) {
    const auto admitted = admit_in_the_clear(lists_of(subset));
    const bool crosses = has_enforcer(subset) && (has(subset, Role::health) || has(subset, Role::labour_inspection));
    if (!crosses) continue;
    ASSERT_FALSE(admitted) << subset;
    EXPECT_EQ(admitted.error().kind.rule, has(subset, Role::service) ? "D20" : "D23") << subset;
    ++refused;
  }
  EXPECT_EQ(refused, 72);
}

TEST(Roles, every_other_subset_is_admitted_and_lists_without_a_role_are_named) {
  for (unsigned subset = 1; subset < kSubsets; ++subset) {
    const bool protects_some = has(subset, Role::service) || has(subset, Role::health) || has(subset, Role::labour_inspection);
    const auto admitted = admit_in_the_clear(lists_of(subset));
    EXPECT_EQ(admitted.has_value(), !(protects_some && has_enforcer(subset))) << subset;
    if (!admitted) continue;
    EXPECT_EQ(admitted->without_role().size(), (subset & kNoRole) != 0 ? 1U : 0U);
    EXPECT_EQ(admitted->size(), lists_of(subset).size());
  }
}

TEST(Roles, D20_the_order_of_lists_and_what_else_they_say_do_not_matter) {
  std::vector<ListInfo> lists = lists_of(kSubsets - 1);
  std::ranges::sort(lists, {}, &ListInfo::name);
  do {
    for (ListInfo& list : lists) list.duplicate_free = !list.duplicate_free;
    const auto admitted = admit_in_the_clear(lists);
    ASSERT_FALSE(admitted);
    ASSERT_EQ(admitted.error().kind.code, "link.service_firewall");
  } while (std::ranges::next_permutation(lists, {}, &ListInfo::name).found);
}

TEST(Roles, D20_a_refusal_comes_before_any_other_complaint) {
  std::vector<ListInfo> lists(100, {"same", Role::service, false});
  lists.push_back({"", Role::immigration, false});
  EXPECT_EQ(admit_in_the_clear(lists).error().kind.rule, "D20");
}

TEST(Roles, D20_D23_the_pairwise_rule_that_private_protocols_ask_agrees_with_admission) {
  for (const Role a : kRoles)
    for (const Role b : kRoles) {
      EXPECT_EQ(meet_in_the_clear(a, b), meet_in_the_clear(b, a));
      EXPECT_EQ(meet_in_the_clear(a, b), admit_in_the_clear({{"a", a, false}, {"b", b, false}}).has_value());
    }
}

// Refuse means: no code path. Nothing but admission makes the type that linkage asks for.
static_assert(!std::is_default_constructible_v<AdmittedLists>);
static_assert(!std::is_constructible_v<AdmittedLists, std::vector<ListInfo>>);
static_assert(!std::is_aggregate_v<AdmittedLists>);
static_assert(std::is_same_v<decltype(Evidence::lists), const AdmittedLists&>);

TEST(Roles, lists_need_names_of_their_own) {
  EXPECT_EQ(admit_in_the_clear({}).error().kind.code, "link.no_lists");
  EXPECT_EQ(admit_in_the_clear({{"", std::nullopt, false}}).error().kind.code, "link.bad_list_name");
  EXPECT_EQ(admit_in_the_clear({{"a", std::nullopt, false}, {"a", std::nullopt, false}}).error().kind.code, "link.bad_list_name");
  std::vector<ListInfo> many;
  for (std::size_t i = 0; i <= kMostLists; ++i) many.push_back({std::to_string(i), std::nullopt, false});
  EXPECT_EQ(admit_in_the_clear(many).error().kind.code, "link.too_many_lists");
}

TEST(Roles, each_role_has_one_word_and_an_unknown_word_is_not_repeated) {
  for (const Role role : kRoles) EXPECT_EQ(parse_role(to_word(role)).value(), role);
  EXPECT_EQ(parse_role("labour").value(), Role::labour_inspection);
  const auto unknown = parse_role("border guard");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind.code, "link.unknown_role");
  for (const auto& [name, value] : unknown.error().args) EXPECT_EQ(value.find("border guard"), std::string::npos) << name;
}

}  // namespace
}  // namespace palermo::link
