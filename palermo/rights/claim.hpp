// SPDX-License-Identifier: Apache-2.0
// Claim: what belongs to a claim for wages, fees, papers or compensation: entitlements, facts, documents, lines to fill in.
//
// Format: palermo-claims/1 (data/rights/claims.yaml). A claim goes to a court, a fund or an employer: no fact of entry, stay or status, none of
// who brought the person, and none of cooperation, may stand in it, and a file in which one does is refused (SAFEGUARDS.md, D2). An entitlement that is owed by reason of
// such a fact stands among what is to be checked, whatever the fact is: its place tells nothing. It holds no name.
#pragma once

#include <string>
#include <vector>

#include "palermo/law/facts.hpp"
#include "palermo/rights/conflicts.hpp"

namespace palermo::rights {

inline constexpr core::ErrorKind kClaimWithheld{"rights.withheld_in_claim", core::Exit::refused, "D2"};

struct ClaimKind {
  std::string id, says;
  std::vector<std::string> entitlements, documents, blanks, practices;
  std::vector<law::FactId> facts;
};

// One fact of the claim as the case has it.
struct ClaimFact {
  law::FactId fact = 0;
  law::Truth truth = law::Truth::unknown;
};

struct Claim {
  const ClaimKind* kind = nullptr;
  std::vector<Owed> owed;               // owed, or perhaps; in the order of the kind
  std::vector<Owed> open;               // not known, or to be checked; and always those that would tell of entry, stay or status
  std::vector<ClaimFact> facts;         // each of the kind
  std::vector<const Conflict*> against;
};

// Errors: schema.*, law.unknown_fact, rights.unknown_entitlement, rights.unknown_condition (a practice), rights.twice,
// rights.withheld_in_claim (D2).
[[nodiscard]] core::Result<std::vector<ClaimKind>> parse_claims(const core::Value& document, const Catalogue& catalogue, const std::vector<Practice>& practices,
                                                                const law::Corpus& corpus);

// Facts of entry, stay, status, cooperation or the wish to return; and those that only hold of somebody who was brought, which tell of the entry.
[[nodiscard]] bool withheld_in_claim(const law::FactDef& fact);

// Whether it depends on such a fact that it is owed.
[[nodiscard]] bool tells_status(const Entitlement& entitlement, const law::Corpus& corpus);

// The kinds of which something is owed or open by other facts than those, or would be whoever the person is; the arguments must outlive the answer.
[[nodiscard]] std::vector<Claim> claims(const std::vector<ClaimKind>& kinds, const std::vector<Owed>& all, const std::vector<Conflict>& conflicts, const law::FactBase& facts,
                                        const law::Corpus& corpus);

}  // namespace palermo::rights
