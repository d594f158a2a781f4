// SPDX-License-Identifier: Apache-2.0
// Reads what the return gate is asked: the members of a batch (palermo-return/1) and what national packs add to it
// (palermo-return-pack/1).
//
// Nothing but random handles tells who a member is: a handle is "m-" and 6 to 32 hexadecimal digits, an office is a
// word of a closed list and a number. Reasons are required as words of their own for each person, compared inside the
// batch, and dropped at once; no error quotes anything from the file. A pack may add grounds, shorten how long an answer
// holds, and nothing else. One that names a ground of the gate, says that something is not needed, or would make the
// gate print permission, is refused by D28. Formats: docs/formats/return.md.
#pragma once

#include <vector>

#include "palermo/rights/gate.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kGateBadHandle{"rights.gate_bad_handle", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateHandleTwice{"rights.gate_handle_twice", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateBadOffice{"rights.gate_bad_office", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateBadDay{"rights.gate_bad_day", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateNobody{"rights.gate_nobody", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateUnknownKey{"rights.gate_unknown_key", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateBadPackId{"rights.gate_bad_pack_id", core::Exit::unreadable};
inline constexpr core::ErrorKind kGatePackTwice{"rights.gate_pack_twice", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateDayOutOfBounds{"rights.gate_day_out_of_bounds", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateTooMany{"rights.gate_too_many", core::Exit::unreadable};
inline constexpr core::ErrorKind kGateBadPackText{"rights.gate_bad_pack_text", core::Exit::unreadable};
inline constexpr core::ErrorKind kGatePackPermits{"rights.gate_pack_permits", core::Exit::refused, "D28"};
inline constexpr core::ErrorKind kGatePackWeakens{"rights.gate_pack_weakens", core::Exit::refused, "D28"};

inline constexpr std::size_t kMostGateMembers = 1000;  // each person is answered alone, by people
inline constexpr std::size_t kMostAddedGrounds = 200;  // of all packs, and replies to them of one member
inline constexpr core::Day kGateDaysAhead = 365;       // a planned return lies at most a year ahead of today

// "m-5f0a91c2": the prefix and 6 to 32 hexadecimal digits.
[[nodiscard]] bool is_random_handle(std::string_view text, std::string_view prefix);

struct GateBatch {
  core::Day day = 0;  // of the gate, as the file says; never the clock's
  std::vector<GateMember> members;
};
// `today` only bounds the day of the gate: from kGateFirstDay to a year ahead. Errors: rights.gate_*, schema.*.
[[nodiscard]] core::Result<GateBatch> parse_return(const core::Value& document, core::Day today);

struct GatePack {
  std::string id, state, title;
  std::vector<GateAddedGround> adds;
  GatePeriods holds_days = kGatePeriods;  // none longer than kGatePeriods
};
[[nodiscard]] core::Result<GatePack> parse_return_pack(const core::Value& document);

// How long answers hold when all these packs are heeded: the shortest of each.
[[nodiscard]] GatePeriods shortest_periods(std::span<const GatePack> packs);

// The grounds that several packs add. Errors: rights.gate_pack_twice, rights.gate_too_many.
[[nodiscard]] core::Result<std::vector<GateAddedGround>> added_grounds(std::span<const GatePack> packs);

}  // namespace palermo::rights
