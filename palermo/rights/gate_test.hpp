// SPDX-License-Identifier: Apache-2.0
// Answers to the grounds of the return gate in each state that a ground can be in; shared by the tests of the gate.
#pragma once

#include "palermo/rights/gate.hpp"
#include "palermo/rights/rights_test.hpp"

namespace palermo::rights::testing {

inline constexpr core::Day kDay = 19876;  // some day in 2024
inline constexpr GateReply kMissing = GateReply::missing, kUnknown = GateReply::not_known, kNo = GateReply::no,
                           kYes = GateReply::yes;

inline std::size_t index_of(GateGround ground, std::string_view part) {
  const auto parts = parts_of(ground);
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (parts[i].id == part) return i;
  ADD_FAILURE() << word(ground) << " has no part " << part;
  return 0;
}

inline void set(GateAnswer& answer, GateGround ground, std::string_view part, GateReply reply) {
  answer.replies[index_of(ground, part)] = reply;
}

inline GateAnswer decided() {
  GateAnswer answer;
  answer.by = "court-1";
  answer.on.days = {kDay - 10, kDay - 10};
  answer.has_reasons = true;
  answer.mark = law::Mark::verified;
  return answer;
}

inline GateAnswer satisfied(GateGround ground) {
  GateAnswer answer = decided();
  const auto parts = parts_of(ground);
  for (std::size_t i = 0; i < parts.size(); ++i) answer.replies[i] = parts[i].wanted;
  if (ground == GateGround::voluntariness) set(answer, ground, "legal_basis", kMissing);
  if (ground == GateGround::appeal) set(answer, ground, "waived", kNo);
  if (ground == GateGround::own_country)  // of another State
    for (const char* part : {"protected_as_stateless", "due_process"}) set(answer, ground, part, kMissing);
  if (ground == GateGround::family)  // nobody is left behind
    for (const char* part : {"left_behind_assessed", "child_among_them", "child_heard", "bar"})
      set(answer, ground, part, kMissing);
  return answer;
}

// One part of each ground that stands against a return, and one pair that cannot both be so.
inline std::string_view barring_part(GateGround ground) {
  constexpr std::string_view kParts[] = {"recovery_period_running",
                                         "national_of_this_state",
                                         "risk",
                                         "onward_risk",
                                         "risk",
                                         "child_or_family_left_behind",
                                         "parted_from_family",
                                         "fit_to_travel",
                                         "claims_settled_or_pursuable",
                                         "withdrawn",
                                         "pending"};
  return kParts[static_cast<std::size_t>(ground)];
}

inline GateAnswer barred(GateGround ground) {
  GateAnswer answer = satisfied(ground);
  const std::size_t part = index_of(ground, barring_part(ground));
  answer.replies[part] = answer.replies[part] == kYes ? kNo : kYes;
  const bool refoulement =
      ground == GateGround::persecution || ground == GateGround::torture || ground == GateGround::life;
  if (refoulement || ground == GateGround::family) set(answer, ground, "bar", kYes);  // the office says so itself
  return answer;
}

inline GateAnswer contradictory(GateGround ground) {
  GateAnswer answer = satisfied(ground);
  switch (ground) {
    case GateGround::individual_assessment:
    case GateGround::proceedings:
      answer.on.days = {kDay + 1, kDay + 1};
      break;  // decided after the gate was asked
    case GateGround::own_country:
      set(answer, ground, "national_of_this_state", kYes);
      set(answer, ground, "stateless", kYes);
      break;
    case GateGround::family:
      set(answer, ground, "child_among_them", kYes);  // among nobody
      break;
    case GateGround::best_interests:
      set(answer, ground, "assessed", kNo);
      break;
    case GateGround::health:
      set(answer, ground, "urgent_care_needed", kYes);
      break;
    case GateGround::voluntariness:
      set(answer, ground, "freely", kNo);
      break;
    case GateGround::appeal:
      set(answer, ground, "pending", kYes);
      set(answer, ground, "waived", kYes);
      set(answer, ground, "advised", kYes);
      break;
    default:
      set(answer, ground, "risk", kYes);
      break;  // a risk, and “no bar”
  }
  return answer;
}

inline GateAnswer not_verified(GateGround ground) {
  GateAnswer answer = satisfied(ground);
  answer.mark = law::Mark::secondary;
  return answer;
}

inline constexpr GateStanding kStates[] = {GateStanding::missing, GateStanding::satisfied, GateStanding::barred,
                                           GateStanding::contradictory, GateStanding::not_verified};
inline constexpr std::size_t kStateCount = 5;

inline GateAnswer in_state(GateGround ground, GateStanding state) {
  switch (state) {
    case GateStanding::satisfied:
      return satisfied(ground);
    case GateStanding::barred:
      return barred(ground);
    case GateStanding::contradictory:
      return contradictory(ground);
    case GateStanding::not_verified:
      return not_verified(ground);
    default:
      return {};
  }
}

inline GateMember member_of_age(bool adult) {
  GateMember member;
  member.handle = "m-abc123";
  member.age = decided();
  member.age.replies = {adult ? kYes : kUnknown, kNo};
  for (std::size_t i = 0; i < kGateGrounds; ++i) member.answers[i] = satisfied(static_cast<GateGround>(i));
  return member;
}

}  // namespace palermo::rights::testing
