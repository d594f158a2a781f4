// SPDX-License-Identifier: Apache-2.0
// What happens with people's ids from one run to the next.
#include "palermo/link/person_ids.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace palermo::link {
namespace {

using Ids = std::vector<std::string>;

PersonIds ids(const People& people, const Ids& before, IdOptions options = {.seed = 7, .run = 2}) {
  return keep_person_ids(people, before, {}, options);
}

TEST(PersonIds, a_person_keeps_her_id_when_a_record_arrives) {
  const PersonIds now = ids({{0, 0, 1, 0}, 2}, {"pa", "pa", "pb", ""});
  EXPECT_EQ(now.id_of, (Ids{"pa", "pb"}));
  EXPECT_EQ(now.history, (std::vector<IdChange>{{IdEvent::kept, "pa", "pa", 2}, {IdEvent::fresh, "", "pa", 1}}));
}

TEST(PersonIds, nothing_is_told_when_nothing_changed) {
  const PersonIds now = ids({{0, 0, 1}, 2}, {"pa", "pa", "pb"});
  EXPECT_EQ(now.id_of, (Ids{"pa", "pb"}));
  EXPECT_TRUE(now.history.empty());
}

TEST(PersonIds, two_persons_who_are_one_keep_the_id_of_most_records) {
  const PersonIds now = ids({{0, 0, 0}, 1}, {"pa", "pb", "pb"});
  EXPECT_EQ(now.id_of, Ids{"pb"});
  EXPECT_EQ(now.history, (std::vector<IdChange>{{IdEvent::merged, "pa", "pb", 1}, {IdEvent::kept, "pb", "pb", 2}}));
}

TEST(PersonIds, one_person_who_is_two_leaves_the_id_with_most_records) {
  const PersonIds now = ids({{0, 1, 1}, 2}, {"pa", "pa", "pa"});
  EXPECT_EQ(now.id_of[1], "pa");
  EXPECT_NE(now.id_of[0], "pa");
  EXPECT_EQ(now.history, (std::vector<IdChange>{{IdEvent::split, "pa", now.id_of[0], 1}, {IdEvent::kept, "pa", "pa", 2}}));
}

TEST(PersonIds, equal_claims_go_to_the_earlier_record_in_canonical_order) {
  const Ids before{"pa", "pa"};
  const People apart{{0, 1}, 2};
  EXPECT_EQ(ids(apart, before).id_of[0], "pa");
  const std::vector<RecordIndex> turned{1, 0};
  EXPECT_EQ(keep_person_ids(apart, before, turned, {.seed = 7}).id_of[1], "pa");
}

TEST(PersonIds, an_id_whose_records_are_all_gone_ends_and_is_told) {
  const Ids vanished{"pc", "pc"};
  const PersonIds now = ids({{0}, 1}, {"pa"}, {.seed = 7, .vanished = vanished});
  EXPECT_EQ(now.history, (std::vector<IdChange>{{IdEvent::gone, "pc", "", 2}}));
}

TEST(PersonIds, an_id_that_was_ever_used_is_not_used_again) {
  const IdOptions options{.seed = 3, .run = 1};
  const People one{{0}, 1};
  const Ids first = keep_person_ids(one, Ids{""}, {}, options).id_of;
  IdOptions again = options;
  again.retired = first;
  EXPECT_NE(keep_person_ids(one, Ids{""}, {}, again).id_of, first);
}

TEST(PersonIds, ids_are_drawn_from_seed_and_run_or_from_the_operating_system_and_say_nothing) {
  const People people{{0, 1, 2}, 3};
  const Ids none(3);
  const auto draw = [&](IdOptions options) { return keep_person_ids(people, none, {}, options).id_of; };
  EXPECT_EQ(draw({.seed = 1}), draw({.seed = 1}));
  EXPECT_NE(draw({.seed = 1}), draw({.seed = 2}));
  EXPECT_NE(draw({.seed = 1, .run = 1}), draw({.seed = 1, .run = 2}));
  EXPECT_NE(draw({}), draw({}));
  for (const std::string& id : draw({})) {
    EXPECT_EQ(id.size(), 17U);
    EXPECT_TRUE(std::ranges::all_of(id, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }));
  }
}

RC_GTEST_PROP(PersonIdsProperty, every_person_has_one_id_and_every_record_is_accounted_for, ()) {
  const auto persons = *rc::gen::container<std::vector<PersonIndex>>(20, rc::gen::inRange<PersonIndex>(0, 6));
  const auto before_numbers = *rc::gen::container<std::vector<int>>(20, rc::gen::inRange(0, 7));
  People people{std::vector<PersonIndex>(20), 0};
  std::vector<PersonIndex> number(6, 99);
  for (std::size_t r = 0; r < 20; ++r) {
    if (number[persons[r]] == 99) number[persons[r]] = people.count++;
    people.person_of[r] = number[persons[r]];
  }
  Ids before;
  for (const int n : before_numbers) before.push_back(n == 0 ? "" : "p" + std::to_string(n));
  const PersonIds now = ids(people, before);
  RC_ASSERT(now.id_of.size() == people.count);
  RC_ASSERT(std::set<std::string>(now.id_of.begin(), now.id_of.end()).size() == people.count);
  for (const IdChange& change : now.history) {
    std::int64_t records = 0;
    for (std::size_t r = 0; r < 20; ++r)
      records += before[r] == change.from && now.id_of[people.person_of[r]] == change.to ? 1 : 0;
    RC_ASSERT(records == change.records);
    if (change.event == IdEvent::merged) RC_ASSERT(std::ranges::count(now.id_of, change.from) == 0);
    if (change.event == IdEvent::split) RC_ASSERT(std::ranges::count(now.id_of, change.from) == 1);
  }
  for (std::size_t r = 0; r < 20; ++r) {  // a record whose id changed is told of
    const std::string& to = now.id_of[people.person_of[r]];
    if (before[r] == to) continue;
    RC_ASSERT(std::ranges::any_of(now.history, [&](const IdChange& change) { return change.from == before[r] && change.to == to; }));
  }
}

}  // namespace
}  // namespace palermo::link
