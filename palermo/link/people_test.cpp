// SPDX-License-Identifier: Apache-2.0
// From pairs to people: what each method does with a chain, with lists on which nobody stands twice, and with a refusal.
#include "palermo/link/people.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "palermo/link/graph_test.hpp"

namespace palermo::link {
namespace {

using testing::keeps_every_ban;
using testing::lists_of;
using testing::one_list;
using testing::pair_of;
using testing::random_world;
using testing::World;

using Persons = std::vector<PersonIndex>;
constexpr Method kMethods[] = {Method::components, Method::best_links, Method::correlation};

TEST(People, records_without_any_pair_are_persons_of_their_own) {
  for (const Method method : kMethods) EXPECT_EQ(one_list(3, {}).people({.method = method}).person_of, (Persons{0, 1, 2}));
  EXPECT_EQ(one_list(0, {}).people().count, 0U);
}

TEST(People, two_records_are_one_person_when_that_is_more_probable_than_not) {
  for (const Method method : kMethods) {
    EXPECT_EQ(one_list(2, {pair_of(0, 1, 0.1)}).people({.method = method}).count, 1U);
    EXPECT_EQ(one_list(2, {pair_of(0, 1, -0.1)}).people({.method = method}).count, 2U);
    EXPECT_EQ(one_list(2, {pair_of(0, 1, 3)}).people({.method = method, .threshold_bits = 4}).count, 2U);
  }
}

TEST(People, a_chain_by_one_weak_pair_joins_by_components_and_not_by_correlation) {
  // Two persons of three records each, and one false pair between them.
  const World world = one_list(6, {pair_of(0, 1, 12), pair_of(0, 2, 12), pair_of(1, 2, 12), pair_of(3, 4, 12), pair_of(3, 5, 12),
                                   pair_of(4, 5, 12), pair_of(2, 3, 3)});
  EXPECT_EQ(world.people({.method = Method::components}).count, 1U);
  EXPECT_EQ(world.people().person_of, (Persons{0, 0, 0, 1, 1, 1}));
}

TEST(People, one_missing_pair_does_not_break_a_person_whose_other_pairs_hold) {
  const World world = one_list(4, {pair_of(0, 1, 12), pair_of(0, 2, 12), pair_of(1, 2, 12), pair_of(0, 3, 12), pair_of(1, 3, 12)});
  EXPECT_EQ(world.people().count, 1U);
}

TEST(People, nobody_stands_twice_on_a_duplicate_free_list_whatever_the_weights) {
  // a1 - b1 strong, a2 - b1 weaker: both cannot be.
  for (const Method method : kMethods) {
    World world{lists_of({true, false}), {0, 0, 1}, {pair_of(0, 2, 5), pair_of(1, 2, 9)}, {}, {}, {}};
    EXPECT_EQ(world.people({.method = method}).person_of, (Persons{0, 1, 1}));
    world.pairs.push_back(pair_of(0, 1, 30));
    EXPECT_EQ(world.people({.method = method}).person_of, (Persons{0, 1, 1})) << "a pair within the list is never a link";
  }
}

TEST(People, the_whole_assignment_counts_and_not_the_strongest_pair_first) {
  // From the strongest on: a1-b1 (10), and a2 is left alone. Together a1-b2 and a2-b1 are worth 17.
  const World world{lists_of({true, true}), {0, 0, 1, 1}, {pair_of(0, 2, 10), pair_of(0, 3, 8), pair_of(1, 2, 9)}, {}, {}, {}};
  EXPECT_EQ(world.people({.method = Method::best_links}).person_of, (Persons{0, 1, 0, 2}));
  EXPECT_EQ(world.people().person_of, (Persons{0, 1, 1, 0}));
}

TEST(People, best_links_take_neither_of_two_equal_claims) {
  const World world{lists_of({true, false}), {0, 0, 1}, {pair_of(0, 2, 7), pair_of(1, 2, 7)}, {}, {}, {}};
  EXPECT_EQ(world.people({.method = Method::best_links}).count, 3U);
  EXPECT_EQ(world.people({.method = Method::components}).person_of, (Persons{0, 1, 0}));
}

TEST(People, a_never_link_pair_is_not_joined_by_way_of_a_third_record_either) {
  for (const Method method : kMethods) {
    World world = one_list(3, {pair_of(0, 1, 12), pair_of(1, 2, 15), pair_of(0, 2, 15)});
    world.never = {{2, 0}};
    EXPECT_EQ(world.people({.method = method}).person_of, (Persons{0, 1, 1}));
  }
}

TEST(People, a_record_without_consent_is_a_person_of_its_own) {
  for (const Method method : kMethods) {
    World world = one_list(3, {pair_of(0, 1, 30), pair_of(1, 2, 30), pair_of(0, 2, 30)});
    world.consent = {1, 0, 1};
    EXPECT_EQ(world.people({.method = method}).person_of, (Persons{0, 1, 0}));
  }
}

TEST(People, a_pair_that_stands_twice_counts_with_its_stronger_weight) {
  EXPECT_EQ(one_list(2, {pair_of(0, 1, -8), pair_of(0, 1, 3)}).people().count, 1U);
  EXPECT_EQ(one_list(2, {pair_of(0, 1, 3), pair_of(0, 1, -8)}).people().count, 1U);
}

TEST(People, log_odds_come_from_the_calibrated_probability_and_stay_finite) {
  EXPECT_DOUBLE_EQ(log_odds_bits({0, 1, 99, 0.5}), 0);
  EXPECT_NEAR(log_odds_bits({0, 1, 99, 0.8}), 2, 1e-12);
  EXPECT_NEAR(log_odds_bits({0, 1, 0, 1}), 40, 1e-3);
  EXPECT_NEAR(log_odds_bits({0, 1, 0, 0}), -40, 1e-3);
}

Method any_method() { return *rc::gen::element(Method::components, Method::best_links, Method::correlation); }

World any_world() {
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const auto records = *rc::gen::inRange<std::size_t>(1, 60);
  return random_world(seed, records, *rc::gen::element(0.5, 1.5, 4.0));
}

RC_GTEST_PROP(PeopleProperty, no_method_ever_breaks_a_ban, ()) {
  const World world = any_world();
  RC_ASSERT(keeps_every_ban(world, world.people({.method = any_method()})));
}

RC_GTEST_PROP(PeopleProperty, persons_are_numbered_by_their_first_record, ()) {
  const People people = any_world().people({.method = any_method()});
  PersonIndex next = 0;
  for (const PersonIndex person : people.person_of) {
    RC_ASSERT(person <= next);
    next += person == next ? 1 : 0;
  }
  RC_ASSERT(next == people.count);
}

RC_GTEST_PROP(PeopleProperty, neither_threads_nor_the_order_of_pairs_or_rows_matter, ()) {
  World world = any_world();
  const Method method = any_method();
  const People one = world.people({.method = method, .threads = 1});
  RC_ASSERT(world.people({.method = method, .threads = 3}) == one);

  core::Stream stream(*rc::gen::arbitrary<std::uint64_t>(), "test.shuffle");
  const std::size_t records = world.list_of.size();
  std::vector<RecordIndex> at(records);  // where each record stands now
  std::iota(at.begin(), at.end(), 0U);
  std::shuffle(at.begin(), at.end(), stream);
  World other{world.lists, std::vector<ListIndex>(records), {}, {}, std::vector<std::uint8_t>(records), std::vector<RecordIndex>(records)};
  for (RecordIndex r = 0; r < records; ++r) {
    other.list_of[at[r]] = world.list_of[r];
    other.consent[at[r]] = world.consent[r];
    other.rank[at[r]] = r;  // canonical order is the order in which the first world had them
  }
  for (const ScoredPair& pair : world.pairs)
    other.pairs.push_back({std::min(at[pair.a], at[pair.b]), std::max(at[pair.a], at[pair.b]), pair.weight, pair.probability});
  for (const RecordPair& pair : world.never) other.never.push_back({at[pair.b], at[pair.a]});
  std::shuffle(other.pairs.begin(), other.pairs.end(), stream);
  const People moved = other.people({.method = method});
  RC_ASSERT(moved.count == one.count);
  for (RecordIndex r = 0; r < records; ++r) RC_ASSERT(moved.person_of[at[r]] == one.person_of[r]);
}

TEST(People, a_cancelled_run_gives_nothing) {
  class Cancelled final : public core::Progress {
    void begin(std::string_view, std::string_view, std::int64_t, std::string_view) override {}
    void report(std::int64_t) override {}
    void end() override {}
    [[nodiscard]] bool cancelled() const override { return true; }
  } cancelled;
  const World world = random_world(1, 50, 2);
  const auto people = find_people(world.evidence(), {}, cancelled);
  ASSERT_FALSE(people);
  EXPECT_EQ(people.error().kind.code, "core.cancelled");
}

}  // namespace
}  // namespace palermo::link
