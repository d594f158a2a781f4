// SPDX-License-Identifier: Apache-2.0
// Reads what the return gate is asked: the members of a batch (palermo-return/1) and what national packs add to it
// (palermo-return-pack/1).
//
// Nothing but random handles tells who a member is: a handle is "m-" and 6 to 32 hexadecimal digits, an office is a
// word of a closed list and a number. Reasons are required as text and dropped at once; no error quotes anything from
// the file. A pack may add grounds and nothing else. One that names a ground of the gate, or says that something is not
// needed, is refused by D28. Formats: docs/formats/return.md.
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
inline constexpr core::ErrorKind kGatePackWeakens{"rights.gate_pack_weakens", core::Exit::refused, "D28"};

// "m-5f0a91c2": the prefix and 6 to 32 hexadecimal digits.
[[nodiscard]] bool is_random_handle(std::string_view text, std::string_view prefix);

struct GateBatch {
  core::Day day = 0;  // of the gate, as the file says; never the clock's
  std::vector<GateMember> members;
};
[[nodiscard]] core::Result<GateBatch> parse_return(const core::Value& document);

struct GatePack {
  std::string id, state, title;
  std::vector<GateAddedGround> adds;
};
[[nodiscard]] core::Result<GatePack> parse_return_pack(const core::Value& document);

// The grounds that several packs add. Errors: rights.gate_pack_twice.
[[nodiscard]] core::Result<std::vector<GateAddedGround>> added_grounds(std::span<const GatePack> packs);

}  // namespace palermo::rights
