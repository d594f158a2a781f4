// SPDX-License-Identifier: Apache-2.0
// Return gate: what is missing, and what stands against sending a person away. It never says that a return is right.
//
// Eleven grounds are asked for every member of a batch, alone (SAFEGUARDS.md, D26, D27). They are fixed here and not in
// a data file, so that no pack can take one away (D28). A ground is satisfied only when each of its parts has the reply
// it needs, a named office decided it on a day that is not after the day of the gate, reasons were written down, and
// that office examined it itself (mark verified). Anything else keeps the gate closed: what was not asked, what was not
// verified, what stands against a return, and two replies that cannot both be so. A reply that tells of a bar closes
// the gate whatever its mark; a part that is not asked of this person closes it too when it is told as one would not
// want it. What was decided too long ago is not answered. The free text of reasons is never kept. Values in, values
// out; thread-safe; no clock. Source: safeguards D26-D28; docs/methods/return-gate.md.
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "palermo/core/partial_date.hpp"
#include "palermo/law/mark.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kGateClosed{"rights.gate_closed", core::Exit::refused, "D26"};
inline constexpr core::ErrorKind kGateBatchFlagged{"rights.gate_batch_flagged", core::Exit::refused, "D27"};

enum class GateGround {
  individual_assessment,
  own_country,  // nationality and statelessness
  persecution,
  torture,
  life,
  family,  // whom the person would leave behind; asked of everybody
  best_interests,
  health,
  proceedings,
  voluntariness,
  appeal,
};
inline constexpr std::size_t kGateGrounds = 11;
[[nodiscard]] std::string_view word(GateGround ground);  // "best_interests"

enum class GateReply { missing, not_known, no, yes };

// Whoever answers a ground, or a ground that a pack adds, replies to its parts. The opposite of `wanted` is a bar.
struct GatePart {
  std::string_view id;
  GateReply wanted = GateReply::yes;
};
inline constexpr std::size_t kMostGateParts = 8;
[[nodiscard]] std::span<const GatePart> parts_of(GateGround ground);
[[nodiscard]] std::span<const GatePart> parts_of_age();  // adult: yes; doubted: no

struct GateAnswer {
  std::array<GateReply, kMostGateParts> replies{};  // in the order of parts_of()
  std::string by;                                   // office that decided: "asylum-office-3"; empty when not named
  core::PartialDate on;                             // when; only a whole day counts
  bool has_reasons = false;
  bool copied = false;             // somebody else of the batch has the same reasons, word for word
  std::optional<law::Mark> mark;  // verified: the office examined it itself; no value: not stated
};

// How many days an answer holds, by GateGround. Palermo's own choice, which the law sets nowhere: a pack may only
// shorten it. How a person is and what she wants change within weeks; a year is the most after which anything about a
// person and a country has to be looked at anew.
inline constexpr int kGateHealthDays = 90, kGateWillDays = 90, kGateOtherDays = 365;
using GatePeriods = std::array<int, kGateGrounds>;
inline constexpr GatePeriods kGatePeriods = [] {
  GatePeriods days{};
  for (int& one : days) one = kGateOtherDays;
  days[static_cast<std::size_t>(GateGround::health)] = kGateHealthDays;
  days[static_cast<std::size_t>(GateGround::voluntariness)] = kGateWillDays;
  return days;
}();
inline constexpr int kGateAddedDays = kGateOtherDays;  // a ground that a pack adds
// Before the day of the Refugee Convention, 28 July 1951, nothing was decided that a return could rest on.
inline constexpr core::Day kGateFirstDay = -6732;

// A ground that a national pack adds: one question, one reply that it needs.
struct GateAddedGround {
  std::string id;  // "xv-return#pregnancy": only to find the replies to it, never printed
  std::string asks, cite, says;
  GateReply wanted = GateReply::yes;
  law::Mark mark = law::Mark::unverified;
};

struct GateMember {
  std::string handle;                              // random: "m-5f0a91c2"; nothing else tells who it is
  GateAnswer age;                                  // parts_of_age(): decided like a ground
  std::array<GateAnswer, kGateGrounds> answers{};  // by GateGround
  std::vector<std::pair<std::string, GateAnswer>> added_answers{};  // by id of an added ground; the reply is replies[0]
};

enum class GateStanding {
  satisfied,
  not_required,   // best interests of a person known to be of age
  missing,        // not asked, not known, decided too long ago, or not told who decided, when or why
  not_verified,   // answered, but not examined by the office that answers
  contradictory,  // two replies that cannot both be so, or reasons copied from somebody else
  barred,
};
[[nodiscard]] std::string_view word(GateStanding standing);
[[nodiscard]] constexpr bool keeps_closed(GateStanding standing) {
  return standing != GateStanding::satisfied && standing != GateStanding::not_required;
}

struct GateFinding {
  std::string ground;  // word(GateGround); "added#2": the second added ground; "left_out#1": a reply without its pack
  GateStanding standing = GateStanding::missing;
  std::vector<std::string> missing, barred,
      contradictory;  // ids of parts, and of "decided_by", "date", "expired", "reasons", "not_individual", "mark"
  std::string by;
  core::PartialDate on;
  bool nothing_told = false;  // no reply, no office, no day, no reasons, no mark
};

struct GateMemberAnswer {
  std::string handle;
  bool of_age = false;                // known to be eighteen or older
  std::vector<GateFinding> findings;  // the grounds of the gate, then the added ones
  [[nodiscard]] bool closed() const;  // at least one ground keeps the gate closed
};

// Whether the person is known to be eighteen or older: decided by an office, not doubted, examined by that office
// itself. Of everybody else the best interests of the child are asked.
[[nodiscard]] bool known_of_age(const GateMember& member, core::Day day);

// The answer for one member, on the day of the gate. Nothing about other members goes in (D27).
[[nodiscard]] GateMemberAnswer judge(const GateMember& member, core::Day day, std::span<const GateAddedGround> added,
                                     const GatePeriods& periods = kGatePeriods);

}  // namespace palermo::rights
