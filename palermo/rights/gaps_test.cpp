// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/gaps.hpp"

#include "palermo/rights/remedies_test.hpp"

namespace palermo::rights::testing {
namespace {

const std::vector<Need>& needs() {
  static const std::vector<Need> made = [] {
    auto found = parse_needs(project_document("data/rights/gaps.yaml"), rights_document(), catalogue(), corpus());
    if (!found) ADD_FAILURE() << describe(found.error());
    return found ? std::move(*found) : std::vector<Need>{};
  }();
  return made;
}

std::map<std::string, NeedKnown> known(const std::string& facts, const ForceOf& force = by_everything) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2024-05-01\nfacts: {" + facts + "}");
  const auto found = gaps(needs(), catalogue(), corpus(), {.stated = stated, .day = 19844, .assume = Assume::as_recorded, .force = force});
  if (!found) ADD_FAILURE() << describe(found.error());
  std::map<std::string, NeedKnown> by_id;
  for (const NeedKnown& one : found ? *found : std::vector<NeedKnown>{}) by_id.emplace(one.need->id, one);
  return by_id;
}

InForce by_nothing(const law::Law&) { return {Force::not_binding, {}, law::Mark::verified}; }
InForce by_the_convention(const law::Law& law) { return {law.id == "coe.cets197" ? Force::binding : Force::not_binding, {}, law::Mark::verified}; }
InForce nobody_knows(const law::Law&) { return {Force::unknown, {}, law::Mark::verified}; }

TEST(Gaps, a_climate_mover_across_a_border_has_no_instrument_even_where_every_treaty_binds) {
  const NeedKnown stay = known("is_true: [situation.displaced_by_climate_or_disaster], is_false: [person.national_of_dest, situation.displaced_in_own_country]").at("GP01");
  EXPECT_EQ(stay.standing, GapStanding::gap);
  EXPECT_EQ(stay.need->models.size(), 4u);
  EXPECT_FALSE(stay.touching.empty()) << "non-refoulement is shown beside";
  for (const OwedGround& ground : stay.touching) EXPECT_NE(ground.force.force, Force::not_binding);
}

TEST(Gaps, nobody_is_bound_to_bring_non_citizens_out_of_a_crisis) {
  EXPECT_EQ(known("is_true: [situation.crisis_abroad]").at("GP02").standing, GapStanding::gap);
}

TEST(Gaps, a_standard_that_does_not_bind_fills_no_gap_and_is_shown) {
  const NeedKnown displaced = known("is_true: [situation.displaced_in_own_country]").at("GP03");
  EXPECT_EQ(displaced.standing, GapStanding::gap);
  EXPECT_TRUE(std::any_of(displaced.touching.begin(), displaced.touching.end(), [](const OwedGround& g) { return g.force.force == Force::soft; }));
}

TEST(Gaps, a_need_is_covered_where_the_state_is_bound_and_a_gap_where_it_is_not) {
  const std::string unpaid = "is_true: [work.wages_due], is_false: [work.forced, purpose.forced_labour, person.national_of_dest]";
  EXPECT_EQ(known(unpaid).at("GP06").standing, GapStanding::covered);
  EXPECT_EQ(known(unpaid, by_nothing).at("GP06").standing, GapStanding::gap);
  EXPECT_EQ(known(unpaid, nobody_knows).at("GP06").standing, GapStanding::not_known);
}

TEST(Gaps, what_covers_only_those_who_are_no_citizens_covers_nobody_who_was_not_asked) {
  const NeedKnown pay = known("is_true: [work.wages_due], is_false: [work.forced, purpose.forced_labour]").at("GP06");
  EXPECT_EQ(pay.standing, GapStanding::not_known);
  EXPECT_TRUE(std::any_of(pay.missing.begin(), pay.missing.end(), [](law::FactId fact) { return corpus().vocabulary()[fact].id == "person.national_of_dest"; }));
}

TEST(Gaps, time_to_recover_is_for_those_found_to_have_been_trafficked_alone) {
  const std::string hurt = "is_true: [facilitation.procured_transit, harm.violence], ";
  EXPECT_EQ(known(hurt + "is_false: [person.national_of_dest, authority.reasonable_grounds_victim, authority.identified_as_victim], closed: [act, means, purpose]", by_the_convention).at("GP04").standing, GapStanding::gap);
  EXPECT_EQ(known("is_true: [facilitation.procured_transit, harm.violence, authority.reasonable_grounds_victim], is_false: [person.national_of_dest]").at("GP04").standing, GapStanding::covered);
  const NeedKnown open = known(hurt + "is_false: [person.national_of_dest]").at("GP04");
  EXPECT_EQ(open.standing, GapStanding::not_known);
  EXPECT_FALSE(open.missing.empty());
}

TEST(Gaps, without_facts_nothing_is_called_a_gap_and_nothing_is_ruled_out) {
  for (const auto& [id, one] : known("")) {
    EXPECT_EQ(one.standing, GapStanding::not_known) << id;
    EXPECT_FALSE(one.missing.empty()) << id;
  }
  EXPECT_EQ(known("is_false: [situation.crisis_abroad]").at("GP02").standing, GapStanding::no_need);
}

}  // namespace
}  // namespace palermo::rights::testing
