// SPDX-License-Identifier: Apache-2.0
// Return gate: what is missing, and what stands against sending a person away. It never says that a return is right.
//
// Eleven grounds are asked for every member of a batch, alone (SAFEGUARDS.md, D26, D27). They are fixed here and not in
// a data file, so that no pack can take one away (D28). A ground is satisfied only when each of its parts has the reply
// it needs, a named office decided it on a day that is not after the day of the gate, reasons were written down, and
// that office examined it itself (mark verified). Anything else keeps the gate closed: what was not asked, what was not
// verified, what stands against a return, and two replies that cannot both be so. A reply that tells of a bar closes
// the gate whatever its mark. The free text of reasons is never kept. Values in, values out; thread-safe. Source:
// safeguards D26-D28; docs/methods/return-gate.md.
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
  std::optional<law::Mark> mark;  // verified: the office examined it itself; no value: not stated
};

// A ground that a national pack adds: one question, one reply that it needs.
struct GateAddedGround {
  std::string id;  // "xv-return#pregnancy"
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
  missing,        // not asked, not known, or not told who decided, when or why
  not_verified,   // answered, but not examined by the office that answers
  contradictory,  // two replies that cannot both be so
  barred,
};
[[nodiscard]] std::string_view word(GateStanding standing);
[[nodiscard]] constexpr bool keeps_closed(GateStanding standing) {
  return standing != GateStanding::satisfied && standing != GateStanding::not_required;
}

struct GateFinding {
  std::string ground;  // word(GateGround), or the id of an added ground
  GateStanding standing = GateStanding::missing;
  std::vector<std::string> missing, barred,
      contradictory;  // ids of parts, and of "decided_by", "date", "reasons", "mark"
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
[[nodiscard]] GateMemberAnswer judge(const GateMember& member, core::Day day, std::span<const GateAddedGround> added);

}  // namespace palermo::rights
