// SPDX-License-Identifier: Apache-2.0
// Expected: what a case file says the person is owed, held against what the catalogue gives.
//
//   rights: {parties: [TIP, COE197], due: [VT03], not_due: [CH01], conflicts: ["K01 VT03 breach"]}
//
// `parties`: the instruments that bind the State, by their short names; no other does. due: owed now or on its event, by an instrument that
// binds or by a standard. not_due: not owed now. conflicts: all of them, in order.
#pragma once

#include "palermo/rights/conflicts.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kUnknownParty{"rights.unknown_party", core::Exit::unreadable};

// One expectation and what came of it.
struct Tried {
  std::string what, expected, found;  // "VT03", "due", "open, binding"
  bool passed = false;
};

// Nothing for a case without `rights`. Errors: schema.*, rights.unknown_party, rights.unknown_entitlement, law.contradictory_facts.
[[nodiscard]] core::Result<std::vector<Tried>> try_rights(const law::Case& stated, const Catalogue& catalogue,
                                                          const std::vector<Practice>& practices, const law::Corpus& corpus);

}  // namespace palermo::rights
