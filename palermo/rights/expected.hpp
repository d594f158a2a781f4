// SPDX-License-Identifier: Apache-2.0
// Expected: what a case file says the person is owed, held against what the catalogue gives.
//
//   rights: {parties: [TIP, COE197], due: [VT03], not_due: [CH01], conflicts: ["K01 VT03 breach"],
//            remedies: {open: [RM01], closed: [TB04], why: "..."}}
//
// `parties`: the instruments that bind the State, by their short names; no other does. due: owed now or on its event, by an instrument that
// binds or by a standard. not_due: not owed now. conflicts: all of them, in order. remedies: all ways that are open, in order, and some
// that the facts close; a way in neither list is one for which facts are missing, or one that nobody spoke of.
#pragma once

#include "palermo/rights/conflicts.hpp"
#include "palermo/rights/remedies.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kUnknownParty{"rights.unknown_party", core::Exit::unreadable};
inline constexpr core::ErrorKind kUnknownRemedy{"rights.unknown_remedy", core::Exit::unreadable};

// One expectation and what came of it.
struct Tried {
  std::string what, expected, found;  // "VT03", "due", "open, binding"
  bool passed = false;
};

// Nothing for a case without `rights`. Errors: schema.*, rights.unknown_party, rights.unknown_entitlement, rights.unknown_remedy,
// law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<Tried>> try_rights(const law::Case& stated, const Catalogue& catalogue,
                                                          const std::vector<Practice>& practices, const Remedies& remedies,
                                                          const law::Corpus& corpus);

}  // namespace palermo::rights
