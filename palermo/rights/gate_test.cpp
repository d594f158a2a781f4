// SPDX-License-Identifier: Apache-2.0
// What opens and what closes the return gate, ground by ground; its truth table is in gate_table_test.cpp.
#include <rapidcheck.h>

#include "palermo/rights/gate_receipt.hpp"
#include "palermo/rights/gate_test.hpp"

namespace palermo::rights::testing {
namespace {

TEST(ReturnGate, D26_a_ground_without_office_day_reasons_or_own_examination_is_not_answered) {
  for (std::size_t g = 0; g < kGateGrounds; ++g) {
    GateMember member = member_of_age(false);
    const GateAnswer whole = member.answers[g];
    const auto lacks = [&](auto change, const char* part) {
      member.answers[g] = whole;
      change(member.answers[g]);
      const GateMemberAnswer answer = judge(member, kDay, {});
      EXPECT_TRUE(answer.closed()) << part;
      EXPECT_THAT(answer.findings[g].missing, ::testing::ElementsAre(part));
    };
    lacks([](GateAnswer& a) { a.by.clear(); }, "decided_by");
    lacks([](GateAnswer& a) { a.on = {}; }, "date");
    lacks([](GateAnswer& a) { a.on.days = {kDay - 30, kDay - 1}; }, "date");  // a month is no day
    lacks([](GateAnswer& a) { a.has_reasons = false; }, "reasons");
    lacks([](GateAnswer& a) { a.mark.reset(); }, "mark");
    for (const law::Mark mark : {law::Mark::secondary, law::Mark::unverified}) {
      member.answers[g] = whole;
      member.answers[g].mark = mark;
      EXPECT_EQ(judge(member, kDay, {}).findings[g].standing, GateStanding::not_verified);
    }
  }
}

TEST(ReturnGate, D26_a_bar_closes_the_gate_whatever_its_mark_and_whoever_says_it) {
  for (std::size_t g = 0; g < kGateGrounds; ++g) {
    GateMember member = member_of_age(true);
    GateAnswer told;  // no office, no day, no reasons, not verified
    const auto ground = static_cast<GateGround>(g);
    told.replies = barred(ground).replies;
    told.mark = law::Mark::unverified;
    member.answers[g] = told;
    const GateMemberAnswer answer = judge(member, kDay, {});
    EXPECT_EQ(answer.findings[g].standing, GateStanding::barred) << word(ground);
    EXPECT_TRUE(answer.closed());
  }
}

TEST(ReturnGate, D26_best_interests_are_asked_of_everybody_who_is_not_known_to_be_of_age) {
  GateMember member = member_of_age(true);
  member.answers[static_cast<std::size_t>(GateGround::best_interests)] = {};
  EXPECT_FALSE(judge(member, kDay, {}).closed());
  const GateAnswer known = member.age;
  const auto asked = [&](auto change) {
    member.age = known;
    change(member.age);
    EXPECT_FALSE(known_of_age(member, kDay));
    EXPECT_TRUE(judge(member, kDay, {}).closed());
  };
  for (const GateReply reply : {kMissing, kUnknown, kNo}) asked([&](GateAnswer& age) { age.replies[0] = reply; });
  for (const GateReply reply : {kMissing, kUnknown, kYes})
    asked([&](GateAnswer& age) { age.replies[1] = reply; });  // the age is doubted
  asked([](GateAnswer& age) { age.mark = law::Mark::secondary; });
  asked([](GateAnswer& age) { age.by.clear(); });
  asked([](GateAnswer& age) { age.has_reasons = false; });
}

// What is found on a ground that was satisfied before it got these replies.
GateFinding found_with(GateGround ground, std::initializer_list<std::pair<const char*, GateReply>> replies) {
  GateMember member = member_of_age(true);
  for (const auto& [part, reply] : replies) set(member.answers[static_cast<std::size_t>(ground)], ground, part, reply);
  const GateMemberAnswer answer = judge(member, kDay, {});
  EXPECT_EQ(answer.closed(), keeps_closed(answer.findings[static_cast<std::size_t>(ground)].standing));
  return answer.findings[static_cast<std::size_t>(ground)];
}

TEST(ReturnGate, D26_an_adults_child_is_asked_about) {
  const GateGround family = GateGround::family;
  GateMember nobody_asked = member_of_age(true);
  nobody_asked.answers[static_cast<std::size_t>(family)] = {};
  EXPECT_TRUE(judge(nobody_asked, kDay, {}).closed());
  const char* left = "child_or_family_left_behind";
  EXPECT_EQ(found_with(family, {{left, kNo}}).standing, GateStanding::satisfied);
  EXPECT_THAT(found_with(family, {{left, kYes}}).missing,
              ::testing::ElementsAre("left_behind_assessed", "bar", "child_among_them", "child_heard"));
  const auto with_child = [&](GateReply heard, GateReply bar) {
    return found_with(family, {{left, kYes},
                               {"left_behind_assessed", kYes},
                               {"child_among_them", kYes},
                               {"child_heard", heard},
                               {"bar", bar}});
  };
  EXPECT_EQ(with_child(kYes, kNo).standing, GateStanding::satisfied);
  EXPECT_THAT(with_child(kNo, kNo).barred, ::testing::ElementsAre("child_heard"));
  EXPECT_THAT(with_child(kYes, kYes).barred, ::testing::ElementsAre("bar"));
  EXPECT_EQ(found_with(family, {{left, kYes}, {"left_behind_assessed", kYes}, {"child_among_them", kNo}, {"bar", kNo}})
                .standing,
            GateStanding::satisfied);  // a husband, and no child to be heard
}

TEST(ReturnGate, D26_whether_a_child_is_among_those_left_behind_cannot_be_left_out) {
  for (const GateReply reply : {kMissing, kUnknown})
    EXPECT_THAT(found_with(GateGround::family, {{"child_or_family_left_behind", kYes},
                                                {"left_behind_assessed", kYes},
                                                {"child_among_them", reply},
                                                {"child_heard", kYes},
                                                {"bar", kNo}})
                    .missing,
                ::testing::ElementsAre("child_among_them"));
}

TEST(ReturnGate, D26_nobody_is_left_behind_and_yet_assessed_or_heard) {
  for (const char* part : {"left_behind_assessed", "child_among_them", "child_heard", "bar"}) {
    const GateFinding finding = found_with(GateGround::family, {{part, kYes}});
    EXPECT_EQ(finding.standing, GateStanding::contradictory) << part;
    EXPECT_THAT(finding.contradictory, ::testing::ElementsAre("child_or_family_left_behind", part));
    EXPECT_THAT(found_with(GateGround::family, {{part, kUnknown}}).missing, ::testing::ElementsAre(part));
  }
  for (const char* part : {"left_behind_assessed", "child_heard"})
    EXPECT_THAT(found_with(GateGround::family, {{part, kNo}}).barred, ::testing::ElementsAre(part));
}

TEST(ReturnGate, D26_a_stateless_persons_due_process_that_was_refused_is_a_bar_whatever_else_is_said) {
  EXPECT_THAT(found_with(GateGround::own_country, {{"stateless", kNo}, {"due_process", kNo}}).barred,
              ::testing::ElementsAre("due_process"));
  EXPECT_EQ(found_with(GateGround::own_country, {{"due_process", kUnknown}}).standing, GateStanding::missing);
}

TEST(ReturnGate, D26_an_appeal_whose_time_still_runs_or_that_was_given_up_without_advice_keeps_it_closed) {
  const GateGround appeal = GateGround::appeal;
  EXPECT_THAT(found_with(appeal, {{"time_run", kNo}, {"waived", kYes}, {"advised", kYes}}).barred,
              ::testing::ElementsAre("time_run"));
  EXPECT_THAT(found_with(appeal, {{"time_run", kYes}, {"waived", kNo}, {"advised", kNo}}).barred,
              ::testing::ElementsAre("advised"));
  EXPECT_EQ(found_with(appeal, {{"waived", kUnknown}}).standing, GateStanding::missing);
  EXPECT_EQ(found_with(appeal, {{"time_run", kMissing}, {"waived", kYes}, {"advised", kYes}}).standing,
            GateStanding::satisfied);
}

TEST(ReturnGate, D26_an_answer_of_long_ago_is_no_answer_and_each_ground_holds_as_long_as_its_page_says) {
  EXPECT_EQ(kGateFirstDay, *core::day_of(1951, 7, 28));
  for (std::size_t g = 0; g < kGateGrounds; ++g) {
    const auto ground = static_cast<GateGround>(g);
    const int days = ground == GateGround::health || ground == GateGround::voluntariness ? 90 : 365;
    GateMember member = member_of_age(false);
    const auto found = [&](core::Day on, const GatePeriods& periods = kGatePeriods) {
      member.answers[g].on.days = {on, on};
      const GateMemberAnswer answer = judge(member, kDay, {}, periods);
      EXPECT_EQ(answer.closed(), keeps_closed(answer.findings[g].standing));
      return answer.findings[g];
    };
    EXPECT_EQ(found(kDay - days).standing, GateStanding::satisfied) << word(ground);
    EXPECT_THAT(found(kDay - days - 1).missing, ::testing::ElementsAre("expired")) << word(ground);
    EXPECT_EQ(found(kGateFirstDay - 1).standing, GateStanding::contradictory) << word(ground);
    GatePeriods shorter = kGatePeriods;
    shorter[g] = 5;
    EXPECT_THAT(found(kDay - 10, shorter).missing, ::testing::ElementsAre("expired")) << word(ground);
  }
  GateMember member = member_of_age(true);
  member.age.on.days = {kDay - 9000, kDay - 9000};  // who was of age stays so
  EXPECT_TRUE(known_of_age(member, kDay));
  member.age.on.days = {kGateFirstDay - 1, kGateFirstDay - 1};
  EXPECT_FALSE(known_of_age(member, kDay));
}

TEST(ReturnGate, D27_reasons_copied_from_somebody_else_close_every_ground_they_stand_on) {
  for (std::size_t g = 0; g < kGateGrounds; ++g) {
    GateMember member = member_of_age(false);
    member.answers[g].copied = true;
    const GateFinding finding = judge(member, kDay, {}).findings[g];
    EXPECT_EQ(finding.standing, GateStanding::contradictory);
    EXPECT_THAT(finding.contradictory, ::testing::ElementsAre("not_individual"));
  }
  GateMember member = member_of_age(true);
  member.age.copied = true;
  EXPECT_FALSE(known_of_age(member, kDay));
}

TEST(ReturnGate, D26_an_open_claim_a_running_period_and_an_unsettled_wage_keep_it_closed) {
  EXPECT_THAT(found_with(GateGround::persecution, {{"asylum_claim_open", kYes}}).barred,
              ::testing::ElementsAre("asylum_claim_open"));
  EXPECT_THAT(found_with(GateGround::individual_assessment, {{"recovery_period_running", kYes}}).barred,
              ::testing::ElementsAre("recovery_period_running"));
  for (const char* part : {"proceedings_regarded", "claims_settled_or_pursuable"})
    EXPECT_THAT(found_with(GateGround::proceedings, {{part, kNo}}).barred, ::testing::ElementsAre(part));
}

TEST(ReturnGate, D26_nobody_is_sent_from_the_own_country_and_who_has_none_only_by_law) {
  const GateGround own = GateGround::own_country;
  EXPECT_EQ(found_with(own, {{"national_of_this_state", kYes}}).standing, GateStanding::barred);
  EXPECT_EQ(found_with(own, {{"stateless", kUnknown}}).standing, GateStanding::missing);
  EXPECT_THAT(found_with(own, {{"stateless", kYes}}).missing,
              ::testing::ElementsAre("protected_as_stateless", "due_process"));
  EXPECT_EQ(found_with(own, {{"stateless", kYes}, {"protected_as_stateless", kYes}, {"due_process", kYes}}).standing,
            GateStanding::barred);
  EXPECT_EQ(found_with(own, {{"stateless", kYes}, {"protected_as_stateless", kNo}, {"due_process", kYes}}).standing,
            GateStanding::satisfied);
}

TEST(ReturnGate, D26_a_danger_that_was_looked_at_for_no_State_was_not_looked_at) {
  for (const GateGround ground : {GateGround::persecution, GateGround::torture, GateGround::life}) {
    EXPECT_TRUE(keeps_closed(found_with(ground, {{"destination_named", kMissing}}).standing));
    EXPECT_THAT(found_with(ground, {{"destination_named", kNo}}).barred, ::testing::ElementsAre("destination_named"));
  }
}

TEST(ReturnGate, D26_a_risk_together_with_no_bar_is_a_contradiction_and_no_answer) {
  for (const GateGround ground : {GateGround::persecution, GateGround::torture, GateGround::life}) {
    GateMember member = member_of_age(true);
    set(member.answers[static_cast<std::size_t>(ground)], ground, "onward_risk", kYes);
    const GateFinding finding = judge(member, kDay, {}).findings[static_cast<std::size_t>(ground)];
    EXPECT_EQ(finding.standing, GateStanding::contradictory);
    EXPECT_THAT(finding.contradictory, ::testing::ElementsAre("onward_risk", "bar"));
  }
}

GateReply any_reply() { return *rc::gen::element(kMissing, kUnknown, kNo, kYes); }

// Mostly near an open gate, so that opening would be seen.
GateMember any_member() {
  GateMember member = member_of_age(*rc::gen::arbitrary<bool>());
  for (std::size_t g = 0; g < kGateGrounds; ++g) {
    if (*rc::gen::inRange(0, 3) > 0) continue;
    for (std::size_t i = 0; i < parts_of(static_cast<GateGround>(g)).size(); ++i)
      if (*rc::gen::inRange(0, 3) == 0) member.answers[g].replies[i] = any_reply();
    if (*rc::gen::inRange(0, 4) == 0) member.answers[g].has_reasons = false;
  }
  return member;
}

// The parts whose opposite reply is a fact against a return; the others choose what is asked. A member who is
// stateless, or leaves somebody behind, is asked more, and not less.
std::vector<std::size_t> telling_parts(GateGround ground) {
  std::vector<std::size_t> parts;
  for (std::size_t i = 0; i < parts_of(ground).size(); ++i)
    if (const auto id = parts_of(ground)[i].id; id != "voluntary" && id != "waived" && id != "legal_basis" &&
                                                id != "stateless" && id != "child_or_family_left_behind" &&
                                                id != "child_among_them")
      parts.push_back(i);
  return parts;
}

TEST(ReturnGate, D26_telling_one_more_fact_that_stands_against_a_return_never_opens_the_gate) {
  EXPECT_TRUE(rc::check("a bar never opens", [] {
    GateMember member = any_member();
    const auto g = *rc::gen::inRange<std::size_t>(0, kGateGrounds);
    const auto ground = static_cast<GateGround>(g);
    const auto p = *rc::gen::elementOf(telling_parts(ground));
    member.answers[g].replies[p] = *rc::gen::element(kMissing, kUnknown);
    const bool closed = judge(member, kDay, {}).closed();
    member.answers[g].replies[p] = parts_of(ground)[p].wanted == kYes ? kNo : kYes;
    const bool after = judge(member, kDay, {}).closed();
    if (closed) RC_ASSERT(after);
    RC_CLASSIFY(!closed, "open before: the part was not asked");
  }));
}

TEST(ReturnGate, D26_a_weaker_mark_never_opens_the_gate) {
  EXPECT_TRUE(rc::check("a mark never opens", [] {
    GateMember member = any_member();
    const bool closed = judge(member, kDay, {}).closed();
    const auto g = *rc::gen::inRange<std::size_t>(0, kGateGrounds);
    member.answers[g].mark = *rc::gen::element(law::Mark::secondary, law::Mark::unverified);
    const bool after = judge(member, kDay, {}).closed();
    RC_ASSERT(after || !closed);
    const bool of_age = static_cast<GateGround>(g) == GateGround::best_interests && known_of_age(member, kDay);
    RC_ASSERT(after || of_age);
  }));
}

TEST(ReturnGate, D27_nobodys_answer_depends_on_who_else_is_in_the_batch) {
  EXPECT_TRUE(rc::check("alone and together", [] {
    GateBatch batch{kDay, {}};
    const auto size = *rc::gen::inRange<std::size_t>(1, 6);
    for (std::size_t i = 0; i < size; ++i) batch.members.push_back(any_member());
    const auto together = gate(batch, {}, corpus());
    RC_ASSERT(together.has_value());
    bool any = false;
    for (std::size_t i = 0; i < size; ++i) {
      const bool alone = judge(batch.members[i], kDay, {}).closed();
      RC_ASSERT(together->members[i].closed() == alone);
      any = any || alone;
    }
    RC_ASSERT((together->closed() > 0) == any);
  }));
}

std::vector<GateAddedGround> any_pack() {
  std::vector<GateAddedGround> added;
  const auto size = *rc::gen::inRange(0, 4);
  for (int i = 0; i < size; ++i) {
    GateAddedGround ground;
    ground.id = "xv#" + std::to_string(i);
    ground.wanted = *rc::gen::element(kYes, kNo);
    ground.mark = *rc::gen::element(law::Mark::verified, law::Mark::secondary, law::Mark::unverified);
    added.push_back(ground);
  }
  return added;
}

TEST(ReturnGate, D28_no_pack_opens_what_is_closed_without_it_and_an_unread_ground_blocks_like_any_other) {
  EXPECT_TRUE(rc::check("packs only add", [] {
    GateMember member = any_member();
    const std::vector<GateAddedGround> added = any_pack();
    const bool without = judge(member, kDay, {}).closed();
    bool unmet = false;
    for (const GateAddedGround& ground : added) {
      GateAnswer answer = decided();
      answer.replies[0] = any_reply();
      unmet = unmet || answer.replies[0] != ground.wanted;
      member.added_answers.emplace_back(ground.id, answer);
    }
    const GateMemberAnswer with = judge(member, kDay, added);
    RC_ASSERT(with.closed() == (without || unmet));
    RC_ASSERT(with.findings.size() == kGateGrounds + added.size());
    RC_ASSERT(judge(member, kDay, {}).closed() ==
              (without || !added.empty()));  // leaving the pack out takes nothing away
  }));
}

TEST(ReturnGate, D28_a_ground_that_is_answered_twice_is_not_answered) {
  GateMember member = member_of_age(true);
  const GateAddedGround ground{"xv#a", "q", "c", "", kNo, law::Mark::verified};
  GateAnswer answer = decided();
  answer.replies[0] = kNo;
  member.added_answers.emplace_back("xv#a", answer);
  EXPECT_FALSE(judge(member, kDay, std::vector{ground}).closed());
  member.added_answers.emplace_back("xv#a", answer);
  EXPECT_TRUE(judge(member, kDay, std::vector{ground}).closed());
}

}  // namespace
}  // namespace palermo::rights::testing
