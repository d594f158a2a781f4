// SPDX-License-Identifier: Apache-2.0
#include "palermo/rights/conflicts.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "K01 VT04 breach"
std::vector<std::string> found(const std::string& facts, const ForceOf& force = by_everything) {
  const law::Case stated = law::testing::case_of(corpus(), "date: 2020-05-01\nfacts: {" + facts + "}");
  const auto all = conflicts(practices(), catalogue(), corpus(), {.stated = stated, .day = *stated.date.days.min, .assume = Assume::as_recorded, .force = force});
  if (!all) ADD_FAILURE() << describe(all.error());
  std::vector<std::string> told;
  for (const Conflict& one : all ? *all : std::vector<Conflict>{})
    told.push_back(one.practice->id + " " + one.against->entitlement + " " + std::string(word(one.grade)));
  return told;
}

TEST(Conflicts, help_that_depends_on_cooperation_is_a_breach_and_a_permit_that_does_a_tension) {
  EXPECT_THAT(found("is_true: [authority.reasonable_grounds_victim, authority.assistance_conditional_on_cooperation, authority.permit_conditional_on_cooperation], "
                    "is_false: [person.national_of_dest]"),
              ElementsAre("K01 VT03 tension", "K01 VT04 breach", "K01 VT09 tension"));
}

TEST(Conflicts, a_practice_that_nobody_recorded_is_none) {
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("is_true: [authority.reasonable_grounds_victim], is_false: [authority.assistance_conditional_on_cooperation]"), IsEmpty());
}

}  // namespace
}  // namespace palermo::rights::testing
