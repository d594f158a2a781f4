// SPDX-License-Identifier: Apache-2.0
// The truth table of the return gate: every combination, against a second statement of what opens it.
#include "palermo/rights/gate_test.hpp"

namespace palermo::rights::testing {
namespace {

// Which states keep the gate closed, said a second time: all but satisfied, and but best interests of somebody known to
// be of age when nothing was said against a return.
bool closes(GateGround ground, GateStanding state, bool adult) {
  const bool spared = adult && ground == GateGround::best_interests && state != GateStanding::barred &&
                      state != GateStanding::contradictory;
  return state != GateStanding::satisfied && !spared;
}

// The table runs over the findings of the gate itself, one for each ground, state and age; that a finding does not
// depend on another ground is the next test.
TEST(ReturnGate, D26_opens_for_nothing_less_than_every_ground_satisfied_in_all_combinations_of_answers) {
  std::size_t combinations = 0, open = 0, wrong = 0;
  for (const bool adult : {true, false}) {
    std::array<std::array<GateStanding, kStateCount>, kGateGrounds> found{};
    std::array<std::array<std::size_t, kStateCount>, kGateGrounds> closing{};
    GateMemberAnswer answer;
    for (std::size_t g = 0; g < kGateGrounds; ++g)
      for (std::size_t s = 0; s < kStateCount; ++s) {
        const auto ground = static_cast<GateGround>(g);
        GateMember member = member_of_age(adult);
        member.answers[g] = in_state(ground, kStates[s]);
        answer = judge(member, kDay, {});
        found[g][s] = answer.findings[g].standing;
        EXPECT_TRUE(found[g][s] == kStates[s] || found[g][s] == GateStanding::not_required) << word(ground);
        closing[g][s] = closes(ground, kStates[s], adult) ? 1 : 0;
      }
    ASSERT_EQ(answer.findings.size(), kGateGrounds);
    std::array<std::size_t, kGateGrounds> states{};
    std::size_t closed = 0;  // how many grounds keep it closed
    for (std::size_t g = 0; g < kGateGrounds; ++g) {
      answer.findings[g].standing = found[g][0];
      closed += closing[g][0];
    }
    for (bool more = true; more;) {  // counts through 5^11 states like an odometer
      const bool is_closed = answer.closed();
      ++combinations;
      open += is_closed ? 0 : 1;
      wrong += is_closed == (closed > 0) ? 0 : 1;
      more = false;
      for (std::size_t g = 0; g < kGateGrounds && !more; ++g) {
        closed -= closing[g][states[g]];
        states[g] = (states[g] + 1) % kStateCount;
        closed += closing[g][states[g]];
        answer.findings[g].standing = found[g][states[g]];
        more = states[g] != 0;
      }
    }
  }
  EXPECT_EQ(combinations, 97656250U);  // 2 x 5^11
  EXPECT_EQ(wrong, 0U);
  EXPECT_EQ(open, 1U + 3U);  // a child: one combination; of age: best interests satisfied, missing or not verified
}

TEST(ReturnGate, D26_what_is_found_on_a_ground_does_not_depend_on_the_others) {
  for (const bool adult : {true, false}) {
    for (std::size_t g = 0; g < kGateGrounds; ++g)  // every two grounds in every two states
      for (std::size_t h = 0; h < kGateGrounds; ++h)
        for (std::size_t code = 0; code < kStateCount * kStateCount && g != h; ++code) {
          const GateStanding here = kStates[code % kStateCount], there = kStates[code / kStateCount];
          GateMember alone = member_of_age(adult), together = alone;
          alone.answers[g] = together.answers[g] = in_state(static_cast<GateGround>(g), here);
          together.answers[h] = in_state(static_cast<GateGround>(h), there);
          ASSERT_EQ(judge(alone, kDay, {}).findings[g].standing, judge(together, kDay, {}).findings[g].standing);
        }
    for (std::size_t code = 0; code < (1U << kGateGrounds); ++code) {  // every set of grounds barred
      GateMember member = member_of_age(adult);
      for (std::size_t g = 0; g < kGateGrounds; ++g)
        if ((code >> g & 1U) != 0) member.answers[g] = barred(static_cast<GateGround>(g));
      const GateMemberAnswer answer = judge(member, kDay, {});
      ASSERT_EQ(answer.closed(), code != 0);
      for (std::size_t g = 0; g < kGateGrounds; ++g)
        ASSERT_EQ(answer.findings[g].standing == GateStanding::barred, (code >> g & 1U) != 0) << code;
    }
  }
}

// Not told, or told as it should be.
bool told_only(const GateAnswer& a, GateGround ground, std::string_view part, GateReply reply) {
  const GateReply told = a.replies[index_of(ground, part)];
  return told == kMissing || told == reply;
}

// What satisfies each ground, written a second time and differently: over every combination of replies.
bool satisfies(GateGround ground, const GateAnswer& a) {
  const auto is = [&](std::string_view part, GateReply reply) { return a.replies[index_of(ground, part)] == reply; };
  switch (ground) {
    case GateGround::individual_assessment:
      return is("own_situation_examined", kYes) && is("heard", kYes) && is("language_understood", kYes) &&
             is("legal_help", kYes) && is("identification_open", kNo) && is("recovery_period_running", kNo);
    case GateGround::own_country: {
      const bool stateless = is("stateless", kYes) && is("protected_as_stateless", kNo) && is("due_process", kYes);
      const bool of_another = is("stateless", kNo) && told_only(a, ground, "protected_as_stateless", kNo) &&
                              told_only(a, ground, "due_process", kYes);
      return is("national_of_this_state", kNo) && (stateless || of_another);
    }
    case GateGround::family: {
      const bool nobody = is("child_or_family_left_behind", kNo) && is("left_behind_assessed", kMissing) &&
                          is("child_heard", kMissing) && told_only(a, ground, "child_among_them", kNo) &&
                          told_only(a, ground, "bar", kNo);
      const bool child = is("child_among_them", kYes) && is("child_heard", kYes);
      const bool no_child = is("child_among_them", kNo) && is("child_heard", kMissing);
      const bool looked_at = is("child_or_family_left_behind", kYes) && is("left_behind_assessed", kYes) &&
                             is("bar", kNo) && (child || no_child);
      return nobody || looked_at;
    }
    case GateGround::proceedings:
      return is("proceedings_regarded", kYes) && is("claims_settled_or_pursuable", kYes);
    case GateGround::best_interests:
      return is("assessed", kYes) && is("in_best_interests", kYes) && is("child_heard", kYes) &&
             is("represented", kYes) && is("parted_from_family", kNo);
    case GateGround::health:
      return is("examined", kYes) && is("fit_to_travel", kYes) && is("urgent_care_needed", kNo);
    case GateGround::voluntariness: {
      const bool informed = is("information_given", kYes) && is("language_understood", kYes);
      const bool willing = is("voluntary", kYes) && is("freely", kYes) && is("may_be_withdrawn", kYes) &&
                           is("withdrawn", kNo) && !is("legal_basis", kYes);
      const bool by_law = is("voluntary", kNo) && is("legal_basis", kYes) && !is("freely", kYes);
      return informed && (willing || by_law);
    }
    case GateGround::appeal: {
      const bool given_up = is("waived", kYes) && is("advised", kYes) && told_only(a, ground, "time_run", kYes);
      const bool run =
          told_only(a, ground, "waived", kNo) && is("time_run", kYes) && told_only(a, ground, "advised", kYes);
      return is("told", kYes) && is("language_understood", kYes) && is("suspensive", kYes) && is("pending", kNo) &&
             (given_up || run);
    }
    default:
      return is("destination_named", kYes) && is("risk", kNo) && is("onward_risk", kNo) && is("bar", kNo) &&
             (ground != GateGround::persecution || is("asylum_claim_open", kNo));
  }
}

TEST(ReturnGate, D26_each_ground_is_satisfied_by_exactly_the_replies_that_its_page_names) {
  for (std::size_t g = 0; g < kGateGrounds; ++g) {
    const auto ground = static_cast<GateGround>(g);
    GateMember member = member_of_age(false);
    std::size_t all = 1, good = 0;
    for (std::size_t i = 0; i < parts_of(ground).size(); ++i) all *= 4;
    for (std::size_t code = 0; code < all; ++code) {
      GateAnswer answer = decided();
      std::size_t rest = code;
      for (std::size_t i = 0; i < parts_of(ground).size(); ++i, rest /= 4)
        answer.replies[i] = static_cast<GateReply>(rest % 4);
      member.answers[g] = answer;
      const bool closed = judge(member, kDay, {}).closed();
      ASSERT_EQ(closed, !satisfies(ground, answer)) << word(ground) << " " << code;
      good += closed ? 0 : 1;
    }
    EXPECT_GE(good, 1U) << word(ground);
  }
}

}  // namespace
}  // namespace palermo::rights::testing
